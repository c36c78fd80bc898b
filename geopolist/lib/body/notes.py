"""Footnotes: numbered marks in the text, their texts at the end, linked both ways."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from geopolist.lib.links import safe_link
from geopolist.lib.tree import DROP, Element, add_text, new, replace, take_content, text_of

Reference = tuple[str, str]
BACK = "↩\N{VARIATION SELECTOR-15}"  # as text: phones would show a picture of it


def move_notes(root: Element, references: Mapping[str, Reference]) -> int:
    """Put marks in the place of footnotes and a list of them at the end of `root`; how many there are."""
    notes: list[Element] = []
    for span in list(root.iter("span")):
        if "data-footnote" not in span.attrib:
            continue
        note = note_of(span, references, len(notes) + 1)
        if note is None:
            span.tag = DROP
        else:
            notes.append(note)
            replace(span, mark(len(notes)))
    if notes:
        add_text(root, "\n")
        root.append(section_of(notes))
    return len(notes)


def note_of(span: Element, references: Mapping[str, Reference], number: int) -> Element | None:
    """The note's text, its references and the way back; None when there is nothing to read."""
    note = new("li", {name: value for name, value in span.items() if name in ("lang", "dir")})
    take_content(span, note)
    for name in span.get("data-references", "").split():
        if name in references:
            add_text(note, " " if text_of(note).strip() else "")
            note.append(reference_of(*references[name]))
    if not text_of(note).strip():
        return None
    note.set("id", f"n{number}")
    add_text(note, "\N{NO-BREAK SPACE}")  # never alone on a line
    label = _("Back to text, note %(number)d") % {"number": number}
    note.append(new("a", {"class": "notes__back", "href": f"#r{number}", "aria-label": label}, BACK))
    return note


def reference_of(text: str, address: str) -> Element:
    href = safe_link(address) if address else None
    return (
        new("a", {"class": "notes__reference", "href": href}, text)
        if href
        else new("span", {"class": "notes__reference"}, text)
    )


def mark(number: int) -> Element:
    result = new("sup", {"class": "fnref", "id": f"r{number}"})
    label = _("Note %(number)d") % {"number": number}
    result.append(new("a", {"href": f"#n{number}", "aria-label": label}, str(number)))
    return result


def section_of(notes: list[Element]) -> Element:
    section = new("section", {"class": "notes", "aria-labelledby": "notes-h"})
    section.append(new("h2", {"id": "notes-h"}, _("Notes")))
    section.append(new("ol"))
    section[-1].extend(notes)
    return section
