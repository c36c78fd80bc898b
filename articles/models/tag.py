"""Topics: taggit with our own tag and a direct through table."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from geopolist.addresses.models import Address
from geopolist.addresses.paths import last_segment
from geopolist.lib.text import slugify

from .filing import refile_on_commit


class Tag(TagBase):
    """A topic. One spelling each: names are compared without regard to case."""

    slug = models.SlugField(_("slug"), max_length=200, unique=True, blank=True, allow_unicode=True)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def get_absolute_url(self) -> str:
        return f"/tag/{self.slug}/"

    def slugify(self, tag: str, i: int | None = None) -> str:
        slug = slugify(tag) or "topic"
        return slug if i is None else f"{slug}-{i}"

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self.pk is None
        self.slug = slugify(self.slug or self.name) or "topic"
        self.slug = last_segment(Address.objects.free(self.get_absolute_url(), self, is_own_route=True))
        super().save(*args, **kwargs)
        Address.objects.claim(self, self.get_absolute_url(), is_own_route=True)
        if not is_new:
            refile_on_commit("tag", self.pk)


class Tagging(ItemBase):
    """An article's tag."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")
    content_object = models.ForeignKey("articles.Article", models.CASCADE, related_name="taggings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="one_tagging_each")]
