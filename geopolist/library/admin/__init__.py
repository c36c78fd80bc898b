"""The library's desk."""

from geopolist.library.admin.covers import CoverWidget, PicturesAdmin
from geopolist.library.admin.documents import DocumentAdmin
from geopolist.library.admin.images import ImageAdmin
from geopolist.library.admin.references import ReferenceAdmin

__all__ = ["CoverWidget", "DocumentAdmin", "ImageAdmin", "PicturesAdmin", "ReferenceAdmin"]
