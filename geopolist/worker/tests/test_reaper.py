from datetime import timedelta

import pytest
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from geopolist.worker import pulse, reaper
from geopolist.worker.models import Heartbeat
from geopolist.worker.pulse import Life, Pulse
from geopolist.worker.tests import samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path / "workers"


@pytest.fixture
def row():
    """A task that the worker `w` has begun."""
    samples.note.enqueue("hello")
    row = DBTaskResult.objects.get()
    row.claim("w")
    return row


def status() -> str:
    return DBTaskResult.objects.get().status


def test_life_of_a_worker_follows_its_lock():
    lock = Pulse("w")

    assert pulse.life("w") is Life.UNKNOWN
    lock.hold()
    assert pulse.life("w") is Life.ALIVE
    lock.release()
    assert pulse.life("w") is Life.DEAD


def test_worker_id_never_becomes_a_path(folder):
    assert pulse._file("../../etc/passwd") == folder / "etcpasswd.lock"


def test_task_of_a_dead_worker_is_put_back_at_once(row):
    lock = Pulse("w")
    lock.hold()
    lock.release()

    assert reaper.put_back_lost() == 1
    assert status() == TaskResultStatus.READY
    assert list(DBTaskResult.objects.ready()) == [row]


def test_task_of_a_living_worker_is_left_alone_however_long_it_takes(row):
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(hours=3))
    lock = Pulse("w")
    lock.hold()

    assert reaper.put_back_lost() == 0
    assert status() == TaskResultStatus.RUNNING
    lock.release()


def test_task_of_a_worker_elsewhere_is_put_back_after_the_patience(row):
    assert reaper.put_back_lost() == 0
    DBTaskResult.objects.update(started_at=timezone.now() - reaper.PATIENCE - timedelta(seconds=1))

    assert reaper.put_back_lost() == 1
    assert reaper.put_back_lost() == 0


def test_row_that_another_worker_has_taken_meanwhile_is_not_touched(row):
    stale = DBTaskResult.objects.get()
    DBTaskResult.objects.update(started_at=timezone.now() + timedelta(seconds=1))

    assert reaper._put_back(stale) == 0
    assert status() == TaskResultStatus.RUNNING


def test_task_under_which_three_workers_died_is_parked(row):
    DBTaskResult.objects.update(worker_ids=["a", "b", "w"], started_at=timezone.now() - timedelta(hours=1))

    assert reaper.put_back_lost() == 1
    assert status() == TaskResultStatus.FAILED
    assert DBTaskResult.objects.get().traceback == "The worker ended 3 times while it ran this task."


def test_ended_workers_are_forgotten_after_a_day(folder):
    now = timezone.now()
    Heartbeat.beat("old", now - timedelta(days=2))
    Heartbeat.beat("new", now)
    lock = Pulse("old")
    lock.hold()
    lock.release()

    assert pulse.sweep() == 0
    assert pulse.sweep(older_than=timedelta(days=-1)) == 1
    reaper.bury_the_dead()

    assert list(Heartbeat.objects.values_list("worker", flat=True)) == ["new"]
    assert list(folder.iterdir()) == []


def test_last_tick_is_the_newest_of_all_workers():
    now = timezone.now()
    assert Heartbeat.last_tick() is None

    Heartbeat.beat("a", now - timedelta(seconds=50))
    Heartbeat.beat("b", now - timedelta(seconds=10))
    Heartbeat.beat("a", now)

    assert Heartbeat.last_tick() == now
    assert Heartbeat.objects.count() == 2
