"""Who is told when what texts print of the site has changed. Apps register in AppConfig.ready()."""

from collections.abc import Callable

type Told = Callable[[], object]

_told: list[Told] = []


def register(changed: Told) -> None:
    """`changed` is called on commit when the site's languages or its reading speed are others than before."""
    _told.append(changed)


def tell() -> None:
    for changed in _told:
        changed()
