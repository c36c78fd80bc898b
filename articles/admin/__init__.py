"""The editors' desk: a file per model. Actions call the same verbs as everything else."""

from .article import ArticleAdmin
from .comment import CommentAdmin
from .people import PersonAdmin, SeriesAdmin
from .strictness import StrictnessAdmin
from .taxonomy import CategoryAdmin, CountryAdmin, TagAdmin

__all__ = [
    "ArticleAdmin",
    "CategoryAdmin",
    "CommentAdmin",
    "CountryAdmin",
    "PersonAdmin",
    "SeriesAdmin",
    "StrictnessAdmin",
    "TagAdmin",
]
