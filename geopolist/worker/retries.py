"""Tasks that are tried again.

    @retry(tries=5, first=10)
    @task()
    def fetch(image_id: int) -> None: ...

The row that failed is put back with a later `run_after`, so a task keeps its id through all its tries; the worker ids
on the row count them. When the last try has failed the row stays FAILED: parked, with its traceback, for a person to
look at in the admin. A task without a policy is parked at once.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.tasks import Task, TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger("geopolist.worker")


class GiveUp(Exception):
    """Raised by a task that knows another try would not help: it is parked at once."""


@dataclass(frozen=True)
class Policy:
    tries: int
    first: float
    factor: float
    longest: float

    def wait(self, tries_made: int) -> timedelta:
        """How long to wait after the given number of tries, at least one."""
        return timedelta(seconds=min(self.first * self.factor ** (tries_made - 1), self.longest))


POLICIES: dict[str, Policy] = {}
UNKNOWN = Policy(tries=1, first=0, factor=1, longest=0)
_GIVEN_UP = f"{GiveUp.__module__}.{GiveUp.__qualname__}"


def retry(*, tries: int = 5, first: float = 10, factor: float = 4, longest: float = 3600) -> Callable[[Task], Task]:
    """Try the task up to `tries` times in all: after `first` seconds, then `factor` times longer, never over `longest`.

    Such a task may run more than once, so it must be idempotent.
    """
    if tries < 1:
        raise ValueError(f"tries is {tries}: a task is tried at least once.")

    def register(task: Task) -> Task:
        POLICIES[task.module_path] = Policy(tries, first, factor, longest)
        return task

    return register


def policy(row: DBTaskResult) -> Policy:
    return POLICIES.get(row.task_path, UNKNOWN)


def put_back(row: DBTaskResult) -> bool:
    """Queue a failed row again if its policy allows; False if it stays parked. Safe to call from several workers."""
    tries = len(row.worker_ids)
    rule = policy(row)
    if tries >= rule.tries or row.exception_class_path == _GIVEN_UP:
        return False
    failed = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.FAILED)
    return bool(failed.update(status=TaskResultStatus.READY, run_after=timezone.now() + rule.wait(tries)))


def put_back_failed() -> int:
    """Queue again what a worker left FAILED because it ended before it could put the row back."""
    recent = timezone.now() - timedelta(hours=1)
    failed = DBTaskResult.objects.failed().filter(task_path__in=POLICIES, finished_at__gt=recent)
    return sum(put_back(row) for row in failed)
