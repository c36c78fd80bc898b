"""A plain text as a PDF with real text in it, set in a typeface that every reader of PDFs has."""

import textwrap
from collections.abc import Iterator
from itertools import batched

WIDTH, HEIGHT, MARGIN = 595, 842, 72  # A4, in points
LEADING = 15
LINES = (HEIGHT - 2 * MARGIN) // LEADING
# As many letters of Helvetica at that size as surely fit between the margins.
SIZES = {"title": (22, 40), "heading": (13, 60), "text": (11, 80)}
FONTS = {"title": "F2", "heading": "F2", "text": "F1"}

type Line = tuple[str, str]


def pdf_of(text: str) -> bytes:
    """`text` is a title, then paragraphs and `# headings` with blank lines between. The same text gives the same bytes.

    Raises UnicodeEncodeError for letters that Western European PDFs do not have without a font of their own.
    """
    title = text.partition("\n")[0]
    pages = list(batched(lines_of(text), LINES))
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        *(font(name) for name in ("Helvetica", "Helvetica-Bold")),
    ]
    for number, page in enumerate(pages):
        drawn = drawn_page(page)
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % (WIDTH, HEIGHT, 6 + 2 * number),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        ]
    return file_of([*objects, b"<< /Title (%s) >>" % escaped(title)])


def lines_of(text: str) -> Iterator[Line]:
    """Each line with how it is set."""
    for number, paragraph in enumerate(text.strip().split("\n\n")):
        style = "text" if number else "title"
        if paragraph.startswith("# "):
            style, paragraph = "heading", paragraph.removeprefix("# ")
        for line in textwrap.wrap(paragraph, SIZES[style][1]):
            yield style, line
        if style != "heading":
            yield "text", ""


def drawn_page(lines: tuple[Line, ...]) -> bytes:
    parts = [b"BT %d TL %d %d Td" % (LEADING, MARGIN, HEIGHT - MARGIN)]
    for style, line in lines:
        parts.append(b"/%s %d Tf (%s) Tj T*" % (FONTS[style].encode(), SIZES[style][0], escaped(line)))
    return b"\n".join([*parts, b"ET"])


def font(name: str) -> bytes:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()


def escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def file_of(objects: list[bytes]) -> bytes:
    """The objects with the table that says where each begins. The first is the catalogue, the last the facts."""
    content = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return content + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(objects), len(content))
    )
