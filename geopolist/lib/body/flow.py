"""The second half of cleaning: blocks in the making.

Content is poured into a Flow, which wraps loose text into paragraphs; a function for each tag (`arranges`) says what
becomes of a block. Blank blocks vanish; the anchor of one that does goes to the next.
"""

import re
from collections.abc import Callable, Iterable

from geopolist.lib.body.vocabulary import BLOCKS, HEADINGS, INLINE, PARTS
from geopolist.lib.tree import DROP, UNWRAP, Element, add_text, new, sweep, take_content, text_of, trim

SPACES = re.compile(r"[ \t\n]+")
KEPT_BY_ALL = frozenset({"id", "lang", "dir", "data-id"})
LISTS = ("ul", "ol", "dl")
# Where a line ends in the middle of what is only inline.
BREAKING = frozenset({*BLOCKS, *PARTS, "h1"})

Arrange = Callable[[Element, "Flow"], None]
ARRANGED: dict[str, Arrange] = {}


def arranges(*tags: str) -> Callable[[Arrange], Arrange]:
    """The function arranges blocks of these tags: takes one as it came and adds what it becomes to the flow."""

    def register(function: Arrange) -> Arrange:
        ARRANGED.update(dict.fromkeys(tags, function))
        return function

    return register


class Flow:
    """Blocks that follow one another. `headings`: whether it may hold any; `is_top`: whether it is the body itself."""

    def __init__(self, *, headings: bool = True, is_top: bool = False) -> None:
        self.headings, self.is_top = headings, is_top
        self.blocks: list[Element] = []
        self.attributes: dict[str, str] = {}
        self.anchor = ""
        self.run: Element | None = None

    def pour(self, source: Element) -> None:
        """Take the content of `source`, block by block, loose text as paragraphs."""
        self.text(source.text)
        for child in list(source):
            tail, child.tail = child.tail, None
            if child.tag in INLINE:
                self.open_run().append(child)
            else:
                ARRANGED[child.tag](child, self)
            self.text(tail)

    def text(self, value: str | None) -> None:
        if value and (self.run is not None or value.strip()):
            add_text(self.open_run(), value)

    def open_run(self) -> Element:
        if self.run is None:
            self.run = new("p", self.attributes)
            self.attributes = {name: value for name, value in self.attributes.items() if name in ("lang", "dir")}
        return self.run

    def end(self) -> None:
        """End the paragraph that is being filled."""
        run, self.run = self.run, None
        if run is not None:
            self.add(run)

    def add(self, block: Element) -> None:
        """Add a finished block. Paragraphs and headings are settled here, and left out if they are blank."""
        self.end()
        if block.tag == "p" or block.tag in HEADINGS:
            settle_text(block)
            if is_blank(block):
                self.anchor = self.anchor or anchor_of(block)
                return
        if self.anchor and "id" not in block.attrib:
            block.set("id", self.anchor)
            self.anchor = ""
        block.tail = None
        self.blocks.append(block)

    def paragraph(self, source: Element, attributes: dict[str, str]) -> None:
        """Pour `source` as paragraphs of its own; the first gets all `attributes`, others its language."""
        self.end()
        outer, self.attributes = self.attributes, attributes
        self.pour(source)
        self.end()
        # Nothing took the anchor: there was nothing to read.
        self.anchor = self.anchor or self.attributes.get("id", "")
        self.attributes = outer


def flow(source: Element, *, headings: bool = True) -> list[Element]:
    """The content of `source` as finished blocks."""
    blocks = Flow(headings=headings)
    blocks.pour(source)
    blocks.end()
    return blocks.blocks


def keep(element: Element, *names: str) -> dict[str, str]:
    """Take every attribute away but these, the anchor, the language and the block's id; what stays."""
    for name in set(element.attrib) - KEPT_BY_ALL - set(names):
        del element.attrib[name]
    return dict(element.attrib)


def fill(element: Element, blocks: Iterable[Element]) -> Element:
    """Give `element` these blocks for its content."""
    element.text = None
    element[:] = list(blocks)
    return element


def fill_tight(element: Element, *, headings: bool = False) -> Element:
    """Settle the content of a cell or an entry: a single paragraph, lists after it or not, stands there unwrapped."""
    blocks = flow(element, headings=headings)
    fill(element, ())
    if blocks and is_plain(blocks[0]) and all(block.tag in LISTS for block in blocks[1:]):
        take_content(blocks.pop(0), element)
    element.extend(blocks)
    return element


def is_plain(block: Element) -> bool:
    return block.tag == "p" and not set(block.attrib) - {"data-id"}


def only_inline(element: Element) -> Element:
    """Take blocks and pictures out of what holds a line of text; blocks leave a space."""
    for inner in list(element.iterdescendants()):
        if inner.tag in BREAKING:
            inner.tag, inner.text, inner.tail = UNWRAP, f" {inner.text or ''}", f" {inner.tail or ''}"
        elif inner.tag == "img":
            inner.tag = DROP
    sweep(element)
    return settle_text(element)


def settle_text(element: Element) -> Element:
    """White space as HTML shows it: one space for any run of it, none at the ends, no line break there either."""
    for inner in element.iter():
        if inner.text and ("\n" in inner.text or "  " in inner.text or "\t" in inner.text):
            inner.text = SPACES.sub(" ", inner.text)
        if inner is not element and inner.tail and ("\n" in inner.tail or "  " in inner.tail or "\t" in inner.tail):
            inner.tail = SPACES.sub(" ", inner.tail)
    trim(element)
    return element


def is_blank(element: Element) -> bool:
    return not text_of(element).strip() and all(not inner.get("data-references") for inner in element.iter("span"))


def anchor_of(block: Element) -> str:
    return next((inner.get("id", "") for inner in block.iter() if "id" in inner.attrib), "")
