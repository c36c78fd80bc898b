"""Bytes of an export file: plain or gzip, as they are or with the usual damage mended and counted."""

import gzip
import html
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from html.entities import html5
from pathlib import Path
from typing import BinaryIO, Protocol

from .records import Refused

CHUNK = 1 << 16
LONGEST_HEAD = 1 << 18
LONGEST_PIECE = 12 << 20
# An export packs about tenfold; a file that grows two hundredfold was made to fill a disk.
RATIO, RATIO_FREE, UNPACKED = 200, 64 << 20, 10 << 30

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NUMBER = re.compile(r"&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,8}));")
_BARE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,8}|#x[0-9a-fA-F]{1,8});)(?:([A-Za-z][A-Za-z0-9]{1,30});)?")
_OPENED = re.compile(r"<!\[CDATA\[|<!--")
_ROOT = re.compile(r"<rss\b[^>]*>")
_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_PREFIX = re.compile(r"</?([A-Za-z][\w.-]*):[A-Za-z]")
_KNOWN_PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "georss": "http://www.georss.org/georss",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "wp": "http://wordpress.org/export/1.2/",
}


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Repairs:
    """Mends an export as it streams by: `counts` says what was mended, `dropped_lines` what went before it."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.dropped_lines = 0
        self._until = ""  # the mark that ends the CDATA section or comment we are in

    def stream(self, file: Readable) -> Iterator[bytes]:
        """The mended file in UTF-8, in pieces that never cut a character, an entity or a CDATA mark."""
        head = file.read(LONGEST_HEAD)
        if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise Refused("The file is in UTF-16, which --repair cannot mend: save it as UTF-8 first.")
        found = _ENCODING.search(head[:LONGEST_HEAD])
        encoding = found[1].decode("ascii") if found else "utf-8"
        rest = self._without_lead(head)
        for number, piece in enumerate(_pieces(rest, file)):
            text = self._decoded(piece, encoding)
            if number == 0:
                text = self._with_prefixes(text)
            yield self._mended(text).encode()

    def _without_lead(self, head: bytes) -> bytes:
        if head.startswith(b"\xef\xbb\xbf"):
            head = head[3:]
        start = head.find(b"<?xml")
        if start < 0:
            start = max(head.find(b"<rss"), 0)
        if start:
            self.counts["text before the first tag"] += 1
            self.dropped_lines = head.count(b"\n", 0, start)
        return head[start:]

    def _decoded(self, piece: bytes, encoding: str) -> str:
        if encoding.lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
            try:
                return piece.decode(encoding, "replace")
            except LookupError:
                raise Refused(f"The file says it is written in {encoding}, which is not known here.") from None
        parts: list[str] = []
        while piece:
            try:
                parts.append(piece.decode())
                break
            except UnicodeDecodeError as error:
                parts.append(piece[: error.start].decode())
                parts.append(piece[error.start : error.end].decode("cp1252", "replace"))
                self.counts["Windows-1252 bytes"] += error.end - error.start
                piece = piece[error.end :]
        return "".join(parts)

    def _with_prefixes(self, text: str) -> str:
        """The root element with a declaration for each well-known prefix that the first piece shows undeclared."""
        root = _ROOT.search(text)
        if root is None:
            return text
        missing = [name for name in sorted(_KNOWN_PREFIXES) if f"xmlns:{name}" not in root[0]]
        self.counts["undeclared prefixes"] += len({*_PREFIX.findall(text)} & {*missing})
        declared = "".join(f' xmlns:{name}="{_KNOWN_PREFIXES[name]}"' for name in missing)
        return text[: root.end() - 1] + declared + text[root.end() - 1 :]

    def _mended(self, text: str) -> str:
        text, count = _CONTROL.subn("", text)
        self.counts["control characters"] += count
        parts: list[str] = []
        while text:
            part, text = self._inside(text) if self._until else self._outside(text)
            parts.append(part)
        return "".join(parts)

    def _inside(self, text: str) -> tuple[str, str]:
        """What a CDATA section or comment still holds of `text`, left as it is, and the rest."""
        end = text.find(self._until)
        if end < 0:
            return text, ""
        end += len(self._until)
        self._until = ""
        return text[:end], text[end:]

    def _outside(self, text: str) -> tuple[str, str]:
        opened = _OPENED.search(text)
        if opened is None:
            return self._markup(text), ""
        self._until = "-->" if opened[0] == "<!--" else "]]>"
        return self._markup(text[: opened.start()]) + opened[0], text[opened.end() :]

    def _markup(self, text: str) -> str:
        if "&" not in text:
            return text
        return _NUMBER.sub(self._number, _BARE.sub(self._ampersand, text))

    def _ampersand(self, match: re.Match[str]) -> str:
        if match[1] and f"{match[1]};" in html5:
            self.counts["named entities"] += 1
            return "".join(f"&#{ord(letter)};" for letter in html.unescape(match[0]))
        self.counts["bare ampersands"] += 1
        return "&amp;" + match[0][1:]

    def _number(self, match: re.Match[str]) -> str:
        code = int(match[1], 16) if match[1] else int(match[2])
        if code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF:
            return match[0]
        self.counts["control characters"] += 1
        return ""


def _pieces(head: bytes, file: Readable) -> Iterator[bytes]:
    """Pieces that end before a space or a line's end, so that nothing that belongs together is cut."""
    held, read = head, True
    while read or held:
        more = file.read(CHUNK)
        read = bool(more)
        held += more
        cut = max(held.rfind(b" "), held.rfind(b"\n")) if read else len(held)
        if cut <= 0 and len(held) < LONGEST_PIECE:
            continue
        cut = cut if cut > 0 else len(held)
        yield held[:cut]
        held = held[cut:]


def open_export(path: Path, repairs: Repairs | None = None) -> Iterator[bytes]:
    """The export's bytes in chunks, unpacked if gzip, mended if `repairs` is given.

    Raises Refused if the file cannot be opened, is a zip, or is a gzip file that is damaged or grows past all measure.
    """
    try:
        raw = path.open("rb")
    except OSError as error:
        raise Refused(f"The file cannot be opened: {error.strerror}.") from error
    with raw:
        mark = raw.read(4)
        raw.seek(0)
        if mark == b"PK\x03\x04":
            raise Refused("This is a zip file: unpack it and name the XML files in it.")
        file: Readable = _Unpacked(raw) if mark[:2] == b"\x1f\x8b" else raw
        if repairs is not None:
            yield from repairs.stream(file)
            return
        while chunk := file.read(CHUNK):
            yield chunk


class _Unpacked:
    """A gzip file as it unpacks, given up as soon as it grows beyond what an export can."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._file = gzip.GzipFile(fileobj=raw)
        self._produced = 0

    def read(self, size: int, /) -> bytes:
        try:
            # read() would throw away what still unpacks before the fault, and with it the place of the fault.
            chunk = self._file.read1(size)
        except (OSError, EOFError, zlib.error) as error:
            raise Refused("The gzip file is damaged or cut off.") from error
        self._produced += len(chunk)
        grown = self._produced > RATIO_FREE and self._produced > RATIO * max(self._raw.tell(), 1)
        if grown or self._produced > UNPACKED:
            raise Refused("The gzip file unpacks to far more than an export holds.")
        return chunk
