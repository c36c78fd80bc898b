"""The connection to Redis, where there is one."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from redis.exceptions import RedisError

from geopolist.lib.redis import Connection

__all__ = ["RedisError", "ask", "is_used"]


def is_used() -> bool:
    return bool(settings.REDIS_URL)


def ask[Answer](question: Callable[[Any], Answer]) -> Answer:
    """The answer to a question put to the client. Raises RedisError, at once for a while after it last had to."""
    return _connection(settings.REDIS_URL).ask(question)


@cache
def _connection(address: str) -> Connection:
    return Connection(address, seconds=0.5, decode_responses=True)
