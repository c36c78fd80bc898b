"""The export file as a stream of records: one at a time in memory, namespaces by address, nothing fetched."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from .builders import BUILDERS, Node, site_of
from .opening import Repairs, open_export
from .records import Author, Item, Record, Refused, Site, Term

MAX_DEPTH = 100
MAX_FIELD = 10 << 20
MAX_RECORD = 32 << 20
MAX_RECORDS = 2_000_000
# How far a file without a version is read on, in bytes, to see whether it is broken as well.
LOOK_ON = 4 << 20

_EXPORT = re.compile(r"https?://wordpress\.org/export/([0-9.]+)/?(excerpt/?)?")
_PREFIXES = {"http://purl.org/rss/1.0/modules/content/": "content:", "http://purl.org/dc/elements/1.1/": "dc:"}
_VERSIONS = ("1.0", "1.1", "1.2")


def read(path: Path, repairs: Repairs | None = None) -> Iterator[Record]:
    """The records of the export at `path`: the Site first, then authors, terms and items in the file's order.

    Raises Refused, with line and column, at the first thing that is wrong; what came before it has been given out.
    """
    return Reader(path, repairs).records()


class Reader:
    """Reads one file. `ignored` counts the elements that are not part of the format, by name."""

    def __init__(self, path: Path, repairs: Repairs | None = None) -> None:
        self.ignored: Counter[str] = Counter()
        self._path, self._repairs = path, repairs
        self._stack: list[Node] = []
        self._ready: list[Record] = []
        self._channel: list[Node] = []
        self._site: Site | None = None
        self._fault: Refused | None = None
        self._record_size = self._count = 0
        self._parser = self._make_parser()

    def _make_parser(self) -> expat.XMLParserType:
        # What --repair hands over is UTF-8 whatever the first line of the file says.
        parser = expat.ParserCreate("utf-8" if self._repairs else None, namespace_separator=" ")
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        return parser

    def records(self) -> Iterator[Record]:
        try:
            for chunk in open_export(self._path, self._repairs):
                self._parser.Parse(chunk, False)
                yield from self._given()
                if self._fault and self._parser.CurrentByteIndex > LOOK_ON:
                    raise self._fault
            self._parser.Parse(b"", True)
        except Refused as refused:
            # What unpacks a file does not know where in it the reader stands.
            is_inside = self._parser.CurrentByteIndex > 0 and not refused.line
            raise self._refused(refused.reason) if is_inside else refused from refused.__cause__
        except expat.ExpatError as error:
            raise Refused(self._explained(error), self._line(error.lineno), error.offset) from error
        except ValueError as error:  # an encoding that expat can take neither itself nor as a table of 256 letters
            raise self._refused(f"The file cannot be read: {error}.") from error
        self._know_site()
        if self._fault:
            raise self._fault
        yield from self._given()

    def _explained(self, error: expat.ExpatError) -> str:
        reason = expat.errors.messages.get(error.code, str(error))
        if error.code in _REPAIRABLE and self._repairs is None:
            return f"The file is broken: {reason}. With --repair the usual damage is mended and counted."
        return f"The file is broken: {reason}."

    def _given(self) -> Iterator[Record]:
        ready, self._ready = self._ready, []
        yield from ready

    def _line(self, number: int) -> int:
        return number + (self._repairs.dropped_lines if self._repairs else 0)

    def _refused(self, reason: str) -> Refused:
        return Refused(reason, self._line(self._parser.CurrentLineNumber), self._parser.CurrentColumnNumber)

    def _doctype(self, *_: object) -> None:
        raise self._refused("The file has a DOCTYPE, which no WordPress export has: it is not read any further.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        depth = len(self._stack)
        tag = self._short(name)
        if depth == 0 and tag != "rss":
            raise self._refused(f"This is not a WordPress export: it begins with <{tag[:40]}>, not with <rss>.")
        if depth >= MAX_DEPTH:
            raise self._refused(f"Elements stand more than {MAX_DEPTH} deep.")
        if depth == 2:
            self._record_size = 0
            if tag in BUILDERS:
                self._know_site()
        self._stack.append(Node(tag, attributes, self._line(self._parser.CurrentLineNumber)))

    def _short(self, name: str) -> str:
        address, _, local = name.rpartition(" ")
        if not address:
            return local
        if address in _PREFIXES:
            return _PREFIXES[address] + local
        export = _EXPORT.fullmatch(address)
        if export is None:
            return f"other:{local}"
        if export[1] not in _VERSIONS:
            raise self._refused(f"The export is of version {export[1][:10]}; 1.0, 1.1 and 1.2 can be read.")
        return ("excerpt:" if export[2] else "wp:") + local

    def _text(self, text: str) -> None:
        if len(self._stack) < 3:
            return
        node = self._stack[-1]
        node.size += len(text)
        self._record_size += len(text)
        if node.size > MAX_FIELD:
            raise self._refused(f"One field ({node.tag}) holds more than {MAX_FIELD >> 20} MB.")
        if self._record_size > MAX_RECORD:
            raise self._refused(f"One record holds more than {MAX_RECORD >> 20} MB.")
        node.parts.append(text)

    def _end(self, _: str) -> None:
        node = self._stack.pop()
        depth = len(self._stack)
        if depth > 2:
            self._stack[-1].children.append(node)
        elif depth == 2:
            self._finish(node)

    def _finish(self, node: Node) -> None:
        builder = BUILDERS.get(node.tag)
        if builder is None:
            if self._site is None:
                self._channel.append(node)
            elif node.tag not in _HARMLESS:
                self.ignored[node.tag] += 1
            return
        if self._site is None:
            return
        self._count += 1
        if self._count > MAX_RECORDS:
            raise self._refused(f"The file holds more than {MAX_RECORDS:,} records.")
        record: Author | Term | Item = builder(node, self.ignored)
        self._ready.append(record)

    def _know_site(self) -> None:
        """Take the site from what has been read. A missing version waits a little: worse damage is told first."""
        if self._site or self._fault:
            return
        site = site_of(self._channel)
        if not re.fullmatch(r"\d+\.\d+", site.version):
            self._fault = self._refused(
                "The file does not say which version of the export format it is (wp:wxr_version is missing),"
                " so WordPress would not import it either. Export it again, or add the line by hand."
            )
        elif site.version not in _VERSIONS:
            raise self._refused(f"The export is of version {site.version[:10]}; 1.0, 1.1 and 1.2 can be read.")
        else:
            self._site = site
            self._ready.append(site)


_REPAIRABLE = {
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_INVALID_TOKEN,
        expat.errors.XML_ERROR_UNDEFINED_ENTITY,
        expat.errors.XML_ERROR_BAD_CHAR_REF,
        expat.errors.XML_ERROR_MISPLACED_XML_PI,
        expat.errors.XML_ERROR_UNBOUND_PREFIX,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
} | {expat.errors.codes[expat.errors.XML_ERROR_SYNTAX]}
# Fields of the channel that say nothing of the content, wherever in the file they stand.
_HARMLESS = {"generator", "image", "pubDate", "wp:base_site_url", "wp:base_blog_url", "other:site", "other:link"}
