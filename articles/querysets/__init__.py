"""Every question that views, feeds and commands ask of the newsroom's tables."""

from .article import ArticleQuerySet
from .comment import CommentQuerySet
from .desk import EditedAtDesk
from .public import HEAVY, UNSHOWN, public_at
from .shelves import OWN_COUNTED, CategoryQuerySet, CountryQuerySet, ListingQuerySet, PersonQuerySet, TagQuerySet

__all__ = [
    "HEAVY",
    "OWN_COUNTED",
    "UNSHOWN",
    "ArticleQuerySet",
    "CategoryQuerySet",
    "CommentQuerySet",
    "CountryQuerySet",
    "EditedAtDesk",
    "ListingQuerySet",
    "PersonQuerySet",
    "TagQuerySet",
    "public_at",
]
