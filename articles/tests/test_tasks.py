"""What recurs in the newsroom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import tasks
from articles.models import Article, Comment
from articles.tests.make import make_article, make_comment
from geopolist.worker import schedule
from geopolist.worker.models import ScheduledJob

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_the_bin_is_emptied_after_thirty_days_and_no_sooner() -> None:
    article = make_article()
    for status in Comment.Status.values:
        for days in (29, 31):
            make_comment(article, f"{status} {days}", status=status, status_at=NOW - timedelta(days=days))

    tasks.forget_comments()
    tasks.forget_comments()

    left = {comment.text for comment in Comment.objects.all()}
    assert left == {f"{status} {days}" for status in Comment.Status.values for days in (29, 31)} - {"bin 31"}
    assert Article.objects.get().comment_count == 2


def test_a_comment_that_is_put_in_the_bin_late_stays_for_thirty_days() -> None:
    comment = make_comment(make_article(), created_at=NOW - timedelta(days=400), status_at=NOW - timedelta(days=400))

    comment.bin()
    tasks.forget_comments()

    assert Comment.objects.filter(pk=comment.pk).exists()


def test_a_full_bin_is_emptied_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "BATCH", 2)
    article, old = make_article(), NOW - timedelta(days=31)
    for _number in range(5):
        make_comment(article, status="bin", status_at=old)

    tasks.forget_comments()

    assert not Comment.objects.exists()


def test_emptying_purges_no_page(purged: list[set[str]]) -> None:
    make_comment(make_article(), status="bin", status_at=NOW - timedelta(days=31))
    purged.clear()

    tasks.forget_comments()

    assert set().union(*purged) == set()


def test_the_worker_knows_all_jobs() -> None:
    schedule.load()
    schedule.prepare(NOW)

    names = ScheduledJob.objects.filter(name__startswith="articles: ").values_list("name", flat=True)
    assert set(names) == {
        "articles: empty the bin",
        "articles: empty the bin of comments",
        "articles: tell editors of new comments",
    }
