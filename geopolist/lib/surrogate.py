"""Surrogate keys: short names for what a page shows. Whoever reads says what it showed, whoever writes what changed.

    shows("category:5")            while a page is being made
    changed("category:5")          in the transaction of a change

Neither knows of pages that are kept (geopolist.pagecache listens): without a listener, and where no page is being made,
both do nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self


@dataclass
class Shown:
    """What a page has shown so far, and until when that is certainly right; None: as far as it knows, for good."""

    keys: set[str] = field(default_factory=set)
    until: datetime | None = None
    begun: datetime = field(default_factory=lambda: datetime.now(UTC))


_shown: ContextVar[Shown | None] = ContextVar("shown", default=None)
_listeners: list[Callable[[set[str]], object]] = []


@contextmanager
def recording() -> Iterator[Shown]:
    """Write down what is shown in here, in this thread."""
    shown = Shown()
    token = _shown.set(shown)
    try:
        yield shown
    finally:
        _shown.reset(token)


def shows(*keys: str) -> None:
    if (shown := _shown.get()) is not None:
        shown.keys.update(keys)


def lasts(until: datetime | None) -> None:
    """What is being shown is another at this instant. None, or before the page was begun: it stays as it is."""
    if (shown := _shown.get()) is not None and until is not None and until > shown.begun:
        shown.until = min(filter(None, (shown.until, until)))


def listen(listener: Callable[[set[str]], object]) -> None:
    """Have `listener` called with the keys of every change, in its transaction."""
    if listener not in _listeners:
        _listeners.append(listener)


def changed(*keys: str) -> None:
    """What bears these keys is another now: called in the transaction that makes it so, as often as one likes."""
    for listener in _listeners:
        listener(set(keys))


def chrome_key(language: str) -> str:
    """What surrounds every page in a language."""
    return f"chrome:{language}"


class Keyed:
    """Mixed into models that pages print, as the first: a row that is read is shown, one that is saved has changed.

    The key of a row is `app.model:pk`. A list of rows is shown with `app.model`, which changes with every one of them.
    What is changed with `update()` says so itself.
    """

    pk: Any
    _meta: Any

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        row = super().from_db(*args, **kwargs)  # type: ignore[misc]  # Django's
        shows(row.surrogate_key)
        return row

    @property
    def surrogate_key(self) -> str:
        return f"{self._meta.label_lower}:{self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)  # type: ignore[misc]  # Django's
        changed(self._meta.label_lower, self.surrogate_key)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        keys = (self._meta.label_lower, self.surrogate_key)
        outcome = super().delete(*args, **kwargs)  # type: ignore[misc]  # Django's
        changed(*keys)
        return outcome
