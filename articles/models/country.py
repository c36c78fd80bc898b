"""Countries, by ISO 3166-1. Which ones there are, and what they are called, is data (migration 0002)."""

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from articles.querysets import CountryQuerySet


class Country(models.Model):
    """A country as the site names it. Disputed places follow the one data file that loads this table."""

    code = models.CharField(_("ISO code"), max_length=2, unique=True)
    name = models.CharField(_("name"), max_length=80)
    names = models.JSONField(_("name in further languages"), default=dict, blank=True)
    slug = models.CharField(_("slug"), max_length=80, unique=True)
    region = models.ForeignKey(
        "articles.Category", models.SET_NULL, null=True, blank=True, related_name="countries", verbose_name=_("region")
    )

    objects = CountryQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")

    def __str__(self) -> str:
        return self.names.get(translation.get_language() or "") or self.name
