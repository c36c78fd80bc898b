"""Who has an object open at the desk."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .target import OfObject, Targeted, key_of

# An open form tells that it is there every twenty seconds; who has not for so long has left.
AWAY_AFTER = timedelta(minutes=10)


class PresenceQuerySet(OfObject["Presence"]):
    def note(self, obj: models.Model, user: Any) -> None:
        """They have it before them now. One query."""
        row = Presence(**key_of(obj), user=user, seen_at=timezone.now())
        self.bulk_create(
            [row],
            update_conflicts=True,
            update_fields=["seen_at"],
            unique_fields=["content_type", "object_id", "user"],
        )

    def others(self, obj: models.Model, user: Any) -> "models.QuerySet[Presence]":
        """Everybody else who has it open, the last seen first. One query."""
        here = self.of(obj).filter(seen_at__gt=timezone.now() - AWAY_AFTER).exclude(user=user)
        return here.select_related("user").order_by("-seen_at")

    def drop_old(self) -> None:
        self.filter(seen_at__lte=timezone.now() - AWAY_AFTER).delete()


class Presence(Targeted):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"))
    seen_at = models.DateTimeField(_("seen"))

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "user"], name="present_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.seen_at}"
