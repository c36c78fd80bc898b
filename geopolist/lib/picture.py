"""Pictures and files as plain values: all that a page needs to draw one, without a query."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any


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


def picture_dict(picture: Picture) -> dict[str, Any]:
    """The picture as JSON can hold it, for rows that keep what they show."""
    return {**asdict(picture), "sources": [asdict(source) for source in picture.sources]}


def picture_from_dict(values: Mapping[str, Any]) -> Picture:
    """The picture that `picture_dict` gave. Keys that are no longer known are left out."""
    known = {field.name for field in fields(Picture)}
    kept = {name: value for name, value in values.items() if name in known}
    sources = tuple(Source(type=source["type"], srcset=source["srcset"]) for source in kept.pop("sources", ()))
    return Picture(**kept, sources=sources)
