"""One row for each thing that can be found. How words are matched differs by database: see engines.py."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone


class DocumentQuerySet(models.QuerySet["Document"]):
    def of(self, obj: models.Model) -> "DocumentQuerySet":
        return self.filter(content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk)

    def visible(self) -> "DocumentQuerySet":
        """The clock decides, as for the things themselves."""
        now = timezone.now()
        return self.filter(
            Q(visible_from=None) | Q(visible_from__lte=now), Q(visible_until=None) | Q(visible_until__gt=now)
        )

    def newest_of_each_kind(self, number: int) -> "DocumentQuerySet":
        """At most `number` of each kind; what has no date comes last. None crowds out another."""
        order = [F("sort_at").desc(nulls_last=True), F("pk").desc()]
        return self.alias(place=Window(RowNumber(), partition_by="kind", order_by=order)).filter(place__lte=number)


class Document(models.Model):
    """What search knows of an object. `body` is the plain text that excerpts are cut from."""

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=12, blank=True)
    visible_from = models.DateTimeField(null=True)
    visible_until = models.DateTimeField(null=True)
    sort_at = models.DateTimeField(null=True)
    # Long texts last: SQLite reads a row from its beginning, and who may be found is decided without them.
    title = models.TextField()
    standfirst = models.TextField(blank=True)
    names = models.TextField(blank=True)
    body = models.TextField(blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="one_search_document")]

    def __str__(self) -> str:
        return self.title
