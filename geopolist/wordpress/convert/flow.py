"""The last step: nothing but blocks at the top, inline text only inside them, nothing empty, nothing merely visual."""

from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from geopolist.wordpress.text import words

from .html import content, element, fill, is_blank, text_of

type Part = str | HtmlElement

# Blocks taken as they are; boxes whose content is put in order as well; boxes that go and leave what they hold.
_LEAVES = frozenset({"hr", "pre"})
_BOXES = frozenset({"blockquote", "aside", "details", "section"})
_LISTS = frozenset({"ul", "ol", "dl"})
_TEXT = frozenset({"p", "h2", "h3", "h4", "h5", "h6"})
_GOING = words("""
    div article main header footer nav center fieldset form address figure figcaption video audio object iframe
    small-print legend summary caption tbody thead tfoot tr td th li dt dd
""")
_NOTED = words("class style align data-fn data-wp data-wp-id data-wp-ids data-wp-url data-wp-align")
_ENDS = {"details": "summary", "blockquote": "footer"}
_BLOCKS = _LEAVES | _BOXES | _LISTS | _TEXT | _GOING | {"table"}


def settle(root: HtmlElement) -> None:
    """Put the whole body in order, and drop what only the steps before needed to know."""
    fill(root, _blocks(root))
    for node in root.iter():
        for name in [name for name in node.attrib if name in _NOTED]:
            del node.attrib[name]


def _is_ours(node: HtmlElement) -> bool:
    """A finished block of our vocabulary, which must not be taken apart."""
    if node.tag == "figure":
        return bool(node.get("data-image") or node.get("data-src"))
    return node.tag == "div" and bool(node.get("data-block"))


def _is_block(node: HtmlElement) -> bool:
    return node.tag in _BLOCKS


def _has_blocks(node: HtmlElement) -> bool:
    return any(one is not node and isinstance(one.tag, str) and one.tag in _BLOCKS for one in node.iter())


def _blocks(node: HtmlElement) -> Iterator[HtmlElement]:
    """The content of `node` as blocks; runs of text between them become paragraphs."""
    run: list[Part] = []
    for part in list(_parts(node)):
        if isinstance(part, str) or not _is_block(part):
            run.append(part)
            continue
        yield from _paragraph(run)
        run = []
        yield from _block(part)
    yield from _paragraph(run)


def _parts(node: HtmlElement) -> Iterator[Part]:
    """The content of `node`, where an inline element that holds blocks is split around them."""
    for part in list(content(node)):
        if isinstance(part, str) or _is_block(part) or not _has_blocks(part):
            yield part
        else:
            yield from _split(part)


def _split(inline: HtmlElement) -> Iterator[Part]:
    run: list[Part] = []
    for part in list(_parts(inline)):
        if isinstance(part, str) or not _is_block(part):
            run.append(part)
            continue
        if run:
            yield _like(inline, run)
        run = []
        yield part
    if run:
        yield _like(inline, run)


def _like(node: HtmlElement, parts: Iterable[Part]) -> HtmlElement:
    made = element(node.tag, dict(node.attrib))
    if node.get("data-footnote") is not None:
        made.set("data-footnote", "")
    return fill(made, parts)


def _block(node: HtmlElement) -> Iterator[HtmlElement]:
    if _is_ours(node) or node.tag in _LEAVES:
        if node.tag == "hr" or _is_ours(node) or not is_blank(text_of(node)):
            yield node
    elif node.tag in _TEXT:
        yield from _text(node)
    elif node.tag in _LISTS:
        yield from _list(node)
    elif node.tag == "table":
        yield from _table(node)
    elif node.tag in _BOXES:
        yield from _box(node)
    else:
        yield from _blocks(node)


def _text(node: HtmlElement) -> Iterator[HtmlElement]:
    """A paragraph or heading; one that holds blocks is split around them."""
    if not _has_blocks(node):
        if not is_blank(text_of(node)):
            yield _trimmed(node)
        return
    run: list[Part] = []
    for part in list(_parts(node)):
        if isinstance(part, str) or not _is_block(part):
            run.append(part)
            continue
        yield from _paragraph(run, node)
        run = []
        yield from _block(part)
    yield from _paragraph(run, node)


def _paragraph(run: list[Part], like: HtmlElement | None = None) -> Iterator[HtmlElement]:
    made = fill(element("p"), run) if like is None else _like(like, run)
    if not is_blank(text_of(made)):
        yield _trimmed(made)
        return
    anchors = [part.get("id") for part in run if not isinstance(part, str) and part.tag == "a" and part.get("id")]
    if anchors:  # an empty anchor still is where a link leads
        yield fill(element("p"), [element("a", {"id": anchors[0]})])


def _trimmed(node: HtmlElement) -> HtmlElement:
    """Without breaks and spaces at its ends."""
    parts = list(content(node))
    while parts and _is_void(parts[0]):
        parts.pop(0)
    while parts and _is_void(parts[-1]):
        parts.pop()
    if parts and isinstance(parts[0], str):
        parts[0] = parts[0].lstrip(" \t\r\n\xa0")
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip(" \t\r\n\xa0")
    return fill(node, parts)


def _is_void(part: Part) -> bool:
    return is_blank(part) if isinstance(part, str) else part.tag == "br"


def _list(node: HtmlElement) -> Iterator[HtmlElement]:
    """A list holds items only: a list or a text directly in it goes into the item before."""
    items: list[HtmlElement] = []
    allowed = ("dt", "dd") if node.tag == "dl" else ("li",)
    for part in list(_list_parts(node)):
        if isinstance(part, str) and is_blank(part):
            continue
        if not isinstance(part, str) and part.tag in allowed:
            items.append(part)
        else:
            if not items:
                items.append(element(allowed[-1]))
            fill(items[-1], [*content(items[-1]), part])
    kept = [_item(item) for item in items]
    kept = [item for item in kept if len(item) or not is_blank(item.text)]
    if kept:
        yield fill(node, kept)


def _list_parts(node: HtmlElement) -> Iterator[Part]:
    """The list's content without boxes around its items."""
    for part in list(content(node)):
        if not isinstance(part, str) and part.tag in ("div", "span", "section"):
            yield from _list_parts(part)
        else:
            yield part


def _item(node: HtmlElement) -> HtmlElement:
    """One line of text needs no paragraph; several keep theirs."""
    blocks = list(_blocks(node))
    paragraphs = [block for block in blocks if block.tag == "p"]
    if len(paragraphs) == 1 and blocks[0] is paragraphs[0]:
        return fill(node, [*content(paragraphs[0]), *blocks[1:]])
    return fill(node, blocks)


def _table(node: HtmlElement) -> Iterator[HtmlElement]:
    if is_blank(text_of(node)) and next(node.iter("figure"), None) is None:
        return
    for cell in list(node.iter("td", "th", "caption")):
        if _has_blocks(cell):
            blocks = list(_blocks(cell))
            fill(cell, content(blocks[0]) if len(blocks) == 1 and blocks[0].tag == "p" else blocks)
    yield node


def _box(node: HtmlElement) -> Iterator[HtmlElement]:
    """A quote, section or details with its own content in order; a section without a use of its own goes."""
    ends = [child for child in node if child.tag == _ENDS.get(node.tag)]
    kept = [one for one in ends if not is_blank(text_of(one))][:1]
    for one in ends:
        one.drop_tree()
    for one in kept:
        _flatten(one)
    blocks = list(_blocks(node))
    if not blocks:
        return
    if node.tag == "section" and not node.get("data-block") and len(blocks) == 1 and _is_plain_section(node):
        yield from blocks
    elif kept and kept[0].tag == "summary":
        yield fill(node, [*kept, *blocks])
    elif node.tag == "details":
        yield fill(node, [element("summary", text="…"), *blocks])
    else:
        yield fill(node, [*blocks, *kept])


def _is_plain_section(node: HtmlElement) -> bool:
    parent = node.getparent()
    return parent is None or parent.get("data-block") != "columns"


def _flatten(node: HtmlElement) -> None:
    for block in [one for one in node.iter() if one is not node and one.tag in _BLOCKS]:
        block.drop_tag()
    _trimmed(node)
