"""The worker's own recurring jobs."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from geopolist.worker import reaper
from geopolist.worker.schedule import every

KEEP_DONE = timedelta(days=2)
KEEP_PARKED = timedelta(days=60)


@every(name="worker: forget old task results", hours=6)
def prune() -> None:
    """Drop results nobody will ask for again: done ones soon, parked ones after people had time to look."""
    now = timezone.now()
    DBTaskResult.objects.successful().filter(finished_at__lt=now - KEEP_DONE).delete()
    DBTaskResult.objects.failed().filter(finished_at__lt=now - KEEP_PARKED).delete()


@every(name="worker: forget ended workers", hours=6)
def bury() -> None:
    reaper.bury_the_dead()
