"""A change purges what showed it: noted in the transaction of the change, carried out as soon as it is committed.

What a killed process left over is done by the worker. No page that was begun before a purge is kept after it: see
`filling`.
"""

import logging
from datetime import timedelta
from itertools import batched

from django.db import Error as DatabaseError
from django.db import connection, transaction
from django.utils import timezone

from .models import PageKey, Purge, StoredPage, Turn
from .store import store

logger = logging.getLogger("geopolist.pagecache")

# Everything that is kept.
ALL = "*"
# How long a purge is remembered: no page takes so long to make.
MEMORY = timedelta(minutes=10)
BATCH = 500


def note(keys: set[str]) -> None:
    """Write down that these keys have changed; their pages go when the change is committed."""
    if store() is None or not keys:
        return
    Purge.objects.create(keys=sorted(keys))
    # Once a transaction, however much it changes. What is rolled back takes its entry along.
    if not any(carry_out in entry for entry in connection.run_on_commit):
        transaction.on_commit(carry_out, robust=True)


def purge_all() -> int:
    """Remove everything. How many pages that were."""
    number = StoredPage.objects.count()
    note({ALL})
    return number


def carry_out() -> None:
    """Remove what purges concern that are not done yet. Safe to repeat, and for several at once."""
    kept = store()
    if kept is None:
        return
    give_numbers()
    purges = list(Purge.objects.filter(is_done=False, number__isnull=False))
    keys = {key for purge in purges for key in purge.keys}
    names = sorted(concerned(keys))
    for batch in batched(names, BATCH, strict=False):
        kept.drop(batch)
        StoredPage.objects.filter(name__in=batch).delete()
    Purge.objects.filter(pk__in=[purge.pk for purge in purges]).update(is_done=True)


@transaction.atomic
def give_numbers() -> None:
    """Say in which order changes became visible. Whoever keeps a page meanwhile comes before or after all of it."""
    turn = hold_turn()
    # All at once: they are seen from now on, and only whether that was before or after a page was begun matters.
    if Purge.objects.filter(number=None).update(number=turn.number + 1):
        turn.number += 1
        turn.save(update_fields=["number"])


def hold_turn() -> Turn:
    return Turn.objects.select_for_update().get_or_create(pk=1)[0]


def last_number() -> int:
    return Turn.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def concerned(keys: set[str]) -> set[str]:
    """Names of the pages that showed one of these keys."""
    if ALL in keys:
        return set(StoredPage.objects.values_list("name", flat=True))
    found: set[str] = set()
    for batch in batched(sorted(keys), BATCH, strict=False):
        found.update(PageKey.objects.filter(key__in=batch).values_list("page__name", flat=True))
    return found


def is_outdated(keys: set[str], begun: int) -> bool:
    """Whether something under one of these keys has changed since the number `begun` was the last one."""
    since = Purge.objects.filter(number__gt=begun).values_list("keys", flat=True)
    return any(ALL in changed or keys.intersection(changed) for changed in since)


def keep_in_step(limit: int) -> None:
    """What the worker does: purges left over, pages whose time is over, pages of the dead, and too many of them."""
    kept = store()
    if kept is None:
        return
    try:
        carry_out()
    except DatabaseError:
        logger.exception("purges wait for the next time")
    now = timezone.now()
    remove(StoredPage.objects.filter(valid_until__lte=now))
    for name in list(kept.abandoned()):
        remove(StoredPage.objects.filter(name=name))
        kept.drop([name])
        kept.release(name)
    Purge.objects.filter(is_done=True, made_at__lt=now - MEMORY).delete()
    shrink(limit)


def remove(pages) -> None:  # type: ignore[no-untyped-def]
    names = list(pages.values_list("name", flat=True))
    for batch in batched(names, BATCH, strict=False):
        store().drop(batch)  # type: ignore[union-attr]
        StoredPage.objects.filter(name__in=batch).delete()


def shrink(limit: int) -> None:
    """Let the oldest go until the rest has fewer bytes than `limit`."""
    total = 0
    for name, size in StoredPage.objects.order_by("-made_at").values_list("name", "size").iterator():
        total += size
        if total > limit:
            store().drop([name])  # type: ignore[union-attr]
            StoredPage.objects.filter(name=name).delete()
