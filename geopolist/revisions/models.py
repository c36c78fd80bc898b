"""Working copies: the unpublished edits of something public, as JSON beside the live row."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Conflict(Exception):
    """Somebody else saved first. `theirs` is the working copy as it stands now."""

    def __init__(self, theirs: "WorkingCopy | None") -> None:
        super().__init__("The working copy was changed by someone else since it was read.")
        self.theirs = theirs


class WorkingCopyQuerySet(models.QuerySet["WorkingCopy"]):
    def of(self, obj: models.Model) -> "WorkingCopyQuerySet":
        return self.filter(content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk)

    def keep(
        self, obj: models.Model, data: dict[str, Any], *, by: Any, seen_version: int, began_from: int
    ) -> "WorkingCopy":
        """Store `data` as the edit of `obj`. `seen_version` is that of the edit the editor had before them, 0 for none.

        `began_from` is the version of `obj` itself that a first edit began from; a later one goes on from there.
        `data` may be invalid as an object: nothing is checked here. Raises Conflict when another version is there.
        """
        try:
            # On PostgreSQL the changed row stays locked until it is read back; SQLite has one writer at a time.
            with transaction.atomic():
                if seen_version == 0:
                    return self.create(target=obj, data=data, author=by, version=1, began_from=began_from)
                changed = self.of(obj).filter(version=seen_version)
                if changed.update(data=data, author=by, version=seen_version + 1, updated_at=timezone.now()):
                    return self.of(obj).get()
        except IntegrityError:
            pass
        raise Conflict(self.of(obj).first())


class WorkingCopy(models.Model):
    """One unpublished edit of one object. Rows of relations keep their stable ids inside `data`."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name=_("kind"))
    object_id = models.PositiveBigIntegerField(_("object"))
    target = GenericForeignKey("content_type", "object_id")
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
