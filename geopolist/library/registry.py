"""How the library speaks with those who use it, without knowing them.

An app whose objects show pictures or link to documents calls `register_user` once for each such model, in
`AppConfig.ready()`, and `record_uses` whenever it saves one.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db.models import Model

type Ids = list[int]


@dataclass(frozen=True)
class User:
    """A model whose objects use what the library keeps."""

    is_public: Callable[[Ids], bool | Collection[int]]
    changed: Callable[[Ids], object]


_users: dict[str, User] = {}


def register_user(
    model: type[Model], *, is_public: Callable[[Ids], bool | Collection[int]], changed: Callable[[Ids], object]
) -> None:
    """Make a model known to the library.

    `is_public(ids)` tells whether readers may see any of these objects now: True, or those that they may. It may be
    asked in a page request, so one query. `changed(ids)` is called in the worker, with at most 500 ids, when something
    that these objects use has changed: render again, purge. It may be called twice for one change.
    """
    _users[model._meta.label] = User(is_public, changed)


def user(model: type[Model]) -> User | None:
    return _users.get(model._meta.label)


def labels() -> list[str]:
    """The registered models as "app.Model"."""
    return sorted(_users)
