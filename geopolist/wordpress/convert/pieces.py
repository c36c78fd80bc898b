"""Quotes, tables, code, columns, covers and footnotes: from the old site's markup to blocks of our vocabulary."""

import re

from lxml.html import HtmlElement

from .addresses import is_picture_address
from .html import classes, content, element, fill, is_blank, parse, remove, replace, text_of, unwrap
from .job import Job

_COVERS = frozenset({"wp-block-cover", "wp-block-cover-image"})
_BACKGROUND = re.compile(r"background(?:-image)?:\s*url\(\s*[\"']?([^\"')]{1,4000})[\"']?\s*\)")
_LANGUAGE = re.compile(r"(?:language-|lang-|brush:\s*)([a-z0-9+#-]{1,20})")
_END = re.compile(r"text-align:\s*(?:right|end)")


def quotes(root: HtmlElement, job: Job) -> None:
    """Pull quotes lose their frame; who said it becomes the quote's footer."""
    for node in list(root.iter("figure")):
        quote = next(iter(node.iter("blockquote")), None)
        if quote is not None and "wp-block-pullquote" in classes(node):
            quote.set("data-block", "pull")
            replace(node, quote)
    for quote in list(root.iter("blockquote")):
        if "wp-block-pullquote" in classes(quote):
            quote.set("data-block", "pull")
        source = _source(quote)
        if source is not None:
            parts = list(content(source))
            parent = source.getparent()
            remove(source)
            if parent is not quote and is_blank(text_of(parent)):
                remove(parent)
            quote.append(fill(element("footer"), parts))


def _source(quote: HtmlElement) -> HtmlElement | None:
    """The <cite> at a quote's end, or the paragraph that is nothing else; a cited title inside the text is not one."""
    children = [child for child in quote if not (child.tag == "br" or is_blank("".join(child.itertext())))]
    last = children[-1] if children else None
    if last is None or not is_blank(last.tail):
        return None
    if last.tag in ("cite", "footer"):
        return last
    inner = list(last)
    if last.tag == "p" and inner and inner[-1].tag == "cite" and is_blank(inner[-1].tail):
        alone = len(inner) == 1 and is_blank(last.text)
        return inner[-1] if alone or (len(inner) > 1 and inner[-2].tag == "br" and is_blank(inner[-2].tail)) else None
    return None


def tables(root: HtmlElement, job: Job) -> None:
    """Captions inside, head cells with their scope, right-aligned cells marked."""
    for node in list(root.iter("figure")):
        table = next(iter(node.iter("table")), None)
        if table is None or len(list(node.iter("table", "img"))) != 1:
            continue
        caption = next(iter(node.iter("figcaption")), None)
        if caption is not None and not is_blank(text_of(caption)) and next(iter(table.iter("caption")), None) is None:
            table.insert(0, fill(element("caption"), content(caption)))
        replace(node, table)
    for table in root.iter("table"):
        for caption in [one for one in table.iter("caption") if is_blank(text_of(one))]:
            remove(caption)
        foot = table.find("tfoot")
        if foot is not None:  # HTML once wanted it before the body
            table.append(foot)
        for cell in table.iter("th", "td"):
            _cell(cell)


def _cell(cell: HtmlElement) -> None:
    aligned = cell.get("align") == "right" or cell.get("data-align") == "right" or _END.search(cell.get("style") or "")
    cell.attrib.pop("data-align", None)
    if aligned or "has-text-align-right" in classes(cell):
        cell.set("data-align", "end")
    if cell.tag == "th" and cell.get("scope") not in ("col", "row"):
        part = next(cell.iterancestors("thead", "tbody", "tfoot"), None)
        is_heading = part is not None and part.tag == "thead"
        is_heading |= part is not None and part.tag == "tbody" and all(other.tag == "th" for other in cell.getparent())
        cell.set("scope", "col" if is_heading else "row")


def code(root: HtmlElement, job: Job) -> None:
    """Preformatted text with its language; verse keeps its lines."""
    for node in list(root.iter("pre")):
        if "wp-block-verse" in classes(node):
            node.set("data-block", "verse")
        inner = next(iter(node.iter("code")), None)
        named = " ".join(filter(None, [node.get("class"), inner.get("class") if inner is not None else ""]))
        if match := _LANGUAGE.search(named):
            node.set("data-language", match[1])
    for wrapped in [node for node in root.iter("code") if node.find("pre") is not None]:
        unwrap(wrapped)


def lists(root: HtmlElement, job: Job) -> None:
    """Numbering by letters or Roman numerals is part of what the text says."""
    for node in root.iter("ol"):
        if match := _NUMBERING.search(node.get("style") or ""):
            node.set("type", _NUMBERINGS[match[1]])


_NUMBERINGS = {
    "lower-alpha": "a",
    "lower-latin": "a",
    "lower-roman": "i",
    "upper-alpha": "A",
    "upper-latin": "A",
    "upper-roman": "I",
}
_NUMBERING = re.compile(r"list-style(?:-type)?:\s*(" + "|".join(_NUMBERINGS) + ")")


def columns(root: HtmlElement, job: Job) -> None:
    """Columns, covers and media beside text."""
    for node in list(root.iter("div", "section")):
        names = classes(node)
        if "wp-block-columns" in names:
            _as_columns(node, [child for child in node if "wp-block-column" in classes(child)])
        elif "wp-block-media-text" in names:
            _as_columns(node, list(node))
        elif names & _COVERS:
            _as_cover(node)


def _as_cover(node: HtmlElement) -> None:
    """A section that begins with its picture; where no <img> shows it, one made from the block's address and id."""
    parts = [node, *(child for child in node if "wp-block-cover__image-background" in classes(child))]
    if not any(part.tag == "img" for part in parts):
        mark = node.getparent() if node.getparent().get("data-wp") == "cover" else node
        style = next((match[1] for part in parts if (match := _BACKGROUND.search(part.get("style") or ""))), "")
        url, number = style or mark.get("data-wp-url", ""), mark.get("data-wp-id", "")
        # The address may be that of a film, which has its own element.
        if is_picture_address(url) or style or (number and not url):
            named = " ".join([f"wp-image-{number}" if number else "", *(parts[-1].get("class") or "").split()])
            node.insert(0, element("img", {"src": url, "class": named}))
            node[0].tail, node.text = node.text, None
    node.tag = "section"
    node.attrib.pop("class", None)


def _as_columns(node: HtmlElement, parts: list[HtmlElement]) -> None:
    parts = [
        part
        for part in parts
        if not is_blank(text_of(part)) or next(part.iter("img", "video", "audio", "hr"), None) is not None
    ]
    if len(parts) < 2:
        return  # one column is no columns: the flow unwraps it
    for part in parts:
        if part.tag == "div":
            part.tag = "section"
        else:
            holder = element("section")
            replace(part, holder)
            holder.append(part)
    node.tag = "section"
    node.set("data-block", "columns")


def footnotes(root: HtmlElement, job: Job) -> None:
    """Each mark of a footnote with the note's own text in it, which the export keeps beside the article."""
    for mark in list(root.iter("sup")):
        if not mark.get("data-fn"):
            continue
        text = job.footnotes.get(mark.get("data-fn") or "")
        if not text or is_blank(text):
            job.count("footnote", "footnote", "dropped: its text is not in the export")
            remove(mark)
            continue
        job.count("footnote", "footnote", "converted")
        replace(mark, fill(element("span", {"data-footnote": "x"}), content(parse(text))))
    for note in list(root.iter("span")):
        if note.get("data-wp") == "note":
            note.attrib.pop("data-wp")
            note.set("data-footnote", "")
        elif note.get("data-footnote"):
            note.set("data-footnote", "")
    for note in list(root.iter("span")):
        if note.get("data-footnote") is not None:
            _make_inline(note)


def _make_inline(note: HtmlElement) -> None:
    for block in list(note.iter("p", "div", "h2", "h3", "h4", "li", "ul", "ol", "blockquote", "figure", "img")):
        unwrap(block)
    # A note in a note would end the outer one.
    for inner in [one for one in note.iter("span") if one is not note and one.get("data-footnote") is not None]:
        inner.attrib.pop("data-footnote")
