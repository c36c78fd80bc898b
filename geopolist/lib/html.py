"""The sanitiser. Untrusted HTML is written out balanced (`nesting`), then parsed and filtered by nh3."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import nh3

from geopolist.lib.links import SCHEMES, safe_link
from geopolist.lib.nesting import BLOCK, TooDeep, balanced
from geopolist.lib.settled import is_settled
from geopolist.lib.text import CONTROLS, without_controls
from geopolist.lib.tree import UNWRAP, Element, add_text, html_of, new, sweep, text_of, tree_of, trim

__all__ = ["Allowed", "TooDeep", "clean_inline", "clean_simple", "plain_text", "sanitise"]

NOTHING: frozenset[str] = frozenset()
LANGUAGE = frozenset({"lang", "dir"})
SPACES = re.compile(r"[ \t\n]+")
INNER_SPACES = re.compile(r"[ \t]{2,}|\t")
LONG_TEXT = re.compile(r"(?:^|(?<=>))[^<>]{10000,}")
# So many references cost nothing wherever they stand.
FEW = 1_000
# Noncharacters: text never holds them after without_controls().
STAND_INS = {"&amp;": "\ufdd0", "&nbsp;": "\ufdd1", "\u00a0": "\ufdd1"}


@dataclass(frozen=True, eq=False)
class Allowed:
    """An allow-list: tag -> its attributes, attributes allowed on every tag, and values or classes allowed in some.

    An attribute named in `values` needs no place in `tags`; the others take any value, addresses only safe schemes.
    """

    tags: Mapping[str, frozenset[str]]
    anywhere: frozenset[str] = NOTHING
    values: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    classes: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def known(self) -> dict[str, frozenset[str]]:
        """Tag -> every attribute that may come through with some value."""
        return {tag: own | self.anywhere | set(self.values.get(tag, ())) for tag, own in self.tags.items()}

    @cached_property
    def cleaner(self) -> nh3.Cleaner:
        return nh3.Cleaner(
            tags=set(self.tags),
            clean_content_tags={"script", "style"},
            attributes={**{tag: set(own) for tag, own in self.tags.items()}, "*": set(self.anywhere)},
            tag_attribute_values={tag: {k: set(v) for k, v in own.items()} for tag, own in self.values.items()},
            allowed_classes={tag: set(names) for tag, names in self.classes.items()},
            url_schemes=set(SCHEMES),
            link_rel=None,
            strip_comments=True,
        )

    def filter(self, html: str) -> str:
        """nh3 over balanced HTML.

        Its time grows with the square of the references that it writes into one text, so long texts hide theirs.
        """
        hidden = LONG_TEXT.sub(hide, html) if html.count("&") + html.count("\u00a0") > FEW else html
        filtered = self.cleaner.clean(hidden)
        if hidden == html:
            return filtered
        return filtered.replace("\ufdd0", "&amp;").replace("\ufdd1", "&nbsp;")


def hide(text: re.Match[str]) -> str:
    written = text[0]
    for reference, stand_in in STAND_INS.items():
        written = written.replace(reference, stand_in)
    return written


def sanitise(html: str, allowed: Allowed, *, flatten: bool = False) -> str:
    """`html` with only what `allowed` names. Doing it twice is the same as once; time is linear in the input.

    Raises TooDeep for hostile nesting and numbers of elements; `flatten` (for imports) keeps only their text instead.
    """
    html = without_controls(html)
    if not is_settled(html, allowed.known):
        html = balanced(html, allowed.known, flatten=flatten)
    # References in values are resolved by nh3: what they hid goes here.
    return CONTROLS.sub("", allowed.filter(html).replace("\r", " "))


INLINE = Allowed(
    {
        **dict.fromkeys(("em", "strong", "br", "s", "sub", "sup", "cite", "q", "code", "span", "bdi"), NOTHING),
        "a": frozenset({"href", "title", "hreflang"}),
        "abbr": frozenset({"title"}),
    },
    anywhere=LANGUAGE,
)
SIMPLE = Allowed(
    {**dict.fromkeys(("p", "em", "strong", "ul", "ol", "li", "br"), NOTHING), "a": frozenset({"href", "title"})},
    anywhere=LANGUAGE,
)
BLOCKS = Allowed(dict.fromkeys((BLOCK - {"body"}) | {"br"}, NOTHING))


def clean_inline(html: str) -> str:
    """Inline HTML for captions and credits: links and emphasis, one line, no blocks."""
    root = tree_of(sanitise(html, INLINE, flatten=True))
    settle_links(root)
    trim(root)
    return SPACES.sub(" ", INLINE.filter(html_of(root)))


def clean_simple(html: str) -> str:
    """Simple HTML for bios, intros and descriptions: paragraphs, lists, links, emphasis. Loose text is wrapped in p."""
    root = tree_of(sanitise(html, SIMPLE, flatten=True))
    settle_links(root)
    return SIMPLE.filter(html_of(paragraphs(root)))


def plain_text(html: str) -> str:
    """The text of any HTML, a line for each block, references resolved. Not HTML: escape it to print it."""
    root = tree_of(sanitise(html, BLOCKS, flatten=True))
    for element in root.iter("br", *BLOCKS.tags):
        element.tail = "\n" + (element.tail or "")
        if element.tag != "br":
            element.text = "\n" + (element.text or "")
    text = INNER_SPACES.sub(" ", text_of(root))
    return "\n".join(filter(None, map(str.strip, text.split("\n"))))


def settle_links(root: Element) -> None:
    """Make each link safe; one that cannot be leaves its text. A span says nothing but its language."""
    for element in root.iter("a", "span"):
        href = safe_link(element.get("href", "")) if element.tag == "a" else None
        if href:
            element.set("href", href)
        elif element.tag == "a" or not element.attrib:
            element.tag = UNWRAP
    sweep(root)


def paragraphs(root: Element) -> Element:
    """A new root with only p, ul and ol directly in it, none of them blank."""
    result = new("root")
    open_block = new("p")
    add_text(open_block, root.text)
    for child in list(root):
        tail, child.tail = child.tail, None
        wanted = {"li": "ul", "p": "", "ul": "", "ol": ""}.get(child.tag, "p")
        if open_block.tag != wanted:
            settle(open_block, result)
            open_block = new(wanted or "p")
        if wanted:
            open_block.append(child)
        else:
            settle(child, result)
        if tail and tail.strip() and open_block.tag != "p":
            settle(open_block, result)
            open_block = new("p")
        add_text(open_block, tail)
    settle(open_block, result)
    return result


def settle(block: Element, result: Element) -> None:
    if not text_of(block).strip():
        return
    if block.tag == "p":
        trim(block)
    result.append(block)
