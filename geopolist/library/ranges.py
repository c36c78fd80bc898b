"""Parts of a file: what players ask for when somebody moves to the middle of a recording."""

import re
from collections.abc import Iterator
from typing import IO

PIECE = 64 * 1024
# One part only. Several in one request are allowed to be answered with the whole, and that is what happens.
_ONE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.ASCII | re.IGNORECASE)


class Unsatisfiable(Exception):
    """The part lies behind the end of the file."""


def parse(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of the part wanted, both counted from 0 and inside the file; None for the whole file.

    Raises Unsatisfiable if no byte of the part exists.
    """
    found = _ONE.fullmatch(header)
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        first, last = max(0, size - int(found[2])), size - 1
    else:
        first, last = int(found[1]), min(int(found[2] or size), size - 1)
        if found[2] and int(found[2]) < first:
            return None  # not a range at all, so the header does not count
    if first > last:
        raise Unsatisfiable
    return first, last


class Part:
    """The bytes of a file from one place on, in small pieces. The file is closed by whoever answers."""

    def __init__(self, file: IO[bytes], first: int, length: int) -> None:
        self.file = file
        self.first = first
        self.length = length

    def __iter__(self) -> Iterator[bytes]:
        self.file.seek(self.first)
        left = self.length
        while left > 0 and (piece := self.file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece

    def close(self) -> None:
        self.file.close()
