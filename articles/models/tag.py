"""Topics: taggit with our own tag and a direct through table."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from articles.querysets import TagQuerySet
from articles.querysets.kinds import ListKind
from geopolist.lib.surrogate import Keyed
from geopolist.lib.text import folded, one_line

from .addressed import Addressed
from .filing import refile_on_commit, resettle_on_commit
from .merging import Mergeable

LONGEST_NAME = 100


class Tag(Keyed, Mergeable, Addressed, TagBase):  # type: ignore[django-manager-missing]  # taggit has no types
    """A topic. One row for all its spellings: case, width and the dots of Turkish letters make no difference."""

    name: str
    route = "tag/"
    printed = ("slug", "name")
    has_languages = True
    list_kind = ListKind.TAG

    slug = models.SlugField(_("slug"), max_length=200, unique=True, blank=True, allow_unicode=True)
    folded = models.CharField(max_length=200, unique=True, editable=False)
    description = models.TextField(_("description"), blank=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        permissions = [("merge_tag", _("Can merge tags"))]

    def clean(self) -> None:
        super().clean()
        other = Tag.objects.named(self.name)
        if other is not None and other.pk != self.pk:
            raise ValidationError(
                {"name": _("The topic “%(name)s” is here already: use that one.") % {"name": other.name}}
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = one_line(self.name)[:LONGEST_NAME]
        self.folded = folded(self.name)[:200]
        super().save(*args, **kwargs)

    @property
    def known_as(self) -> str:
        return self.folded

    def changed(self, before: dict[str, Any]) -> None:
        super().changed(before)
        if self.is_renamed(before):
            refile_on_commit("tag", self.pk)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        resettle_on_commit("tag", self.pk)
        return super().delete(*args, **kwargs)


class Tagging(ItemBase):
    """An article's tag."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")
    content_object = models.ForeignKey("articles.Article", models.CASCADE, related_name="taggings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="one_tagging_each")]
