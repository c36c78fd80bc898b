"""The first half of cleaning: attributes, and the elements inside sentences."""

from geopolist.lib.body.values import RULES
from geopolist.lib.body.vocabulary import HEADINGS, INLINE
from geopolist.lib.tree import DROP, UNWRAP, Element, new, parent_of, sweep

NEEDS_ONE_OF = {"a": ("href", "id"), "span": ("lang", "dir", "data-footnote"), "bdo": ("dir",)}
LONGEST_EMOJI = 8


def settle_inlines(root: Element) -> None:
    """Every value in its one spelling; inline elements that say nothing gone; pictures out of links and emphasis."""
    settle_values(root)
    lower_headings(root)
    settle_notes(root)
    for element in root.iter(*NEEDS_ONE_OF):
        if not any(name in element.attrib for name in NEEDS_ONE_OF[element.tag]):
            element.tag = UNWRAP
    settle_pictures(root)
    sweep(root)
    unwrap_blanks(root)
    sweep(root)


def settle_values(root: Element) -> None:
    """Values by their rules; of several anchors with one name the first keeps it."""
    anchors: set[str] = set()
    for element in root.iter():
        for name, value in element.items():
            settled = RULES[name](value)
            if settled is None:
                del element.attrib[name]
            elif settled != value:
                element.set(name, settled)
        anchor = element.get("id", "")
        if anchor in anchors:
            del element.attrib["id"]
        elif anchor:
            anchors.add(anchor)


def lower_headings(root: Element) -> None:
    """Make room for the page's title: where an h1 was pasted, every heading goes down by one."""
    if next(root.iter("h1"), None) is None:
        return
    for heading in list(root.iter("h1", *HEADINGS)):
        heading.tag = f"h{min(int(heading.tag[1]) + 1, 6)}"


def settle_notes(root: Element) -> None:
    """Footnotes do not hold footnotes, and do not stand in links: their mark is one."""
    for span in list(root.iter("span")):
        if "data-footnote" not in span.attrib:
            span.attrib.pop("data-references", None)
        elif any("data-footnote" in outer.attrib for outer in span.iterancestors("span")):
            span.tag = UNWRAP
        elif not span.get("data-references"):
            span.attrib.pop("data-references", None)
    for link in list(root.iter("a")):
        if "href" in link.attrib and any("data-footnote" in inner.attrib for inner in link.iter("span")):
            move_notes_behind(link)


def move_notes_behind(link: Element) -> None:
    place = link
    for span in [inner for inner in link.iter("span") if "data-footnote" in inner.attrib]:
        moved = new("span", span.attrib)
        moved.text = span.text
        moved.extend(list(span))
        span.tag = DROP
        moved.tail, place.tail = place.tail, None
        place.addnext(moved)
        place = moved


def settle_pictures(root: Element) -> None:
    """A picture that stands for a letter becomes it; others come out of the sentence's elements; broken ones go."""
    for image in list(root.iter("img")):
        letter = image.get("alt", "")
        if letter and len(letter) <= LONGEST_EMOJI and not any(sign.isalnum() or sign.isspace() for sign in letter):
            image.text, image.tag = letter, UNWRAP
        elif "src" not in image.attrib:
            image.tag = DROP
        elif parent_of(image).tag in INLINE:
            outermost = [outer for outer in image.iterancestors() if outer.tag in INLINE][-1]
            outermost.addprevious(new("img", image.attrib))
            image.tag = DROP


def unwrap_blanks(root: Element) -> None:
    """Inline elements without text leave only their spaces. Innermost first, so that nests of them go too."""
    for element in reversed(list(root.iter(*(set(INLINE) - {"br"})))):
        speaks = "id" in element.attrib or element.get("data-references")
        if not speaks and not (element.text or "").strip() and all(is_blank(child) for child in element):
            element.tag = UNWRAP


def is_blank(element: Element) -> bool:
    return element.tag in (UNWRAP, "br") and not (element.tail or "").strip()
