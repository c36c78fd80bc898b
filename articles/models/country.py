"""Countries, by ISO 3166-1. Which ones there are, and what they are called, is data (migration 0002)."""

from typing import Any

from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from articles.querysets import CountryQuerySet
from geopolist.lib.surrogate import Keyed

from .addressed import Addressed
from .filing import refile_on_commit, resettle_on_commit


class Country(Keyed, Addressed):
    """A country as the site names it."""

    article_count: int  # from CountryQuerySet.used() only, as the next
    region_count: int

    route = "country/"
    printed = ("slug", "name", "names")
    has_languages = True

    code = models.CharField(_("ISO code"), max_length=2, unique=True)
    name = models.CharField(_("name"), max_length=80)
    names = models.JSONField(_("name in further languages"), default=dict, blank=True)
    slug = models.SlugField(_("slug"), max_length=200, unique=True, blank=True, allow_unicode=True)
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

    def changed(self, before: dict[str, Any]) -> None:
        super().changed(before)
        if self.is_renamed(before):
            refile_on_commit("country", self.pk)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        resettle_on_commit("country", self.pk)
        return super().delete(*args, **kwargs)
