"""The one store of this site, as PAGE_STORE names it."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from .files import FileStore


@lru_cache(maxsize=1)
def store() -> FileStore | None:
    """None where nothing is kept."""
    if settings.PAGE_STORE == "off":
        return None
    return FileStore(Path(settings.PAGE_ROOT))
