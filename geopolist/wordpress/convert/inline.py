"""Words: old and visual tags to those that mean something, links to their new addresses."""

import re
from urllib.parse import unquote

from lxml.html import HtmlElement

from .html import classes, is_blank, remove, text_of, unwrap
from .job import Job

_RENAMED = {
    "b": "strong",
    "dfn": "em",
    "i": "em",
    "samp": "code",
    "strike": "s",
    "tt": "code",
    "var": "em",
}
# What may go from a teaser without loss: its words say the same.
_EMPHASIS = frozenset({"b", "em", "i", "strong"})
LONGEST_TEASER = 300
_UNWRAPPED = ("big", "font", "u")
_BOLD = re.compile(r"font-weight:\s*(?:bold|bolder|[6-9]00)")
_ITALIC = re.compile(r"font-style:\s*(?:italic|oblique)")
_STRUCK = re.compile(r"text-decoration(?:-line)?:[^;]*line-through")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def words(root: HtmlElement, job: Job) -> None:
    """One tag for each meaning; spans that only looked like something go."""
    for old, new in _RENAMED.items():
        for node in list(root.iter(old)):
            node.tag = new
    for node in list(root.iter("span", "font")):
        style = node.get("style") or ""
        meant = [tag for tag, sign in (("strong", _BOLD), ("em", _ITALIC), ("s", _STRUCK)) if sign.search(style)]
        if meant and not is_blank(text_of(node)):
            node.tag = meant[0]
        elif node.tag == "span" and not any(
            node.get(name) is not None for name in ("lang", "dir", "data-footnote", "id")
        ):
            unwrap(node)
    for node in list(root.iter(*_UNWRAPPED)):
        unwrap(node)
    for node in list(root.iter("strong", "em", "s", "small", "mark", "code")):
        if (not len(node) and not node.text) or next(node.iterancestors(node.tag), None) is not None:
            unwrap(node)


def headings(root: HtmlElement, job: Job) -> None:
    """The page's own title is the first level: a text that uses it moves down by one, as a whole."""
    if next(root.iter("h1"), None) is not None:
        for level in range(5, 0, -1):
            for node in list(root.iter(f"h{level}")):
                node.tag = f"h{level + 1}"
    for node in list(root.iter(*_HEADINGS)):
        if is_blank(text_of(node)):
            remove(node) if next(node.iter("figure", "div"), None) is None else unwrap(node)
        else:
            for strong in [child for child in node if child.tag in ("strong", "em") and _holds_all(node, child)]:
                unwrap(strong)


def _holds_all(heading: HtmlElement, child: HtmlElement) -> bool:
    """Whether a heading is bold from end to end, which it is anyway."""
    return len(heading) == 1 and is_blank(heading.text) and is_blank(child.tail)


def links(root: HtmlElement, job: Job) -> None:
    """Links to the old site lead to where its pages are now; names become ids; links to nowhere are words again."""
    for node in root.iter("a"):
        name = node.attrib.pop("name", None)
        if name and not node.get("id"):
            node.set("id", name)
    known = {node.get("id") for node in root.iter() if node.get("id")}
    for node in list(root.iter("a")):
        href = (node.get("href") or "").strip()
        if href.startswith("#") and unquote(href[1:]) not in known:
            job.count("link", "to a place in the text that is not there", "unwrapped")
            node.attrib.pop("href")
            href = ""
        if href and (path := job.lookups.link(href)):
            node.set("href", path)
            job.count("link", "to the old site", "rewritten")
        if not href and not node.get("id"):
            unwrap(node)
        elif href and is_blank(text_of(node)) and next(node.iter("figure", "img"), None) is None:
            remove(node) if not node.get("id") else node.attrib.pop("href")


def more(root: HtmlElement, job: Job) -> None:
    """The mark goes. One short paragraph before it is the teaser and is taken out of the text; all else stays."""
    marks = [node for node in root.iter("hr") if node.get("data-wp") == "more"]
    if marks and job.wants_teaser and marks[0].getparent() is root and is_blank(root.text):
        before = [node for node in marks[0].itersiblings(preceding=True) if not _says_nothing(node)]
        if len(before) == 1 and _is_teaser(before[0]):
            job.teaser = text_of(before[0])
            remove(before[0])
    for mark in marks:
        job.count("mark", "more", "converted")
        remove(mark)


def _says_nothing(node: HtmlElement) -> bool:
    return node.tag == "p" and len(node) == 0 and is_blank(node.text) and is_blank(node.tail)


def _is_teaser(node: HtmlElement) -> bool:
    """Whether nothing is lost when only its words stay, and they are few enough to stand above a text."""
    is_plain = all(inner.tag in _EMPHASIS for inner in node.iterdescendants())
    return node.tag == "p" and is_plain and is_blank(node.tail) and 0 < len(text_of(node)) <= LONGEST_TEASER


def furniture(root: HtmlElement, job: Job) -> None:
    """What plugins write around a text: share bars, related posts, tables of contents made by a script."""
    for node in list(root.iter("div", "ul", "nav")):
        found = classes(node) & _PLUGINS
        if found and node.getparent() is not None:
            job.count("element", min(found), "dropped: made by a plugin")
            remove(node)


_PLUGINS = frozenset(
    {"sharedaddy", "jp-relatedposts", "addtoany_share_save_container", "ez-toc-container", "toc_container", "yarpp"}
)
