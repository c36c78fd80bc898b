"""Asking the index: one function for every page, suggestion and feed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
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
class Found:
    """`total` counts visible matches; `is_capped` when there may be more than were looked at."""

    terms: list[words.Term]
    keys: list[int]
    is_capped: bool

    @property
    def total(self) -> int:
        return len(self.keys)

    def hits(self, begin: int, end: int) -> list[Hit]:
        """Some of the matches with their objects: one query, and one more for each kind among them."""
        documents = Document.objects.in_bulk(self.keys[begin:end])
        rows = [documents[key] for key in self.keys[begin:end] if key in documents]
        objects = {kind: fetched(kind, rows) for kind in {row.kind for row in rows}}
        return [self.hit(row, objects[row.kind][row.object_id]) for row in rows if row.object_id in objects[row.kind]]

    def hit(self, row: Document, obj: Any) -> Hit:
        text = words.excerpt(row.body or row.standfirst, self.terms)
        return Hit(row.kind, obj, words.marked(row.title, self.terms), words.marked(text, self.terms), row)


def fetched(kind: str, rows: Iterable[Document]) -> Mapping[int, Any]:
    return _fetchers[kind]([row.object_id for row in rows if row.kind == kind]) if kind in _fetchers else {}


def find(query: str, *, kind: str = "", language: str = "", sort: str = "best") -> Found:
    """What matches `query` and may be seen now. `sort` is best, newest or oldest. Three queries with hits()."""
    terms = words.read(query)
    ranks = engines.match(terms)
    rows = Document.objects.visible().filter(pk__in=ranks)
    if kind:
        rows = rows.filter(kind=kind)
    if language:
        rows = rows.filter(language=language)
    if sort in ("newest", "oldest"):
        order = models.F("sort_at").desc(nulls_last=True) if sort == "newest" else models.F("sort_at").asc(nulls_last=True)
        keys = list(rows.order_by(order, "pk").values_list("pk", flat=True))
    else:
        keys = sorted(rows.values_list("pk", flat=True), key=lambda key: (-ranks[key], -key))
    return Found(terms, keys, is_capped=len(ranks) >= engines.CAP)


def tally(query: str, language: str = "") -> dict[str, int]:
    """How many visible matches each kind has, in two queries."""
    rows = Document.objects.visible().filter(pk__in=engines.match(words.read(query)))
    if language:
        rows = rows.filter(language=language)
    return dict(rows.order_by().values_list("kind").annotate(total=models.Count("pk")))
