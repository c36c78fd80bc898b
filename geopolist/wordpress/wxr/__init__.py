"""Reading WordPress export files (WXR 1.0 to 1.2) as a stream of plain records, without a database."""

from .opening import Repairs, open_export
from .reader import Reader, read
from .records import Author, Comment, Item, Meta, Refused, Site, Term, TermRef

__all__ = [
    "Author",
    "Comment",
    "Item",
    "Meta",
    "Reader",
    "Refused",
    "Repairs",
    "Site",
    "Term",
    "TermRef",
    "open_export",
    "read",
]
