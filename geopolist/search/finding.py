"""Asking the index: one function for every page, suggestion and feed."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from . import engines, words
from .models import Document

Fetch = Callable[[list[int]], Mapping[int, Any]]
_fetchers: dict[str, Fetch] = {}


def register(kind: str, fetch: Fetch) -> None:
    """`fetch(keys)` gives the objects of `kind` that may be shown, by key, in one query. For AppConfig.ready()."""
    _fetchers[kind] = fetch


@dataclass(frozen=True)
class Hit:
    kind: str
    obj: Any
    title_html: SafeString
    snippet_html: SafeString
    document: Document


@dataclass(frozen=True)
class Match:
    """A document that was found: its key and what it is of."""

    key: int
    kind: str
    sort_at: datetime | None
    rank: float


@dataclass(frozen=True)
class Found:
    """Visible matches in their order. `is_capped` when there may be more than were looked at."""

    terms: list[words.Term]
    matches: list[Match]
    is_capped: bool

    @property
    def keys(self) -> list[int]:
        return [match.key for match in self.matches]

    @property
    def total(self) -> int:
        return len(self.matches)

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each kind."""
        return dict(Counter(match.kind for match in self.matches))

    def only(self, *kinds: str) -> "Found":
        """Those of `kinds`, without asking again."""
        return replace(self, matches=[match for match in self.matches if match.kind in kinds])

    def hits(self, begin: int, end: int) -> list[Hit]:
        """Some of the matches with their objects: one query, and one more for each kind among them."""
        keys = self.keys[begin:end]
        documents = Document.objects.in_bulk(keys)
        rows = [documents[key] for key in keys if key in documents]
        objects = {kind: fetched(kind, rows) for kind in {row.kind for row in rows}}
        return [self.hit(row, objects[row.kind][row.object_id]) for row in rows if row.object_id in objects[row.kind]]

    def hit(self, row: Document, obj: Any) -> Hit:
        text = words.excerpt(row.body or row.standfirst, self.terms)
        return Hit(row.kind, obj, words.marked(row.title, self.terms), words.marked(text, self.terms), row)


def fetched(kind: str, rows: Iterable[Document]) -> Mapping[int, Any]:
    return _fetchers[kind]([row.object_id for row in rows if row.kind == kind]) if kind in _fetchers else {}


def find(query: str, *, kind: str = "", language: str = "", sort: str = "best") -> Found:
    """What matches `query` and may be seen now, in two queries. `sort` is best, newest or oldest."""
    terms = words.read(query)
    if not any(term.is_wanted for term in terms):
        return Found(terms, [], is_capped=False)
    rows = Document.objects.visible().filter(pk__in=engines.Matching(terms))
    if kind:
        rows = rows.filter(kind=kind)
    if language:
        rows = rows.filter(language=language)
    found = list(rows.newest_of_each_kind(engines.CAP).values_list("pk", "kind", "sort_at"))
    ranks = engines.ranks(terms, [key for key, _kind, _at in found])
    # What was withdrawn between the two questions has no rank.
    matches = [Match(key, what, at, ranks[key]) for key, what, at in found if key in ranks]
    is_capped = engines.CAP in Counter(what for _key, what, _at in found).values()
    return Found(terms, sorted(matches, key=ORDERS[sort]), is_capped)


def newest(match: Match) -> tuple[bool, float, int]:
    """What has no date comes last."""
    return match.sort_at is None, -match.sort_at.timestamp() if match.sort_at else 0, -match.key


def oldest(match: Match) -> tuple[bool, float, int]:
    return match.sort_at is None, match.sort_at.timestamp() if match.sort_at else 0, match.key


def best(match: Match) -> tuple[float, int]:
    return -match.rank, -match.key


ORDERS: dict[str, Callable[[Match], Any]] = {"best": best, "newest": newest, "oldest": oldest}
