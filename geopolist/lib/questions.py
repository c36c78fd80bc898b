"""Questions that are put together once in a process and asked many times.

Django writes the SQL of a queryset anew each time it is asked, which takes longer than the database's answer. A
question is a queryset with slots in place of its values: its SQL is kept, and only the values are new.
"""

import copy
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, Model, QuerySet

from geopolist.lib.surrogate import recording


class Slot(Expression):
    """Where a value goes. `field` tells how the database writes it."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, *_args: Any, **_kwargs: Any) -> tuple[str, Any]:
        return "%s", [self]

    def bound(self, values: dict[str, Any], connection: Any) -> Any:
        return self.output_field.get_db_prep_value(values[self.name], connection)


class Question[Row: Model]:
    """`make` gives the queryset, with slots in it; it is asked for once, when the question is."""

    def __init__(self, make: Callable[[], QuerySet[Row]]) -> None:
        self.make = make

    @cached_property
    def queryset(self) -> QuerySet[Row]:
        # Whoever asks says what is shown: here there are no values yet.
        with recording():
            return self.make()

    @cached_property
    def compiled(self) -> tuple[Any, str, tuple[Any, ...]]:
        compiler = self.queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        return compiler, sql, tuple(params)

    def sql(self, **values: Any) -> tuple[str, list[Any]]:
        """The question as text with its parameters, to stand in another."""
        _compiler, sql, params = self.compiled
        connection = connections[DEFAULT_DB_ALIAS]
        return sql, [each.bound(values, connection) if isinstance(each, Slot) else each for each in params]

    def rows(self, joined: str = "", parameters: Sequence[Any] = (), **values: Any) -> list[Row]:
        """The model's rows, in one query. `joined` is SQL that goes after the question's own, with its parameters."""
        sql, params = self.sql(**values)
        compiler = copy.copy(self.compiled[0])
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        compiler.as_sql = lambda *_args, **_kwargs: (f"{sql} {joined}", (*params, *parameters))
        queryset = self.queryset.all()
        queryset.query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]
        rows: Any = queryset._iterable_class(queryset)
        return list(rows)
