"""How lists and tables are arranged."""

from geopolist.lib.body.flow import LISTS, Flow, arranges, fill, fill_tight, is_blank, keep, only_inline, settle_text
from geopolist.lib.tree import Element, joined, last_child, new, set_default

SECTIONS = ("thead", "tbody", "tfoot")


@arranges("ul", "ol")
def arrange_list(source: Element, to: Flow) -> None:
    keep(source, *(("start", "reversed", "type") if source.tag == "ol" else ()))
    entries = [entry for entry in map(settled_entry, entries_of(source, "li")) if has_content(entry)]
    if entries:
        to.add(fill(source, entries))


def entries_of(source: Element, *tags: str) -> list[Element]:
    """The list's entries, of these tags; anything else in it is an entry of its own, of the last tag.

    A list directly in a list belongs to the entry before it.
    """
    entries = loose_entry(tags[-1], source.text)
    for child in list(source):
        tail, child.tail = child.tail, None
        if child.tag in tags:
            entries.append(child)
        elif child.tag == "div" and "dd" in tags:
            entries += entries_of(child, *tags)
        elif child.tag in LISTS and entries:
            entries[-1].append(child)
        else:
            entries.append(new(tags[-1]))
            entries[-1].append(child)
        entries += loose_entry(tags[-1], tail)
    return entries


def loose_entry(tag: str, text: str | None) -> list[Element]:
    return [new(tag, text=text)] if text and text.strip() else []


def settled_entry(entry: Element) -> Element:
    keep(entry)
    return fill_tight(entry)


def has_content(element: Element) -> bool:
    return last_child(element) is not None or bool((element.text or "").strip())


@arranges("li")
def arrange_lost_entry(source: Element, to: Flow) -> None:
    """An entry outside a list: the first makes one, those that follow it at once join."""
    entry = settled_entry(source)
    if not has_content(entry):
        return
    to.end()
    if not (to.blocks and to.blocks[-1].get("made-for-entries")):
        to.add(new("ul", {"made-for-entries": "1"}))
    to.blocks[-1].append(entry)


@arranges("dl")
def arrange_definitions(source: Element, to: Flow) -> None:
    keep(source)
    settled = []
    for part in entries_of(source, "dt", "dd"):
        keep(part)
        settled.append(only_inline(part) if part.tag == "dt" else fill_tight(part))
    settled = [part for part in settled if has_content(part) and not (part.tag == "dt" and is_blank(part))]
    if settled:
        to.add(fill(source, settled))


@arranges("table")
def arrange_table(source: Element, to: Flow) -> None:
    keep(source)
    caption = settle_text(joined("caption", [only_inline(part) for part in source if part.tag == "caption"]))
    parts = [arranged_rows(part) for part in with_head(source)]
    parts = [part for part in parts if has_content(part)]
    if parts:
        to.add(fill(source, [*([] if is_blank(caption) else [caption]), *parts]))
    else:
        to.paragraph(caption, {})


def with_head(table: Element) -> list[Element]:
    """The table's sections. A first row of nothing but th is its head, wherever it was written."""
    parts = [part for part in table if part.tag in SECTIONS]
    if any(part.tag == "thead" for part in parts) or not parts:
        return parts
    first = next(iter(parts[0]), None)
    is_only = first is None or (first.getnext() is None and len(parts) == 1)
    if first is None or is_only or any(cell.tag != "th" for cell in first):
        return parts
    head = new("thead")
    head.append(first)
    return [head, *parts]


def arranged_rows(section: Element) -> Element:
    keep(section)
    rows = [arranged_cells(row, section.tag) for row in section if row.tag == "tr"]
    return fill(section, [row for row in rows if any(has_content(cell) for cell in row)])


def arranged_cells(row: Element, section: str) -> Element:
    keep(row)
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    for cell in cells:
        keep(cell, "colspan", "rowspan", "data-align", *(["scope"] if cell.tag == "th" else []))
        cell.tail = None
        fill_tight(cell)
        if not has_content(cell):
            # An empty cell names nothing.
            cell.tag = "td"
            cell.attrib.pop("scope", None)
        if cell.tag == "th":
            set_default(cell, "scope", "col" if section == "thead" else "row")
    return fill(row, cells)


@arranges("thead", "tbody", "tfoot", "tr", "td", "th")
def arrange_lost_cells(source: Element, to: Flow) -> None:
    to.paragraph(source, {})
