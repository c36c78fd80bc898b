"""Pictures and files as plain values: all that a page needs to draw one, without a query."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One format of a picture: its media type and its `srcset`."""

    type: str
    srcset: str


@dataclass(frozen=True)
class Picture:
    """A picture ready to print. `width` and `height` are those of `src` in pixels; `sources` go best format first."""

    src: str
    srcset: str
    width: int
    height: int
    alt: str = ""
    sources: tuple[Source, ...] = ()
    caption: str = ""
    credit: str = ""
    decorative: bool = False


@dataclass(frozen=True)
class FileFacts:
    """A document as its readers see it. `size` in bytes; `kind` is a short word such as PDF."""

    url: str
    title: str
    kind: str
    size: int
    media_type: str
    pages: int | None = None
    language: str = ""
