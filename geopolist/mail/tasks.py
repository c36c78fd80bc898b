"""When the outbox is looked at."""

from datetime import timedelta

from django.conf import settings
from django.tasks import TaskContext, task
from django.utils import timezone

from geopolist.mail import delivery
from geopolist.mail.models import Message, State
from geopolist.worker.schedule import every

KEEP_ROWS = timedelta(days=90)
KEEP_TEXTS = timedelta(days=14)


@task(priority=50, takes_context=True)
def deliver(context: TaskContext) -> None:
    """Send what is due. Another task of its kind goes on when there is more, so that other work has its turn."""
    worker = context.task_result.worker_ids[-1:] or [""]
    if delivery.drain(worker[0]):
        deliver.enqueue()


@every(name="mail: send what waits", seconds=15)
def send_waiting() -> None:
    """Mail whose pause is over, and mail whose worker ended."""
    if delivery.next_due() or Message.objects.filter(state=State.SENDING).exists():
        deliver.enqueue()


@every(name="mail: forget old mail", hours=6)
def forget() -> None:
    now = timezone.now()
    Message.objects.filter(created_at__lt=now - KEEP_ROWS).delete()
    if settings.IS_LIVE:
        given_up = Message.objects.filter(state=State.PARKED, created_at__lt=now - KEEP_TEXTS)
        given_up.update(text="", html="", headers={})
