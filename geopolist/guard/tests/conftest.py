import pytest
from django.conf import settings

from geopolist.guard import redis


@pytest.fixture
def no_redis(settings):
    settings.REDIS_URL = ""


@pytest.fixture
def dead_redis(settings):
    """A Redis where nothing listens."""
    redis._connection.cache_clear()
    settings.REDIS_URL = "redis://127.0.0.1:1/0"


# Rows always; Redis too where the run has one. The choice is made when tests are collected, so none is skipped.
STORES = ["rows", "redis"] if settings.REDIS_URL else ["rows"]


@pytest.fixture(params=STORES)
def store(request, settings):
    """Counters and locks in the database, and again in Redis."""
    if request.param == "rows":
        settings.REDIS_URL = ""
    return request.param
