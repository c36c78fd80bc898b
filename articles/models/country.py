"""Countries, by ISO 3166-1. Which ones there are, and what they are called, is data (migration 0002)."""

import json
from pathlib import Path

from django.apps import apps
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _


FILE = Path(__file__).parent.parent / "countries.json"


def entries() -> list[dict[str, str]]:
    """The data file: code, name, slug, names in further languages, and the slug of the region's category."""
    return json.loads(FILE.read_text(encoding="utf-8"))


class CountryQuerySet(models.QuerySet["Country"]):
    def assign_regions(self) -> None:
        """Give each country without a region the category that the data file names, where the site has it."""
        for entry in entries():
            region = apps.get_model("articles", "Category").objects.at(f"regions/{entry['region']}") if entry["region"] else None
            if region is not None:
                self.filter(code=entry["code"], region=None).update(region=region)


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
