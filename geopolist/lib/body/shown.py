"""The body as readers get it: made once, when it is saved, from the stored source and the values of what it shows."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.utils import dateformat, timezone, translation
from django.utils.translation import gettext as _

from geopolist.lib.body.anchors import Contents, settle_anchors
from geopolist.lib.body.figures import show_embed, show_figure, show_file, show_gallery, show_recording
from geopolist.lib.body.media import Media
from geopolist.lib.body.notes import move_notes
from geopolist.lib.body.output import SHOWN
from geopolist.lib.body.parts import put_in_order
from geopolist.lib.body.source import stored_tree
from geopolist.lib.body.vocabulary import BLOCKS
from geopolist.lib.links import is_outside
from geopolist.lib.text import one_line, word_count
from geopolist.lib.tree import DROP, Element, html_of, new, sweep, text_of

# What the page says, not the author: out of the text for search.
FURNITURE = frozenset({
    "brief__title", "embed__link", "figure__link", "file__facts", "fnref", "live__time", "notes__back",
})  # fmt: skip
# In the text for search, but nothing that reading time counts.
UNCOUNTED = frozenset({"file", "notes__reference"})
SPACES = re.compile(r"[ \t]{2,}|\t")
LINE_TAGS = (*BLOCKS, "li", "dt", "dd", "caption", "tr", "td", "th", "summary", "figcaption", "footer", "br")


@dataclass(frozen=True)
class Shown:
    """`html` has been through the sanitiser. `contents` is JSON: `[{"id", "text", "children": […]}]`.

    `text` is for search: a line for each block, captions in, alt texts out, notes at the end. `words` counts what is
    read, so neither captions nor names of files and sources.
    """

    html: str
    contents: Contents
    text: str
    words: int
    notes_count: int


def render(source: str, media: Media, *, language: str, site_host: str) -> Shown:
    """The page's body from a stored `source`. The same arguments give the same bytes.

    `language` is the article's: headings that the page adds are in it. Links to hosts other than `site_host` say so.
    """
    root = stored_tree(source)
    newest_first(root)
    with translation.override(language):
        contents = settle_anchors(root, language)
        show_blocks(root, media)
        sweep(root)
        notes = move_notes(root, media.references)
        sweep(root)
    mark_outside_links(root, site_host)
    html = SHOWN.filter(html_of(root)).strip()
    text = text_for_search(root)
    return Shown(html, contents, text, words_read(root), notes)


def show_blocks(root: Element, media: Media) -> None:
    tables = 0
    for block in list(root.iter(*BLOCKS)):
        kind = block.get("data-block", "")
        if block.tag == "table":
            tables += 1
            show_table(block, tables)
        elif block.tag == "section":
            show_section(block, kind)
        elif block.tag == "aside":
            show_aside(block, kind)
        elif block.tag in ("pre", "details", "blockquote"):
            show_text(block, kind)
        elif block.tag == "figure" and "class" not in block.attrib:
            show_figure(block, media)
        elif block.tag == "div" and kind in DIVS:
            DIVS[kind](block, media)


DIVS = {
    "gallery": show_gallery,
    "audio": show_recording,
    "video": show_recording,
    "file": show_file,
    "embed": show_embed,
}


def show_text(block: Element, kind: str) -> None:
    names = {"blockquote": "quote", "pre": "pre", "details": "details"}
    block.set("class", kind if kind in ("pull", "verse") else names[block.tag])
    if block.get("class") == "pre":
        # Long lines scroll, so the keyboard must reach them.
        block.set("tabindex", "0")


def show_aside(block: Element, kind: str) -> None:
    if kind == "keypoints":
        name = block.attrib.pop("id")
        block.tag = "section"
        block.set("class", "brief")
        block.set("aria-labelledby", name)
        block.insert(0, new("h2", {"id": name, "class": "brief__title"}, _("The short version")))
        return
    block.set("class", "callout")
    title = block.get("data-title")
    if title:
        block.insert(0, new("p", {"class": "callout__title"}, title))


def show_section(block: Element, kind: str) -> None:
    if kind == "columns":
        block.tag = "div"
        block.set("class", "columns")
        for column in block.findall("section"):
            column.tag = "div"
            column.set("class", "columns__column")
    elif kind == "live" and "data-time" in block.attrib:
        block.set("class", "live")
        block.insert(0, live_time(block.attrib["data-time"], block.get("id", "")))


def live_time(instant: str, name: str) -> Element:
    """The time of an entry in the site's own zone, leading to the entry itself; the exact instant for software."""
    time = timezone.localtime(datetime.fromisoformat(instant), timezone.get_default_timezone())
    link = new("a", {"href": f"#{name}"})
    link.append(new("time", {"datetime": instant}, dateformat.format(time, "j F Y, H:i")))
    result = new("p", {"class": "live__time"})
    result.append(link)
    return result


def newest_first(root: Element) -> None:
    """Entries of a live text, however they were written: the newest stands where the first stood."""
    entries = [block for block in root if block.get("data-block") == "live" and "data-time" in block.attrib]
    put_in_order(root, sorted(entries, key=lambda entry: entry.attrib["data-time"], reverse=True))


def show_table(table: Element, number: int) -> None:
    """In a frame of its own that scrolls, named, so that a wide table never widens the page."""
    caption = table.find("caption")
    label = one_line(text_of(caption)) if caption is not None else _("Table %(number)d") % {"number": number}
    for cell in table.iter("td", "th"):
        if cell.get("data-align") == "end":
            cell.set("class", "n")
    table.set("class", "data")
    frame = new("div", {"class": "tablewrap", "tabindex": "0", "role": "region", "aria-label": label})
    frame.tail, table.tail = table.tail, None
    table.addprevious(frame)
    frame.append(table)


def mark_outside_links(root: Element, site_host: str) -> None:
    """Sponsors' links keep the rel they were given."""
    for link in root.iter("a"):
        if "rel" not in link.attrib and is_outside(link.get("href", ""), site_host):
            link.set("rel", "noopener")


def text_for_search(root: Element) -> str:
    """Changes `root`: what the page added to the author's words goes."""
    for element in root.iter():
        if element.get("class") in FURNITURE or element.get("id") == "notes-h":
            element.tag = DROP
    sweep(root)
    return lines_of(root)


def words_read(root: Element) -> int:
    """Changes `root`: what a reader does not read through goes."""
    for element in root.iter():
        if element.get("class") in UNCOUNTED or element.tag in ("figcaption", "caption"):
            element.tag = DROP
    sweep(root)
    return word_count(lines_of(root))


def lines_of(root: Element) -> str:
    for element in root.iter(*LINE_TAGS):
        element.tail = f"\n{element.tail or ''}"
        if element.tag != "br":
            element.text = f"\n{element.text or ''}"
    text = SPACES.sub(" ", text_of(root))
    return "\n".join(filter(None, map(str.strip, text.split("\n"))))
