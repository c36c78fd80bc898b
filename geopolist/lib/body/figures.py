"""How pictures, galleries, recordings, files and embeds are shown."""

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from geopolist.lib.body.embeds import embed_of
from geopolist.lib.body.media import Media
from geopolist.lib.html import clean_inline
from geopolist.lib.links import host_of
from geopolist.lib.picture import FileFacts, Picture
from geopolist.lib.text import one_line
from geopolist.lib.tree import DROP, Element, new, take_content, text_of, tree_of

SIZES = {
    "text": "(min-width: 42rem) 38.5rem, 92vw",
    "wide": "(min-width: 80rem) 44.5rem, (min-width: 42rem) 38.5rem, 92vw",
    "full": "(min-width: 80rem) 44.5rem, (min-width: 42rem) 38.5rem, 92vw",
    "gallery": "(min-width: 42rem) 19rem, 46vw",
}

PLAYABLE = ("audio/", "video/")


def show_figure(figure: Element, media: Media) -> None:
    """A picture of the library; a link where the picture is elsewhere; only the caption where there is none."""
    if "data-src" in figure.attrib:
        show_outside_picture(figure)
        return
    picture = media.images.get(figure.get("data-image", ""))
    if picture is None:
        leave_caption(figure)
        return
    width = figure.get("data-width", "text")
    caption = caption_of(figure, picture)
    figure[:] = [drawn(picture, figure, SIZES[width]), *caption]
    figure.set("class", f"figure figure--{width}")


def drawn(picture: Picture, use: Element, sizes: str) -> Element:
    """`use` may hold an alt text of its own, or say that here the picture only decorates."""
    is_decorative = use.get("data-decorative") == "true" or (picture.decorative and "data-alt" not in use.attrib)
    result = new("picture")
    for source in picture.sources:
        result.append(new("source", {"type": source.type, "srcset": source.srcset, "sizes": sizes}))
    image = {
        "src": picture.src,
        "srcset": picture.srcset,
        "sizes": sizes if picture.srcset else "",
        "width": str(picture.width),
        "height": str(picture.height),
        "alt": "" if is_decorative else use.get("data-alt", picture.alt),
        "loading": "lazy",
        "decoding": "async",
    }
    result.append(new("img", {name: value for name, value in image.items() if value or name == "alt"}))
    return result


def caption_of(figure: Element, picture: Picture) -> list[Element]:
    """The figcaption, in a list that is empty where there is nothing to say. The figure's own goes first."""
    own = figure.find("figcaption")
    caption, credit = new("span"), new("span", {"class": "credit"})
    take_content(own if own is not None else tree_of(clean_inline(picture.caption)), caption)
    take_content(tree_of(clean_inline(picture.credit)), credit)
    said = [part for part in (caption, credit) if text_of(part).strip()]
    if not said:
        return []
    figcaption = new("figcaption", own.attrib if own is not None else None)
    figcaption.extend(said)
    if len(said) == 2:
        caption.tail = " "
    return [figcaption]


def show_outside_picture(figure: Element) -> None:
    """A link: loading the picture would tell its host who reads what."""
    address = figure.attrib["data-src"]
    label = figure.get("data-alt") or _("Picture on %(site)s") % {"site": host_of(address)}
    figure.set("class", "figure figure--outside")
    figure.insert(0, new("a", {"class": "figure__link", "href": address}, label))


def leave_caption(block: Element) -> None:
    """Nothing to show: the words stay as a paragraph."""
    caption = block.find("figcaption")
    kept = new("p")
    take_content(caption if caption is not None else block, kept)
    if not text_of(kept).strip():
        block.tag = DROP
        return
    block.text = None
    block[:] = []
    take_content(kept, block)
    block.tag = "p"
    block.attrib.pop("class", None)


def show_gallery(gallery: Element, media: Media) -> None:
    for figure in gallery.findall("figure"):
        show_gallery_item(figure, media)
    shown = [figure for figure in gallery.findall("figure") if figure.get("class") == "gallery__item"]
    if not shown:
        # What is left are captions and links: plain content.
        gallery.tag = "section"
        return
    gallery.set("class", "gallery")
    gallery.set("role", "group")
    label = ngettext("Gallery, %(number)d picture", "Gallery, %(number)d pictures", len(shown))
    gallery.set("aria-label", label % {"number": len(shown)})


def show_gallery_item(figure: Element, media: Media) -> None:
    name = figure.get("data-image", "")
    picture = media.images.get(name)
    if picture is None:
        show_figure(figure, media)
        return
    image = drawn(picture, figure, SIZES["gallery"])
    large = media.large.get(name)
    if large:
        link = new("a", {"class": "gallery__link", "href": large})
        if not image[-1].get("alt"):
            link.set("aria-label", _("See the picture larger"))
        link.append(image)
        image = link
    figure[:] = [image, *caption_of(figure, picture)]
    figure.set("class", "gallery__item")


def show_recording(block: Element, media: Media) -> None:
    """Sound or film of ours, a link to any other file. Nothing is loaded before the reader presses play."""
    file = media.documents.get(block.get("data-document", ""))
    if file is None or not file.media_type.startswith(PLAYABLE):
        show_file(block, media)
        return
    player = {"controls": "", "preload": "none", "src": file.url, "aria-label": file.title}
    caption = new("figcaption")
    take_content(block, caption)
    if not text_of(caption).strip():
        caption.text = file.title
    block.append(new(block.attrib["data-block"], player))
    block.append(caption)
    block.tag = "figure"
    block.set("class", "player")


def show_file(block: Element, media: Media) -> None:
    file = media.documents.get(block.get("data-document", ""))
    if file is None:
        leave_caption(block)
        return
    link = new("a", {"href": file.url, **({"hreflang": file.language} if file.language else {})})
    label = one_line(text_of(block))
    block.text = None
    block[:] = []
    link.text = label or file.title
    link.tail = " "
    block.append(link)
    block.append(new("span", {"class": "file__facts"}, facts_of(file)))
    block.tag = "p"
    block.set("class", "file")


def facts_of(file: FileFacts) -> str:
    """`PDF, 1.2 MB, 24 pages`, as far as known."""
    pages = ngettext("%(number)d page", "%(number)d pages", file.pages or 0) % {"number": file.pages or 0}
    return ", ".join(filter(None, [file.kind, filesizeformat(file.size), pages if file.pages else ""]))


def show_embed(block: Element, media: Media) -> None:
    address = block.get("data-embed", "")
    embed = embed_of(address)
    caption = new("figcaption")
    take_content(block, caption)
    block.append(new("a", {"class": "embed__link", "href": address, "rel": "noopener external"}, embed.label))
    if text_of(caption).strip():
        block.append(caption)
    block.tag = "figure"
    block.set("class", "embed")
    if embed.player:
        block.set("data-player", embed.player)
