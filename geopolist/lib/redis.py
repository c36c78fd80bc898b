"""A Redis that is asked, but not waited for."""

import time
from collections.abc import Callable
from typing import Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import TimeoutError as TooSlow
from redis.retry import Retry

# A Redis that hangs would otherwise cost every visitor the whole time-out.
REST = 3.0


class Connection:
    """The Redis at an address. `seconds` is how long one answer may take; the options are the client's."""

    def __init__(self, address: str, *, seconds: float, **options: Any) -> None:
        # Connections that broke while they lay idle are opened anew without a second try.
        once = Retry(NoBackoff(), 0)
        self.client = Redis.from_url(
            address, socket_timeout=seconds, socket_connect_timeout=seconds, retry=once, **options
        )
        self.silent_until = 0.0

    def ask[Answer](self, question: Callable[[Any], Answer]) -> Answer:
        """The answer to a question put to the client. Raises RedisError, at once for a while after none came."""
        if time.monotonic() < self.silent_until:
            raise NoConnection("Redis did not answer a moment ago.")
        try:
            return question(self.client)
        except (NoConnection, TooSlow):
            self.silent_until = time.monotonic() + REST
            raise
