"""Links by which people without an account read what is not public yet."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .target import OfObject, Targeted, key_of

LASTS = timedelta(days=14)


def digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


class PreviewLinkQuerySet(OfObject["PreviewLink"]):
    def make(
        self, obj: models.Model, *, by: Any, label: str = "", lasts: timedelta = LASTS
    ) -> "tuple[PreviewLink, str]":
        """A new link, and the secret of its address: kept nowhere, so it can be shown this once only."""
        token = secrets.token_urlsafe(24)
        ends = timezone.now() + lasts
        return self.create(**key_of(obj), digest=digest(token), label=label, created_by=by, expires_at=ends), token

    def valid(self) -> "PreviewLinkQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def opened_by(self, token: str) -> "PreviewLink | None":
        """The link of this secret, while it is valid."""
        return self.valid().filter(digest=digest(token)).first()


class PreviewLink(Targeted):
    """It shows the object as it stands when the link is opened, until it expires or is revoked."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    label = models.CharField(_("for whom"), max_length=120, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        indexes = [models.Index(fields=["content_type", "object_id"], name="preview_link_of_object")]

    def __str__(self) -> str:
        return self.label or f"{self.created_at:%Y-%m-%d %H:%M}"

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()

    def revoke(self) -> None:
        """Nobody opens it again. Safe to repeat."""
        type(self).objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=timezone.now())

    def note_opening(self, reader: str) -> None:
        """Write down that it was opened. `reader` tells one reader of a day from another, and nobody who they are."""
        self.openings.create(reader=reader)


class PreviewOpening(models.Model):
    link = models.ForeignKey(PreviewLink, models.CASCADE, related_name="openings", verbose_name=_("preview link"))
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    reader = models.CharField(_("reader"), max_length=64, blank=True)

    class Meta:
        ordering = ["-opened_at"]
        verbose_name = _("opening of a preview link")
        verbose_name_plural = _("openings of preview links")

    def __str__(self) -> str:
        return f"{self.link}, {self.opened_at:%Y-%m-%d %H:%M}"
