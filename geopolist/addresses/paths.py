"""Paths as keys: one spelling for each address."""

import re
import unicodedata
from dataclasses import dataclass

MAX_LENGTH = 400
# Control, bidi and invisible characters, backslashes and doubled slashes make two addresses look like one.
FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\\]|//|/\.{1,2}(/|$)")
ENCODED = re.compile(r"%(2f|5c|00|0[ad])", re.IGNORECASE)
PAGE = re.compile(r"(?P<base>.*/)page/(?P<number>[1-9]\d{0,5})/\Z")
COMMENT_PAGE = re.compile(r"(?P<base>.*/)comment-page-\d+/\Z")
FEED = re.compile(r"(?P<base>.*/)feed/(?:rss2/|atom/|rdf/|rss/)?\Z")
LANGUAGE = re.compile(r"/(?P<code>[a-z]{2})(?P<rest>/.+)\Z")


class BadPath(ValueError):
    """A path that is no address and never will be."""


@dataclass(frozen=True)
class Asked:
    """What a path asks for: the object's `key`, and what of it."""

    full: str
    key: str
    language: str = ""
    page: int = 0
    feed: bool = False
    is_plain: bool = True  # nothing but the object's own address


def normal(path: str) -> str:
    """`path` in its one spelling: NFC, lower case, a slash at both ends. Raises BadPath.

    Lower case is str.lower(), so that a Turkish dotted capital folds the same way on save and on look-up.
    """
    path = unicodedata.normalize("NFC", path)
    if FORBIDDEN.search(path) or len(path) > MAX_LENGTH:
        raise BadPath(path[:MAX_LENGTH])
    path = unicodedata.normalize("NFC", path.lower())
    return "/" + path.strip("/") + "/" if path.strip("/") else "/"


def is_disguised(raw: str) -> bool:
    """Whether the undecoded request line hides a slash, a backslash, a NUL or a line break behind percent signs."""
    return bool(ENCODED.search(raw.partition("?")[0]))


def read(path: str, languages: frozenset[str]) -> Asked:
    """Take `/tr/category/x/page/2/` apart. `languages` are the codes that may stand in front. Raises BadPath."""
    full = key = normal(path)
    language, page, feed = "", 0, False
    if (match := LANGUAGE.match(key)) and match["code"] in languages:
        language, key = match["code"], match["rest"]
    if match := PAGE.match(key):
        key, page = match["base"], int(match["number"])
    elif match := COMMENT_PAGE.match(key):
        key = match["base"]
    elif match := FEED.match(key):
        key, feed = match["base"], True
    return Asked(full, key, language, page, feed, is_plain=key == full)
