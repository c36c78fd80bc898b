"""What a page takes out of a shown body: the entries of a live text, and the film or gallery that opens one."""

from geopolist.lib.body.output import SHOWN
from geopolist.lib.body.vocabulary import HEADINGS
from geopolist.lib.text import shorten
from geopolist.lib.tree import Element, html_of, new, text_of, tree_of

LONGEST_TITLE = 110
MEDIA = frozenset({"player", "embed", "gallery"})

type Entry = dict[str, str]


def live_entries(rendered: str) -> list[Entry]:
    """`{"id", "at", "title"}` of each entry, the newest first: its place in the page, its instant, its heading.

    An entry without a heading is called by its first words.
    """
    return [entry_of(section) for section in live_sections(tree_of(rendered))] if 'class="live"' in rendered else []


def entry_of(section: Element) -> Entry:
    time = section.find("p/a/time")
    heading = next(section.iter(*HEADINGS), None)
    words = section[1:] if heading is None else [heading]
    return {
        "id": section.get("id", ""),
        "at": time.get("datetime", "") if time is not None else "",
        "title": shorten(" ".join(map(text_of, words)), LONGEST_TITLE),
    }


def live_sections(root: Element) -> list[Element]:
    return [section for section in root.findall("section") if section.get("class") == "live"]


def oldest_first(rendered: str) -> str:
    """The same body with its entries in the order in which things happened."""
    root = tree_of(rendered)
    put_in_order(root, live_sections(root)[::-1])
    return SHOWN.filter(html_of(root)).strip()


def put_in_order(root: Element, wanted: list[Element]) -> None:
    """Let these children of `root` stand as they are listed, in the places that they have among the others."""
    movable, turn = set(wanted), iter(wanted)
    root[:] = [next(turn) if child in movable else child for child in root]


def medium_and_text(rendered: str) -> tuple[str, str]:
    """The film, recording or gallery that a body opens with, and the rest; ('', all of it) where it opens otherwise."""
    root = tree_of(rendered)
    first = next(iter(root), None)
    if first is None or first.get("class") not in MEDIA:
        return "", rendered
    medium = new("root")
    medium.append(first)
    return SHOWN.filter(html_of(medium)).strip(), SHOWN.filter(html_of(root)).strip()
