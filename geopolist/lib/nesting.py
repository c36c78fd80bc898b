"""Markup written again so that every tag is closed, in order, where HTML would close it.

A parser that meets hostile nesting is slow or runs out of memory: a million open `<div>`, a hundred thousand `<b>` that
come back in each paragraph. So nh3 sees only what is written here: known tags, balanced, no deeper than a limit, no
construct for which HTML moves or repeats elements. What is safe is decided by nh3, after this.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from geopolist.lib.tags import End, Start, Text, tokens

DEEPEST = 64
MOST_ELEMENTS = 200_000
# What is flattened stays well below, so that wrapping and naming its blocks does not carry it over the limit again.
FLATTENED = 32
MOST_FLATTENED = 90_000
MOST_REPEATED = 1_000_000
LONGEST_VALUE = 4_000

INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
})  # fmt: skip
VOID = frozenset({"br", "hr", "img", "wbr"})
SYNONYMS = {
    "b": "strong", "i": "em", "strike": "s", "tt": "code", "samp": "code", "var": "em", "dfn": "em", "image": "img",
    "acronym": "abbr", "dir": "ul", "menu": "ul", "listing": "pre",
}  # fmt: skip
BLOCK = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
SECTIONS = frozenset({"thead", "tbody", "tfoot"})
CELLS = frozenset({"td", "th"})
TABLE_PARTS = SECTIONS | CELLS | {"caption", "tr"}
NEEDS_CELL = SECTIONS | {"table", "tr"}
WALLS = CELLS | {"caption", "table"}
# An end tag reaches no further out than these.
END_WALLS = {name: (frozenset({"table"}) if name in TABLE_PARTS | {"table"} else WALLS) - {name} for name in BLOCK}
END_WALLS["li"] = WALLS | {"ul", "ol"}
WITHOUT_STAND_IN = TABLE_PARTS | {"table", "hr", "body"}
# A note's text stands at its mark, in the middle of a sentence: a block pasted into it must not end the sentence.
NOTE = "data-footnote"


class TooDeep(ValueError):
    """Nested deeper than DEEPEST, or more than MOST_ELEMENTS elements. The message is for who wrote the text."""


class Inline:
    """An inline element that is not ended. `written`: how its start tag is printed; `blocks`: how many enclose it."""

    def __init__(self, name: str, written: str, blocks: int, *, is_note: bool) -> None:
        self.name, self.written, self.blocks, self.is_note = name, written, blocks, is_note


def balanced(html: str, known: Mapping[str, frozenset[str]], *, flatten: bool = False) -> str:
    """`html` with only the tags and attributes in `known`, balanced, inline elements inside blocks and not around them.

    Other blocks become div, p or a space. Raises TooDeep, or with `flatten` keeps only the text of what is too deep.
    """
    try:
        return Writer(known, DEEPEST, MOST_ELEMENTS).write(html)
    except TooDeep:
        if not flatten:
            raise
        return Writer(known, FLATTENED, MOST_FLATTENED, flatten=True).write(html)


class Writer:
    def __init__(self, known: Mapping[str, frozenset[str]], deepest: int, most: int, *, flatten: bool = False) -> None:
        self.known, self.deepest, self.most, self.flatten = known, deepest, most, flatten
        self.out: list[str] = []
        self.blocks: list[str] = []
        # Not ended inline elements, outermost first; of these so many are open in the innermost block.
        self.inlines: list[Inline] = []
        self.opened = 0
        self.refused: Counter[str] = Counter()
        self.elements = self.repeated = self.notes = 0
        self.names: dict[str, str] = {}
        self.stand_in = next((name for name in ("div", "p") if name in known), "")

    def write(self, html: str) -> str:
        for token in tokens(html):
            if isinstance(token, Text):
                self.text(token.value)
            elif isinstance(token, Start):
                self.start(token)
            else:
                self.end(token)
        self.close_blocks(0)
        self.close_inlines(0)
        return "".join(self.out)

    def text(self, value: str) -> None:
        innermost = self.blocks[-1] if self.blocks else ""
        is_blank = not value.strip(" \t\n")
        if innermost in NEEDS_CELL:
            if is_blank:
                return
            self.open_cell()
        if innermost == "pre" and self.out[-1].startswith("<pre"):
            # HTML drops one newline here on each parse; dropping all of them makes cleaning twice the same as once.
            value = value.lstrip("\n")
        if not is_blank:
            self.open_inlines()
        if value:
            self.out.append(value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))

    def space_for(self, name: str) -> None:
        """What is left of a block or line break that is not written: the words around it stay apart."""
        if (name in BLOCK or name == "br") and (not self.out or self.out[-1] != " "):
            self.text(" ")

    def start(self, tag: Start) -> None:
        name = self.known_name(tag.name)
        if not name or (name in TABLE_PARTS and "table" not in self.blocks):
            self.space_for(tag.name)
        elif self.is_too_much(name):
            self.refused[tag.name] += name not in VOID
            self.space_for(tag.name)
        elif name in INLINE:
            self.start_inline(name, tag.attributes)
        else:
            self.start_block(name, tag.attributes)

    def known_name(self, name: str) -> str:
        """What an element is called here: itself, its synonym, a block that stands in for it, or '' for nothing."""
        if name not in self.names and len(self.names) < 1_000:
            other = SYNONYMS.get(name, name)
            stand_in = self.stand_in if name in BLOCK and name not in WITHOUT_STAND_IN else ""
            self.names[name] = name if name in self.known else other if other in self.known else stand_in
        return self.names.get(name, "")

    def is_too_much(self, name: str) -> bool:
        if self.notes and name in BLOCK and any(inline.is_note for inline in self.inlines):
            return True
        too_deep = len(self.blocks) + len(self.inlines) >= self.deepest and name not in VOID
        if not too_deep and self.elements < self.most:
            return False
        if self.flatten:
            return True
        if too_deep:
            message = _("The text is nested more than %(limit)d deep: paste it again without its formatting.")
            raise TooDeep(message % {"limit": self.deepest})
        message = _("The text has more than %(limit)d elements: paste it again without its formatting.")
        raise TooDeep(message % {"limit": self.most})

    def written(self, name: str, given: dict[str, str]) -> str:
        allowed = self.known[name]
        kept = ((key, value) for key, value in given.items() if key in allowed and len(value) <= LONGEST_VALUE)
        return f"<{name}{''.join(' {}="{}"'.format(key, value.replace('"', '&quot;')) for key, value in kept)}>"

    def start_inline(self, name: str, attributes: dict[str, str]) -> None:
        if self.blocks and self.blocks[-1] in NEEDS_CELL:
            self.open_cell()
        if name == "a":
            self.end_inline("a")
        self.open_inlines()
        self.elements += 1
        self.out.append(self.written(name, attributes))
        if name not in VOID:
            self.notes += NOTE in attributes
            self.inlines.append(Inline(name, self.out[-1], len(self.blocks), is_note=NOTE in attributes))
            self.opened += 1

    def end_inline(self, name: str) -> None:
        for place in range(len(self.inlines) - 1, -1, -1):
            if self.inlines[place].name == name:
                self.close_inlines(place)
                del self.inlines[place]
                return

    def open_inlines(self) -> None:
        """Open again, in this block, what was open around it. A hostile page would fill the memory this way."""
        for inline in self.inlines[self.opened :]:
            self.repeated += len(inline.written)
            self.elements += 1
            self.out.append(inline.written)
        self.opened = len(self.inlines)
        if self.repeated > MOST_REPEATED:
            self.close_inlines(0)
            self.inlines.clear()

    def close_inlines(self, place: int) -> None:
        for inline in reversed(self.inlines[place : self.opened]):
            self.out.append(f"</{inline.name}>")
        self.opened = min(self.opened, place)

    def start_block(self, name: str, attributes: dict[str, str]) -> None:
        self.close_inlines(0)
        if name in TABLE_PARTS:
            self.make_room_in_table(name)
        else:
            self.make_room(name)
        self.elements += 1
        self.out.append(self.written(name, attributes))
        if name not in VOID:
            self.blocks.append(name)

    def make_room(self, name: str) -> None:
        """Close what `name` ends by beginning, and open the cell that it needs."""
        innermost = self.blocks[-1] if self.blocks else ""
        if innermost in NEEDS_CELL:
            self.open_cell()
        elif innermost == "p" or (innermost in HEADINGS and name in HEADINGS):
            self.close_blocks(len(self.blocks) - 1)
        if name in ("li", "dt", "dd"):
            same = frozenset({"li"} if name == "li" else {"dt", "dd"})
            self.close_blocks(self.nearest(same, BLOCK - same - {"div", "p"}))

    def make_room_in_table(self, name: str) -> None:
        """Close down to where this part of a table belongs, and open the parts in between that were left out."""
        table = len(self.blocks) - 1 - self.blocks[::-1].index("table")
        parts = self.blocks[table + 1 : table + 3]
        within: Iterable[str] = SECTIONS if name == "tr" else (*SECTIONS, "tr") if name in CELLS else ()
        depth = next((place for place, part in enumerate(parts) if part not in within), len(parts))
        self.close_blocks(table + 1 + depth)
        if name == "tr" or name in CELLS:
            self.open_parts("tbody" if name == "tr" else "tr")

    def open_parts(self, last: str) -> None:
        if self.blocks[-1] == "table":
            self.open_block("tbody")
        if self.blocks[-1] in SECTIONS and last == "tr":
            self.open_block("tr")

    def open_cell(self) -> None:
        self.close_inlines(0)
        self.open_parts("tr")
        self.open_block("td")

    def open_block(self, name: str) -> None:
        self.elements += 1
        self.out.append(f"<{name}>")
        self.blocks.append(name)

    def end(self, tag: End) -> None:
        name = self.known_name(tag.name)
        if self.refused[tag.name]:
            self.refused[tag.name] -= 1
            self.space_for(tag.name)
        elif not name:
            self.space_for(tag.name)
        elif name in INLINE:
            self.end_inline(name)
        else:
            self.close_blocks(self.nearest(HEADINGS if name in HEADINGS else (name,), END_WALLS[name]))

    def nearest(self, names: Iterable[str], walls: frozenset[str]) -> int:
        """The place of the innermost open block of `names` inside the nearest of `walls`; their number if none."""
        for place in range(len(self.blocks) - 1, -1, -1):
            if self.blocks[place] in names:
                return place
            if self.blocks[place] in walls:
                break
        return len(self.blocks)

    def close_blocks(self, place: int) -> None:
        """Close blocks until `place` are open, and forget the inline elements that began inside them."""
        if len(self.blocks) <= place:
            return
        self.close_inlines(0)
        while len(self.blocks) > place:
            self.out.append(f"</{self.blocks.pop()}>")
        while self.inlines and self.inlines[-1].blocks > place:
            self.inlines.pop()
