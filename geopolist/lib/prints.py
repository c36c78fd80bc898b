"""Prints: a short name for all that a row holds, so that what was made of it once can be found again."""

from collections.abc import Iterable, Iterator, Sequence
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
        # Of its own: whoever narrows the queryset that is being read begins with a compiler of theirs.
        self.queryset = self.queryset._chain()  # type: ignore[attr-defined]  # as printed() does
        query = self.queryset.query
        compiler = query.get_compiler(using=self.queryset.db)
        read = compiler.results_iter
        # As the database gave it: what comes of it can be hashed in one go.
        given: Sequence[Any] = ()

        def one_by_one(results: Iterable[Any]) -> Iterator[Any]:
            nonlocal given
            for row in chain.from_iterable(results):
                given = row
                yield row

        compiler.results_iter = lambda results, **options: read([one_by_one(results)], **options)
        query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]
        for row in super().__iter__():
            added = compiler.annotation_col_map.values()
            row.print = print_of(column for place, column in enumerate(given) if place not in added)
            yield row


def print_of(columns: Iterable[Any]) -> bytes:
    return blake2b(repr([*columns]).encode(), digest_size=16).digest()


def printed[Rows: QuerySet[Any]](rows: Rows) -> Rows:
    """The same rows, each with its print."""
    found = rows._chain()  # type: ignore[attr-defined]  # as Django's own methods begin
    found._iterable_class = PrintedIterable
    return found
