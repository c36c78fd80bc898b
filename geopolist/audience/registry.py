"""What is counted. Apps make their models known in AppConfig.ready()."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True)
class Counted:
    """A model whose objects are read."""

    add: Callable[[Mapping[int, int]], object]
    folded: Callable[[], object] | None = None


_counted: dict[type[models.Model], Counted] = {}


def register(
    model: type[models.Model],
    *,
    add: Callable[[Mapping[int, int]], object],
    folded: Callable[[], object] | None = None,
) -> None:
    """Count how often objects of `model` are read. Pages that show one carry `data-read`, which sends the beacon.

    `add({key: readings})` adds to the counters of these objects, in the transaction that folds: it may raise, and then
    nothing has been folded. Keys of what is no more may be among them. `folded()` is called after every fold, to put
    lists in a new order. Nothing is shown by itself: a counter is as private as the page that prints it.
    """
    _counted[model] = Counted(add, folded)


def counted(model: type[models.Model] | None) -> Counted | None:
    return _counted.get(model) if model else None


def all_counted() -> list[Counted]:
    return list(_counted.values())
