"""Recurring jobs: functions with a rhythm, one row each, run by whichever worker claims the row first.

    @every(name="guard: forget the past", hours=1)
    def forget() -> None: ...

Jobs live in `<app>/tasks.py`, which `load()` imports. A job is short – long work is enqueued as tasks – and may be run
again after a crash, so it is idempotent. A job that fails, or is cut off, runs again at its next time.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from traceback import format_exc

from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from geopolist.worker.models import ScheduledJob

logger = logging.getLogger("geopolist.worker")

type Work = Callable[[], object]


@dataclass(frozen=True)
class Job:
    name: str
    rhythm: timedelta
    work: Work


SCHEDULE: dict[str, Job] = {}


def every(*, name: str, days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0) -> Callable[[Work], Work]:
    """Register a function to be run in this rhythm under this name.

    Raises ValueError for a rhythm of nothing, and for a name that another function has.
    """
    rhythm = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if rhythm <= timedelta(0):
        raise ValueError(f"The job {name!r} needs a rhythm longer than nothing.")

    def register(work: Work) -> Work:
        if name in SCHEDULE and SCHEDULE[name].work is not work:
            raise ValueError(f"Two jobs are called {name!r}.")
        SCHEDULE[name] = Job(name, rhythm, work)
        return work

    return register


def load() -> None:
    """Import every app's `tasks` module, so that its jobs and retry policies are known."""
    autodiscover_modules("tasks")


def prepare(now: datetime | None = None) -> None:
    """Make the rows agree with SCHEDULE: new jobs are due at once, and none waits longer than its rhythm."""
    now = now or timezone.now()
    ScheduledJob.objects.exclude(name__in=SCHEDULE).delete()
    rows = [ScheduledJob(name=name, due_at=now) for name in SCHEDULE]
    ScheduledJob.objects.bulk_create(rows, ignore_conflicts=True)
    for job in SCHEDULE.values():
        latest = now + job.rhythm
        ScheduledJob.objects.filter(name=job.name, due_at__gt=latest).update(due_at=latest)


def run_due(now: datetime | None = None) -> list[str]:
    """Run every job that is due and not claimed by another worker. Returns their names."""
    now = now or timezone.now()
    due = ScheduledJob.objects.filter(due_at__lte=now).order_by("due_at").values_list("name", flat=True)
    names = [name for name in due if name in SCHEDULE and _claim(SCHEDULE[name], now)]
    for name in names:
        _run(SCHEDULE[name])
    return names


def _claim(job: Job, now: datetime) -> bool:
    claimed = ScheduledJob.objects.filter(name=job.name, due_at__lte=now)
    return bool(claimed.update(due_at=now + job.rhythm, last_started=now))


def _run(job: Job) -> None:
    error = ""
    try:
        job.work()
    except Exception:
        # One broken job must not keep the others from their time.
        logger.exception("recurring job failed", extra={"job": job.name})
        error = format_exc()[-4000:]
    ScheduledJob.objects.filter(name=job.name).update(last_finished=timezone.now(), last_error=error)
