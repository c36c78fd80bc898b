"""Every question that views, feeds and commands ask of the newsroom's tables."""

from .article import ArticleQuerySet
from .comment import CommentQuerySet
from .public import HEAVY, UNSHOWN, PublicationQuerySet, public_at
from .shelves import CategoryQuerySet, CountryQuerySet, ListingQuerySet, PersonQuerySet, TagQuerySet

__all__ = [
    "HEAVY",
    "UNSHOWN",
    "ArticleQuerySet",
    "CategoryQuerySet",
    "CommentQuerySet",
    "CountryQuerySet",
    "ListingQuerySet",
    "PersonQuerySet",
    "PublicationQuerySet",
    "TagQuerySet",
    "public_at",
]
