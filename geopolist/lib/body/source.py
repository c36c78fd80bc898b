"""The body as it is stored: cleaned on its way in, and asked what it needs."""

import re
from base64 import b32encode
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from django.utils.translation import gettext as _
from lxml import etree

from geopolist.lib.body import blocks, lists, things  # noqa: F401 (each says how its tags are arranged)
from geopolist.lib.body.flow import Flow
from geopolist.lib.body.inlines import settle_inlines
from geopolist.lib.body.vocabulary import ACCEPTED, BLOCKS, STORED
from geopolist.lib.html import sanitise
from geopolist.lib.links import path_inside
from geopolist.lib.nesting import DEEPEST, MOST_ELEMENTS, TooDeep
from geopolist.lib.tree import Element, html_of, new, tree_of

MOST_CHARACTERS = 8_000_000
# What came out of clean() a moment ago: a save cleans, asks and renders the same text, an import cleans it twice.
RECENT: deque[str] = deque(maxlen=3)
# Where the library serves a document: its public id comes first.
FILE_PATH = re.compile(r"/files/([a-z2-7]{12})/")


class BodyError(ValueError):
    """A body that cannot be stored. The message says what to do, for the person who wrote it."""


@dataclass(frozen=True)
class Needs:
    """What a body shows or names, each once, in the order of the text. `links` are paths on this site, decoded."""

    images: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


def clean(source: str, *, flatten: bool = False) -> str:
    """`source` in the body's vocabulary and in one spelling: the same input gives the same bytes, and twice is once.

    Raises BodyError for hostile nesting or size. `flatten` (for imports) keeps the text of what nests too deep.
    """
    if source in RECENT:
        return source
    if len(source) > MOST_CHARACTERS:
        raise BodyError(_("The text is longer than eight million characters: split it into several pages."))
    try:
        root = arranged(tree_of(sanitise(source, ACCEPTED, flatten=flatten)))
    except TooDeep as error:
        raise BodyError(str(error)) from error
    name_blocks(root)
    cleaned = STORED.filter(html_of(root)).strip()
    refuse_excess(root, cleaned)
    RECENT.append(cleaned)
    return cleaned


def stored_tree(source: str) -> Element:
    """The tree of a cleaned `source`; of anything else, that of its part in the stored vocabulary."""
    return tree_of(source if source in RECENT else sanitise(source, STORED, flatten=True))


def arranged(root: Element) -> Element:
    settle_inlines(root)
    body = Flow(is_top=True)
    body.pour(root)
    body.end()
    result = new("root")
    result.extend(body.blocks)
    etree.strip_attributes(result, "made-for-entries")
    for block in result:
        # A line for each block, so that two versions can be compared line by line.
        block.tail = "\n"
    return result


def name_blocks(root: Element) -> None:
    """Give every block an id of its own: the one it has, if it is the first with it."""
    taken: set[str] = set()
    nameless = []
    for element in root.iter(*BLOCKS):
        if element.get("data-id") in taken or "data-id" not in element.attrib:
            nameless.append(element)
        taken.add(element.get("data-id", ""))
    repeats: Counter[str] = Counter()
    for block in nameless:
        block.set("data-id", fresh_id(block, taken, repeats))


def fresh_id(block: Element, taken: set[str], repeats: Counter[str]) -> str:
    """Made from what the block says, so that cleaning the same text gives the same bytes."""
    seed = f"{block.tag} {block.get('data-image', '')} {''.join(first_words(block))}"
    while True:
        repeats[seed] += 1
        digest = blake2b(f"{seed} {repeats[seed]}".encode(), digest_size=5).digest()
        name = b32encode(digest).decode().lower()
        if name not in taken:
            taken.add(name)
            return name


def first_words(block: Element) -> list[str]:
    """Enough of the text to tell most blocks apart; all of it would make nested blocks slow."""
    pieces = []
    for piece in block.itertext():
        pieces.append(piece[:200])
        if len(pieces) == 8:
            break
    return pieces


def refuse_excess(root: Element, cleaned: str) -> None:
    """What is stored must come through the next cleaning: wrapping and naming blocks may have grown it."""
    depth = deepest = elements = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        elements += event == "start"
    if deepest > DEEPEST or elements > MOST_ELEMENTS or len(cleaned) > MOST_CHARACTERS:
        raise BodyError(_("The text is too large or nested too deep: split it, or paste it without its formatting."))


def needs(source: str, *, site_host: str = "") -> Needs:
    """What a cleaned `source` needs. Links to `site_host` count as links on this site, links to a file as its use."""
    root = stored_tree(source)
    links = once(path_inside(link.get("href", ""), site_host) or "" for link in root.iter("a"))
    linked = (match[1] for match in map(FILE_PATH.match, links) if match)
    notes = (span.get("data-references", "") for span in root.iter("span"))
    return Needs(
        images=once(figure.get("data-image", "") for figure in root.iter("figure")),
        documents=once([*(block.get("data-document", "") for block in root.iter("div")), *linked]),
        references=once(name for names in notes for name in names.split()),
        links=links,
    )


def once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, names)))
