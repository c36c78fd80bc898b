"""Readings become counts: every one once, and nothing of the article but its counter moves."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType

from articles.models import Article, Category
from articles.tests.make import make_article, make_category
from geopolist.audience import counting, folding, registry
from geopolist.audience.models import DAY, HOUR, Reading, Salt, Tally
from geopolist.audience.tests.conftest import CHROME, Read

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as stopped:
        yield stopped


def tallies() -> list[tuple[int, int, datetime, int]]:
    return list(
        Tally.objects.order_by("hours", "begins", "object_id").values_list("object_id", "hours", "begins", "readings")
    )


def test_readings_go_to_the_article_its_hour_and_its_day(read: Read, clock: Any) -> None:
    article = make_article()
    read(article)
    clock.shift(timedelta(minutes=59))
    read(article)
    read(article, address="192.0.2.2")
    clock.shift(timedelta(minutes=1))
    read(article, address="192.0.2.3")

    folding.fold()

    article.refresh_from_db()
    assert article.views == 4
    # The first reader was counted twice before the fold: both stand in the hour of the second.
    assert tallies() == [
        (article.pk, HOUR, NOON, 3),
        (article.pk, HOUR, NOON + timedelta(hours=1), 1),
        (article.pk, DAY, NOON.replace(hour=0), 4),
    ]


def test_folding_again_changes_nothing(read: Read) -> None:
    article = make_article()
    read(article)

    counts = [folding.fold(), folding.fold()]

    article.refresh_from_db()
    assert (counts, article.views) == ([1, 0], 1)


def test_more_than_one_step_is_folded_to_the_end(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "STEP", 2)
    articles = [make_article() for _number in range(5)]
    for article in articles:
        read(article)

    assert folding.fold() == 5

    assert list(Article.objects.values_list("views", flat=True)) == [1] * 5


def test_nothing_of_the_article_moves_but_its_counter(read: Read, clock: Any) -> None:
    article = make_article()
    before = Article.objects.values().get()
    clock.shift(timedelta(days=2))
    read(article)

    folding.fold()

    assert Article.objects.values().get() == {**before, "views": 1}
    assert not Article.objects.get().shows_update


def test_what_an_editor_saves_meanwhile_does_not_undo_counts(read: Read) -> None:
    article = make_article()
    at_the_desk = Article.objects.get()
    read(article)
    folding.fold()

    at_the_desk.title = "Another title"
    at_the_desk.save()
    at_the_desk.settle()

    assert Article.objects.values("title", "views").get() == {"title": "Another title", "views": 1}


def test_readings_of_what_is_no_more_are_folded_too(read: Read) -> None:
    article, other = make_article(), make_article()
    read(article)
    read(other)
    Reading.objects.filter(object_id=article.pk).update(object_id=10**6)

    assert folding.fold() == 2

    assert Article.objects.get(pk=other.pk).views == 1


def test_a_model_that_nobody_counts_any_more_stops_nothing(read: Read) -> None:
    category = make_category()
    counting.count(Category, category.pk, address="192.0.2.1", agent=CHROME)
    article = make_article()
    read(article)

    assert folding.fold() == 2

    assert Article.objects.get().views == 1


def test_a_counter_that_cannot_be_written_loses_no_reading(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    article = make_article()
    read(article)

    def fail(counts: object) -> None:
        raise OSError("No space left")

    with monkeypatch.context() as patched:
        patched.setitem(registry._counted, Article, registry.Counted(fail))
        with pytest.raises(OSError, match="No space left"):
            folding.fold()
    assert tallies() == []

    assert folding.fold() == 1
    assert Article.objects.get().views == 1


def test_what_is_folded_and_over_is_forgotten(read: Read, clock: Any) -> None:
    article = make_article()
    read(article)
    folding.fold()
    seen = [(Reading.objects.count(), Tally.objects.count(), Salt.objects.count())]

    for age in (timedelta(minutes=30), timedelta(hours=25), timedelta(days=31)):
        clock.move_to(NOON + age)
        folding.fold()
        seen.append((Reading.objects.count(), Tally.objects.count(), Salt.objects.count()))

    assert seen == [(1, 2, 1), (0, 2, 1), (0, 1, 0), (0, 0, 0)]


def test_what_waits_is_never_forgotten(read: Read, clock: Any) -> None:
    article = make_article()
    read(article)
    clock.shift(timedelta(days=3))

    folding.forget(datetime.now(UTC))

    assert folding.fold() == 1
    assert Article.objects.get(pk=article.pk).views == 1


def test_other_apps_count_their_own_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Any] = []
    category = make_category()
    monkeypatch.setattr(registry, "_counted", {})
    registry.register(Category, add=lambda counts: heard.append(dict(counts)), folded=lambda: heard.append("folded"))
    for number in range(3):
        counting.count(Category, category.pk, address=f"192.0.2.{number}", agent=CHROME)

    folding.fold()

    assert heard == [{category.pk: 3}, "folded"]
    assert ContentType.objects.get_for_model(Category).pk == Tally.objects.first().content_type_id
