"""A change purges what showed it: noted in the transaction of the change, carried out as soon as it is committed.

What a killed process left over is done by the worker. No page that was begun before a purge is kept after it: see
`filling`.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import batched

from django.db import Error as DatabaseError
from django.db import connection, transaction
from django.utils import timezone

from . import cdn
from .cdn import ALL
from .models import PageKey, Purge, StoredPage, Turn
from .store import Store, store

logger = logging.getLogger("geopolist.pagecache")

# How long a purge is remembered: no page takes so long to make.
MEMORY = timedelta(minutes=10)
BATCH = 500
# After so many rows of one transaction everything goes, instead of nearly everything row by row.
MANY = 200


class Noted:
    """What a transaction has noted so far, kept among its callbacks, though it has nothing to do when it is called.

    Whoever rolls a savepoint back takes along the rows that were written in it and the callbacks. So what is still
    among them stands or falls with all that is done now.
    """

    def __init__(self) -> None:
        self.keys: set[str] = set()
        self.rows = 0

    def __call__(self) -> None:
        pass


def note(keys: set[str]) -> None:
    """Write down that these keys have changed, unless that stands there; their pages go when the change is committed.

    Savepoints are those of atomic(): Django's callbacks know nothing of any other.
    """
    if store() is None:
        return
    entries = [(each[0], each[1]) for each in connection.run_on_commit if isinstance(each[1], Noted)]
    known = {key for _points, entry in entries for key in entry.keys}
    new = keys - known
    if not new or ALL in known:
        return
    if sum(entry.rows for _points, entry in entries) >= MANY:
        new = {ALL}
    Purge.objects.create(keys=sorted(new))
    if not entries:
        transaction.on_commit(try_to_carry_out, robust=True)
    # An entry from further out would stay, and claim the keys, when the row just written is rolled back.
    noted = next((entry for points, entry in entries if points.issuperset(connection.savepoint_ids)), None)
    if noted is None:
        noted = Noted()
        transaction.on_commit(noted)
    noted.keys |= new
    noted.rows += 1


def purge_all() -> int:
    """Remove everything. How many pages that were."""
    number = StoredPage.objects.count()
    note({ALL})
    return number


def try_to_carry_out() -> None:
    try:
        carry_out()
    except OSError as error:
        logger.warning("a purge waits for the worker: %s", error)


def carry_out() -> None:
    """Remove what purges concern that are not done yet. Safe to repeat, and for several at once."""
    kept = store()
    if kept is None or not Purge.objects.filter(is_done=False).exists():
        return
    give_numbers()
    purges = list(Purge.objects.filter(is_done=False, number__isnull=False))
    keys = {key for purge in purges for key in purge.keys}
    if ALL in keys:
        clear(kept)
    else:
        remove(concerned(keys), kept)
    with transaction.atomic():
        Purge.objects.filter(pk__in=[purge.pk for purge in purges]).update(is_done=True)
        cdn.tell(keys)


@contextmanager
def turn() -> Iterator[Turn]:
    """Hold the one turn, in a transaction: who numbers changes, keeps pages or removes them does so one by one."""
    with transaction.atomic():
        yield Turn.objects.select_for_update().get_or_create(pk=1)[0]


def give_numbers() -> None:
    """Say in which order changes became visible. Whoever keeps a page meanwhile comes before or after all of it."""
    with turn() as held:
        # All at once: they are seen from now on, and only whether that was before or after a page was begun matters.
        if Purge.objects.filter(number=None).update(number=held.number + 1):
            held.number += 1
            held.save(update_fields=["number"])


def last_number() -> int:
    return Turn.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def concerned(keys: set[str]) -> set[str]:
    """Names of the pages that showed one of these keys."""
    found: set[str] = set()
    for batch in batched(sorted(keys), BATCH, strict=False):
        found.update(PageKey.objects.filter(key__in=batch).values_list("page__name", flat=True))
    return found


def is_outdated(keys: set[str], begun: int) -> bool:
    """Whether something under one of these keys has changed since the number `begun` was the last one."""
    since = Purge.objects.filter(number__gt=begun).values_list("keys", flat=True)
    return any(ALL in changed or keys.intersection(changed) for changed in since)


def remove(names: Iterable[str], kept: Store) -> None:
    """Remove pages and their rows. Without the turn a page could be put anew in between, and lose its row alone.

    Also none at all: the store has another edition then, and what was missing is looked for again.
    """
    for batch in [*batched(sorted(names), BATCH, strict=False)] or [()]:
        with turn() as held:
            held.removals += 1
            held.save(update_fields=["removals"])
            StoredPage.objects.filter(name__in=batch).delete()
            kept.drop(batch, held.removals)


def clear(kept: Store) -> None:
    """Remove everything, what another database may have known included."""
    with turn():
        PageKey.objects.all().delete()
        StoredPage.objects.all().delete()
        kept.clear()


def vouch(kept: Store, since: int) -> None:
    """Let the store give its pages out, whose word has run out `since` then, unless something is left to be purged."""
    carry_out()
    with turn() as held:
        if not Purge.objects.filter(is_done=False).exists():
            kept.trust(held.removals, since)


def keep_in_step(limit: int) -> None:
    """What the worker does: purges left over, pages whose time is over, and too many of them."""
    kept = store()
    if kept is None:
        return
    now = timezone.now()
    try:
        carry_out()
        over = set(StoredPage.objects.filter(valid_until__lte=now).values_list("name", flat=True))
        if names := {*over, *beyond(limit)}:
            remove(names, kept)
        cdn.tell(key for name in over for key in cdn.own_keys(name))
    except (OSError, DatabaseError) as error:
        logger.warning("stored pages are not in step: %s", error)
        return
    Purge.objects.filter(is_done=True, made_at__lt=now - MEMORY).delete()


def beyond(limit: int) -> Iterator[str]:
    """The oldest pages, after as many of the newest as have fewer bytes than `limit`."""
    total = 0
    for name, size in StoredPage.objects.order_by("-made_at").values_list("name", "size").iterator():
        total += size
        if total > limit:
            yield name
