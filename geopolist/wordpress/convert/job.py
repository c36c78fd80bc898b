"""What one conversion needs to know, and what it has to tell."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Found:
    """A file of the old site. With a `public_id` it is in our library; without, it stays outside at `url`."""

    public_id: str = ""
    url: str = ""
    title: str = ""
    alt: str = ""
    caption: str = ""
    width: int = 0
    height: int = 0


def _nothing(*_: object) -> None:
    return None


def _none(*_: object) -> list[int]:
    return []


@dataclass(frozen=True)
class Lookups:
    """How the conversion asks for what lies outside the text. Ids are WordPress's; 0 stands for unknown.

    `image` and `document` take an address (may be empty) and an id, `link` an address, `block` the id of a reusable
    block, `attached` nothing: the ids of the pictures uploaded to this item.
    """

    image: Callable[[str, int], Found | None] = _nothing
    document: Callable[[str, int], Found | None] = _nothing
    link: Callable[[str], str | None] = _nothing
    block: Callable[[int], str | None] = _nothing
    attached: Callable[[], list[int]] = _none


@dataclass
class Job:
    """The state of one conversion. `counts` is keyed by (what, name, what became of it).

    `wants_teaser`: nothing else introduces the text, so what stands before its "more" mark may.
    """

    lookups: Lookups = field(default_factory=Lookups)
    footnotes: dict[str, str] = field(default_factory=dict)
    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    wants_teaser: bool = False
    teaser: str = ""
    depth: int = 0

    def count(self, what: str, name: str, outcome: str) -> None:
        self.counts[what, name[:60], outcome] += 1

    def use_image(self, public_id: str) -> None:
        if public_id not in self.images:
            self.images.append(public_id)

    def use_document(self, public_id: str) -> None:
        if public_id not in self.documents:
            self.documents.append(public_id)

    def leave_outside(self, url: str) -> None:
        if url not in self.outside:
            self.outside.append(url)
