"""The one store of this site, as PAGE_STORE names it."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from django.conf import settings

from .files import FileStore
from .page import Page
from .remote import RedisStore

# Another one after every removal, whoever made it.
type Edition = tuple[object, ...]


class Store(Protocol):
    """Where pages lie. A page is seen whole or not at all; a purged one never again.

    What is asked for a reader answers in any case: None or False where the store fails. What changes the store raises
    OSError. Removals have numbers without a gap; a page is put under that of the last one. clear() removes whatever is
    there.
    """

    def get(self, name: str, encoding: str = ..., /) -> Page | None: ...
    def put(self, name: str, page: Page, number: int, /) -> None: ...
    def drop(self, names: Sequence[str], number: int, /) -> None: ...
    def clear(self) -> None: ...
    def edition(self) -> Edition | None: ...

    def claim(self, name: str) -> bool: ...
    def release(self, name: str) -> None: ...
    def is_claimed(self, name: str) -> bool: ...

    def doubted_since(self) -> int | None: ...
    def trust(self, number: int | None, since: int) -> None: ...


@lru_cache(maxsize=1)
def store() -> Store | None:
    """None where nothing is kept."""
    if settings.PAGE_STORE == "files":
        return FileStore(Path(settings.PAGE_ROOT))
    return RedisStore(settings.REDIS_URL) if settings.PAGE_STORE == "redis" else None
