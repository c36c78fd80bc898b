"""Prints: a short name for all that a row holds, so that what was made of it once can be found again."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import chain
from typing import Any

from django.db.models import QuerySet
from django.db.models.query import ModelIterable


class PrintedIterable(ModelIterable):
    """Gives each row `print`: one and the same as long as its columns, and those of the rows joined, are the same.

    Columns that a queryset adds to them (`annotate`) do not count.
    """

    def __iter__(self) -> Iterator[Any]:
        query = self.queryset.query
        compiler = query.get_compiler(using=self.queryset.db)
        read, given = compiler.results_iter, list[Any]()

        def results_iter(results: Iterable[Any], **options: Any) -> Iterable[Any]:
            given.extend(chain.from_iterable(results))
            return read([given], **options)

        compiler.results_iter = results_iter
        query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]
        for number, row in enumerate(super().__iter__()):
            added = compiler.annotation_col_map.values()
            row.print = print_of(column for place, column in enumerate(given[number]) if place not in added)
            yield row


def print_of(columns: Iterable[Any]) -> bytes:
    return blake2b(repr([*columns]).encode(), digest_size=16).digest()


def printed[Rows: QuerySet[Any]](rows: Rows) -> Rows:
    """The same rows, each with its print."""
    found = rows._chain()  # type: ignore[attr-defined]  # as Django's own methods begin
    found._iterable_class = PrintedIterable
    return found
