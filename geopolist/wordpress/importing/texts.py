"""What posts and pages have in common: state, dates, body, cover, old addresses."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from geopolist.library.models import Image
from geopolist.wordpress import dates, old_addresses
from geopolist.wordpress.convert import Converted, convert
from geopolist.wordpress.stage import Staged
from geopolist.wordpress.text import plain, slug
from geopolist.wordpress.wxr import Item

from .lookups import Lookups
from .run import Run
from .seo import USED

SKIPPED_STATES = {"trash": "in the bin of the old site", "auto-draft": "never saved", "inherit": "a revision"}
_PRIVATE_STATES = {
    "private": "private there: a draft here",
    "draft": "",
    "pending": "",
    "future": "its time passed unpublished: a draft here",
}


@dataclass
class State:
    """What is to become of an item. `at`: the instant it appears, for what is or will be public."""

    is_public: bool
    at: datetime | None = None
    is_pending: bool = False
    notes: list[str] = field(default_factory=list)


class Texts:
    """Prepares items for the models, without knowing them."""

    def __init__(self, run: Run, lookups: Lookups) -> None:
        self.run, self.lookups = run, lookups
        self.now = datetime.now(UTC)

    def state(self, item: Item) -> State:
        """Public only if it was public: a password, another state or a missed time makes a draft."""
        at = self.instant(item)
        if item.password:
            return State(False, at, notes=["protected by a password there: a draft here"])
        if item.status == "publish":
            if at is None:
                return State(True, self.now, notes=["it has no date: the time of the import"])
            return State(True, at)
        if item.status == "future" and at is not None and at > self.now:
            return State(True, at)
        note = _PRIVATE_STATES.get(
            item.status, f"its state, {plain(item.status, 30) or 'none'}, is unknown: a draft here"
        )
        return State(False, at, is_pending=item.status == "pending", notes=[note] if note else [])

    def instant(self, item: Item) -> datetime | None:
        return dates.instant(item.date_gmt, item.date, self.run.options.zone, item.pub_date)

    def modified(self, item: Item) -> datetime | None:
        return dates.instant(item.modified_gmt, item.modified, self.run.options.zone)

    def converted(self, item: Item) -> Converted:
        """The item's text in our vocabulary, counted in the report."""
        found = convert(
            item.content, self.lookups.for_item(item.old_id), excerpt=item.excerpt, notes=item.value("footnotes")
        )
        self.run.report.count_text(found.counts)
        for meta in item.meta:
            self.run.report.count_field(meta.key, is_used=meta.key in USED)
        return found

    def title(self, item: Item, converted: Converted) -> tuple[str, list[str]]:
        """The title as plain text, and a note where one had to be made."""
        if title := plain(item.title, 300):
            return title, []
        words = plain(converted.source, 60)
        return words or "Untitled", ["it has no title: its first words" if words else "it has neither title nor text"]

    def cover(self, item: Item) -> tuple[Image | None, list[str]]:
        """The featured picture: the last one named that the library has."""
        wanted = [value.strip() for value in item.values("_thumbnail_id") if value.strip() not in ("", "0")]
        for old_id in reversed(wanted):
            n = self.run.stage.attachment(old_id)
            file = self.run.stage.file(n) if n else None
            if file and file[0] == "image":
                return Image.objects.filter(public_id=file[1]).first(), []
            self.lookups.missed |= bool(n)
        return None, ["its featured picture is not at hand"] if wanted else []

    def old_addresses(self, staged: Staged, kind: str) -> tuple[list[str], list[str]]:
        """Every address under which readers of the old site knew a public item, and notes on those it has lost."""
        item = staged.item
        key = old_addresses.path_key(item.link)
        above = key.rpartition("/")[0]
        former = [f"{above}/{stem}".strip("/") for old in item.values("_wp_old_slug") if (stem := slug(old))]
        # WordPress gives the slug that one item has left to another: there, and so here, readers find the other.
        lost = [old for old in former if self.run.stage.is_anothers(old, staged.n)]
        keys = [f"/{one}/" for one in [key, *former] if one and one not in lost]
        if item.old_id.isascii() and item.old_id.isdigit():
            keys += [f"?{name}={int(item.old_id)}" for name in (("p",) if kind == "post" else ("page_id", "p"))]
        return keys, [f"its old address /{old}/ is another's today" for old in lost]
