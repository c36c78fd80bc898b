"""Numbered pages of a list: real links, a count that never walks a whole table, 404 for pages that are not there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

# Nobody pages further by number; counting further would walk the whole list.
LAST_PAGE = 200


class NoSuchPage(Http404):
    """The list is there; what was asked for is no number of a page of it."""


@dataclass(frozen=True)
class Link:
    number: int
    url: str


@dataclass(frozen=True)
class Page:
    """One page. `total` is exact up to LAST_PAGE pages; `has_more_than_counted` says when it is not."""

    items: Sequence[Any]
    number: int
    last: int
    total: int
    base: str
    has_more_than_counted: bool = False

    def url(self, number: int) -> str:
        """The address of a page; the first has none of its own."""
        if number == 1:
            return self.base
        return f"{self.base}{'&' if '?' in self.base else '?'}page={number}"

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
        return self.last > 1

    @property
    def previous_url(self) -> str:
        return self.url(self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        return self.url(self.number + 1) if self.number < self.last else ""


def paginate(queryset: QuerySet[Any], asked: str | None, *, size: int, base: str) -> Page:
    """Page `asked` (a `?page=` as it came; None for the first) of `queryset`, in two queries.

    Raises NoSuchPage for anything that is not the number of a page that is there.
    """
    number = page_number(asked)
    cap = size * LAST_PAGE
    total = queryset.order_by().values("pk")[: cap + 1].count()
    last = max(1, -(-min(total, cap) // size))
    if number > last:
        raise NoSuchPage
    items = list(queryset[(number - 1) * size : number * size])
    return Page(items, number, last, min(total, cap), base, has_more_than_counted=total > cap)


def paginate_list(items: Sequence[Any], asked: str | None, *, size: int, base: str) -> Page:
    """The same for a list at hand, such as the keys that a search found."""
    number = page_number(asked)
    last = max(1, -(-len(items) // size))
    if number > last:
        raise NoSuchPage
    return Page(items[(number - 1) * size : number * size], number, last, len(items), base)


def page_number(asked: str | None) -> int:
    if asked is None:
        return 1
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 6 and asked[0] != "0"):
        raise NoSuchPage
    return int(asked)
