"""What the clock will change: apps that publish by it say here when, and which keys that concerns."""

from collections.abc import Callable, Iterable
from datetime import datetime

type Event = tuple[datetime, set[str]]
type Events = Callable[[datetime, datetime], Iterable[Event]]

_sources: list[Events] = []


def register(events: Events) -> None:
    """`events(after, until)` are the instants in between at which something appears or ends, with its keys."""
    if events not in _sources:
        _sources.append(events)


def next_event(keys: set[str], after: datetime, until: datetime) -> datetime:
    """The first instant at which something under one of these keys is another; `until` if none comes before."""
    found = (when for source in _sources for when, concerned in source(after, until) if concerned & keys)
    return min(found, default=until)
