"""A store of its own for every test here: in files, and again in Redis where the run has one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from redis import Redis

from geopolist.pagecache import missing, remote
from geopolist.pagecache import store as stores
from geopolist.pagecache.store import Store

# Chosen when tests are collected, so none is skipped.
STORES = ["files", "redis"] if site.REDIS_URL else ["files"]
collect_ignore = [] if site.REDIS_URL else ["test_remote.py"]


@pytest.fixture(autouse=True, params=STORES)
def kept(request: Any, settings: Any, tmp_path: Path, monkeypatch: Any) -> Iterator[Store]:
    settings.PAGE_STORE, settings.PAGE_ROOT = request.param, tmp_path / "stored"
    stores.store.cache_clear()
    missing.forget()
    made = stores.store()
    assert made is not None
    if request.param == "redis":
        with Redis.from_url(settings.REDIS_URL) as client:
            for key in client.scan_iter("pages:*"):
                client.delete(key)
        # A store that is believed for the time of the test; what becomes of its word has tests of its own.
        monkeypatch.setattr(remote, "WORD", 600_000)
        made.trust(0, made.doubted_since() or 0)
    yield made
    stores.store.cache_clear()
