"""Pictures: every <img> becomes a figure of ours, by the id in our library or by its address outside."""

import re

from lxml.html import HtmlElement

from .addresses import absolute, is_picture_address
from .html import classes, content, element, fill, is_blank, remove, replace, text_of
from .job import Found, Job

_IMAGE_ID = re.compile(r"wp-image-(\d{1,12})\Z")
_GALLERIES = ("wp-block-gallery", "gallery", "tiled-gallery", "blocks-gallery-grid")
_SYMBOLS = frozenset({"wp-smiley", "emoji", "wp-emoji"})
_WIDTHS = {"alignwide": "wide", "alignfull": "full"}


def galleries(root: HtmlElement, job: Job) -> None:
    """Every gallery, whatever wrote it, as one group of figures with one caption."""
    for node in list(root.iter("figure", "div", "ul")):
        is_gallery = node.get("data-wp") == "gallery" or any(name in classes(node) for name in _GALLERIES)
        if is_gallery and _is_outermost(node, root):
            _gallery(node, job)


def _is_outermost(node: HtmlElement, root: HtmlElement) -> bool:
    """Whether the node is still in the tree and in no gallery: an outer one takes all the pictures it holds."""
    ancestors = list(node.iterancestors())
    return root in ancestors and not any(parent.get("data-block") == "gallery" for parent in ancestors)


def _gallery(node: HtmlElement, job: Job) -> None:
    caption = next((one for one in node.iter("figcaption") if "blocks-gallery-caption" in classes(one)), None)
    text = list(content(caption)) if caption is not None else []
    if caption is not None:
        remove(caption)
    pictures = [figure for image in list(node.iter("img")) if (figure := _figure_of(image, node, job)) is not None]
    if not pictures:
        for number in (int(one) for one in (node.get("data-wp-ids") or "").split(",") if one.isdigit()):
            found = job.lookups.image("", number)
            figure = _figure(found, "", job)
            if found is None or figure is None:
                job.notes.append(f"gallery: picture {number} is not in the export")
                continue
            if found.caption and not found.public_id:  # ours bring their own
                _set_caption(figure, [found.caption])
            pictures.append(figure)
    ours = [figure for figure in pictures if figure.get("data-image")]
    outside = [figure for figure in pictures if not figure.get("data-image")]
    made = [fill(element("div", {"data-block": "gallery"}), ours)] if ours else []
    if text and ours:
        made[0].append(fill(element("p"), text))
    # A gallery of ours shows only our own files: pictures that stayed outside follow it one by one.
    loose = [fill(element("p"), text)] if text and not ours else []
    replace(node, *made, *outside, *loose)


def _figure_of(image: HtmlElement, within: HtmlElement, job: Job) -> HtmlElement | None:
    figure = _make(image, job)
    if figure is not None:
        caption = _caption_near(image, within)
        if caption is not None:
            _set_caption(figure, list(content(caption)))
    return figure


def figures(root: HtmlElement, job: Job) -> None:
    """Every other <img> as a figure in its place, with the caption and the frame it had."""
    for image in list(root.iter("img")):
        if classes(image) & _SYMBOLS:
            replace(image, image.get("alt") or "")
            continue
        frame = _frame(image, root)
        figure = _make(image, job, frame)
        if figure is None:
            remove(image if frame is None else frame)
            continue
        parts = _caption_parts(frame) if frame is not None else []
        target = frame if frame is not None else image
        link = _link(target, image, job)
        if link is not None:
            parts = parts or [text_of(image) or figure.get("data-alt") or link.get("href")]
            parts = [fill(element("a", {"href": link.get("href")}), _unlinked(parts))]
        if parts:
            _set_caption(figure, parts)
        replace(target, figure)


def _frame(image: HtmlElement, root: HtmlElement) -> HtmlElement | None:
    """The figure, caption box or mark that is there for this one picture only."""
    found = None
    for parent in image.iterancestors():
        if parent is root:
            break
        is_box = parent.tag == "figure" or parent.get("data-wp") == "image" or "wp-caption" in classes(parent)
        is_box = is_box or "wp-block-image" in classes(parent) or "wp-block-media-text__media" in classes(parent)
        if is_box and sum(1 for _ in parent.iter("img", "table", "blockquote")) == 1:
            found = parent
    return found


def _caption_near(image: HtmlElement, within: HtmlElement) -> HtmlElement | None:
    for parent in image.iterancestors():
        if parent is within or len(list(parent.iter("img"))) > 1:
            return None
        for one in parent.iter("figcaption", "dd", "p"):
            if one.tag == "figcaption" or classes(one) & {"gallery-caption", "wp-caption-text"}:
                return one
    return None


def _caption_parts(frame: HtmlElement) -> list[str | HtmlElement]:
    for one in frame.iter("figcaption", "p", "dd"):
        if one.tag == "figcaption" or "wp-caption-text" in classes(one):
            return list(content(one))
    return []


def _set_caption(figure: HtmlElement, parts: list[str | HtmlElement]) -> None:
    caption = fill(element("figcaption"), parts)
    for block in list(caption.iter("p", "div", "figure", "h2", "h3", "h4", "h5", "h6")):
        block.drop_tag()
    if not is_blank(text_of(caption)):
        figure.append(caption)


def _unlinked(parts: list[str | HtmlElement]) -> list[str | HtmlElement]:
    """The same without links, which may not stand in each other."""
    box = fill(element("span"), parts)
    for link in list(box.iter("a")):
        link.drop_tag()
    return list(content(box))


def _link(target: HtmlElement, image: HtmlElement, job: Job) -> HtmlElement | None:
    """The link around the picture, unless it only leads to the picture itself."""
    link = next((parent for parent in image.iterancestors("a") if parent.get("href")), None)
    if link is None or not is_blank(text_of(link)):
        return None
    href = link.get("href")
    own = job.lookups.image(href, 0)
    if own is not None or is_picture_address(href) or "attachment" in (link.get("rel") or ""):
        return None
    if target is image or link in target.iterancestors():
        link.drop_tag()
    return link


def _make(image: HtmlElement, job: Job, frame: HtmlElement | None = None) -> HtmlElement | None:
    """The figure for an <img>, without a caption; None for what no reader is meant to see."""
    source = next((image.get(name) for name in _SOURCES if _is_address(image.get(name))), "")
    width, height = _number(image.get("width")), _number(image.get("height"))
    if (width == 1 or height == 1) and not _image_id(image):
        job.count("picture", "tracking pixel", "dropped")
        return None
    number = _image_id(image) or _number(frame.get("data-wp-id") if frame is not None else "")
    found = job.lookups.image(source, number)
    if found is None and not source:
        job.count("picture", "without an address", "dropped")
        return None
    if found is None:
        found = Found(url=source, width=width, height=height)
    figure = _figure(found, image.get("alt") or "", job)
    if figure is not None and (shown := _width(image, frame)):
        figure.set("data-width", shown)
    return figure


_SOURCES = ("data-orig-file", "data-lazy-src", "data-src", "src")


def _is_address(text: str | None) -> bool:
    return bool(text) and not str(text).startswith("data:")


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else 0


def _image_id(image: HtmlElement) -> int:
    named = next((match[1] for name in classes(image) if (match := _IMAGE_ID.match(name))), "")
    return _number(named or image.get("data-id"))


def _width(image: HtmlElement, frame: HtmlElement | None) -> str:
    for node in [image, *([frame, *frame.iter("figure")] if frame is not None else [])]:
        if node.get("data-wp-align"):
            return str(node.get("data-wp-align"))
        if found := next((_WIDTHS[name] for name in classes(node) if name in _WIDTHS), ""):
            return found
    return ""


def _figure(found: Found | None, alt: str, job: Job) -> HtmlElement | None:
    if found is None:
        return None
    alt = " ".join((alt or ("" if found.public_id else found.alt)).split())[:500]
    if found.public_id:
        job.use_image(found.public_id)
        job.count("picture", "in the library", "converted")
        # The library's own text goes with the picture already.
        return element("figure", {"data-image": found.public_id, "data-alt": "" if alt == found.alt else alt})
    address = absolute(found.url)
    if not address:
        job.count("picture", "with an address that is none", "dropped")
        return None
    job.leave_outside(address)
    job.count("picture", "outside", "kept as a link")
    size = {"data-w": str(found.width or ""), "data-h": str(found.height or "")}
    return element("figure", {"data-src": address, "data-alt": alt, **size})
