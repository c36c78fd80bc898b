"""The store in Redis, for several web machines: one hash for each page.

The table decides what is kept, and Redis may lose what it was told: it is away while something is purged, it comes back
from an older snapshot, another one takes its place. So a page is given out only under the store's word, which lasts a
second and which whoever misses it renews after a look at the table (purging.vouch):

- while a purge is not carried out, nobody renews it;
- each removal counts on the number that the last one left. Where that is not the table's, Redis has missed something,
  and the store begins a new epoch: pages of another are given to nobody, and go when their time is over.

So what could not be purged is given out for a second at most, and never after. What a connection delivers late does no
harm: a page is only taken under the number at which it was sent, and the word ends by the clock of Redis itself.
"""

import json
import logging
from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from redis.exceptions import RedisError, ResponseError

from geopolist.lib.redis import Connection

from .page import IDENTITY, Page

logger = logging.getLogger("geopolist.pagecache")

# Readers wait no longer before Django makes their page.
SECONDS = 0.1
# In milliseconds: how long the store's word lasts, and when whoever makes a page is taken for dead.
WORD, PATIENCE = 1_000, 30_000
# Which epoch the store gives out now; its `epoch` and the `number` of its last removal; pages and claims by name.
TRUSTED, STATE, PAGE, CLAIM = "pages:trusted", "pages:state", "pages:page:", "pages:claim:"

GIVE = """
local epoch, one, other = unpack(redis.call('HMGET', KEYS[2], 'epoch', unpack(ARGV)))
if epoch and epoch == redis.call('GET', KEYS[1]) then return {one, other} end
"""
TRUST = """
local epoch, number = unpack(redis.call('HMGET', KEYS[1], 'epoch', 'number'))
if not epoch or (ARGV[1] ~= '' and ARGV[1] ~= number) then
  epoch = ARGV[2]
  redis.call('HSET', KEYS[1], 'epoch', epoch, 'number', ARGV[1])
end
redis.call('SET', KEYS[2], epoch, 'PXAT', ARGV[3])
"""
PUT = """
local epoch, number = unpack(redis.call('HMGET', KEYS[1], 'epoch', 'number'))
redis.call('DEL', KEYS[2])
if epoch and number == ARGV[1] then
  redis.call('HSET', KEYS[2], 'epoch', epoch, unpack(ARGV, 3))
  redis.call('PEXPIREAT', KEYS[2], ARGV[2])
end
"""
DROP = """
for place = 3, #KEYS do redis.call('UNLINK', KEYS[place]) end
if redis.call('HGET', KEYS[1], 'number') == ARGV[1] - 1 .. '' then
  redis.call('HSET', KEYS[1], 'number', ARGV[1])
else
  redis.call('DEL', KEYS[1], KEYS[2])
end
"""


class Away(OSError):
    """Redis gives no answer."""


class RedisStore:
    def __init__(self, address: str) -> None:
        self.connection = Connection(address, seconds=SECONDS)
        self.is_away = False

    def ask[Answer](self, question: Callable[[Any], Answer]) -> Answer:
        """Raises OSError, or Away. The log tells when Redis goes and when it is back, and nothing in between."""
        try:
            answer = self.connection.ask(question)
        except ResponseError as error:
            raise OSError(f"Redis refuses: {error}") from error
        except RedisError as error:
            if not self.is_away:
                logger.error("Redis does not answer, Django makes every page: %s", error)
            self.is_away = True
            raise Away(str(error)) from error
        if self.is_away:
            logger.warning("Redis answers again")
        self.is_away = False
        return answer

    # --- Pages

    def get(self, name: str, encoding: str = IDENTITY) -> Page | None:
        """The page with its body in this encoding alone; None where there is none, or where nobody may have it."""
        found = self.ask_or_none(lambda client: client.eval(GIVE, 2, TRUSTED, PAGE + name, "facts", encoding))
        return Page.read(json.loads(found[0]), {encoding: found[1]}) if found else None

    def put(self, name: str, page: Page, number: int = 0) -> None:
        """Put a page in the place of whatever is there, if the last removal was the one of this `number`."""
        fields = ["facts", json.dumps(page.facts), *(part for pair in page.bodies.items() for part in pair)]
        ends = int(page.valid_until.timestamp() * 1000)
        self.ask(lambda client: client.eval(PUT, 2, STATE, PAGE + name, number, ends, *fields))

    def drop(self, names: Sequence[str], number: int = 1) -> None:
        """Remove pages; a name without one is no fault. This is the removal of this `number`."""
        pages = [PAGE + name for name in names]
        self.ask(lambda client: client.eval(DROP, len(pages) + 2, STATE, TRUSTED, *pages, number))

    def clear(self) -> None:
        """Begin a new epoch, as soon as somebody asks."""
        self.ask(lambda client: client.delete(STATE, TRUSTED))

    def edition(self) -> tuple[bytes, ...] | None:
        """None while the store gives nothing out."""
        found = self.ask_or_none(lambda client: client.eval(GIVE, 2, TRUSTED, STATE, "epoch", "number"))
        return tuple(found) if found else None

    # --- The store's word

    def doubted_since(self) -> int | None:
        """None while the store gives pages out; else the instant to hand to trust(), by its own clock."""

        def question(client: Any) -> Any:
            with client.pipeline(transaction=False) as pipeline:
                return pipeline.exists(TRUSTED).time().execute()

        is_trusted, (seconds, microseconds) = self.ask(question)
        return None if is_trusted else seconds * 1000 + microseconds // 1000

    def trust(self, number: int | None, since: int) -> None:
        """Give pages out again until a second after `since`, when nothing was left to be purged.

        `number` is the last removal's in the table; None if the table cannot be asked.
        """
        words = ["" if number is None else number, uuid4().hex, since + WORD]
        self.ask(lambda client: client.eval(TRUST, 2, STATE, TRUSTED, *words))

    # --- Who makes a page

    def claim(self, name: str) -> bool:
        """Whether the caller is the one to make this page; then it must release() the name, or time will."""
        return bool(self.ask(lambda client: client.set(CLAIM + name, 1, nx=True, px=PATIENCE)))

    def release(self, name: str) -> None:
        self.ask_or_none(lambda client: client.delete(CLAIM + name))

    def is_claimed(self, name: str) -> bool:
        return bool(self.ask_or_none(lambda client: client.exists(CLAIM + name)))

    def ask_or_none(self, question: Callable[[Any], Any]) -> Any:
        try:
            return self.ask(question)
        except OSError:
            return None
