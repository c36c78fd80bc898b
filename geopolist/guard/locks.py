"""One at a time, across processes and machines.

    with locks.hold("newsletter: 2026-05-01", seconds=60) as renew:
        …
        renew()

The lock ends by itself `seconds` after it was taken or last renewed: whoever works longer has lost it, and can no
longer release what another holds.
"""

import logging
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from geopolist.guard import redis
from geopolist.guard.clock import now

logger = logging.getLogger("geopolist.guard")

_TAKE = """
INSERT INTO guard_lock (name, token, ends_at) VALUES (%s, %s, %s)
ON CONFLICT (name) DO UPDATE SET token = excluded.token, ends_at = excluded.ends_at
WHERE guard_lock.ends_at <= %s
RETURNING token
"""
_RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"
_RENEW = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0"


class Taken(Exception):
    """Another holds this lock, or it cannot be known who does."""


@contextmanager
def hold(name: str, seconds: float, *, wait: float = 0) -> Iterator[Callable[[], None]]:
    """Hold the lock `name` for the block, at most for `seconds`; try for `wait` seconds to get it.

    What it gives holds the lock for as long again. Both raise Taken if it cannot be had, and if Redis does not answer.
    Enter it outside a transaction.
    """
    token = secrets.token_hex(16)
    deadline = time.monotonic() + wait
    while not _take(name, token, int(seconds * 1000)):
        if time.monotonic() >= deadline:
            raise Taken(name)
        time.sleep(0.05)
    try:
        yield lambda: _renew(name, token, int(seconds * 1000))
    finally:
        _release(name, token)


def _take(name: str, token: str, milliseconds: int) -> bool:
    if redis.is_used():
        try:
            return bool(redis.ask(lambda client: client.set(_in_redis(name), token, nx=True, px=milliseconds)))
        except redis.RedisError as error:
            raise Taken(name) from error
    instant = now()
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [name, token, instant + milliseconds, instant])
        return cursor.fetchone() is not None


def _renew(name: str, token: str, milliseconds: int) -> None:
    if redis.is_used():
        try:
            is_ours = redis.ask(lambda client: client.eval(_RENEW, 1, _in_redis(name), token, milliseconds))
        except redis.RedisError as error:
            raise Taken(name) from error
    else:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE guard_lock SET ends_at = %s WHERE name = %s AND token = %s", [now() + milliseconds, name, token]
            )
            is_ours = cursor.rowcount
    if not is_ours:
        raise Taken(name)


def _release(name: str, token: str) -> None:
    if redis.is_used():
        try:
            redis.ask(lambda client: client.eval(_RELEASE, 1, _in_redis(name), token))
        except redis.RedisError:
            # It ends by itself, and an error here would hide the one from the block.
            logger.exception("Redis does not answer: a lock stays until its time is over", extra={"lock": name})
    else:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM guard_lock WHERE name = %s AND token = %s", [name, token])


def _in_redis(name: str) -> str:
    return f"guard:lock:{name}"
