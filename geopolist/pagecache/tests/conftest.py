"""A store of its own for every test here."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from geopolist.pagecache import store as stores
from geopolist.pagecache.files import FileStore


@pytest.fixture(autouse=True)
def kept(settings: Any, tmp_path: Path) -> Iterator[FileStore]:
    settings.PAGE_STORE, settings.PAGE_ROOT = "files", tmp_path / "stored"
    stores.store.cache_clear()
    made = stores.store()
    assert made is not None
    yield made
    stores.store.cache_clear()
