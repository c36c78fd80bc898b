"""Advertisements: words or a picture of the library with a sponsor's name, labelled, and nothing of anybody else's."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from geopolist.identity import spots
from geopolist.identity.links import check_answered, check_link
from geopolist.identity.models import SPOKEN, refresh
from geopolist.lib.picture import picture_dict
from geopolist.library.models import record_uses


class SpotQuerySet(models.QuerySet["Spot"]):
    def running(self) -> "SpotQuerySet":
        """Those that run or will, with their pictures, in one query."""
        return self.filter(is_active=True).exclude(ends_at__lte=timezone.now()).select_related("picture")

    def told(self) -> list[spots.Spot]:
        return [spot.as_printed() for spot in self.running()]

    def any_runs(self, keys: list[int]) -> bool:
        return self.running().filter(pk__in=keys).exists()

    @transaction.atomic
    def delete(self) -> tuple[int, dict[str, int]]:
        """As the admin deletes several at once, without the model's own delete()."""
        for spot in self:
            record_uses(spot, [])
        outcome = super().delete()
        refresh()
        return outcome


class Spot(models.Model):
    """One advertisement in one place. Of several that run there the newest stands: see identity.chrome."""

    class Place(models.TextChoices):
        MASTHEAD = "masthead", _("Under the menu")
        SIDE = "side", _("Beside an article")
        TEXT = "text", _("In the text of an article")

    place = models.CharField(_("place"), max_length=8, choices=Place)
    paragraph = models.PositiveSmallIntegerField(
        _("after paragraph"),
        default=4,
        validators=[MinValueValidator(1)],
        help_text=_("In a text. Shorter texts have none."),
    )
    language = models.CharField(
        _("language"), max_length=12, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    sponsor = models.CharField(_("sponsor"), max_length=80, help_text=_("Who pays. Readers see it."))
    text = models.CharField(_("text"), max_length=200, blank=True)
    picture = models.ForeignKey(
        "library.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Shown whole; 960 pixels wide or more."),
    )
    url = models.CharField(_("address"), max_length=500, blank=True)
    begins_at = models.DateTimeField(_("begins"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    objects = SpotQuerySet.as_manager()

    class Meta:
        ordering = ["-begins_at", "-pk"]
        verbose_name = _("advertisement")
        verbose_name_plural = _("advertisements")
        constraints = [
            models.CheckConstraint(condition=models.Q(language__in=SPOKEN), name="spot_language_is_known"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("begins_at")),
                name="spot_ends_after_it_begins",
                violation_error_message=_("It would end before it begins: choose a later time."),
            ),
        ]

    def __str__(self) -> str:
        return self.sponsor

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        record_uses(self, [("image", self.picture.public_id)] if self.picture else [])
        refresh()

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        record_uses(self, [])
        outcome = super().delete(*args, **kwargs)
        refresh()
        return outcome

    def clean(self) -> None:
        if self.url:
            check_link(self.url)
            check_answered(self.url)
        if not self.text and self.picture is None:
            raise ValidationError({"text": _("Give words, a picture, or both.")})
        if not self.text and self.picture and not self.picture.alt:
            raise ValidationError(
                {"picture": _("Alone it needs an alternative text: give it in the library, or add words here.")}
            )

    def as_printed(self) -> spots.Spot:
        return {
            "place": self.place,
            "language": self.language,
            "paragraph": self.paragraph,
            "sponsor": self.sponsor,
            "text": self.text,
            "url": self.url,
            "picture": picture_dict(self.picture.picture("whole")) if self.picture else None,
            "begins": self.begins_at.isoformat(),
            "ends": self.ends_at.isoformat() if self.ends_at else "",
        }
