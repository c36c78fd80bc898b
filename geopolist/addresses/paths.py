"""Paths as keys: one spelling for each address."""

import re
import unicodedata
from dataclasses import dataclass

from geopolist.lib.text import lower

MAX_LENGTH = 400
# Backslashes and empty or dotted segments lead browsers elsewhere; % ? # would make an address that nobody can ask for.
FORBIDDEN = re.compile(r"[\\%?#]|//|/\.{1,2}/")
# Control, format (bidi, joiners, byte order marks), surrogate, private, unassigned, line ends: two addresses that look
# like one. See unicodedata.category.
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
PAGE = re.compile(r"(?P<base>.*/)page/(?P<number>[1-9][0-9]{0,5})/\Z")
COMMENT_PAGE = re.compile(r"(?P<base>.*/)comment-page-[0-9]+/\Z")
FEED = re.compile(r"(?P<base>.*/)feed/(?:rss2/|atom/|rdf/|rss/)?\Z")
LANGUAGE = re.compile(r"/(?P<code>[a-z]{2})(?P<rest>/.+)\Z")


class BadPath(ValueError):
    """A path that is no address and never will be."""


@dataclass(frozen=True)
class Asked:
    """What a path asks for: the object's `key`, and what of it. `full` is the whole path in its one spelling."""

    full: str
    key: str
    language: str = ""
    page: int = 0
    feed: bool = False

    @property
    def bare(self) -> str:
        """The address itself in the language asked for."""
        return f"/{self.language}{self.key}" if self.language else self.key

    @property
    def spelled(self) -> str:
        """The address with its feed: what a request must look like to be answered and not led on."""
        return f"{self.bare}feed/" if self.feed else self.bare


def normal(path: str) -> str:
    """`path` in its one spelling: NFC, lower case (İ is i in every language), a slash at both ends. Raises BadPath."""
    if len(path) > MAX_LENGTH:
        raise BadPath(path[:MAX_LENGTH])
    # Lower case before NFC again: lower() takes letters apart. An i with a dot of its own is a lowered İ.
    folded = unicodedata.normalize("NFC", lower(unicodedata.normalize("NFC", path)).replace("i\u0307", "i"))
    key = f"/{folded.removeprefix('/').removesuffix('/')}/" if folded.strip("/") else "/"
    if FORBIDDEN.search(key) or any(unicodedata.category(letter) in INVISIBLE for letter in key):
        raise BadPath(path)
    if len(key) > MAX_LENGTH:
        raise BadPath(path)
    return key


def last_segment(path: str) -> str:
    """`x` of `/a/b/x/`."""
    return path.strip("/").rpartition("/")[2]


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
    return Asked(full, key, language, page, feed)
