"""Sound, film, files and frames: documents of our library, or embeds and links by address."""

import html
import re

from lxml.html import HtmlElement

from .addresses import absolute, file_name, is_picture_address, page_of_player
from .html import classes, content, element, fill, is_blank, remove, replace, text_of, unwrap
from .job import Job

_PLAYER = re.compile(r"<(audio|video|iframe|object|embed)\b", re.IGNORECASE)
_SOURCE = re.compile(
    r"""\b(?:src|data-src|data|value)\s*=\s*(?:"([^"]{1,4000})"|'([^']{1,4000})'|([^\s"'<>]{1,4000}))"""
)


def marked(text: str, job: Job) -> str:
    """`text` with <audio>, <video>, <iframe>, <object> and <embed> turned into marks with their address."""
    parts: list[str] = []
    position = 0
    lowered = text.lower()
    last = {name: lowered.rfind(f"</{name}") for name in ("audio", "video", "iframe", "object")}
    while found := _PLAYER.search(text, position):
        name = found[1].lower()
        # A player without an end is only its own tag; <embed> never has one.
        has_end = last.get(name, -1) > found.end()
        stop = text.find(">", lowered.find(f"</{name}", found.end()) if has_end else found.end()) + 1 or len(text)
        parts += [text[position : found.start()], _mark(name, text[found.start() : stop], job)]
        position = stop
    return "".join([*parts, text[position:]])


def _mark(name: str, written: str, job: Job) -> str:
    addresses = [html.unescape("".join(match.groups(""))) for match in _SOURCE.finditer(written)]
    is_file = name in ("audio", "video")
    usable = (absolute(address) if is_file else page_of_player(address) for address in addresses)
    address = next(filter(None, usable), "")
    if not is_file:
        job.count("element", name, "converted to an embed" if address else "dropped: it has no address")
    if not address and not is_file:
        return ""
    return f'<div data-wp="{name if is_file else "embed"}" data-wp-url="{html.escape(address)}"></div>'


def players(root: HtmlElement, job: Job) -> None:
    """The marks of <audio>, <video> and their shortcodes, with the frame and caption around them."""
    marks = [node for node in root.iter("div") if node.get("data-wp") in ("audio", "video") and not len(node)]
    for node in marks:
        frame = _frame(node)
        caption = next(iter(frame.iter("figcaption")), None)
        parts = list(content(caption)) if caption is not None else []
        url = node.get("data-wp-url") or ""
        number = next((one for mark in (node, frame) if (one := _number(mark.get("data-wp-id")))), 0)
        _play(frame, node.get("data-wp"), url, number, parts, job)
    for node in [one for one in root.iter("div") if one.get("data-wp") in ("audio", "video")]:
        unwrap(node)  # a block whose player is missing


def _frame(node: HtmlElement) -> HtmlElement:
    """The outermost figure or mark that holds nothing but this player."""
    found = node
    for parent in node.iterancestors():
        is_box = parent.tag == "figure" or parent.get("data-wp") == node.get("data-wp")
        inner = sum(1 for one in parent.iter("img", "div") if one.tag == "img" or _is_leaf_mark(one))
        if not is_box or inner > 1:
            break
        found = parent
    return found


def _is_leaf_mark(node: HtmlElement) -> bool:
    return bool(node.get("data-wp")) and not len(node)


def _play(node: HtmlElement, kind: str, url: str, number: int, caption: list[str | HtmlElement], job: Job) -> None:
    found = job.lookups.document(url, number)
    if found and found.public_id:
        job.use_document(found.public_id)
        job.count("file", kind, "converted")
        replace(node, fill(element("div", {"data-block": kind, "data-document": found.public_id}), inline(caption)))
        return
    address = absolute(found.url if found and found.url else url)
    if not address:
        job.count("file", kind, "dropped: it has no address")
        replace(node, *([fill(element("p"), caption)] if caption else []))
        return
    job.leave_outside(address)
    job.count("file", kind, "kept as a link")
    link = fill(element("a", {"href": address}), inline(caption, without_links=True) or [file_name(address)])
    replace(node, fill(element("p"), [link]))


def files(root: HtmlElement, job: Job) -> None:
    """The block editor's file block: a link and a button that say the same."""
    for node in [one for one in root.iter("div") if "wp-block-file" in classes(one)]:
        links = [link for link in node.iter("a") if link.get("href")]
        if not links:
            unwrap(node)
            continue
        parent = node.getparent()
        mark = parent if parent is not None and parent.get("data-wp") == "file" else node
        url = links[0].get("href")
        _file(mark, url, _number(mark.get("data-wp-id")), list(content(links[0])) or [file_name(url)], job)


def lone_links(root: HtmlElement, job: Job) -> None:
    """A paragraph that is nothing but a link to a document of ours shows the document."""
    for link in [one for one in root.iter("a") if one.get("href")]:
        paragraph = link.getparent()
        alone = paragraph is not None and paragraph.tag == "p" and len(paragraph) == 1 and is_blank(paragraph.text)
        if not alone or not is_blank(link.tail):
            continue
        found = job.lookups.document(link.get("href"), 0)
        if found and found.public_id:
            _file(paragraph, link.get("href"), 0, list(content(link)), job)


def _file(node: HtmlElement, url: str, number: int, label: list[str | HtmlElement], job: Job) -> None:
    found = job.lookups.document(url, number)
    if found and found.public_id:
        job.use_document(found.public_id)
        job.count("file", "file", "converted")
        replace(node, fill(element("div", {"data-block": "file", "data-document": found.public_id}), inline(label)))
        return
    picture = job.lookups.image(url, number) if is_picture_address(url) else None
    if picture and picture.public_id:
        job.use_image(picture.public_id)
        job.count("file", "picture", "converted")
        figure = element("figure", {"data-image": picture.public_id})
        figure.append(fill(element("figcaption"), inline(label)))
        replace(node, figure)
        return
    job.count("file", "file", "kept as a link")
    if address := absolute(url):
        job.leave_outside(address)
    replace(node, fill(element("p"), [fill(element("a", {"href": url}), inline(label, without_links=True))]))


def embeds(root: HtmlElement, job: Job) -> None:
    """The marks of frames and embeds, as the address that a person would visit."""
    for node in list(root.iter("div", "figure")):
        is_embed = node.get("data-wp") == "embed" or "wp-block-embed" in classes(node)
        if is_embed and root in node.iterancestors():
            _embed(node, job)


def _embed(node: HtmlElement, job: Job) -> None:
    inner = next((one.get("data-wp-url") for one in node.iter("div") if one.get("data-wp-url")), "")
    caption = next(iter(node.iter("figcaption")), None)
    parts = list(content(caption)) if caption is not None else []
    if caption is not None:
        remove(caption)
    address = page_of_player((inner or text_of(node)).partition(" ")[0])
    if not address:
        # A mark without an address around ordinary content: the content stays.
        replace(node, *content(node), *([fill(element("p"), parts)] if parts else []))
        return
    if path := job.lookups.link(address):
        words = inline(parts, without_links=True) or [address]
        replace(node, fill(element("p"), [fill(element("a", {"href": path}), words)]))
        return
    job.count("element", "embed", "converted")
    replace(node, fill(element("div", {"data-block": "embed", "data-embed": address}), inline(parts)))


def inline(parts: list[str | HtmlElement], *, without_links: bool = False) -> list[str | HtmlElement]:
    """`parts` without blocks, trimmed of breaks; without links too if they are to stand in one."""
    box = fill(element("span"), parts)
    tags = ["p", "div", "figure", "h2", "h3", "h4", "h5", "h6", *(["a"] if without_links else [])]
    for node in list(box.iter(*tags)):
        unwrap(node)
    while len(box) and box[-1].tag == "br" and is_blank(box[-1].tail):
        remove(box[-1])
    return [] if is_blank(text_of(box)) else list(content(box))


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else 0
