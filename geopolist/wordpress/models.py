"""What has been imported: which record of which old site became which object here."""

from collections.abc import Iterable, Sequence
from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedQuerySet(models.QuerySet["Imported"]):
    def of(self, source: str, kind: str) -> Self:
        return self.filter(source=source, kind=kind)

    def with_ids(self, source: str, kind: str, old_ids: Iterable[str]) -> "dict[tuple[str, str], Imported]":
        """The rows of these old ids by (old id, slug), with `is_gone` set, in two queries for each five hundred."""
        wanted = list(set(old_ids))
        found: dict[tuple[str, str], Imported] = {}
        for start in range(0, len(wanted), 500):
            rows = list(self.of(source, kind).filter(old_id__in=wanted[start : start + 500]))
            mark_gone(rows)
            found |= {(row.old_id, row.slug): row for row in rows}
        return found


def mark_gone(rows: "Sequence[Imported]") -> None:
    """Set `is_gone` where the object was removed since, in a query for each kind of object."""
    for kind in {row.content_type_id for row in rows}:
        model = ContentType.objects.get_for_id(kind).model_class() if kind else None
        of_kind = [row for row in rows if row.content_type_id == kind]
        keys = [row.object_id for row in of_kind]
        here = set(model._default_manager.filter(pk__in=keys).values_list("pk", flat=True)) if model else set()
        for row in of_kind:
            row.is_gone = row.object_id not in here


class Imported(models.Model):
    """A record of an export and the object it became. A second run finds it here and does nothing twice.

    `digest` is that of the record, `kept` that of the object as the import left it: while the object still has it,
    nobody has touched it since, and a changed export may change it too.
    """

    source = models.CharField(_("old site"), max_length=200)
    kind = models.CharField(_("kind"), max_length=40)
    old_id = models.CharField(_("id on the old site"), max_length=40, blank=True)
    slug = models.CharField(_("slug on the old site"), max_length=250, blank=True)
    digest = models.CharField(max_length=64)
    kept = models.CharField(max_length=64, blank=True)
    # Something it shows was not at hand: the next run that brings files looks again.
    waits = models.BooleanField(_("waits for files"), default=False)
    content_type = models.ForeignKey(ContentType, models.CASCADE, null=True, related_name="+")
    object_id = models.PositiveBigIntegerField(null=True)
    target = GenericForeignKey("content_type", "object_id")
    imported_at = models.DateTimeField(_("imported"), auto_now=True)

    # Not a column: ImportedQuerySet.with_ids() sets it.
    is_gone = False

    objects = ImportedQuerySet.as_manager()

    class Meta:
        verbose_name = _("imported record")
        verbose_name_plural = _("imported records")
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "old_id", "slug"], name="wordpress_imported_once"),
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="wordpress_imported_object")]

    def __str__(self) -> str:
        return f"{self.kind} {self.old_id} {self.slug}".strip()
