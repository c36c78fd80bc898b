"""Tasks that a killed worker left RUNNING are put back.

So a task runs at least once, and after a crash perhaps twice: tasks are idempotent. A row whose worker ended under it
again and again is parked, or it would take one worker after another down.
"""

import logging
from datetime import timedelta

from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from geopolist.worker import pulse
from geopolist.worker.models import Heartbeat
from geopolist.worker.retries import policy

logger = logging.getLogger("geopolist.worker")

# Only for workers of which no lock file tells: no task of ours takes longer.
PATIENCE = timedelta(minutes=4)
DEATHS = 3


def put_back_lost() -> int:
    """Queue again every RUNNING row whose worker is gone. Safe to call from several workers: each row moves once."""
    lost = [row for row in DBTaskResult.objects.running() if _is_lost(row)]
    return sum(_park(row) if _is_deadly(row) else _put_back(row) for row in lost)


def bury_the_dead() -> None:
    """Forget workers that ended long ago."""
    Heartbeat.objects.filter(ticked_at__lt=timezone.now() - timedelta(days=1)).delete()
    pulse.sweep()


def _is_lost(row: DBTaskResult) -> bool:
    worker = row.worker_ids[-1] if row.worker_ids else ""
    return pulse.is_lost(worker, row.started_at, patience=PATIENCE)


def _is_deadly(row: DBTaskResult) -> bool:
    return len(row.worker_ids) >= max(policy(row).tries, DEATHS)


def _put_back(row: DBTaskResult) -> int:
    logger.warning("task put back after its worker ended", extra={"task": row.task_path, "id": str(row.pk)})
    return _move(row, status=TaskResultStatus.READY, run_after=get_date_max())


def _park(row: DBTaskResult) -> int:
    logger.error("task parked: its worker ended each time", extra={"task": row.task_path, "id": str(row.pk)})
    reason = f"The worker ended {len(row.worker_ids)} times while it ran this task."
    return _move(row, status=TaskResultStatus.FAILED, finished_at=timezone.now(), traceback=reason)


def _move(row: DBTaskResult, **changes: object) -> int:
    # started_at tells this run from the next one, which another worker may have begun in between.
    seen = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at)
    return seen.update(**changes)
