"""A reading counts once in half an hour for each reader and object.

The half hour slides: it begins with the reading that counted, wherever the clock stands. One upsert decides, on a row
that the database keeps one of for each reader and object, so that a thousand beacons at once, in any number of
processes, count once. A beacon that does not count changes nothing.
"""

from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.utils import timezone

from . import readers
from .models import Reading

MILLISECOND = timedelta(milliseconds=1)
EPOCH = datetime.fromisoformat("1970-01-01T00:00Z")
_COUNT = """
INSERT INTO audience_reading (content_type_id, object_id, reader, counted_at, waiting) VALUES (%s, %s, %s, %s, 1)
ON CONFLICT (content_type_id, object_id, reader) DO UPDATE SET
    counted_at = excluded.counted_at, waiting = audience_reading.waiting + 1
WHERE audience_reading.counted_at <= %s
"""


def count(model: type[models.Model], key: int, *, address: str, agent: str) -> None:
    """Somebody at a network address, with a browser of that name, reads an object.

    The caller has made sure that it is public and the reader a person. Call it outside a transaction.
    """
    now = timezone.now()
    kind = ContentType.objects.get_for_model(model).pk
    name, *former = readers.names(address, agent, now)
    if former and was_counted(kind, key, former, now):
        return
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [kind, key, name, instant(now), instant(now - readers.WINDOW)])


def was_counted(kind: int, key: int, names: list[str], now: datetime) -> bool:
    """Whether the reader counted in the last half hour under a former name."""
    since = instant(now - readers.WINDOW)
    return Reading.objects.filter(content_type=kind, object_id=key, reader__in=names, counted_at__gt=since).exists()


def instant(when: datetime) -> int:
    """Milliseconds since 1970."""
    return (when - EPOCH) // MILLISECOND


def moment(milliseconds: int) -> datetime:
    return EPOCH + milliseconds * MILLISECOND
