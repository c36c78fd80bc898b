"""A CDN in front, where PAGE_CDN names one: what it may keep and for how long, and after a change, what it must drop.

The site's own store is purged first; whatever the CDN then fetches is new. The calls go to the address that the
operator has set, often inside the own network, so they are not a reader's or an editor's choice to be guarded against.
"""

import hashlib
import http.client
import json
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import lru_cache
from itertools import batched
from typing import NamedTuple

from django.conf import settings
from django.tasks import task
from django.utils import timezone

from geopolist.worker.retries import retry

from .page import Page

# The key of everything that is kept.
ALL = "*"
# Keys that a page is sent with: a header of 2.3 KB, which proxies on the way take too. Beyond, it bears coarse ones.
MOST_KEYS = 250
# What more keys than these change, changes everything.
MOST_PURGED = 5000
# An answer that left before a purge has arrived after these, and then the CDN is told once more.
ON_THE_WAY = timedelta(seconds=15)
TIMEOUT = 10
FASTLY, CLOUDFLARE = "https://api.fastly.com", "https://api.cloudflare.com"


class Refused(Exception):
    """The CDN has not taken a purge."""


class Dialect(NamedTuple):
    """Which headers a CDN reads, and how it is told to drop keys, at most so many a call."""

    keys: str
    separator: str
    lifetime: str
    most: int
    drop: Callable[[str, str, tuple[str, ...]], None]


# --- With a page


def headers_for(page: Page | None) -> list[tuple[str, str]]:
    """What tells a CDN to keep a page that is kept here: nothing where there is no CDN, no page, or no time left."""
    if settings.PAGE_CDN is None or page is None or page.status != http.HTTPStatus.OK:
        return []  # by which keys a page that says that nothing is there would be dropped nobody knows
    seconds = int(page.valid_until.timestamp() - time.time())
    if seconds <= 0:
        return []
    dialect = DIALECTS[settings.PAGE_CDN.kind]
    return [(dialect.keys, dialect.separator.join(tags_of(page.keys))), (dialect.lifetime, f"max-age={seconds}")]


@lru_cache(maxsize=512)
def tags_of(keys: tuple[str, ...]) -> tuple[str, ...]:
    tags = {tag(key) for key in (*keys, ALL)}
    if len(tags) > MOST_KEYS:
        tags = {tag(key) for key in (*map(coarse, keys), ALL)}
    return tuple(sorted(tags))


def tag(key: str) -> str:
    """Short, and the same in capitals, which some CDNs do not tell apart. Two keys with one tag purge too much."""
    return hashlib.blake2s(key.encode(), digest_size=4).hexdigest()


def coarse(key: str) -> str:
    """What a key has in common with all of its kind."""
    return f"{key.partition(':')[0]}:*"


def own_keys(name: str) -> set[str]:
    """By which a page alone can be purged."""
    return {f"page:{hashlib.sha256(name.encode()).hexdigest()[:40]}"} if settings.PAGE_CDN else set()


# --- After a change


def tell(keys: Iterable[str]) -> None:
    """Have these keys dropped by the worker, now and once more: in the transaction that ends the purge of the store."""
    cdn, when = settings.PAGE_CDN, timezone.now() + ON_THE_WAY
    tags = sorted({tag(each) for key in keys for each in (key, coarse(key))})
    if cdn is None or not tags:
        return
    if len(tags) > MOST_PURGED:
        tags = [tag(ALL)]
    for place in cdn.places:
        drop.enqueue(place, tags)
        drop.using(run_after=when).enqueue(place, tags)


# Every ten minutes for a day: no page lasts longer at a CDN.
@retry(tries=150, first=5, factor=2, longest=600)
@task()
def drop(place: str, tags: list[str]) -> None:
    """Raises Refused, or whatever keeps us from reaching the CDN."""
    cdn = settings.PAGE_CDN
    if cdn is None or place not in cdn.places:
        return  # the setting has changed meanwhile
    dialect = DIALECTS[cdn.kind]
    for batch in batched(tags, dialect.most, strict=False):
        dialect.drop(place, cdn.token, batch)


def drop_at_fastly(service: str, token: str, tags: tuple[str, ...]) -> None:
    call(FASTLY, "POST", f"/service/{service}/purge", {"Fastly-Key": token, "Surrogate-Key": " ".join(tags)})


def drop_at_cloudflare(zone: str, token: str, tags: tuple[str, ...]) -> None:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    call(CLOUDFLARE, "POST", f"/client/v4/zones/{zone}/purge_cache", headers, json.dumps({"tags": tags}))


def drop_at_varnish(host: str, _token: str, tags: tuple[str, ...]) -> None:
    call(f"http://{host}", "BAN", "/", {"Surrogate-Key": " ".join(tags)})


def call(site: str, method: str, path: str, headers: dict[str, str], body: str = "") -> None:
    """One request that must succeed. Redirects are not followed: they would take the token elsewhere."""
    scheme, _mark, host = site.partition("://")
    kind = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
    connection = kind(host, timeout=TIMEOUT)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        if answer.status != http.HTTPStatus.OK:
            raise Refused(f"{host} answered {answer.status}.")
    finally:
        connection.close()


DIALECTS = {
    "fastly": Dialect("Surrogate-Key", " ", "Surrogate-Control", 256, drop_at_fastly),
    "cloudflare": Dialect("Cache-Tag", ",", "Cloudflare-CDN-Cache-Control", 100, drop_at_cloudflare),
    "varnish": Dialect("Surrogate-Key", " ", "Surrogate-Control", 256, drop_at_varnish),
}
