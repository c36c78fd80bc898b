"""Names, titles and slugs out of an export: no markup, nothing that could be a path."""

import html
from urllib.parse import unquote_to_bytes

import nh3

from geopolist.lib.text import one_line, shorten, slugify

LONGEST_SLUG = 180


def plain(text: str, longest: int = 0) -> str:
    """One line of text without markup. Entities are decoded once: WordPress keeps names and titles escaped."""
    if "<" in text or "&" in text:
        text = html.unescape(nh3.clean(text, tags=set(), clean_content_tags={"script", "style"}))
    return shorten(text, longest) if longest else one_line(text)


def slug(text: str) -> str:
    """A slug in the script of `text`; empty if nothing is left.

    Percent signs are decoded once, and what a cut sequence leaves behind is dropped. Slashes, dots, backslashes and
    all else become hyphens, so that the result is never more than one step of a path.
    """
    if "%" in text:
        text = unquote_to_bytes(text).decode("utf-8", "ignore")
    return slugify(text, limit=LONGEST_SLUG)


def digits(text: str) -> int | None:
    """A count such as "12,345" or "678"; None for anything else, "-5" and "1.5K" included."""
    found = text.strip().replace(",", "").replace(" ", "").replace("\u00a0", "")
    return int(found) if found.isascii() and found.isdigit() and len(found) < 12 else None


def words(text: str) -> frozenset[str]:
    """The words of a list that is long enough to be written as lines of words."""
    return frozenset(text.split())
