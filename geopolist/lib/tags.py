"""HTML cut into text, start tags and end tags, in one pass and in linear time whatever the input.

Not a parser: nh3 parses. This only reads markup so that `nesting` can write it again without ambiguity.
"""

import html as entities
import re
from collections.abc import Iterator
from typing import NamedTuple

from geopolist.lib.text import without_controls

NAME = re.compile(r"[a-zA-Z][^\s/>]*+")
ATTRIBUTE = re.compile(r"""[\s/]*+([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*+))?+)?+""")
END_OF_TAG = re.compile(r"[\s/]*+>")
OPENING = re.compile(r"<(?=[a-zA-Z/!?])")
EMPTY_COMMENT = re.compile(r"<!--(-?)>")
END_OF_COMMENT = re.compile(r"--!?>")
# Their content is not for reading, or is a second copy of it, or is not HTML.
SKIPPED = frozenset({
    "applet", "audio", "canvas", "datalist", "iframe", "math", "noembed", "noframes", "noscript", "object",
    "plaintext", "script", "select", "style", "svg", "template", "textarea", "title", "video", "xmp",
})  # fmt: skip
# In these everything up to the end tag is text, so an end tag that is missing loses the rest, as it does in browsers.
RAW = frozenset({
    "iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp",
})  # fmt: skip


class Text(NamedTuple):
    """Characters as a reader sees them, references resolved."""

    value: str


class Start(NamedTuple):
    """A start tag, in lower case. Values keep their character references: nh3 resolves them."""

    name: str
    attributes: dict[str, str]


class End(NamedTuple):
    name: str


def tokens(html: str) -> Iterator[Text | Start | End]:
    """`html` in pieces. Comments, declarations and elements in SKIPPED are left out; broken markup becomes text."""
    missing: set[str] = set()
    place = 0
    while opening := OPENING.search(html, place):
        if opening.start() > place:
            yield text(html[place : opening.start()])
        token, place = markup(html, opening.start())
        if isinstance(token, Start) and token.name in SKIPPED:
            place = after(html, token.name, place, missing)
        elif token:
            yield token
    if place < len(html):
        yield text(html[place:])


def text(raw: str) -> Text:
    return Text(without_controls(entities.unescape(raw)) if "&" in raw else raw)


def markup(html: str, opening: int) -> tuple[Text | Start | End | None, int]:
    """The token that begins with the `<` at `opening`, and where it ends."""
    if name := NAME.match(html, opening + 1):
        return start(html, name)
    if html[opening + 1] == "/" and (name := NAME.match(html, opening + 2)):
        return end(html, name)
    if html.startswith("<!--", opening):
        comment = EMPTY_COMMENT.match(html, opening) or END_OF_COMMENT.search(html, opening + 4)
        return None, comment.end() if comment else len(html)
    close = html.find(">", opening)
    return None, close + 1 if close >= 0 else len(html)


def start(html: str, name: re.Match[str]) -> tuple[Text | Start, int]:
    attributes: dict[str, str] = {}
    place = name.end()
    while not (close := END_OF_TAG.match(html, place)):
        attribute = ATTRIBUTE.match(html, place)
        if not attribute:
            # The end of the input inside a tag: reading on from here as text keeps the time linear.
            return text(html[name.start() - 1 :]), len(html)
        key, double, single, bare = attribute.groups()
        attributes.setdefault(key.lower(), double or single or bare or "")
        place = attribute.end()
    return Start(name[0].lower(), attributes), close.end()


def end(html: str, name: re.Match[str]) -> tuple[End | None, int]:
    close = html.find(">", name.end())
    return End(name[0].lower()), close + 1 if close >= 0 else len(html)


def after(html: str, name: str, place: int, missing: set[str]) -> int:
    """Where to read on after the start tag of a skipped element. `missing` remembers names that end nowhere below."""
    if name not in missing:
        close = re.compile(rf"</{name}\b[^>]*+>?", re.IGNORECASE | re.ASCII).search(html, place)
        if close:
            return close.end()
        missing.add(name)
    return len(html) if name in RAW else place
