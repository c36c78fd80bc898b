"""What nh3 wrote, as a tree and back. Never for HTML that did not just come out of nh3: libxml2 reads another HTML.

Elements are taken away by renaming them to DROP or UNWRAP and sweeping once: one by one, joining the texts around each
of a hundred thousand elements would take minutes.
"""

import re
from collections.abc import Iterable, Mapping

from lxml import etree
from lxml.etree import _Element as Element

# nh3 escapes < and > in values and closes everything but these, so its output is XML once they are closed.
EMPTY_TAGS = ("br", "hr", "img", "source", "wbr")
EMPTY_TAG = re.compile(rf"<((?:{'|'.join(EMPTY_TAGS)})(?: [^<>]*)?)>")
CLOSED_EMPTY_TAG = re.compile(rf"></(?:{'|'.join(EMPTY_TAGS)})>")
DROP = "drop"
UNWRAP = "unwrap"


def tree_of(html: str, *, is_huge: bool = True) -> Element:
    """The tree of nh3's output, in a root named `root`. With `is_huge=False` of anything that is XML and not too deep.

    Raises XMLSyntaxError where it is not.
    """
    xml = EMPTY_TAG.sub(r"<\1/>", html).replace("&nbsp;", "\u00a0")
    # Depth and size were bounded before nh3; nh3 leaves no DTD to resolve, and the network stays shut.
    parser = etree.XMLParser(huge_tree=is_huge, resolve_entities=False, no_network=True)
    return etree.fromstring(f"<root>{xml}</root>", parser)


def html_of(root: Element) -> str:
    """The content of `root` as HTML: canonical, attributes in alphabetical order, so equal trees give equal bytes."""
    xml = etree.tostring(root, method="c14n").decode()
    return CLOSED_EMPTY_TAG.sub(">", xml.removeprefix("<root>").removesuffix("</root>"))


def new(tag: str, attributes: Mapping[str, str] | None = None, text: str | None = None) -> Element:
    element = etree.Element(tag, dict(attributes or {}))
    element.text = text
    return element


def text_of(element: Element) -> str:
    """All text inside, white space as it is."""
    return "".join(element.itertext())


def parent_of(element: Element) -> Element:
    parent = element.getparent()
    if parent is None:
        raise ValueError(f"<{element.tag}> has no parent.")
    return parent


def last_child(element: Element) -> Element | None:
    """The last child; unlike len(), in a time that does not grow with their number."""
    return next(element.iterchildren(reversed=True), None)


def set_default(element: Element, name: str, value: str) -> None:
    if name not in element.attrib:
        element.set(name, value)


def add_text(parent: Element, text: str | None) -> None:
    """Put text behind whatever `parent` holds so far."""
    if not text:
        return
    last = last_child(parent)
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def take_content(source: Element, target: Element) -> None:
    """Move text and children of `source` to the end of `target`."""
    add_text(target, source.text)
    source.text = None
    for child in list(source):
        target.append(child)


def detach(element: Element) -> str:
    """Take an element out of its parent and give back the text that followed it."""
    tail, element.tail = element.tail or "", None
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
    return tail


def replace(old: Element, fresh: Element) -> None:
    """Put another element in the place of `old`; the text behind it stays."""
    fresh.tail, old.tail = old.tail, None
    old.addprevious(fresh)
    parent_of(old).remove(old)


def trim(element: Element) -> None:
    """Take white space and line breaks from both ends of an element's content."""
    first = next(iter(element), None)
    while first is not None and first.tag == "br" and not (element.text or "").strip():
        element.text = detach(first)
        first = next(iter(element), None)
    element.text = (element.text or "").lstrip() or None
    last = last_child(element)
    while last is not None and last.tag == "br" and not (last.tail or "").strip():
        detach(last)
        last = last_child(element)
    if last is not None:
        last.tail = (last.tail or "").rstrip() or None
    else:
        element.text = (element.text or "").rstrip() or None


def joined(tag: str, parts: Iterable[Element]) -> Element:
    """A new element with the content of all `parts`, a space between; the parts become DROP."""
    result = new(tag)
    for part in parts:
        content = new(UNWRAP)
        take_content(part, content)
        content.tail = " "
        part.tag = DROP
        result.append(content)
    sweep(result)
    return result


def sweep(root: Element) -> None:
    """Take away what was renamed to DROP, with its content, and to UNWRAP, leaving it. The text behind both stays."""
    etree.strip_elements(root, DROP, with_tail=False)
    etree.strip_tags(root, UNWRAP)
