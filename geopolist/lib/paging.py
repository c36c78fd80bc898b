"""Pages of a list: real links, a count that never walks a whole table, 404 for pages that are not there.

The first LAST_PAGE have numbers. What is older is asked for by the place where it begins, which costs the same at any
depth: a number is an OFFSET, and the database walks all that lies before it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http import Http404

# Nobody turns further by number.
LAST_PAGE = 200
BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
# One spelling for each place: hexadecimal, no zero in front; as many digits as an instant or a key has.
TOKEN = re.compile(r"(?P<ticks>[1-9a-f][0-9a-f]{0,14})-(?P<key>[1-9a-f][0-9a-f]{0,14})", re.ASCII)


class NoSuchPage(Http404):
    """The list is there; what was asked for is no page of it."""


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands in a list that is ordered by an instant, then by a key. As text: what an address holds."""

    instant: datetime
    key: int

    def __str__(self) -> str:
        return f"{(self.instant - BEGINNING) // TICK:x}-{self.key:x}"

    @classmethod
    def read(cls, token: str) -> Self:
        """Raises NoSuchPage for what is no place."""
        match = TOKEN.fullmatch(token)
        if match is None:
            raise NoSuchPage
        try:
            return cls(BEGINNING + TICK * int(match["ticks"], 16), int(match["key"], 16))
        except OverflowError as error:
            raise NoSuchPage from error


@dataclass(frozen=True)
class Order:
    """The columns of a list that is ordered the newest first, by an instant and a key, both descending."""

    instant: str = "published_at"
    key: str = "pk"

    def older(self, rows: QuerySet[Any], place: Place) -> QuerySet[Any]:
        # The first condition alone is what an index can begin at.
        beside = Q(**{f"{self.instant}__lt": place.instant}) | Q(**{f"{self.key}__lt": place.key})
        return rows.filter(beside, **{f"{self.instant}__lte": place.instant})

    def newer(self, rows: QuerySet[Any], place: Place) -> QuerySet[Any]:
        beside = Q(**{f"{self.instant}__gt": place.instant}) | Q(**{f"{self.key}__gt": place.key})
        return rows.filter(beside, **{f"{self.instant}__gte": place.instant})

    def place(self, item: Any) -> Place:
        """Of what a page shows: it has the instant by the same name, and the key as its own."""
        return Place(getattr(item, self.instant), item.pk)


@dataclass(frozen=True)
class Link:
    number: int
    url: str


@dataclass(frozen=True)
class Page:
    """One page. `total` is exact up to LAST_PAGE pages; `has_more_than_counted` says when it is not.

    One that is asked for by a place has the number 0, an address of its own, and knows no total. `older` and `newer`
    are the places from which the pages beside it go on, empty where those have a number or are not there.
    """

    items: Sequence[Any]
    number: int
    last: int
    total: int
    base: str
    size: int = 0
    has_more_than_counted: bool = False
    own_url: str = ""
    older: str = ""
    newer: str = ""
    newer_number: int = 0

    @property
    def print(self) -> tuple[Any, ...] | None:
        """What tells it from another, with all that stands on it; None where that has no print."""
        prints = [getattr(each, "print", None) for each in self.items]
        place = (self.number, self.last, self.total, self.base, self.has_more_than_counted, self.own_url)
        links = (self.older, self.newer, self.newer_number)
        return None if None in prints else (*place, *links, self.size, *prints)

    def url(self, number: int) -> str:
        """The address of a numbered page; the first has no number in it."""
        return self.base if number == 1 else asking(self.base, "page", number)

    @property
    def address(self) -> str:
        return self.own_url or self.url(self.number)

    @property
    def numbers(self) -> list[int | None]:
        """The first, the last and those around this page; None for a gap of more than one."""
        shown = sorted({1, self.last, *range(max(1, self.number - 2), min(self.last, self.number + 2) + 1)})
        numbers: list[int | None] = []
        for before, number in zip([0, *shown], shown, strict=False):
            if number - before > 1:
                numbers.append(before + 1 if number - before == 2 else None)
            numbers.append(number)
        return numbers

    @property
    def links(self) -> list[Link | None]:
        return [None if number is None else Link(number, self.url(number)) for number in self.numbers]

    @property
    def has_others(self) -> bool:
        return not self.number or self.last > 1 or bool(self.older)

    @property
    def starts_at(self) -> int:
        """The number of its first item in the whole list, from 1."""
        return (self.number - 1) * self.size + 1

    @property
    def previous_url(self) -> str:
        if self.newer:
            return asking(self.base, "after", self.newer)
        number = self.newer_number or self.number - 1
        return self.url(number) if number > 0 else ""

    @property
    def next_url(self) -> str:
        if self.older:
            return asking(self.base, "before", self.older)
        return self.url(self.number + 1) if 0 < self.number < self.last else ""


def paginate(
    rows: QuerySet[Any],
    asked: Mapping[str, str],
    *,
    size: int,
    base: str,
    order: Order | None = None,
    load: Callable[[QuerySet[Any]], QuerySet[Any]] = QuerySet.all,
) -> Page:
    """The page of `rows` that a query asks for: `page` with a number, `before` or `after` with a place, or the first.

    A numbered one in one query: `load` turns a slice of the rows into what is shown of them, and the total comes with
    each. Without `order` the list ends at LAST_PAGE.
    Raises NoSuchPage for anything that is no page of it.
    """
    if order and is_dated(asked):
        return dated_page(rows, asked, order, size=size, base=base, load=load)
    return numbered_page(
        lambda start, size, limit: list(numbered(rows, start, size, limit, load)),
        asked,
        size=size,
        base=base,
        order=order,
    )


def is_dated(asked: Mapping[str, str]) -> bool:
    """Whether a query asks for a page by a place."""
    return "before" in asked or "after" in asked


def numbered(
    rows: QuerySet[Any], start: int, size: int, limit: int, load: Callable[[QuerySet[Any]], QuerySet[Any]]
) -> QuerySet[Any]:
    """What `load` makes of `size` rows from `start` on, each with how many there are up to `limit` as `listed`."""
    return load(rows[start : start + size]).annotate(listed=counting(rows, limit))


def numbered_page(
    read: Callable[[int, int, int], Sequence[Any]],
    asked: Mapping[str, str],
    *,
    size: int,
    base: str,
    order: Order | None = None,
) -> Page:
    """See paginate(). `read` gives what numbered() does of a start, a size and a limit."""
    number = page_number(asked.get("page"))
    if number > LAST_PAGE:
        raise NoSuchPage
    cap = size * LAST_PAGE
    items = read((number - 1) * size, size, cap + 1)
    if not items and number > 1:
        raise NoSuchPage
    total = items[0].listed if items else 0
    last = max(1, -(-min(total, cap) // size))
    older = str(order.place(items[-1])) if order and items and total > cap and number == last else ""
    return Page(items, number, last, min(total, cap), base, size, has_more_than_counted=total > cap, older=older)


def dated_page(
    rows: QuerySet[Any],
    asked: Mapping[str, str],
    order: Order,
    *,
    size: int,
    base: str,
    load: Callable[[QuerySet[Any]], QuerySet[Any]] = QuerySet.all,
) -> Page:
    """See paginate(). What is next to a place, the newest first.

    Nothing newer than that: it is the first page, by another name.
    """
    if len({"page", "before", "after"} & set(asked)) > 1:
        raise NoSuchPage
    name = "before" if "before" in asked else "after"
    place = Place.read(asked[name])
    if name == "before":
        items = list(load(order.older(rows, place)[: size + 1]))
        has_older = len(items) > size
    else:
        items = sorted(load(order.newer(rows, place).reverse()[:size]), key=order.place, reverse=True)
        has_older = bool(items) and order.older(rows, order.place(items[-1])).exists()
    items = items[:size]
    cap = size * LAST_PAGE
    newer = counted(order.newer(rows, order.place(items[0])), cap + 1) if items else 0
    if not newer:
        raise NoSuchPage
    return Page(
        items,
        number=0,
        last=LAST_PAGE,
        total=cap,
        base=base,
        size=size,
        has_more_than_counted=True,
        own_url=asking(base, name, place),
        older=str(order.place(items[-1])) if has_older else "",
        newer=str(order.place(items[0])) if newer > cap else "",
        newer_number=0 if newer > cap else -(-newer // size),
    )


def asking(base: str, name: str, value: object) -> str:
    return f"{base}{'&' if '?' in base else '?'}{name}={value}"


def counted(rows: QuerySet[Any], limit: int) -> int:
    return rows.order_by().values("pk")[:limit].count()


def counting(rows: QuerySet[Any], limit: int) -> RawSQL:
    """The same as a column. The database counts once, not for each row."""
    sql, parameters = rows.order_by().values("pk")[:limit].query.sql_with_params()
    return RawSQL(f"SELECT COUNT(*) FROM ({sql}) AS counted", parameters)  # noqa: S608, S611  the ORM's own SQL


def paginate_list(items: Sequence[Any], asked: str | None, *, size: int, base: str) -> Page:
    """The same for a list at hand, such as the keys that a search found."""
    number = page_number(asked)
    last = max(1, -(-len(items) // size))
    if number > last:
        raise NoSuchPage
    return Page(items[(number - 1) * size : number * size], number, last, len(items), base, size)


def page_number(asked: str | None) -> int:
    if asked is None:
        return 1
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 6 and asked[0] != "0"):
        raise NoSuchPage
    return int(asked)
