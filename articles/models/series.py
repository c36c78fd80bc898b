"""Articles that belong together, in an order."""

from typing import Any

from django.db import models, transaction
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from geopolist.addresses.models import Address
from geopolist.addresses.paths import last_segment
from geopolist.lib.html import clean_simple
from geopolist.lib.text import slugify

from .filing import refile_on_commit


class Series(models.Model):
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

    def get_absolute_url(self) -> str:
        return f"/series/{self.slug}/"

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self.pk is None
        self.intro = clean_simple(self.intro)
        self.slug = slugify(self.slug or self.name) or "series"
        self.slug = last_segment(Address.objects.free(self.get_absolute_url(), self, is_own_route=True))
        super().save(*args, **kwargs)
        Address.objects.claim(self, self.get_absolute_url(), is_own_route=True)
        if not is_new:
            refile_on_commit("series", self.pk)

    @property
    def intro_shown(self) -> SafeString:
        # Cleaned by save(), which is the only way in.
        return mark_safe(self.intro)
