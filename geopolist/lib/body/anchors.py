"""Ids of a shown body: of headings, of places that links lead to; and the contents list made of them.

The page around the body has ids too, and links into the body must not land there: no id of the body is one of those.
"""

import re
from collections import Counter
from typing import Any
from urllib.parse import unquote

from geopolist.lib.body.vocabulary import HEADINGS
from geopolist.lib.text import one_line, slugify
from geopolist.lib.tree import Element

# Ids of the page, and names that a script or a browser gives a meaning.
PAGE_IDS = frozenset({
    "account", "article", "body", "bookmarks", "comment", "comments", "contents", "cookie", "footer", "forms", "head",
    "header", "history", "icon", "images", "js", "location", "main", "mark", "menu", "name", "nav", "navigation",
    "newsletter", "notes", "notes-h", "origin", "parent", "related", "reply", "root", "search", "self", "series",
    "share", "site", "skip", "status", "toast", "toasts", "toc", "top", "window",
})  # fmt: skip
NOTE_OR_REFERENCE = re.compile(r"[rn][0-9]+")
# A dash or bullet typed before a heading is not part of it; a minus before a number is.
LEADING_MARKS = re.compile(r"^(?:[•·▪●◦‣*]\s*|[-–—]+\s+)+")
PREFIXES = {"live": "live", "keypoints": "brief"}
# Headings in these are not parts of the article.
ASIDE = ("blockquote", "aside", "details")

Contents = list[dict[str, Any]]


class Names:
    """Ids given out, each once, and what the source's own became."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self.tries: Counter[str] = Counter()
        self.moved: dict[str, str] = {}

    def take(self, wanted: str) -> str:
        """`wanted`, or it with the first free number from 2."""
        name = wanted
        while name in self.taken or name in PAGE_IDS or NOTE_OR_REFERENCE.fullmatch(name):
            self.tries[wanted] += 1
            name = f"{wanted}-{self.tries[wanted] + 1}"
        self.taken.add(name)
        return name

    def move(self, element: Element, name: str) -> None:
        """Give the element an id; links to the one it had will follow."""
        old = element.get("id")
        if old:
            self.moved.setdefault(old, name)
        element.set("id", name)


def settle_anchors(root: Element, language: str) -> Contents:
    """Give headings and anchors their ids, let links follow, let headings begin at h2; the contents."""
    names = Names()
    headings = list(root.iter(*HEADINGS))
    named = [entry for entry in root.iter("section", "aside") if entry.get("data-block") in PREFIXES]
    others = [element for element in root.iter() if "id" in element.attrib]
    for entry in named:
        names.move(entry, names.take(f"{PREFIXES[entry.attrib['data-block']]}-{entry.get('data-id', '')}".rstrip("-")))
    settle_levels(headings)
    listed = []
    for heading in headings:
        text = LEADING_MARKS.sub("", one_line(heading_text(heading)))
        slug = slugify(text, language=language)
        names.move(heading, names.take(slug or "section"))
        if slug and is_part(heading):
            listed.append({"level": int(heading.tag[1]), "id": heading.get("id"), "text": text})
    settled = {*headings, *named}
    for element in (other for other in others if other not in settled):
        names.move(element, names.take(f"at-{slugify(element.attrib['id'], limit=60) or 'place'}"))
    follow(root, names)
    return nested(listed)


def settle_levels(headings: list[Element]) -> None:
    """Let headings begin at h2 and go down one level at a time, siblings staying siblings: readers jump by level."""
    above: list[int] = []
    for heading in headings:
        level = int(heading.tag[1])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        heading.tag = f"h{len(above) + 1}"


def heading_text(heading: Element) -> str:
    """The words of a heading, without the footnotes at them."""
    pieces = [heading.text or ""]
    for child in heading:
        if "data-footnote" not in child.attrib:
            pieces.append(heading_text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def is_part(heading: Element) -> bool:
    return not any(outer.tag in ASIDE or outer.get("data-block") == "live" for outer in heading.iterancestors())


def follow(root: Element, names: Names) -> None:
    """Let links inside the body lead to where the places now are."""
    for link in root.iter("a"):
        href = link.get("href", "")
        if href.startswith("#"):
            place = names.moved.get(href[1:]) or names.moved.get(unquote(href[1:]))
            if place:
                link.set("href", f"#{place}")


def nested(listed: list[dict[str, Any]]) -> Contents:
    """Headings under the last one above their level: `[{"id", "text", "children"}]`. Levels may be skipped."""
    top: Contents = []
    path: list[tuple[int, Contents]] = [(0, top)]
    for heading in listed:
        while path[-1][0] >= heading["level"]:
            path.pop()
        entry = {"id": heading["id"], "text": heading["text"], "children": []}
        path[-1][1].append(entry)
        path.append((heading["level"], entry["children"]))
    return top
