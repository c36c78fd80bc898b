"""Parts of pages – what surrounds them, cards, the text of an article – drawn once in a process for all that show them.

Never out of date: whatever it depends on is in its key, and the site's row, which is read for every page, has a new
stamp whenever it is written, by whichever machine.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.conf import settings

from geopolist.lib.surrogate import Shown, lasts, recording, shows

# Letters that a process keeps. A page's surroundings are some 20,000, a card 2,000, the parts of an article 30,000.
AT_HAND = 8_000_000
# What its key and the names of what it shows take.
BESIDE = 1000


@dataclass(frozen=True)
class Part:
    html: str
    shown: Shown

    @property
    def size(self) -> int:
        return len(self.html) + BESIDE


_parts: dict[tuple[object, ...], Part] = {}
_size = 0
_keeping = Lock()


def drawn(key: tuple[object, ...], draw: Callable[[], str], now: datetime) -> str:
    """What `draw` gives; asked once for all that have the same key, until something in it appears or ends."""
    part = _parts.get(key)
    if part is None or (part.shown.until is not None and part.shown.until <= now):
        with recording() as shown:
            part = Part(draw(), shown)
        keep(key, part)
    shows(*part.shown.keys)
    lasts(part.shown.until)
    return part.html


def keep(key: tuple[object, ...], part: Part) -> None:
    """At hand from now on, in place of the oldest if there are too many letters."""
    if settings.DEBUG:
        return  # templates are being written
    global _size
    with _keeping:
        drop(key)
        if part.size > AT_HAND:
            return
        _parts[key] = part
        _size += part.size
        while _size > AT_HAND:
            drop(next(iter(_parts)))


def drop(key: tuple[object, ...]) -> None:
    global _size
    if (part := _parts.pop(key, None)) is not None:
        _size -= part.size


def size() -> int:
    """Letters at hand, with what stands beside them."""
    return _size


def forget() -> None:
    """Draw everything anew."""
    global _size
    with _keeping:
        _parts.clear()
        _size = 0
