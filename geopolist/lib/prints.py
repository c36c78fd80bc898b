"""Prints: a short name for all that a row holds, so that what was made of it once can be found again.

What was made of it once needs no row: most that are found are never read (`late`).
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from typing import Any

from django.db.models import QuerySet
from django.db.models.query import ModelIterable, get_related_populators
from django.utils.functional import LazyObject, empty

from geopolist.lib.surrogate import Keyed, shows


class Reader:
    """Makes rows of what a database gave for one query, as Django's ModelIterable does for all of them."""

    def __init__(self, queryset: QuerySet[Any], compiler: Any) -> None:
        """`compiler` has asked the query."""
        self.database, self.fetch_mode = queryset.db, queryset._fetch_mode  # type: ignore[attr-defined]
        self.compiler, self.model = compiler, queryset.model
        own = compiler.klass_info["select_fields"]
        self.first, self.end = own[0], own[-1] + 1
        self.key = next(place for place in own if self.target(place).primary_key)
        self.added: dict[str, int] = compiler.annotation_col_map or {}
        self.not_its_own = frozenset(self.added.values())

    def target(self, place: int) -> Any:
        return self.compiler.select[place][0].target

    @cached_property
    def keys(self) -> list[tuple[int, str]]:
        """Where the keys of all that is shown with a row stand, and what they are keys of."""
        found: list[tuple[int, str]] = []
        kinds = [self.compiler.klass_info]
        while kinds:
            kind = kinds.pop()
            kinds += kind.get("related_klass_infos", [])
            if issubclass(kind["model"], Keyed):
                place = next(each for each in kind["select_fields"] if self.target(each).primary_key)
                found.append((place, kind["model"]._meta.label_lower))
        return found

    @cached_property
    def converters(self) -> Any:
        return self.compiler.get_converters([each[0] for each in self.compiler.select[: self.compiler.col_count]])

    @cached_property
    def names(self) -> list[str]:
        return [self.target(place).attname for place in range(self.first, self.end)]

    @cached_property
    def joined(self) -> Any:
        klass, select = self.compiler.klass_info, self.compiler.select
        return get_related_populators(klass, select, self.database, self.fetch_mode)

    def read(self, columns: Sequence[Any]) -> Any:
        values = next(iter(self.compiler.apply_converters([columns], self.converters)))
        row = self.model.from_db(self.database, self.names, values[self.first : self.end], fetch_mode=self.fetch_mode)
        for each in self.joined:
            each.populate(values, row)
        for name, place in self.added.items():
            setattr(row, name, values[place])
        return row


class Late(LazyObject):
    """A row that is read when more is asked of it than its key, its print, and what a query added to it.

    What is added has to be what the database calls by the same name: a number, no date.
    """

    def __init__(self, reader: Reader, columns: Sequence[Any]) -> None:
        # Past the object that this one stands for.
        self.__dict__.update(_wrapped=empty, reader=reader, columns=columns, pk=columns[reader.key])
        self.__dict__.update({name: columns[place] for name, place in reader.added.items()})

    def _setup(self) -> None:
        row = self.reader.read(self.columns)
        row.print = self.print
        self._wrapped = row

    @property
    def print(self) -> bytes:
        """One and the same as long as its columns, and those of the rows joined, are; without what a query added."""
        found = self.__dict__.get("own_print")
        if found is None:
            added = self.reader.not_its_own
            found = print_of([column for place, column in enumerate(self.columns) if place not in added])
            self.__dict__["own_print"] = found
        return found

    def is_shown(self) -> None:
        """Note it, with all that is joined to it, as a row that is read is noted."""
        columns = self.columns
        shows(*(f"{label}:{columns[place]}" for place, label in self.reader.keys if columns[place] is not None))

    def __bool__(self) -> bool:
        return True


class LateIterable(ModelIterable):
    def __iter__(self) -> Iterator[Any]:
        compiler = self.queryset.query.get_compiler(using=self.queryset.db)
        results = compiler.execute_sql(chunked_fetch=self.chunked_fetch, chunk_size=self.chunk_size)
        reader = None
        for columns in chain.from_iterable(results):
            # Only when there is a row does the compiler know what stands where.
            reader = reader or Reader(self.queryset, compiler)
            row = Late(reader, columns)
            row.is_shown()
            yield row


class PrintedIterable(LateIterable):
    def __iter__(self) -> Iterator[Any]:
        for late in super().__iter__():
            row = late.reader.read(late.columns)
            row.print = late.print
            yield row


def print_of(columns: Sequence[Any]) -> bytes:
    return blake2b(repr(columns).encode(), digest_size=16).digest()


def printed[Rows: QuerySet[Any]](rows: Rows) -> Rows:
    """The same rows, each with its print."""
    return made_by(PrintedIterable, rows)


def late[Rows: QuerySet[Any]](rows: Rows) -> Rows:
    """The same rows, each with its print, and read only when something else is asked of them: see Late."""
    return made_by(LateIterable, rows)


def made_by[Rows: QuerySet[Any]](iterable: type[ModelIterable], rows: Rows) -> Rows:
    found = rows._chain()  # type: ignore[attr-defined]  # as Django's own methods begin
    found._iterable_class = iterable
    return found
