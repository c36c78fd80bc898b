"""How blocks that show a thing are arranged: pictures, galleries, recordings, files, embeds."""

from geopolist.lib.body.blocks import dissolve
from geopolist.lib.body.flow import Flow, arranges, fill, flow, is_blank, keep, only_inline, settle_text
from geopolist.lib.tree import DROP, Element, joined, new, set_default, sweep

OURS = ("data-image", "data-alt", "data-decorative", "data-width")
ELSEWHERE = ("data-src", "data-alt", "data-w", "data-h")
DOCUMENTS = ("audio", "video", "file")


@arranges("img")
def arrange_picture(source: Element, to: Flow) -> None:
    """A picture that is not in the library: kept as an address, which the desk lists and readers get as a link."""
    named = {"data-src": "src", "data-alt": "alt", "data-w": "width", "data-h": "height"}
    to.add(new("figure", {name: source.attrib[old] for name, old in named.items() if old in source.attrib}))


@arranges("figure")
def arrange_figure(source: Element, to: Flow) -> None:
    own = [part for part in source.iter("figcaption") if next(part.iterancestors("figure")) is source]
    caption = settle_text(joined("figcaption", [only_inline(part) for part in own]))
    sweep(source)
    to.end()
    if "data-image" in source.attrib or "data-src" in source.attrib:
        arrange_named_figure(source, caption, to)
    else:
        arrange_other_figure(source, caption, to)


def arrange_named_figure(source: Element, caption: Element, to: Flow) -> None:
    """The picture is the one that is named; an img inside is the editor's preview of it."""
    keep(source, *(OURS if "data-image" in source.attrib else ELSEWHERE))
    for preview in list(source.iter("img")):
        preview.tag = DROP
    sweep(source)
    others = flow(source)
    to.add(fill(source, [] if is_blank(caption) else [caption]))
    for block in others:
        to.add(block)


def arrange_other_figure(source: Element, caption: Element, to: Flow) -> None:
    """A figure around an img, a table or anything else, as pages have them elsewhere: the caption goes to that."""
    blocks = flow(source)
    only = blocks[0] if len(blocks) == 1 else None
    takes_caption = only is not None and not any(part.tag in ("caption", "figcaption") for part in only)
    if only is not None and takes_caption and only.tag in ("figure", "table"):
        for name, value in keep(source).items():
            set_default(only, name, value)
        caption.tag = "figcaption" if only.tag == "figure" else "caption"
        if not is_blank(caption):
            only.insert(0, caption)
        caption = new("figcaption")
    for block in blocks:
        to.add(block)
    to.paragraph(caption, {})


@arranges("div")
def arrange_div(source: Element, to: Flow) -> None:
    kind = source.get("data-block", "")
    if kind == "gallery":
        arrange_gallery(source, to)
    elif kind in DOCUMENTS and "data-document" in source.attrib:
        arrange_thing(source, to, "data-document")
    elif kind == "embed" and "data-embed" in source.attrib:
        arrange_thing(source, to, "data-embed")
    else:
        dissolve(source, to)


def arrange_thing(source: Element, to: Flow, named: str) -> None:
    """A block that names what it shows; its content is the caption."""
    keep(source, "data-block", named)
    to.add(only_inline(source))


def arrange_gallery(source: Element, to: Flow) -> None:
    keep(source, "data-block")
    blocks = flow(source, headings=False)
    pictures = [block for block in blocks if block.tag == "figure"]
    words = [block for block in blocks if block.tag == "p"]
    attributes = dict(words[0].attrib) if words else {}
    caption = settle_text(joined("p", words))
    caption.attrib.update(attributes)
    if pictures:
        to.add(fill(source, [*pictures, *([] if is_blank(caption) else [caption])]))
    else:
        to.add(caption)
    for block in blocks:
        if block.tag not in ("figure", DROP):
            to.add(block)
