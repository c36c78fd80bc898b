from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from geopolist.worker import retries
from geopolist.worker.tests import samples
from geopolist.worker.working import SiteWorker

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nothing_ran():
    samples.ran.clear()


def work(at: datetime = NOON) -> None:
    """Run everything that is ready at that time."""
    with time_machine.travel(at, tick=False):
        SiteWorker(interval=0).run()


def test_task_is_run_and_its_value_kept():
    samples.note.enqueue("hello")

    work(datetime.now(UTC))

    assert samples.ran == ["hello"]
    assert DBTaskResult.objects.get().return_value == "hello"


def test_failed_task_is_put_back_with_growing_waits_and_then_parked():
    with time_machine.travel(NOON, tick=False):
        samples.stumble.enqueue("oops")

    work(NOON)
    row = DBTaskResult.objects.get()
    assert (row.status, row.run_after) == (TaskResultStatus.READY, NOON + timedelta(seconds=10))
    work(NOON + timedelta(seconds=9))
    assert samples.ran == ["oops"]
    work(NOON + timedelta(seconds=10))
    row.refresh_from_db()
    assert (row.status, row.run_after) == (TaskResultStatus.READY, NOON + timedelta(seconds=40))  # 40 s, capped at 30
    work(NOON + timedelta(seconds=40))
    row.refresh_from_db()

    assert row.status == TaskResultStatus.FAILED
    assert row.traceback.endswith("RuntimeError: oops\n")
    assert samples.ran == ["oops", "oops", "oops"]
    assert retries.put_back_failed() == 0


def test_task_that_gives_up_is_parked_at_once():
    samples.give_up.enqueue()

    work(datetime.now(UTC))

    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


def test_task_without_a_policy_is_parked_at_once():
    samples.stumble_once.enqueue()

    work(datetime.now(UTC))

    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


def test_failed_row_that_no_worker_put_back_is_found_by_the_sweep():
    samples.stumble.enqueue("oops")
    row = DBTaskResult.objects.get()
    row.claim("a worker")
    row.set_failed(RuntimeError("killed right after this"))

    assert retries.put_back_failed() == 1
    assert retries.put_back_failed() == 0
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY


def test_policy_of_no_tries_is_refused():
    with pytest.raises(ValueError, match="at least once"):
        retries.retry(tries=0)
