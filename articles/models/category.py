"""The tree of sections."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from articles.querysets import CategoryQuerySet
from geopolist.addresses.models import Address
from geopolist.addresses.paths import last_segment
from geopolist.identity.models import refresh as refresh_menus
from geopolist.lib.text import slugify

from .filing import refile_on_commit

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


class Category(models.Model):
    """A section. `path` is the slugs from the root, kept unique: it is the address and it orders nothing."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.CharField(_("slug"), max_length=200, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("under")
    )
    path = models.CharField(max_length=400, unique=True, editable=False)
    description = models.TextField(_("description"), blank=True)
    texts = models.JSONField(_("name and description in further languages"), default=dict, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    colour = models.CharField(_("colour"), max_length=10, choices=Colour, default=Colour.COBALT)
    cover = models.ForeignKey("library.Image", models.SET_NULL, null=True, blank=True, verbose_name=_("cover"))
    in_menu = models.BooleanField(_("on the front page and in lists of sections"), default=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.text("name")

    def text(self, field: str) -> str:
        """`name` or `description` in the language being spoken, else in the default one."""
        return self.texts.get(translation.get_language() or "", {}).get(field) or getattr(self, field)

    def get_absolute_url(self) -> str:
        return f"/category/{self.path}/"

    def clean(self) -> None:
        if self.parent_id and self.pk and self.parent in Category.objects.within(self):
            raise ValidationError({"parent": _("A category cannot lie under itself: choose another one.")})
        if self.parent and self.parent.path.count("/") + 2 > MAX_DEPTH:
            raise ValidationError({"parent": _("Categories go six levels deep: choose one nearer to the top.")})

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep path, address, menus and articles in step with name and parent. Raises ValidationError on a cycle."""
        if self.pk:
            Category.objects.lock_tree()
        self.clean()
        before = Category.objects.filter(pk=self.pk).values_list("path", "name", "texts", "colour").first()
        self.slug = slugify(self.slug or self.name) or "section"
        above = f"{self.parent.path}/" if self.parent else ""
        self.slug = last_segment(Address.objects.free(f"/category/{above}{self.slug}/", self, is_own_route=True))
        self.path = f"{above}{self.slug}"
        super().save(*args, **kwargs)
        Address.objects.claim(self, self.get_absolute_url(), is_own_route=True)
        if before and before[0] != self.path:
            self.move_children(before[0])
        if before and before != (self.path, self.name, self.texts, self.colour):
            refile_on_commit("category", self.pk)
        refresh_menus()

    def move_children(self, old_path: str) -> None:
        """Give every category below its new path and address; the old addresses go on leading there."""
        for category in Category.objects.under_path(old_path).exclude(pk=self.pk):
            category.path = self.path + category.path.removeprefix(old_path)
            Category.objects.filter(pk=category.pk).update(path=category.path)
            Address.objects.claim(category, category.get_absolute_url(), is_own_route=True)
