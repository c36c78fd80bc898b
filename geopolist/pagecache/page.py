"""A finished page as it lies in the store: its bytes in every encoding, and what is answered with them."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import cached_property, lru_cache
from http import HTTPStatus
from typing import Any, Self

import brotli

from .headers import headers_for

type Fields = tuple[tuple[str, str], ...]

# A tenth smaller than at 9 for the same time; 11 takes five times as long for a fiftieth.
BROTLI_QUALITY, GZIP_LEVEL = 10, 9
# Of either: a millisecond at most.
FAST = 5
IDENTITY, GZIP, BROTLI = "identity", "gzip", "br"
# In the order in which they are preferred.
ENCODINGS = (BROTLI, GZIP, IDENTITY)
WEIGHT = re.compile(r"^\s*([\w*-]+)\s*(?:;\s*q=([\d.]+))?\s*$")


@dataclass(frozen=True)
class Page:
    """`bodies` by encoding, of a page that was asked for in one that one alone. `keys` are what it showed."""

    content_type: str
    bodies: dict[str, bytes]
    etag: str
    made_at: datetime
    valid_until: datetime
    keys: tuple[str, ...]
    status: int = 200

    @classmethod
    def of(cls, content: bytes, content_type: str, made_at: datetime, valid_until: datetime, keys: set[str]) -> Self:
        bodies = {
            IDENTITY: content,
            GZIP: compressed(content, GZIP, GZIP_LEVEL),
            BROTLI: compressed(content, BROTLI, BROTLI_QUALITY),
        }
        etag = hashlib.sha256(content).hexdigest()[:20]
        return cls(content_type, bodies, etag, made_at, valid_until, tuple(sorted(keys)))

    @classmethod
    def read(cls, facts: dict[str, Any], bodies: dict[str, bytes]) -> Self:
        """The page whose `facts` are these. Raises KeyError and ValueError for those of no page."""
        return cls(
            content_type=facts["content_type"],
            bodies=bodies,
            etag=facts["etag"],
            made_at=datetime.fromisoformat(facts["made_at"]),
            valid_until=datetime.fromisoformat(facts["valid_until"]),
            keys=tuple(facts["keys"]),
        )

    @property
    def facts(self) -> dict[str, Any]:
        """All but the bodies, as JSON has it."""
        return {
            "content_type": self.content_type,
            "etag": self.etag,
            "made_at": self.made_at.isoformat(),
            "valid_until": self.valid_until.isoformat(),
            "keys": self.keys,
        }

    def body(self, encoding: str) -> bytes:
        """In an encoding that is made, fast, when it is first asked for, if the page came without it."""
        if encoding not in self.bodies:
            self.bodies[encoding] = compressed(self.bodies[IDENTITY], encoding, FAST)
        return self.bodies[encoding]

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values()))

    @cached_property
    def last_modified(self) -> str:
        return format_datetime(self.made_at.replace(microsecond=0), usegmt=True)

    @cached_property
    def ends_at(self) -> float:
        """`valid_until` in seconds of the epoch."""
        return self.valid_until.timestamp()

    def tag(self, encoding: str) -> str:
        """The entity tag: each encoding is another representation."""
        return f'"{self.etag}"' if encoding == IDENTITY else f'"{self.etag}-{encoding}"'

    @cached_property
    def _headers(self) -> dict[str, tuple[Fields, Fields]]:
        return {}

    def headers(self, encoding: str) -> tuple[Fields, Fields]:
        """Of an answer without the body, and of one with it. Put together once: a page is asked for by thousands."""
        if encoding not in self._headers:
            without = headers_for(self.content_type)
            if self.status == HTTPStatus.OK:
                without = (*without, ("ETag", self.tag(encoding)), ("Last-Modified", self.last_modified))
            coded = () if encoding == IDENTITY else (("Content-Encoding", encoding),)
            about = (("Content-Type", self.content_type), ("Content-Length", str(len(self.body(encoding)))))
            self._headers[encoding] = without, (*without, *coded, *about)
        return self._headers[encoding]


def compressed(content: bytes, encoding: str, quality: int) -> bytes:
    if encoding == BROTLI:
        return brotli.compress(content, mode=brotli.MODE_TEXT, quality=quality)
    # No time in it: the same content is the same bytes.
    return gzip.compress(content, quality, mtime=0)


@lru_cache(maxsize=256)
def accepted(header: str) -> str:
    """The encoding to answer with; `identity` where nothing else is said or understood (RFC 9110, 12.5.3)."""
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        if match := WEIGHT.match(part):
            try:
                weights[match[1]] = float(match[2] or 1)
            except ValueError:
                weights[match[1]] = 0.0
    usual = weights.get("*", 0.0)
    return next((each for each in ENCODINGS[:-1] if weights.get(each, usual) > 0), IDENTITY)
