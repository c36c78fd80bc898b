"""How often something may happen.

    verdict = limits.hit("login", client.address(request), limit=20, seconds=60)
    if not verdict.allowed: …

A window begins with its first hit and lasts `seconds`; refused hits do not lengthen it. Exact with any number of
processes: one upsert, or one script in Redis. Call it outside a transaction – one that rolls back takes the hit along.
"""

import logging
from dataclasses import dataclass
from typing import Literal, assert_never

from django.db import connection
from django.utils.crypto import salted_hmac

from geopolist.guard import redis
from geopolist.guard.clock import now

logger = logging.getLogger("geopolist.guard")

type WhenDown = Literal["open", "closed"]

_UPSERT = """
INSERT INTO guard_counter (key, hits, ends_at) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET
    hits = CASE WHEN guard_counter.ends_at <= %s THEN 1 ELSE guard_counter.hits + 1 END,
    ends_at = CASE WHEN guard_counter.ends_at <= %s THEN excluded.ends_at ELSE guard_counter.ends_at END
RETURNING hits, ends_at
"""
_SCRIPT = """
local hits = redis.call('INCR', KEYS[1])
if hits == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {hits, redis.call('PTTL', KEYS[1])}
"""


@dataclass(frozen=True)
class Verdict:
    """`remaining` hits are allowed in this window; `retry_after` is the seconds to wait if this one was not."""

    allowed: bool
    remaining: int
    retry_after: int


def hit(scope: str, key: str, *, limit: int, seconds: int, when_down: WhenDown = "closed") -> Verdict:
    """Count one more and say whether it is within `limit` per `seconds`.

    `key` (an address, an account) is kept only as a keyed hash. `when_down` is the answer while Redis does not
    answer: "closed" for mail and sign-in, "open" for reading.
    Raises ValueError if limit or seconds is not positive.
    """
    if limit < 1 or seconds < 1:
        raise ValueError(f"limit is {limit} and seconds {seconds}: both are at least 1.")
    try:
        hits, left = _count(_hash(scope, key), seconds * 1000)
    except redis.RedisError as error:
        logger.error("Redis does not answer: limit is %s (%s)", when_down, error, extra={"scope": scope})
        return _without_count(limit, when_down)
    if hits == limit + 1:
        # Once a window: an attack must leave a line, not a flood of them.
        logger.warning("limit reached", extra={"scope": scope, "limit": limit, "seconds": seconds})
    wait = max(-(-left // 1000), 1)
    return Verdict(hits <= limit, max(limit - hits, 0), 0 if hits <= limit else wait)


def forget(scope: str, key: str) -> None:
    """Begin anew, as after a sign-in that went well."""
    name = _hash(scope, key)
    if redis.is_used():
        redis.ask(lambda client: client.delete(_in_redis(name)))
    else:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM guard_counter WHERE key = %s", [name])


def _count(name: str, window: int) -> tuple[int, int]:
    """Hits with this one, and milliseconds until the window ends."""
    if redis.is_used():
        hits, left = redis.ask(lambda client: client.eval(_SCRIPT, 1, _in_redis(name), window))
        return int(hits), int(left)
    instant = now()
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [name, instant + window, instant, instant])
        hits, ends_at = cursor.fetchone()
    return hits, ends_at - instant


def _without_count(limit: int, when_down: WhenDown) -> Verdict:
    match when_down:
        case "open":
            return Verdict(allowed=True, remaining=limit, retry_after=0)
        case "closed":
            return Verdict(allowed=False, remaining=0, retry_after=60)
        case _:
            assert_never(when_down)


def _hash(scope: str, key: str) -> str:
    """What is stored instead of an address or a name: without our secret it cannot be guessed and tried."""
    return salted_hmac(f"geopolist.guard.limits.{scope}", key, algorithm="sha256").hexdigest()


def _in_redis(name: str) -> str:
    return f"guard:limit:{name}"
