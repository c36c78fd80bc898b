"""Which workers are alive: each holds a lock on a file in DATA/workers, and the system drops it when the process ends.

A time-out alone would either wait minutes after every crash or take a long task for a dead one.
"""

import fcntl
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.utils import timezone


class Life(Enum):
    ALIVE = "alive"
    DEAD = "dead"
    UNKNOWN = "unknown"  # it ran with another DATA folder, or long ago


class Pulse:
    """Held by a worker from start to end."""

    def __init__(self, worker: str) -> None:
        self.file = _file(worker)
        self._lock: TextIO | None = None

    def hold(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self._lock = self.file.open("w")
        # Waits for the instant that another worker's look may hold it.
        fcntl.flock(self._lock, fcntl.LOCK_EX)

    def release(self) -> None:
        if self._lock:
            self._lock.close()
            self._lock = None


def life(worker: str) -> Life:
    """Whether the worker of this id still runs."""
    try:
        file = _file(worker).open()
    except OSError:
        return Life.UNKNOWN
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return Life.ALIVE
    return Life.DEAD


def sweep(*, older_than: timedelta = timedelta(days=1)) -> int:
    """Remove the files of workers that ended long ago."""
    oldest = (timezone.now() - older_than).timestamp()
    ended = [
        file for file in _folder().glob("*.lock") if file.stat().st_mtime < oldest and life(file.stem) is Life.DEAD
    ]
    for file in ended:
        file.unlink(missing_ok=True)
    return len(ended)


def is_lost(worker: str, since: datetime | None, *, patience: timedelta) -> bool:
    """Whether work that this worker began at `since` will never be finished by it."""
    match life(worker) if worker else Life.UNKNOWN:
        case Life.DEAD:
            return True
        case Life.ALIVE:
            return False
    return since is None or since < timezone.now() - patience


def _folder() -> Path:
    return Path(settings.DATA) / "workers"


def _file(worker: str) -> Path:
    # Our own ids are letters and digits; anything else in a row must not become a path.
    name = "".join(character for character in worker if character.isalnum())
    return _folder() / f"{name}.lock"
