"""What the library keeps, and who uses it."""

from geopolist.library.models.document import Document
from geopolist.library.models.image import Image
from geopolist.library.models.reference import Reference
from geopolist.library.models.use import Use, is_used_in_public, record_uses, users_of

__all__ = ["Document", "Image", "Reference", "Use", "is_used_in_public", "record_uses", "users_of"]
