"""Pages that say that nothing is there: 404 and 410, at hand in each process, for a minute at most.

The store has no place for them: whoever asks for a million addresses would push real pages out of it. By which keys
one would find those that something new concerns nobody knows, so whatever is removed from the store ends all of them.
"""

from collections import OrderedDict
from datetime import timedelta
from threading import Lock

from .page import Page
from .store import Edition, Store

LONGEST = timedelta(minutes=1)
AT_HAND = 200

_pages: OrderedDict[str, tuple[Edition, Page]] = OrderedDict()
_lock = Lock()


def get(name: str, kept: Store) -> Page | None:
    """The page that says so, if nothing has been removed from the store since it was begun."""
    if name not in _pages:
        return None
    edition = kept.edition()
    with _lock:
        held = _pages.get(name)
        if held and edition is not None and held[0] == edition:
            _pages.move_to_end(name)
            return held[1]
    return None


def keep(name: str, page: Page, edition: Edition | None) -> None:
    """`edition` is the store's when the page was begun; None if it could not say."""
    if edition is None:
        return
    with _lock:
        _pages[name] = edition, page
        _pages.move_to_end(name)
        while len(_pages) > AT_HAND:
            _pages.popitem(last=False)


def forget() -> None:
    _pages.clear()
