from datetime import UTC, datetime, timedelta

import pytest

from geopolist.worker import schedule
from geopolist.worker.models import ScheduledJob

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def ran(monkeypatch):
    """An empty schedule with one job, every ten minutes; the list grows when it runs."""
    monkeypatch.setattr(schedule, "SCHEDULE", {})
    runs: list[str] = []
    schedule.every(name="sweep", minutes=10)(lambda: runs.append("sweep"))
    schedule.prepare(NOON)
    return runs


def test_new_job_runs_at_once_and_then_in_its_rhythm(ran):
    assert schedule.run_due(NOON) == ["sweep"]
    assert schedule.run_due(NOON + timedelta(minutes=9)) == []
    assert schedule.run_due(NOON + timedelta(minutes=10)) == ["sweep"]

    assert ran == ["sweep", "sweep"]
    assert ScheduledJob.objects.get().due_at == NOON + timedelta(minutes=20)


def test_job_claimed_by_another_worker_is_left_alone(ran):
    job = schedule.SCHEDULE["sweep"]

    assert schedule._claim(job, NOON) is True
    assert schedule._claim(job, NOON) is False


def test_missed_times_are_not_made_up_for(ran):
    schedule.run_due(NOON + timedelta(hours=5))
    schedule.run_due(NOON + timedelta(hours=5))

    assert ran == ["sweep"]


def test_failing_job_keeps_its_error_and_does_not_stop_the_others(ran):
    def fail() -> None:
        raise RuntimeError("no ink")

    schedule.every(name="a broken one", minutes=10)(fail)
    schedule.prepare(NOON)

    assert sorted(schedule.run_due(NOON)) == ["a broken one", "sweep"]
    broken = ScheduledJob.objects.get(name="a broken one")
    assert broken.last_error.endswith("RuntimeError: no ink\n")
    assert broken.last_started == NOON
    assert broken.last_finished > NOON
    assert ScheduledJob.objects.get(name="sweep").last_error == ""
    assert ran == ["sweep"]


def test_error_is_gone_after_a_good_run(ran):
    ScheduledJob.objects.update(last_error="no ink")

    schedule.run_due(NOON)

    assert ScheduledJob.objects.get().last_error == ""


def test_row_of_a_job_that_no_longer_exists_is_removed(ran):
    ScheduledJob.objects.create(name="of last year", due_at=NOON)

    schedule.prepare(NOON)

    assert list(ScheduledJob.objects.values_list("name", flat=True)) == ["sweep"]


def test_shorter_rhythm_counts_from_the_next_start(ran):
    ScheduledJob.objects.update(due_at=NOON + timedelta(days=30))

    schedule.prepare(NOON)

    assert ScheduledJob.objects.get().due_at == NOON + timedelta(minutes=10)


def test_two_jobs_of_one_name_are_refused(ran):
    with pytest.raises(ValueError, match="Two jobs are called 'sweep'"):
        schedule.every(name="sweep", hours=1)(lambda: None)


def test_rhythm_of_nothing_is_refused(ran):
    with pytest.raises(ValueError, match="longer than nothing"):
        schedule.every(name="never")
