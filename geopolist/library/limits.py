"""How much the library takes in. A site may set the two byte limits in its settings."""

from django.conf import settings

MAX_PIXELS = 25_000_000
# These decoders hold several copies of a picture. So an upload needs less than 200 MB, whatever its kind.
MAX_PIXELS_OF = {"WEBP": 12_000_000, "AVIF": 16_000_000}
# WebP ends at 16,383 pixels a side.
MAX_SIDE = 16_000
MEBIBYTE = 2**20


def image_bytes() -> int:
    """The largest picture file taken, in bytes."""
    return getattr(settings, "LIBRARY_IMAGE_MAX_BYTES", 30 * MEBIBYTE)


def document_bytes() -> int:
    """The largest document taken, in bytes."""
    return getattr(settings, "LIBRARY_DOCUMENT_MAX_BYTES", 200 * MEBIBYTE)
