"""What comes in as a picture: looked at, measured and decoded once, before anything is stored.

The bytes are believed, names and declared types are not. What is shown is always drawn anew, so nothing that hides in
a file (a script behind the picture, a position, a name) reaches a reader.
"""

import hashlib
import io
import logging
import math
import struct
import threading
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageFile

from geopolist.library import limits, memory, renditions

logger = logging.getLogger("geopolist.library")

Image.MAX_IMAGE_PIXELS = limits.MAX_PIXELS

# Pillow's name -> the extensions such a file may have; the first is the one we give it.
EXTENSIONS = {
    "JPEG": ("jpg", "jpeg", "jpe", "jfif"),
    "PNG": ("png",),
    "WEBP": ("webp",),
    "GIF": ("gif",),
    "AVIF": ("avif",),
}
STRIP = 256
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SRGB = ImageCms.createProfile("sRGB")
# Decoding takes up to 190 MB: several uploads at once in one process take turns.
_one_at_a_time = threading.Lock()

type Content = bytes
type Upload = bytes | Path | IO[bytes] | File[bytes]


@dataclass(frozen=True)
class Incoming:
    """A picture that may be taken in. `width` and `height` are those of the upright original; `master` is RGB, and just
    large enough for every rendition."""

    name: str
    content: bytes
    sha256: str
    extension: str
    width: int
    height: int
    master: Image.Image


def read(upload: Upload, *, name: str = "", any_extension: bool = False) -> Incoming:
    """Check a picture and decode it.

    `name` is the file's declared name, if the upload has none of its own. `any_extension` lets a picture of one
    accepted type come under the extension of another, as old sites have them.
    Raises ValidationError with a sentence that says what to do.
    """
    name = name or _name_of(upload)
    content = _read_all(upload, limits.IMAGE_BYTES)
    _refuse_known(name, content)
    image = _open(content)
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    if not any_extension:
        _check_extension(name, kind)
    _check_size(*image.size, limits.MAX_PIXELS_OF.get(kind, limits.MAX_PIXELS))
    with _one_at_a_time:
        master, (width, height) = _decode(image)
        image.close()
        memory.give_back()
    sha256 = hashlib.sha256(content).hexdigest()
    return Incoming(name, content, sha256, EXTENSIONS[kind][0], width, height, master)


def _read_all(upload: Upload, limit: int) -> bytes:
    """The upload's bytes; if there are more than `limit`, it is refused without reading them all."""
    if isinstance(upload, bytes):
        content = upload
    elif isinstance(upload, Path):
        with upload.open("rb") as file:
            content = file.read(limit + 1)
    else:
        upload.seek(0)
        content = upload.read(limit + 1)
    if len(content) > limit:
        raise ValidationError(
            _("The picture has more than %(limit)d MB. Save it smaller or with stronger compression."),
            code="bytes",
            params={"limit": limit // limits.MEBIBYTE},
        )
    if not content:
        raise ValidationError(_("The file is empty. Choose another."), code="empty")
    return content


def _name_of(upload: Upload) -> str:
    if isinstance(upload, bytes):
        return ""
    return PurePath(str(getattr(upload, "name", "") or "")).name


def _refuse_known(name: str, content: bytes) -> None:
    """Say what to do with the files that people try most."""
    head = content[:1024].lstrip().lower()
    if name.lower().endswith((".svg", ".svgz")) or b"<svg" in head:
        raise ValidationError(
            _("SVG drawings can carry scripts and are not taken. Export the drawing as a PNG of 1,600 pixels or more."),
            code="svg",
        )
    if content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"hevc", b"mif1", b"msf1"):
        raise ValidationError(_("HEIC photographs are not taken. Export the photograph as a JPEG."), code="heic")


def _open(content: bytes) -> ImageFile.ImageFile:
    """Read the header. No pixel is decoded."""
    try:
        return Image.open(io.BytesIO(content), formats=list(EXTENSIONS))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(limits.MAX_PIXELS) from error
    except Exception as error:
        # Pillow's readers raise whatever the broken byte led to; for us it is always the same: not a picture.
        raise ValidationError(
            _("This is not a picture we can read. Choose a JPEG, PNG, WebP, AVIF or GIF file."), code="type"
        ) from error


def _check_extension(name: str, kind: str) -> None:
    extension = PurePath(name).suffix.lstrip(".").lower()
    if name and extension not in EXTENSIONS[kind]:
        raise ValidationError(
            _("The file is called “%(name)s” but holds a %(kind)s picture. Rename it to end in .%(extension)s."),
            code="extension",
            params={"name": name[-60:], "kind": kind, "extension": EXTENSIONS[kind][0]},
        )


def _check_size(width: int, height: int, max_pixels: int) -> None:
    if width * height > max_pixels:
        raise _too_many_pixels(max_pixels)
    if max(width, height) > limits.MAX_SIDE:
        raise ValidationError(
            _("One side of the picture is longer than %(limit)d pixels. Crop it or make it smaller."),
            code="side",
            params={"limit": limits.MAX_SIDE},
        )


def _too_many_pixels(limit: int) -> ValidationError:
    return ValidationError(
        _("The picture has more than %(limit)d million pixels. Make it smaller: 3,000 pixels wide is plenty."),
        code="pixels",
        params={"limit": limit // 1_000_000},
    )


def _decode(image: ImageFile.ImageFile) -> tuple[Image.Image, renditions.Size]:
    """The master, upright, in sRGB and without a word of metadata; and the size of the upright original."""
    try:
        orientation = _orientation(image)
        size = image.size
        needed = _needed(size, orientation)
        # Big JPEGs are decoded at a half, a quarter or an eighth: a twelve-megapixel photograph in a third of the time.
        image.draft(None, needed)
        image.load()
        master = _in_srgb(_reduced(_opaque(image, needed), needed))
    except Exception as error:
        # As in _open: decoders fail in their own ways, and all of them mean a damaged file.
        logger.info("picture refused", extra={"reason": repr(error)})
        message = _("The picture is damaged or cut short. Save it again and retry.")
        raise ValidationError(message, code="damaged") from error
    if orientation in _UPRIGHT:
        master = master.transpose(_UPRIGHT[orientation])
    master.info = {}
    return master, _turned(size, orientation)


def _orientation(image: ImageFile.ImageFile) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except (SyntaxError, ValueError, TypeError, KeyError, OSError, struct.error, OverflowError):
        return 1  # Broken notes beside a sound picture are no reason to refuse it.


def _turned(size: renditions.Size, orientation: int) -> renditions.Size:
    return (size[1], size[0]) if orientation in (5, 6, 7, 8) else size


def _needed(size: renditions.Size, orientation: int) -> renditions.Size:
    """The master's size as it lies in the file, before it is turned upright."""
    return _turned(renditions.smallest_master(*_turned(size, orientation)), orientation)


def _opaque(image: Image.Image, needed: renditions.Size) -> Image.Image:
    """The picture in L, RGB or CMYK, what was transparent being white: pages are light and dark, and a picture drawn
    for paper keeps its paper. At least as large as `needed`."""
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in ("1", "I", "F"):
        return image.convert("L")
    if image.mode in ("L", "RGB", "CMYK") and "transparency" not in image.info:
        return image
    return _on_paper(image, min(image.width // needed[0], image.height // needed[1]))


def _on_paper(image: Image.Image, factor: int) -> Image.Image:
    """The picture on white, `factor` times smaller. Strip by strip: each step needs a copy with four bytes a pixel."""
    paper = Image.new("RGB", (math.ceil(image.width / factor), math.ceil(image.height / factor)), "white")
    paper.info = {name: image.info[name] for name in ("icc_profile",) if name in image.info}
    for top in range(0, image.height, STRIP * factor):
        strip = image.crop((0, top, image.width, min(top + STRIP * factor, image.height))).convert("RGBA")
        # Pillow weighs colours by their opacity here, so transparent edges get no dark rim.
        strip = strip.reduce(factor)
        paper.paste(strip, (0, top // factor), mask=strip)
    return paper


def _reduced(image: Image.Image, size: renditions.Size) -> Image.Image:
    if image.size == size:
        return image
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)


def _in_srgb(image: Image.Image) -> Image.Image:
    profile: Any = image.info.get("icc_profile")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
            return converted or image.convert("RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            # A profile that is broken or meant for another kind of picture: the plain colours are the best guess.
            logger.info("colour profile left out")
    return image.convert("RGB")
