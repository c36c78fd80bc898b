"""Articles that belong together, in an order."""

from typing import Any

from django.db import models
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from geopolist.lib.html import clean_simple
from geopolist.lib.surrogate import Keyed

from .addressed import Addressed


class Series(Keyed, Addressed):
    route = "series/"
    picture = "cover"

    name = models.CharField(_("name"), max_length=160)
    slug = models.CharField(_("slug"), max_length=200, unique=True, blank=True)
    intro = models.TextField(_("introduction"), blank=True)
    cover = models.ForeignKey("library.Image", models.SET_NULL, null=True, blank=True, verbose_name=_("cover"))

    class Meta:
        ordering = ["name"]
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.intro = clean_simple(self.intro)
        super().save(*args, **kwargs)

    @property
    def intro_shown(self) -> SafeString:
        # Cleaned by save(), which is the only way in.
        return mark_safe(self.intro)
