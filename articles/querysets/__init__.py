"""Every question asked of the newsroom's tables. The only package that filters."""

from .article import ArticleQuerySet
from .comment import CommentQuerySet
from .public import public_at
from .shelves import CategoryQuerySet, CountryQuerySet, ListingQuerySet, PersonQuerySet, TagQuerySet

__all__ = [
    "ArticleQuerySet",
    "CategoryQuerySet",
    "CommentQuerySet",
    "CountryQuerySet",
    "ListingQuerySet",
    "PersonQuerySet",
    "TagQuerySet",
    "public_at",
]
