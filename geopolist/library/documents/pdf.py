"""How many pages a PDF has, found without trusting it: bounded reading, no recursion, no library.

The trailer names the catalogue, the catalogue the root of the page tree, and that root carries the count. Each of the
two lies in the open, or, in newer files, in a compressed object stream.
"""

import mmap
import re
import zlib
from collections.abc import Iterator
from typing import IO

MAX_PAGES = 20_000
MAX_OBJECT = 2**16
MAX_STREAMS = 2_000
MAX_STREAM = 2**22
MAX_UNPACKED = 2**26

type Bytes = bytes | mmap.mmap

_ROOT = re.compile(rb"/Root\s{1,8}(\d{1,9})\s{1,8}\d{1,5}\s{1,8}R\b")
_TREE = re.compile(rb"/Pages\s{1,8}(\d{1,9})\s{1,8}\d{1,5}\s{1,8}R\b")
_COUNT = re.compile(rb"/Count\s{1,8}(\d{1,6})\b(?!\s{1,8}\d{1,5}\s{1,8}R)")
_FIRST = re.compile(rb"/First\s{1,8}(\d{1,9})\b")
_STREAM = re.compile(rb"stream\r?\n")


def count_pages(file: IO[bytes]) -> int | None:
    """The number of pages, or None if the file does not tell in a way that is cheap to read (encrypted, broken)."""
    data = _map(file)
    try:
        return _count(data)
    finally:
        if isinstance(data, mmap.mmap):
            data.close()


def _map(file: IO[bytes]) -> Bytes:
    """The file as bytes without reading it all; a file that is only in memory has few bytes."""
    try:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError, AttributeError):
        file.seek(0)
        return file.read()


def _count(data: Bytes) -> int | None:
    catalogue = _last(_ROOT, data)
    tree = _search(_TREE, _object(data, catalogue))
    pages = _search(_COUNT, _object(data, tree))
    return pages if pages and pages <= MAX_PAGES else None


def _object(data: Bytes, number: int | None) -> bytes:
    """The text of an object, from wherever it was written last; empty if it cannot be found."""
    if number is None:
        return b""
    place = None
    for place in re.finditer(rb"(?<!\d)%d\s{1,8}\d{1,5}\s{1,8}obj\b" % number, data):  # noqa: B007 - the last one counts
        pass
    if place is not None:
        return data[place.end() : place.end() + MAX_OBJECT].split(b"endobj", 1)[0]
    return next((text for text in _packed(data, number) if text), b"")


def _packed(data: Bytes, number: int) -> Iterator[bytes]:
    """The object's text from each object stream, the last stream first, until too much has been unpacked."""
    unpacked = 0
    end = len(data)
    for _turn in range(MAX_STREAMS):
        end = data.rfind(b"/ObjStm", 0, end)
        if end < 0 or unpacked > MAX_UNPACKED:
            return
        text = _unpack(data, end)
        unpacked += len(text)
        yield _member(text, _dictionary(data, end), number)


def _unpack(data: Bytes, place: int) -> bytes:
    start = _STREAM.search(data, place, place + 1000)
    if start is None:
        return b""
    try:
        return zlib.decompressobj().decompress(data[start.end() : start.end() + MAX_STREAM], MAX_STREAM)
    except zlib.error:
        return b""


def _dictionary(data: Bytes, place: int) -> bytes:
    """What is said of the stream in front of and behind `place`."""
    start = data.rfind(b"obj", max(0, place - 1000), place)
    return data[start : place + 1000] if start >= 0 else b""


def _member(text: bytes, dictionary: bytes, number: int) -> bytes:
    """One object of an unpacked stream, which begins with pairs of number and offset."""
    first = _FIRST.search(dictionary)
    if first is None:
        return b""
    start = int(first[1])
    pairs = text[:start].split()
    for name, offset in zip(pairs[::2], pairs[1::2], strict=False):
        if name == b"%d" % number and offset.isdigit():
            return text[start + int(offset) : start + int(offset) + MAX_OBJECT]
    return b""


def _search(pattern: re.Pattern[bytes], data: Bytes) -> int | None:
    found = pattern.search(data)
    return int(found[1]) if found else None


def _last(pattern: re.Pattern[bytes], data: Bytes) -> int | None:
    """The last match: a file that was changed carries its newest trailer at the end."""
    number = None
    for found in pattern.finditer(data):
        number = int(found[1])
    return number
