"""How much the library takes in."""

MAX_PIXELS = 25_000_000
# These decoders hold several copies of a picture. So an upload needs less than 200 MB, whatever its kind.
MAX_PIXELS_OF = {"WEBP": 12_000_000, "AVIF": 16_000_000}
# WebP ends at 16,383 pixels a side.
MAX_SIDE = 16_000
MEBIBYTE = 2**20
IMAGE_BYTES = 30 * MEBIBYTE
DOCUMENT_BYTES = 200 * MEBIBYTE
