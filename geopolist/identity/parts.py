"""What pages have alike, what surrounds them and cards, drawn once in a process for all of them.

Never out of date: whatever it depends on is in its key, and the site's row, which is read for every page, has a new
stamp whenever it is written, by whichever machine.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from geopolist.lib.surrogate import Shown, lasts, recording, shows

# A page's surroundings are some 20 KB, and there are as many as menus have places; a card is some 2 KB.
AT_HAND = 2000


@dataclass(frozen=True)
class Part:
    html: str
    shown: Shown


_parts: dict[tuple[object, ...], Part] = {}


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
    if settings.DEBUG:
        return  # templates are being written
    if len(_parts) >= AT_HAND:
        _parts.clear()
    _parts[key] = part


def forget() -> None:
    """Draw everything anew."""
    _parts.clear()
