"""Whether markup is already as `nesting` would write it: most is, since it came out of the sanitiser when it was saved.

Reading tag by tag in Python takes longer than all the rest of a save. Here libxml2 reads, and only what XML and HTML
understand alike gets through: each element closed where it ends, known, and in a place from which HTML moves nothing.
All else is for `nesting`, and no answer from here makes anything safe: nh3 follows either way.
"""

from collections.abc import Mapping

from lxml import etree

from geopolist.lib.nesting import (
    CELLS,
    DEEPEST,
    HEADINGS,
    INLINE,
    LONGEST_VALUE,
    MOST_ELEMENTS,
    NEEDS_CELL,
    SECTIONS,
    VOID,
)
from geopolist.lib.tree import Element, tree_of

MOST_ATTRIBUTES = 16
# XML takes these for something else than HTML does: an empty element, a comment, a section without references. And a
# reference by number may stand for what text must not hold.
MISREAD = ("/>", "<!", "<?", "&#")
# What ends at the first block inside it, or is opened anew in every one: only words may stand there.
HOLDS_WORDS = INLINE | HEADINGS | {"p"}
# What stands nowhere else.
OWNERS = {
    "li": frozenset({"ul", "ol"}),
    "dt": frozenset({"dl"}),
    "dd": frozenset({"dl"}),
    "tr": SECTIONS,
    **dict.fromkeys(CELLS, frozenset({"tr"})),
    **dict.fromkeys([*SECTIONS, "caption"], frozenset({"table"})),
}


def is_settled(html: str, known: Mapping[str, frozenset[str]]) -> bool:
    """Whether `nesting.balanced` would only spell `html` anew. Cheap, and False where that takes a closer look."""
    if any(mark in html for mark in MISREAD):
        return False
    try:
        root = tree_of(html, is_huge=False)
    except etree.XMLSyntaxError:
        return False
    return int(root.xpath("count(//*)")) <= MOST_ELEMENTS and all_stand(root, known, 1, is_linked=False)


def all_stand(parent: Element, known: Mapping[str, frozenset[str]], depth: int, *, is_linked: bool) -> bool:
    """Whether everything in `parent` is where HTML leaves it. `is_linked`: a link is around it."""
    for child in parent:
        tag = child.tag
        if tag not in known or depth > DEEPEST or not has_its_place(tag, parent.tag) or (is_linked and tag == "a"):
            return False
        if not holds_only_its_own(child) or not all_stand(child, known, depth + 1, is_linked=is_linked or tag == "a"):
            return False
    return True


def has_its_place(tag: str, parent: str) -> bool:
    if parent in HOLDS_WORDS:
        return tag in INLINE
    return parent in OWNERS[tag] if tag in OWNERS else parent not in NEEDS_CELL


def holds_only_its_own(element: Element) -> bool:
    """Whether attributes are few and short, and the text inside is where text may stand and stays as it is."""
    attributes, tag = element.attrib, element.tag
    if attributes and (len(attributes) > MOST_ATTRIBUTES or max(map(len, attributes.values())) > LONGEST_VALUE):
        return False
    if tag == "pre" or tag in VOID:
        return not element.text or (tag == "pre" and not element.text.startswith("\n"))
    return tag not in NEEDS_CELL or not (element.text or any(child.tail for child in element))
