"""The newsroom's nouns."""

from .article import Article
from .body import WithBody
from .category import Category, Colour, Front, Layout
from .comment import Comment
from .country import Country
from .editing import Edited
from .filing import refile, settle_each
from .listing import Listing
from .merged import Merged
from .merging import Mergeable
from .nested import Nested
from .person import Byline, Person
from .publication import Publication, PublicationStatus, WasPublic, WrongState
from .ranking import Ranking, rank
from .readiness import Override, Strictness
from .series import Series
from .tag import Tag, Tagging
from .telling import those_who_may

__all__ = [
    "Article",
    "Byline",
    "Category",
    "Colour",
    "Comment",
    "Country",
    "Edited",
    "Front",
    "Layout",
    "Listing",
    "Mergeable",
    "Merged",
    "Nested",
    "Override",
    "Person",
    "Publication",
    "PublicationStatus",
    "Ranking",
    "Series",
    "Strictness",
    "Tag",
    "Tagging",
    "WasPublic",
    "WithBody",
    "WrongState",
    "rank",
    "refile",
    "settle_each",
    "those_who_may",
]
