"""From untrusted HTML to a tree that is safe to change, and back. nh3 reads first, so that lxml sees only tidy HTML."""

import re
from collections.abc import Iterable, Iterator

from lxml import html as lxml_html
from lxml.html import HtmlElement

from geopolist.lib.html import Allowed
from geopolist.lib.nesting import balanced
from geopolist.wordpress.text import words

_TAGS = words("""
    a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn
    div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav
    ol p pre q s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var
""")
_ANY = words("""
    class dir id lang style title data-fn data-id data-wp data-wp-id data-wp-ids data-wp-url data-wp-align
""")
_OF_TAG = {
    "a": words("href name hreflang"),
    "img": words("src alt width height data-src data-lazy-src data-orig-file"),
    "ol": words("start reversed type"),
    "td": words("colspan rowspan align data-align"),
    "th": words("colspan rowspan align data-align scope"),
    "time": words("datetime"),
}
_ACRONYM = re.compile(r"<(/?)acronym\b", re.IGNORECASE)
_FORMATTING = words("a b big code em font i s small strike strong tt u")
# Ends that may be left out and tags without content do not make a text deep by themselves.
_SHALLOW = words("br col dd dt embed hr img input li link meta p param source td th tr wbr tbody thead tfoot option")
_NESTS = re.compile(r"<(/?)(?!(?:" + "|".join(_SHALLOW) + r")\b)([a-z][a-z0-9]*)", re.IGNORECASE)
_KNOWN = {tag: _ANY | _OF_TAG.get(tag, frozenset()) for tag in _TAGS}
_ALLOWED = Allowed(tags=_KNOWN)


def parse(text: str) -> HtmlElement:
    """A `div` that holds `text` as a tree: allow-listed, well-formed and never too deep."""
    text = _ACRONYM.sub(r"<\1abbr", text)
    tidy = _ALLOWED.filter(text if _is_tame(text) else balanced(text, _KNOWN, flatten=True))
    parser = lxml_html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    body = lxml_html.document_fromstring(f"<html><body><div>{tidy}</div></body></html>".encode(), parser=parser)
    return body.find("body")[0]


def _is_tame(text: str) -> bool:
    """Whether the nesting is that of an honest text, so that it need not be written again before it is parsed.

    Formatting is counted apart: HTML repeats what is open of it in every paragraph that follows.
    """
    boxes = formatting = 0
    for match in _NESTS.finditer(text):
        step = -1 if match[1] else 1
        if match[2].lower() in _FORMATTING:
            formatting = max(formatting + step, 0)
        else:
            boxes = max(boxes + step, 0)
        if boxes > 40 or formatting > 6:
            return False
    return True


def serialised(root: HtmlElement) -> str:
    """What `root` holds, as HTML."""
    parts = [_escaped(root.text)]
    parts += [lxml_html.tostring(child, encoding="unicode") for child in root]
    return "".join(parts)


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def element(tag: str, attributes: dict[str, str] | None = None, text: str = "") -> HtmlElement:
    made: HtmlElement = lxml_html.html_parser.makeelement(tag)
    for name, value in (attributes or {}).items():
        if value:
            made.set(name, value)
    made.text = text or None
    return made


def classes(node: HtmlElement) -> frozenset[str]:
    return frozenset((node.get("class") or "").split())


def text_of(node: HtmlElement) -> str:
    """The text of a subtree, on one line."""
    return " ".join("".join(node.itertext()).split())


def is_blank(text: str | None) -> bool:
    return not text or not text.strip(" \t\n\r\f\xa0​")


def content(node: HtmlElement) -> Iterator[str | HtmlElement]:
    """Texts and elements of `node` in their order."""
    if node.text:
        yield node.text
    for child in list(node):
        tail = child.tail
        yield child
        if tail:
            yield tail


def fill(node: HtmlElement, parts: Iterable[str | HtmlElement]) -> HtmlElement:
    """Let `node` hold exactly `parts`."""
    parts = list(parts)
    for child in list(node):
        node.remove(child)
    node.text = None
    last: HtmlElement | None = None
    for part in parts:
        if not isinstance(part, str):
            part.tail = None
            node.append(part)
            last = part
        elif last is None:
            node.text = (node.text or "") + part
        else:
            last.tail = (last.tail or "") + part
    return node


def replace(old: HtmlElement, *parts: str | HtmlElement) -> None:
    """Put `parts` (which may come out of `old`) where `old` stands; the text after it stays."""
    parent = old.getparent()
    for part in parts:
        if isinstance(part, str):
            before = old.getprevious()
            if before is None:
                parent.text = (parent.text or "") + part
            else:
                before.tail = (before.tail or "") + part
        else:
            part.tail = None
            old.addprevious(part)
    old.drop_tree()


def remove(node: HtmlElement) -> None:
    """Take `node` and all it holds away; the text after it stays."""
    node.drop_tree()


def unwrap(node: HtmlElement) -> None:
    """Take the tag away and leave what it holds."""
    node.drop_tag()
