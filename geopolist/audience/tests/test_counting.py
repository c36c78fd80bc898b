"""Once in half an hour for each reader and object, wherever the clock stands."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.apps import apps

from articles.models import Article
from articles.tests.make import make_article
from geopolist.audience import folding, readers
from geopolist.audience.models import Reading, Salt
from geopolist.audience.tests.conftest import CHROME, Read

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
MIDNIGHT = datetime(2026, 5, 5, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def counted() -> int:
    return sum(Reading.objects.values_list("waiting", flat=True))


def read_at(read: Read, article: Article, *minutes: float, since: datetime = NOON) -> int:
    """How many of the readings of one reader at these minutes count."""
    for minute in minutes:
        with time_machine.travel(since + minute * MINUTE, tick=False):
            read(article)
    return counted()


@pytest.mark.parametrize(
    ("minutes", "number"),
    [
        ([0], 1),
        ([0, 0, 0], 1),
        ([0, 29.99], 1),
        ([0, 30], 2),
        # No bucket of the clock: half past is like any other minute.
        ([29, 31], 1),
        ([29, 31, 58.9], 1),
        ([29, 31, 59], 2),
        # The half hour begins with the reading that counted, not with the last that did not.
        ([0, 20, 31], 2),
        ([0, 20, 31, 45, 61], 3),
    ],
)
def test_a_reader_counts_again_half_an_hour_after_they_last_did(read: Read, minutes: list[float], number: int) -> None:
    assert read_at(read, make_article(), *minutes) == number


def test_it_is_the_same_whether_readings_were_folded_meanwhile(read: Read) -> None:
    article = make_article()
    for minute in (0, 10, 20, 30, 40, 61):
        read_at(read, article, minute)
        with time_machine.travel(NOON + minute * MINUTE, tick=False):
            folding.fold()

    article.refresh_from_db()
    assert article.views == 3


def test_another_address_another_browser_and_another_article_count_for_themselves(read: Read) -> None:
    article = make_article()
    for _twice in range(2):
        read(article)
        read(article, address="192.0.2.2")
        read(article, agent=f"{CHROME} Edg/140.0")
        read(make_article())

    assert counted() == 5


@pytest.mark.parametrize(("minutes", "number"), [([-10, 10], 1), ([-10, 19.9], 1), ([-10, 20], 2), ([-31, 1], 2)])
def test_midnight_makes_nobody_another_reader(read: Read, minutes: list[float], number: int) -> None:
    assert read_at(read, make_article(), *minutes, since=MIDNIGHT) == number


def test_a_reader_has_another_name_every_day_and_yesterdays_cannot_be_made_again(read: Read) -> None:
    with time_machine.travel(MIDNIGHT - MINUTE, tick=False):
        before = readers.names("192.0.2.1", CHROME, MIDNIGHT - MINUTE)
    after = readers.names("192.0.2.1", CHROME, MIDNIGHT)
    later = readers.names("192.0.2.1", CHROME, MIDNIGHT + 30 * MINUTE)

    readers.forget(MIDNIGHT + 29 * MINUTE)
    kept = Salt.objects.count()
    readers.forget(MIDNIGHT + 30 * MINUTE)

    assert after == [*later, *before]
    assert before != later
    assert (kept, [salt.day.isoformat() for salt in Salt.objects.all()]) == (2, ["2026-05-05"])
    assert readers.names("192.0.2.1", CHROME, MIDNIGHT - MINUTE) != before


def test_the_database_alone_does_not_tell_who_a_reader_was(read: Read, settings: object) -> None:
    name = readers.names("192.0.2.1", CHROME, NOON)

    settings.SECRET_KEY = "another secret of this site, as long as one has to be"  # type: ignore[attr-defined]

    assert readers.names("192.0.2.1", CHROME, NOON) != name


def test_no_table_holds_an_address_or_a_browser(read: Read) -> None:
    read(make_article())
    folding.fold()

    rows = [str(row) for model in apps.get_app_config("audience").get_models() for row in model.objects.values()]

    assert len(rows) == 4
    assert [row for row in rows if "192.0.2" in row or "Mozilla" in row] == []
