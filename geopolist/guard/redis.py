"""The connection to Redis, where there is one."""

import time
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from redis import Redis
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import RedisError

__all__ = ["RedisError", "ask", "is_used"]

# A Redis that hangs would otherwise cost every visitor the whole time-out.
REST = 3.0
_silent_until = 0.0


def is_used() -> bool:
    return bool(settings.REDIS_URL)


def ask[Answer](question: Callable[[Any], Answer]) -> Answer:
    """The answer to a question put to the client. Raises RedisError, at once for a while after it last had to."""
    global _silent_until
    if time.monotonic() < _silent_until:
        raise NoConnection("Redis did not answer a moment ago.")
    try:
        return question(_client(settings.REDIS_URL))
    except RedisError:
        _silent_until = time.monotonic() + REST
        raise


@cache
def _client(address: str) -> Redis:
    return Redis.from_url(address, socket_timeout=0.5, socket_connect_timeout=0.5, decode_responses=True)
