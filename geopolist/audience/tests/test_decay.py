"""What is read lately, by the formula that decay.py gives."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType

from articles.models import Article
from geopolist.audience import decay
from geopolist.audience.models import DAY, HOUR, Tally

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 30, 12, tzinfo=UTC)
TODAY = NOON.replace(hour=0)


def tally(key: int, hours: int, begins: datetime, readings: int) -> None:
    Tally.objects.add({(ContentType.objects.get_for_model(Article).pk, key, hours, begins): readings})


def test_a_reading_weighs_half_after_a_quarter_of_the_window() -> None:
    assert decay.weight(timedelta(minutes=30), HOUR, 1) == 1
    assert decay.weight(timedelta(hours=1), HOUR, 1) == 1
    assert decay.weight(timedelta(hours=7), HOUR, 1) == 0.5
    assert decay.weight(timedelta(hours=13), HOUR, 1) == 0.25
    assert decay.weight(timedelta(hours=23, minutes=59), HOUR, 1) == pytest.approx(0.5 ** (22 / 6 + 59 / 360))
    assert decay.weight(timedelta(days=1), HOUR, 1) == 0
    assert decay.weight(timedelta(days=1 + 7.5), DAY, 30) == 0.5
    assert decay.weight(timedelta(days=7), DAY, 7) == 0


def test_scores_add_up_what_was_read_in_each_window() -> None:
    tally(1, HOUR, NOON - timedelta(hours=7), 8)
    tally(1, HOUR, NOON, 1)
    tally(1, HOUR, NOON - timedelta(hours=24), 99)
    tally(1, DAY, TODAY, 9)
    tally(2, DAY, NOON - timedelta(days=8.5), 4)
    tally(3, DAY, NOON - timedelta(days=30), 99)

    assert decay.scores(Article, NOON) == {1: {1: 5}, 7: {1: 9}, 30: {1: 9, 2: 2}}


def test_fewer_who_read_today_outweigh_more_who_read_last_week() -> None:
    tally(1, DAY, TODAY - timedelta(days=5), 10)
    tally(2, DAY, TODAY, 3)

    scores = decay.scores(Article, NOON)

    assert scores[7][2] > scores[7][1]
    assert scores[30][1] > scores[30][2]


def test_scores_cost_two_queries(django_assert_num_queries: object) -> None:
    for key in range(3):
        tally(key, HOUR, NOON, 1)

    with django_assert_num_queries(2):  # type: ignore[operator]
        decay.scores(Article, NOON)
