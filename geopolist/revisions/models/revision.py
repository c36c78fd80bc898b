"""Revisions: what an object was at each save and publication. None is ever changed or taken away."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .target import OfObject, Targeted, key_of


class Reason(models.TextChoices):
    """Why a revision was kept."""

    FOUND = "found", _("As it was before")
    SAVED = "saved", _("Saved")
    PUBLISHED = "published", _("Published")
    RESTORED = "restored", _("Restored")


class RevisionQuerySet(OfObject["Revision"]):
    def latest_number(self, obj: models.Model) -> int:
        """0 where there is none."""
        return self.of(obj).aggregate(latest=models.Max("number"))["latest"] or 0

    def numbered(self, number: int) -> "Revision | None":
        """Of one object."""
        return self.filter(number=number).first()

    def seen_as(self, number: int) -> "Revision | None":
        """Of one object, what stood there when its last revision had this number; 0 where it had none."""
        return self.numbered(number) if number else self.filter(number=1, reason=Reason.FOUND).first()

    def before(self, number: int) -> "RevisionQuerySet":
        """Of one object, those before it, the last one first."""
        return self.filter(number__lt=number)

    def keep(self, obj: models.Model, data: dict[str, Any], reason: Reason, *, by: Any, note: str = "") -> "Revision":
        """The next revision of `obj`, whose row the caller holds."""
        number = self.latest_number(obj) + 1
        return self.create(**key_of(obj), number=number, data=data, reason=reason, author=by, note=note)


class Revision(Targeted):
    """An object whole, with its relations, as its snapshot() gives it."""

    number = models.PositiveIntegerField(_("number"))
    data = models.JSONField(_("text"))
    reason = models.CharField(_("why it was kept"), max_length=10, choices=Reason)
    note = models.TextField(_("note"), blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("by"))
    created_at = models.DateTimeField(_("kept"), default=timezone.now)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "number"], name="revision_numbers_once"),
            models.CheckConstraint(condition=models.Q(reason__in=Reason.values), name="revision_reason_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.number}, {self.get_reason_display()}"
