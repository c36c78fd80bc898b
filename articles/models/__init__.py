"""The newsroom's nouns."""

from .article import Article, WasPublic, WrongState
from .body import WithBody
from .category import Category, Colour
from .comment import Comment
from .country import Country
from .filing import refile
from .listing import Listing
from .person import Byline, Person
from .series import Series
from .tag import Tag, Tagging

__all__ = [
    "Article",
    "Byline",
    "Category",
    "Colour",
    "Comment",
    "Country",
    "Listing",
    "Person",
    "Series",
    "Tag",
    "Tagging",
    "WasPublic",
    "WithBody",
    "WrongState",
    "refile",
]
