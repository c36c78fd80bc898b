"""Files for tests, made on the spot."""

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image as Pillow

from geopolist.library.models import Document, Image

PDF = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R 4 0 R] /Count 2>> endobj
3 0 obj <</Type /Page /Parent 2 0 R>> endobj
4 0 obj <</Type /Page /Parent 2 0 R>> endobj
trailer <</Size 5 /Root 1 0 R>>
%%EOF
"""


def picture(
    size: tuple[int, int] = (60, 40), kind: str = "PNG", *, mode: str = "RGB", colour: Any = "teal", **options: Any
) -> bytes:
    file = io.BytesIO()
    Pillow.new(mode, size, colour).save(file, kind, **options)
    return file.getvalue()


def quarters(size: tuple[int, int] = (400, 400)) -> bytes:
    """Red, green over blue, white: which piece is kept can be seen."""
    width, height = size[0] // 2, size[1] // 2
    whole = Pillow.new("RGB", size, "white")
    whole.paste("red", (0, 0, width, height))
    whole.paste("lime", (width, 0, size[0], height))
    whole.paste("blue", (0, height, width, size[1]))
    file = io.BytesIO()
    whole.save(file, "PNG")
    return file.getvalue()


def bomb(width: int = 20_000, height: int = 20_000) -> bytes:
    """A PNG of a few kilobytes that unpacks to width × height pixels."""
    rows = zlib.compress(bytes((width // 8 + 1) * height), 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def swapped_profile() -> bytes:
    """A colour profile in which red and blue have changed places: whoever ignores it shows the wrong colour."""
    primaries = {
        b"rXYZ": (0.1431, 0.0606, 0.7141),
        b"gXYZ": (0.3851, 0.7169, 0.0971),
        b"bXYZ": (0.4361, 0.2225, 0.0139),
    }
    tags = {name: b"XYZ \0\0\0\0" + _fixed(*values) for name, values in primaries.items()}
    tags |= {b"wtpt": b"XYZ \0\0\0\0" + _fixed(0.9642, 1.0, 0.8249)}
    tags |= {name: b"curv\0\0\0\0" + struct.pack(">IHxx", 1, 0x0233) for name in (b"rTRC", b"gTRC", b"bTRC")}
    place, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for name, content in tags.items():
        table += name + struct.pack(">II", place + len(body), len(content))
        body += content
    head = struct.pack(
        ">I4sI4s4s4s12x4s28x", place + len(body), b"lcms", 0x02100000, b"mntr", b"RGB ", b"XYZ ", b"acsp"
    )
    head += _fixed(0.9642, 1.0, 0.8249)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def _fixed(*numbers: float) -> bytes:
    return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)


def telling_jpeg() -> bytes:
    """A JPEG with all that cameras and programs write beside the picture."""
    exif = Pillow.Exif()
    exif[0x010E] = "SECRET-DESCRIPTION"
    exif[0x013B] = "SECRET-ARTIST"
    exif.get_ifd(0x8825)[2] = (41.0, 0.0, 28.0)
    return picture((60, 40), "JPEG", exif=exif, comment=b"SECRET-COMMENT", xmp=b"<x:xmpmeta>SECRET-XMP</x:xmpmeta>")


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            # Without a time, so that two are alike whenever they are made.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def xlsx(**more: bytes) -> bytes:
    kind = b'<Types ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    return zipped({"[Content_Types].xml": kind, "xl/workbook.xml": b"<workbook/>", **more})


def make_image(content: bytes = b"", **changes: Any) -> Image:
    return Image.upload(content or picture(), **{"name": "", "alt": "A harbour", **changes})


def crop_around(image: Image, x: float, y: float) -> None:
    """As the desk does it."""
    image.focal_x, image.focal_y = x, y
    image.draw_again()


def make_document(content: bytes = PDF, **changes: Any) -> Document:
    return Document.upload(content, **{"name": "report.pdf", "title": "A report", **changes})
