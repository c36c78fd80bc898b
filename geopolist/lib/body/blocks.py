"""How blocks of text are arranged: paragraphs, headings, quotes, asides, preformatted text, details, sections."""

from geopolist.lib.body.flow import (
    Flow,
    arranges,
    fill,
    flow,
    is_blank,
    keep,
    only_inline,
    settle_text,
)
from geopolist.lib.body.vocabulary import BLOCKS, HEADINGS, PARTS
from geopolist.lib.tree import (
    DROP,
    UNWRAP,
    Element,
    joined,
    last_child,
    new,
    parent_of,
    set_default,
    sweep,
    take_content,
)

LANGUAGE = ("lang", "dir")
NEWLINE = "\n"


@arranges("p")
def arrange_paragraph(source: Element, to: Flow) -> None:
    to.paragraph(source, keep(source))


@arranges("dt", "dd", "summary", "figcaption", "footer", "caption")
def arrange_lost_part(source: Element, to: Flow) -> None:
    """A part outside of what it is part of is a paragraph."""
    to.paragraph(source, keep(source))


@arranges(*HEADINGS)
def arrange_heading(source: Element, to: Flow) -> None:
    pictures = [new("img", image.attrib) for image in source.iter("img")]
    keep(only_inline(source))
    if not to.headings and not is_blank(source):
        strong = new("strong")
        take_content(source, strong)
        source.append(strong)
        source.tag = "p"
    to.add(source)
    for picture in pictures:
        to.pour(around(picture))


def around(*elements: Element) -> Element:
    holder = new("root")
    holder.extend(elements)
    return holder


@arranges("hr")
def arrange_rule(source: Element, to: Flow) -> None:
    keep(source)
    to.add(source)


def dissolve(source: Element, to: Flow) -> None:
    """Leave the content of a block in its place. Its language goes on to what it held."""
    language = {name: source.attrib[name] for name in LANGUAGE if name in source.attrib}
    for child in source:
        for name, value in language.items():
            if child.tag in BLOCKS or child.tag in PARTS:
                set_default(child, name, value)
    to.paragraph(source, language)


@arranges("blockquote")
def arrange_quote(source: Element, to: Flow) -> None:
    keep(source, *(["data-block"] if source.get("data-block") == "pull" else []))
    speaker = settle_text(joined("footer", [only_inline(part) for part in list(source) if names_speaker(part)]))
    sweep(source)
    quoted = flow(source)
    if quoted:
        to.add(fill(source, [*quoted, *([] if is_blank(speaker) else [speaker])]))
    else:
        to.paragraph(speaker, {})


def names_speaker(part: Element) -> bool:
    """A footer, or a cite on a line of its own, which is how pages elsewhere say it."""
    return part.tag == "footer" or (part.tag == "cite" and not (part.tail or "").strip())


@arranges("aside")
def arrange_aside(source: Element, to: Flow) -> None:
    kind = source.get("data-block")
    if kind == "callout":
        keep(source, "data-block", "data-title")
        blocks = flow(source)
        if blocks:
            to.add(fill(source, blocks))
    elif kind == "keypoints":
        arrange_key_points(source, to)
    else:
        dissolve(source, to)


def arrange_key_points(source: Element, to: Flow) -> None:
    """One list. Its heading is left out: the page writes one, in the article's language."""
    keep(source, "data-block")
    for heading in list(source.iter(*HEADINGS)):
        heading.tag = DROP
    sweep(source)
    points: list[Element] = []
    others = []
    name = ""
    for block in flow(source, headings=False):
        if block.tag in ("ul", "ol"):
            points.extend(list(block))
            name = name or block.get("data-id", "")
        elif block.tag == "p":
            points.append(new("li"))
            take_content(block, points[-1])
        else:
            others.append(block)
    if points:
        to.add(fill(source, [fill(new("ul", {"data-id": name} if name else None), points)]))
    for block in others:
        to.add(block)


@arranges("pre")
def arrange_pre(source: Element, to: Flow) -> None:
    keep(source, *(["data-block"] if source.get("data-block") == "verse" else ["data-language"]))
    for inner in list(source.iterdescendants()):
        if inner.tag == "br":
            inner.tag, inner.tail = DROP, f"\n{inner.tail or ''}"
        elif inner.tag == "img":
            inner.tag = DROP
        elif inner.tag in BLOCKS or inner.tag in PARTS:
            inner.text = f"{'' if begins_line(inner) else NEWLINE}{inner.text or ''}"
            inner.tag, inner.tail = UNWRAP, f"\n{inner.tail or ''}"
    sweep(source)
    if is_blank(source):
        return
    source.text = (source.text or "").lstrip("\n") or None
    last = last_child(source)
    if last is None:
        source.text = (source.text or "").rstrip()
    else:
        last.tail = (last.tail or "").rstrip() or None
    to.add(source)


def begins_line(inner: Element) -> bool:
    before = inner.getprevious()
    text = parent_of(inner).text if before is None else before.tail
    return (text or "").endswith("\n") or (not text and (before is None or before.tag == UNWRAP))


@arranges("details")
def arrange_details(source: Element, to: Flow) -> None:
    keep(source)
    summary = next((part for part in source if part.tag == "summary"), None)
    if summary is None or is_blank(only_inline(summary)):
        dissolve(source, to)
        return
    to.end()
    tail, summary.tail = summary.tail, None
    source.remove(summary)
    source.text = f"{source.text or ''}{tail or ''}"
    keep(summary)
    blocks = flow(source)
    if blocks:
        to.add(fill(source, [summary, *blocks]))
    else:
        to.paragraph(summary, {})


@arranges("section")
def arrange_section(source: Element, to: Flow) -> None:
    kind = source.get("data-block")
    is_live = kind == "live" and to.is_top and "data-time" in source.attrib
    keep(source, *(["data-block", "data-time"] if is_live else []))
    blocks = flow(source)
    if kind == "columns":
        blocks = columns(blocks)
        if len(blocks) > 1:
            source.set("data-block", "columns")
    if blocks:
        to.add(fill(source, blocks))


def columns(blocks: list[Element]) -> list[Element]:
    """Sections side by side; what stood between them becomes one."""
    sections: list[Element] = []
    is_loose = False
    for block in blocks:
        is_column = block.tag == "section" and "data-block" not in block.attrib
        if not is_column and not is_loose:
            sections.append(new("section"))
        if is_column:
            sections.append(block)
        else:
            sections[-1].append(block)
        is_loose = not is_column
    return sections
