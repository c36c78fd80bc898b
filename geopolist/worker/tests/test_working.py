"""The worker as a process: kills and ends, on the real queue."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from geopolist.worker.models import Heartbeat
from geopolist.worker.tests import samples
from geopolist.worker.tests.processes import PATIENCE, is_running, site, wait_until
from geopolist.worker.working import SiteWorker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def here(tmp_path):
    with site(tmp_path) as made:
        yield made


def status() -> str:
    return DBTaskResult.objects.get().status


def test_worker_runs_a_task_and_ends_in_order(here):
    worker = here.start("work")
    wait_until(Heartbeat.last_tick)
    samples.note.enqueue("hello")
    wait_until(lambda: status() == TaskResultStatus.SUCCESSFUL)

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(timeout=PATIENCE) == 0
    assert Heartbeat.objects.count() == 0


def test_task_of_a_killed_worker_is_run_again_at_once(here, tmp_path):
    samples.wait_for.enqueue(str(tmp_path / "go"))
    first = here.start("work")
    wait_until(lambda: status() == TaskResultStatus.RUNNING)
    first.kill()
    first.wait()
    (tmp_path / "go").touch()

    here.start("work")

    wait_until(lambda: status() == TaskResultStatus.SUCCESSFUL)
    assert len(DBTaskResult.objects.get().worker_ids) == 2


def test_worker_finishes_its_task_before_it_ends(here, tmp_path):
    samples.wait_for.enqueue(str(tmp_path / "go"))
    worker = here.start("work")
    wait_until(lambda: status() == TaskResultStatus.RUNNING)

    worker.send_signal(signal.SIGTERM)
    (tmp_path / "go").touch()

    assert worker.wait(timeout=PATIENCE) == 0
    assert status() == TaskResultStatus.SUCCESSFUL


def test_worker_ends_when_its_parent_is_killed(here):
    code = (
        "import subprocess, sys, os; p = subprocess.Popen([sys.executable, 'manage.py', 'work', '--parent',"
        " str(os.getpid())]); print(p.pid, flush=True); p.wait()"
    )
    parent = subprocess.Popen(  # noqa: S603 - our own code, no shell
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=here.environment, stdout=subprocess.PIPE, text=True
    )
    pid = int(parent.stdout.readline())
    wait_until(Heartbeat.last_tick)

    os.kill(parent.pid, signal.SIGKILL)
    parent.communicate()

    wait_until(lambda: not is_running(pid))


def test_job_that_is_due_is_run_by_one_of_many_workers(here):
    code = """
from geopolist.worker import schedule
schedule.SCHEDULE.clear()
schedule.every(name="once", hours=1)(lambda: None)
schedule.prepare()
print(len(schedule.run_due()))
"""

    runs = [int(count) for count in here.run_python(code, copies=4)]

    assert sorted(runs) == [0, 0, 0, 1]


def test_worker_lives_on_when_the_database_was_away(monkeypatch):
    worker = SiteWorker(interval=0)
    errors = iter([OperationalError("the server closed the connection"), InterfaceError("connection already closed")])
    ticks = []

    def tick() -> None:
        ticks.append("tick")
        for error in errors:
            raise error

    monkeypatch.setattr(worker, "tick", tick)
    for _ in range(3):
        worker._round()

    assert ticks == ["tick"] * 3
    assert worker.running
