"""In which lists a published article stands, one narrow row for each, so that any list is one walk along one index."""

from django.db import models

from articles.querysets import ListingQuerySet
from articles.querysets.kinds import ListKind


class Listing(models.Model):
    """Derived from the article by `Article.settle()`; never edited.

    `key` is the primary key of the category (or of an ancestor of it), tag, person or country; 0 for everything.
    `language` is empty in lists that mix languages, such as a person's.
    """

    Kind = ListKind

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="listings")
    kind = models.PositiveSmallIntegerField(choices=Kind)
    key = models.PositiveBigIntegerField()
    language = models.CharField(max_length=12, blank=True)
    # The article's own times: which of a list readers see, the list alone can tell.
    published_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    objects = ListingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "kind", "key"], name="one_listing_each")]
        indexes = [
            models.Index(
                "kind",
                "key",
                "language",
                models.F("published_at").desc(),
                models.F("article").desc(),
                "ends_at",
                name="listing_walk",
            )
        ]
