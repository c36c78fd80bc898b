"""The tree of sections."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from articles.querysets import CategoryQuerySet
from geopolist.identity.models import WithTexts
from geopolist.lib.surrogate import Keyed

from .filing import refile_on_commit, resettle_on_commit
from .nested import Nested

# What the importer may build on.
MAX_DEPTH = 6


class Colour(models.TextChoices):
    """Roles of the design's palette, not colours: the style sheet says what each looks like by day and by night."""

    COBALT = "cobalt", _("Cobalt")
    TURQUOISE = "turquoise", _("Turquoise")
    BOLE = "bole", _("Bole red")
    AMBER = "amber", _("Amber")
    SAGE = "sage", _("Sage")
    MANGANESE = "manganese", _("Manganese")
    EUROPE = "europe", _("Europe, as on the map")
    MEA = "mea", _("Middle East and Africa, as on the map")
    EURASIA = "eurasia", _("Eurasia, as on the map")


class Front(models.TextChoices):
    """How a section stands on the front page."""

    LEAD = "lead", _("A strip, led by a picture")
    ROWS = "rows", _("A strip of rows")
    OPINION = "opinion", _("A strip of opinions, led by who wrote them")
    REGIONS = "regions", _("The map, with the sections under it as regions")
    RISKS = "risks", _("Beside the table of risks")


class Layout(models.TextChoices):
    """How the articles of a section stand on its own page."""

    ROWS = "rows", _("Rows, each with its picture")
    GRID = "grid", _("Cards, side by side")
    COMPACT = "compact", _("Titles with their dates, no pictures")


# Fewer would be a page without a list, more a page that is heavy on a phone.
PAGE_SIZES = (6, 60)
USUAL_PAGE_SIZE = 20


# What a new section of this name is, until an editor says otherwise.
USUAL_FRONT = {"commentary": Front.OPINION, "regions": Front.REGIONS, "risk-advisory": Front.RISKS}


class Category(Keyed, WithTexts, Nested):
    """A section. `path` is the slugs from the root, kept unique: it is the address and it orders nothing."""

    article_count: int  # from CategoryQuerySet.with_counts() only
    own_count: int  # from CategoryQuerySet.with_own_counts() only
    site_stamp: str | None  # of the site's row, from articles.querysets.for_pages only

    route = "category/"
    picture = "cover"
    printed = ("path", "name", "description", "texts", "colour")
    has_languages = True
    max_depth = MAX_DEPTH
    translated = ("name", "description")

    name = models.CharField(_("name"), max_length=120)
    slug = models.CharField(_("slug"), max_length=200, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("under")
    )
    path = models.CharField(_("path"), max_length=400, unique=True, editable=False)
    description = models.TextField(_("description"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    colour = models.CharField(_("colour"), max_length=10, choices=Colour, default=Colour.COBALT)
    front = models.CharField(
        _("on the front page"), max_length=8, choices=Front, blank=True, help_text=_("Of sections of the first level.")
    )
    cover = models.ForeignKey("library.Image", models.SET_NULL, null=True, blank=True, verbose_name=_("cover"))
    layout = models.CharField(_("articles stand as"), max_length=8, choices=Layout, default=Layout.ROWS)
    page_size = models.PositiveSmallIntegerField(
        _("articles on a page"),
        default=USUAL_PAGE_SIZE,
        validators=[MinValueValidator(PAGE_SIZES[0]), MaxValueValidator(PAGE_SIZES[1])],
    )
    in_menu = models.BooleanField(_("on the front page and in lists of sections"), default=True)

    authors_publish = models.BooleanField(
        _("authors publish their own here"), default=False, help_text=_("Without an editor: those with the role.")
    )

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [
            models.CheckConstraint(condition=models.Q(page_size__range=PAGE_SIZES), name="category_page_size_is_sound"),
            models.CheckConstraint(condition=models.Q(layout__in=Layout.values), name="category_layout_is_known"),
        ]

    def __str__(self) -> str:
        return self.text("name")

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.front:
            self.front = USUAL_FRONT.get(self.wanted_slug, Front.LEAD)
        super().save(*args, **kwargs)

    @property
    def about(self) -> str:
        """The description in the language being spoken, for templates."""
        return self.text("description")

    def changed(self, before: dict[str, Any]) -> None:
        super().changed(before)
        if self.is_renamed(before):
            refile_on_commit("category", self.pk)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Only what nothing lies under and no article has as its primary one. Raises ProtectedError."""
        resettle_on_commit("category", self.pk)
        return super().delete(*args, **kwargs)
