"""The tree of sections."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from articles.querysets import CategoryQuerySet
from articles.querysets.kinds import ListKind
from geopolist.identity.models import WithTexts
from geopolist.lib.surrogate import Keyed

from .filing import refile_on_commit, resettle_on_commit
from .merging import Mergeable
from .nested import Nested, line_up

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


class Category(Keyed, Mergeable, WithTexts, Nested):
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
    list_kind = ListKind.CATEGORY
    its_own = ("name", "parent")

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
        permissions = [("merge_category", _("Can merge categories"))]
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

    @property
    def known_as(self) -> str:
        return self.path

    @classmethod
    def rows_to_hold(cls, *keys: int) -> models.QuerySet[Any]:
        """The whole tree, as for every move in it."""
        return cls._base_manager.all()

    def check_merge(self, duplicate: Any) -> None:
        """Nor into what lies under it, nor where what lies under it would lie too deep."""
        super().check_merge(duplicate)
        tree, names = self.tree(), {"name": duplicate.name, "into": self.name}
        if duplicate.pk in line_up(tree, self.pk):
            message = _("“%(into)s” lies under “%(name)s”: move it elsewhere first, or keep “%(name)s” instead.")
            raise ValidationError(message % names)
        for child in duplicate.children.all():
            child.parent = self
            try:
                child.check_place(tree)
            except ValidationError as error:
                message = _("“%(child)s” lies under “%(name)s” and would come to lie too deep: move it first.")
                raise ValidationError(message % {**names, "child": child.name}) from error

    def changed(self, before: dict[str, Any]) -> None:
        super().changed(before)
        if self.is_renamed(before):
            refile_on_commit("category", self.pk)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Only what nothing lies under and no article has as its primary one. Raises ProtectedError."""
        resettle_on_commit("category", self.pk)
        return super().delete(*args, **kwargs)
