"""How often things are read: readings as they come, and what the worker has folded them into.

Instants of readings are milliseconds since 1970: the same upsert suits every database.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import connections, models

# A tally of an hour is for the window of a day, one of a day for those of a week and a month.
HOUR, DAY = 1, 24


class Reading(models.Model):
    """When a reader last was counted as reading an object. The constraint is what makes it once in half an hour.

    `reader` is a keyed hash (readers.py). `waiting` readings are still to be folded: one, or more where the worker has
    stood still for longer than half an hour. A row goes when it is folded and half an hour old.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE, db_index=False)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    reader = models.CharField(max_length=32)
    counted_at = models.BigIntegerField()
    waiting = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "reader"], name="one_reading_each"),
        ]


# Who, what, and in which hour or day: content type, object, hours, begin.
type Span = tuple[int, int, int, datetime]

_ADD = """
INSERT INTO audience_tally (content_type_id, object_id, hours, begins, readings) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (content_type_id, hours, begins, object_id) DO UPDATE SET
    readings = audience_tally.readings + excluded.readings
"""


class TallyQuerySet(models.QuerySet["Tally"]):
    def add(self, counts: Mapping[Span, int]) -> None:
        """So many readings more in each span. In one order, so that two workers never wait for one another."""
        connection = connections[self.db]
        values = [
            (kind, key, hours, connection.ops.adapt_datetimefield_value(begin), number)
            for (kind, key, hours, begin), number in sorted(counts.items())
        ]
        if values:
            with connection.cursor() as cursor:
                cursor.executemany(_ADD, values)

    def since(self, model: type[models.Model], hours: int, begin: datetime) -> "models.QuerySet[Tally, Any]":
        """(object, begin of its span, readings) of the spans of that length which began after `begin`."""
        kind = ContentType.objects.get_for_model(model)
        return self.filter(content_type=kind, hours=hours, begins__gt=begin).values_list(
            "object_id", "begins", "readings"
        )

    def by_span(self, model: type[models.Model], hours: int, begin: datetime) -> dict[datetime, int]:
        """How often objects of a model were read in each span of that length which began at `begin` or later."""
        kind = ContentType.objects.get_for_model(model)
        spans = self.filter(content_type=kind, hours=hours, begins__gte=begin).values("begins")
        return dict(spans.annotate(total=models.Sum("readings")).values_list("begins", "total"))

    def most(self, model: type[models.Model], hours: int, begin: datetime, count: int) -> list[tuple[int, int]]:
        """(object, readings) of the `count` that were read most since `begin`."""
        kind = ContentType.objects.get_for_model(model)
        objects = self.filter(content_type=kind, hours=hours, begins__gte=begin).values("object_id")
        ranked = objects.annotate(total=models.Sum("readings")).order_by("-total", "object_id")
        return list(ranked.values_list("object_id", "total")[:count])


class Tally(models.Model):
    """How often an object was read in an hour or a day, in UTC."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, db_index=False)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    hours = models.PositiveSmallIntegerField(choices=[(HOUR, "an hour"), (DAY, "a day")])
    begins = models.DateTimeField()
    readings = models.PositiveIntegerField()

    objects = TallyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_type", "hours", "begins", "object_id"], name="one_tally_each"),
        ]


class Salt(models.Model):
    """What a day's readers are hashed with. Gone with the day: then nobody can tell who a hash was."""

    day = models.DateField(primary_key=True)
    value = models.CharField(max_length=64)
