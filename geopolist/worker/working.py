"""The worker process: tasks as they come, and a tick for everything that recurs. One thread."""

import logging
import os
import sys
import time
from types import FrameType

from django.db import Error as DatabaseError
from django.db import close_old_connections
from django.tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from geopolist.worker import reaper, retries, schedule
from geopolist.worker.models import Heartbeat
from geopolist.worker.pulse import Pulse

logger = logging.getLogger("geopolist.worker")


class SiteWorker(Worker):
    """The library's worker, with retries, a reaper, the schedule and a heartbeat.

    It ends after the task under way on SIGTERM or SIGINT, at once on a second one, and by itself when the process
    `parent` is no longer its parent.
    """

    TICK = 10.0
    running: bool

    def __init__(self, *, interval: float = 0.5, parent: int | None = None) -> None:
        super().__init__(
            queue_names=["*"],
            interval=interval,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        self.parent = parent or os.getppid()
        self.pulse = Pulse(self.worker_id)
        self._next_tick = 0.0
        # In batch mode it would say twice a second that there is nothing to do.
        logging.getLogger("django_tasks_db").setLevel(logging.WARNING)

    def work(self) -> None:
        """Until told to end."""
        self.configure_signals()
        schedule.load()
        self.pulse.hold()
        try:
            while self.running:
                self._round()
        finally:
            self.pulse.release()
            self._forget()

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        # The library's would leave at once when idle, in the middle of a tick: the loop looks often enough.
        if not self.running:
            self.reset_signals()
            sys.exit(1)
        self.running = False

    def run_task(self, db_task_result: DBTaskResult) -> None:
        if os.getppid() != self.parent:
            self.running = False
        super().run_task(db_task_result)
        if db_task_result.status == TaskResultStatus.FAILED:
            retries.put_back(db_task_result)
        self.tick()

    def tick(self) -> None:
        """Everything that recurs, if it is time again: also between two tasks, for a long queue must not stop it."""
        if time.monotonic() < self._next_tick:
            return
        if not self._next_tick:
            schedule.prepare()
        self._next_tick = time.monotonic() + self.TICK
        Heartbeat.beat(self.worker_id, timezone.now())
        reaper.put_back_lost()
        retries.put_back_failed()
        schedule.run_due()

    def _round(self) -> None:
        try:
            close_old_connections()
            self.tick()
            # A look without a lock: on SQLite the library's claim takes the write lock even when there is nothing.
            if self.running and DBTaskResult.objects.ready().filter(backend_name=self.backend_name).exists():
                self.run()
        except DatabaseError:
            # The database restarts, or is busy beyond measure: it comes back, and the rows are still there.
            logger.exception("the database does not answer")
            close_old_connections()
            time.sleep(self.interval)
        if os.getppid() != self.parent:
            self.running = False
        if self.running:
            time.sleep(self.interval)

    def _forget(self) -> None:
        try:
            Heartbeat.objects.filter(worker=self.worker_id).delete()
        except DatabaseError:
            logger.warning("the heartbeat stays: the database does not answer")
