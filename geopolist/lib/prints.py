"""Prints: a short name for all that a row holds, so that what was made of it once can be found again.

What was made of it once needs no row: most that are found are never read (`late`).
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet
from django.db.models.query import ModelIterable, get_related_populators

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
        places = range(len(compiler.select))
        self.own = itemgetter(*(place for place in places if place not in self.added.values()))

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


class Late:
    """A row that is read when more is asked of it than its key, its print, and what a query added to it.

    What is added has to be what the database calls by the same name: a number, no date.
    """

    def __init__(self, reader: Reader, columns: Sequence[Any]) -> None:
        # Past __setattr__: this is no change of the row.
        self.__dict__.update(reader=reader, columns=columns, pk=columns[reader.key])
        self.__dict__.update({name: columns[place] for name, place in reader.added.items()})

    @cached_property
    def row(self) -> Any:
        row = self.reader.read(self.columns)
        row.print = self.print
        return row

    @cached_property
    def print(self) -> int:
        """One and the same as long as its columns, and those of the rows joined, are; without what a query added.

        64 bits. Python hashes text by a secret of the process, so nobody can write two that are alike.
        """
        return hash(self.reader.own(self.columns))

    def is_shown(self) -> None:
        """Note it, with all that is joined to it, as a row that is read is noted."""
        columns = self.columns
        shows(*[f"{label}:{columns[place]}" for place, label in self.reader.keys if columns[place] is not None])

    # To all who ask, it is the row.

    @property  # type: ignore[misc]  # as stand-ins do
    def __class__(self) -> Any:
        return self.reader.model

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self.row, name, value)

    def __str__(self) -> str:
        return str(self.row)

    def __eq__(self, other: object) -> bool:
        return bool(self.row == other)

    def __hash__(self) -> int:
        return hash(self.row)


def reader_of(queryset: QuerySet[Any], compiler: Any) -> Reader:
    """Only when there is a row does the compiler know what stands where."""
    # A question asks by copies of one compiler. They share this, so that it is found out once.
    shared = compiler.klass_info
    if "reader" not in shared:
        shared["reader"] = Reader(queryset, compiler)
    found: Reader = shared["reader"]
    return found


class LateIterable(ModelIterable):
    def __iter__(self) -> Iterator[Any]:
        compiler = self.queryset.query.get_compiler(using=self.queryset.db)
        results = compiler.execute_sql(chunked_fetch=self.chunked_fetch, chunk_size=self.chunk_size)
        for columns in chain.from_iterable(results):
            row = Late(reader_of(self.queryset, compiler), columns)
            row.is_shown()
            yield row


class PrintedIterable(LateIterable):
    def __iter__(self) -> Iterator[Any]:
        for late in super().__iter__():
            row = late.reader.read(late.columns)
            row.print = late.print
            yield row


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
