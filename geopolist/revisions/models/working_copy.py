"""Working copies: the unpublished edits of an object, as JSON beside its row."""

from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .seen import Conflict, Seen
from .target import OfObject, Targeted, key_of


class WorkingCopyQuerySet(OfObject["WorkingCopy"]):
    def keep(self, obj: models.Model, data: dict[str, Any], *, by: Any, seen: Seen, began_from: int) -> "WorkingCopy":
        """Store `data` as the edit of `obj`. `seen` is what the editor had before them.

        `began_from` is the version of `obj` itself that a first edit began from; a later one goes on from there.
        `data` may be invalid as an object: nothing is checked here. Raises Conflict when another copy is there; whether
        another revision is, whoever holds `obj` knows.
        """
        try:
            # On PostgreSQL the changed row stays locked until it is read back; SQLite has one writer at a time.
            with transaction.atomic():
                if not seen.copy:
                    return self.create(**key_of(obj), data=data, author=by, version=1, began_from=began_from)
                changed = self.of(obj).filter(pk=seen.copy, version=seen.version)
                if changed.update(data=data, author=by, version=seen.version + 1, updated_at=timezone.now()):
                    return self.of(obj).get()
        except IntegrityError:
            pass
        raise Conflict(self.of(obj).first())


class WorkingCopy(Targeted):
    """One unpublished edit of one object. Rows of relations keep their stable ids inside `data`."""

    data = models.JSONField(_("edit"))
    version = models.PositiveIntegerField(_("version"))
    began_from = models.PositiveIntegerField(_("version of the original"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("by"))
    updated_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = WorkingCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="one_working_copy")]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id}, version {self.version}"
