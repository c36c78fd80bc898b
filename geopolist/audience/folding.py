"""Readings become counts: what the worker does every ten minutes.

Each step is one transaction. It takes readings that wait, adds them to tallies and to the objects' own counters, and
marks them as no longer waiting: a worker that is killed leaves either all of it or nothing. A second worker waits for
the rows of the first and then finds them folded.
"""

from collections import Counter, defaultdict
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from . import readers, registry
from .counting import instant, moment
from .models import DAY, HOUR, Reading, Span, Tally

# So many in one transaction: it is over soon, and the lists of keys are short enough for every database.
STEP = 5000
# The windows (decay.py), and the span that is still going on.
KEEP = {HOUR: timedelta(hours=25), DAY: timedelta(days=31)}


def fold() -> int:
    """Fold what waits, forget what is over, let lists follow. Returns how many readings were counted. Idempotent."""
    total = 0
    while step := fold_some():
        total += step
    forget(timezone.now())
    for counted in registry.all_counted():
        if counted.folded:
            counted.folded()
    return total


@transaction.atomic
def fold_some() -> int:
    """Fold at most STEP rows. Returns how many readings these were; 0 when nothing waits."""
    rows = list(Reading.objects.select_for_update().filter(waiting__gt=0).order_by("pk")[:STEP])
    Reading.objects.filter(pk__in=[row.pk for row in rows]).update(waiting=0)
    spans: Counter[Span] = Counter()
    totals: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for row in rows:
        totals[row.content_type_id][row.object_id] += row.waiting
        for hours in (HOUR, DAY):
            spans[row.content_type_id, row.object_id, hours, beginning(moment(row.counted_at), hours)] += row.waiting
    Tally.objects.add(spans)
    for kind, counts in totals.items():
        counted = registry.counted(ContentType.objects.get_for_id(kind).model_class())
        if counted:
            counted.add(counts)
    return sum(row.waiting for row in rows)


def beginning(when: datetime, hours: int) -> datetime:
    """Of the hour or day, in UTC, in which an instant lies."""
    return when.replace(hour=0 if hours == DAY else when.hour, minute=0, second=0, microsecond=0)


def forget(now: datetime) -> None:
    """Delete readings that no beacon needs to know of any more, tallies older than every window, and old salts."""
    Reading.objects.filter(waiting=0, counted_at__lte=instant(now - readers.WINDOW)).delete()
    for hours, age in KEEP.items():
        Tally.objects.filter(hours=hours, begins__lte=now - age).delete()
    readers.forget(now)
