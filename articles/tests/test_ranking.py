"""The lists of the most read: what stands in them, in which order, and what they cost."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Category, Ranking, rank
from articles.models.ranking import PLACES
from articles.tests.make import make_article, make_category, make_copies, make_draft, make_site
from geopolist.audience.models import DAY, HOUR, Tally

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 30, 12, tzinfo=UTC)
TODAY = NOON.replace(hour=0)
LONG_AGO = NOON - timedelta(days=90)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOON, tick=False) as stopped:
        yield stopped


def read(article: Article, readings: int, *, days_ago: int = 0) -> None:
    """So many readings of a day, and in its counter, as a fold leaves them."""
    kind = ContentType.objects.get_for_model(Article).pk
    begins = TODAY - timedelta(days=days_ago)
    spans = {(kind, article.pk, DAY, begins): readings}
    if not days_ago:
        spans[kind, article.pk, HOUR, NOON] = readings
    Tally.objects.add(spans)
    Article.objects.add_views({article.pk: readings})


def titles(days: int = 7, language: str = "en", **changes: Any) -> list[str]:
    return [each.title for each in Article.objects.most_read(language, days=days, **changes)]


def make_read(title: str, readings: int, *, days_ago: int = 0, **changes: Any) -> Article:
    article = make_article(title, **{"published_at": LONG_AGO, **changes})
    if readings:
        read(article, readings, days_ago=days_ago)
    return article


def test_each_window_knows_only_its_own_readings_and_is_filled_from_the_wider() -> None:
    make_read("Of today", 2)
    make_read("Of the week", 50, days_ago=4)
    make_read("Of the month", 900, days_ago=20)
    make_article("Of old", views=9000, published_at=LONG_AGO)
    make_article("New and unread", published_at=NOON - timedelta(hours=1))
    make_article("Old and unread", published_at=LONG_AGO)
    rank()

    rest = ["Of old", "New and unread", "Old and unread"]
    assert titles(1) == ["Of today", "Of the week", "Of the month", *rest]
    assert titles(7) == ["Of the week", "Of today", "Of the month", *rest]
    assert titles(30) == ["Of the month", "Of the week", "Of today", *rest]


def test_what_is_read_now_outweighs_what_was_read_some_days_ago() -> None:
    make_read("Fading", 10, days_ago=6)
    make_read("Rising", 4)
    rank()

    assert titles(7) == ["Rising", "Fading"]
    assert titles(30) == ["Fading", "Rising"]


def test_a_list_moves_on_with_the_clock(clock: Any) -> None:
    make_read("Of today", 20)
    make_read("Of the month", 30, days_ago=5)
    rank()
    today = titles(1)
    clock.shift(timedelta(days=2))
    rank()

    assert (today, titles(1)) == (["Of today", "Of the month"], ["Of today", "Of the month"])
    clock.shift(timedelta(days=26))
    rank()
    assert titles(1) == ["Of today", "Of the month"]
    clock.shift(timedelta(days=10))
    rank()
    assert titles(1) == ["Of the month", "Of today"]


def test_a_category_ranks_what_lies_below_it_and_nothing_else() -> None:
    economy, security = make_category("Economy"), make_category("Security")
    energy = make_category("Energy", parent=economy)
    make_read("Pipes", 3, categories=[energy])
    make_read("Prices", 2, categories=[economy])
    make_read("Fleets", 9, categories=[security])
    rank()

    assert titles(30, category=economy.pk) == ["Pipes", "Prices"]
    assert titles(30, category=energy.pk) == ["Pipes"]
    assert [each.title for each in Article.objects.most_read("en", days=30, category=security.pk)] == ["Fleets"]
    assert titles(30) == ["Fleets", "Pipes", "Prices"]


def test_each_language_has_lists_of_its_own() -> None:
    make_site(languages=["tr"])
    economy = make_category("Economy")
    make_read("Prices", 3, categories=[economy])
    make_read("Fiyatlar", 9, categories=[economy], language="tr")
    rank()

    assert (titles(), titles(language="tr")) == (["Prices"], ["Fiyatlar"])
    assert [titles(category=economy.pk, language=code) for code in ("en", "tr", "ar")] == [["Prices"], ["Fiyatlar"], []]


def test_nothing_unpublished_is_ranked_and_what_is_withdrawn_vanishes_at_once() -> None:
    withdrawn = make_read("Withdrawn", 9)
    ended = make_read("Ended", 8)
    make_read("Scheduled", 7, published_at=NOON + timedelta(hours=1))
    draft = make_draft("Draft")
    read(draft, 6)
    make_read("Public", 1)
    rank()
    before = titles()
    withdrawn.withdraw()
    Article.objects.filter(pk=ended.pk).update(ends_at=NOON)
    at_once = titles()
    rank()

    assert before == ["Withdrawn", "Ended", "Public"]
    assert at_once == titles() == ["Public"]


def test_what_the_page_shows_already_is_left_out() -> None:
    articles = [make_read(f"Read {number}", number) for number in (3, 2, 1)]
    rank()

    assert titles(besides={articles[0].pk, articles[2].pk}) == ["Read 2"]


def test_equal_articles_stand_newest_first() -> None:
    for number in range(3):
        make_read(f"N{number}", 5, published_at=LONG_AGO + timedelta(hours=number))
    rank()

    assert titles() == ["N2", "N1", "N0"]


def test_a_list_has_no_more_places_than_pages_need_and_its_quiet_end_is_the_newest() -> None:
    first = make_article("Newest", published_at=NOON - timedelta(hours=1), categories=[make_category("Economy")])
    make_copies(first, PLACES + 5)
    oldest = Article.objects.earliest("published_at")
    read(oldest, 1)
    rank()

    assert titles() == [oldest.title, "Newest", *(f"Newest {number}" for number in range(1, PLACES - 1))]
    assert titles(category=Category.objects.get().pk) == titles()


def test_ranking_again_writes_nothing_and_a_change_only_what_it_moves() -> None:
    make_site(languages=[])
    economy, security = make_category("Economy"), make_category("Security")
    make_read("Prices", 3, categories=[economy])
    fleets = make_read("Fleets", 1, categories=[security])
    rank()
    rows = list(Ranking.objects.values_list("pk", flat=True))

    rank()
    assert list(Ranking.objects.values_list("pk", flat=True)) == rows
    read(fleets, 9)
    rank()

    moved = Ranking.objects.exclude(pk__in=rows)
    assert {(each.kind, each.key) for each in moved} == {(Ranking.Kind.EVERYTHING, 0)}
    assert len(rows) == Ranking.objects.count() == 3 * (2 + 1 + 1)


def test_lists_of_what_is_gone_go_too() -> None:
    economy = make_category("Economy")
    article = make_read("Prices", 3, categories=[economy])
    rank()
    article.categories.clear()
    article.primary_category = None
    article.save()
    article.settle()
    economy.delete()
    rank()

    assert set(Ranking.objects.values_list("kind", "key")) == {(Ranking.Kind.EVERYTHING, 0)}


def test_a_list_is_one_question_that_walks_an_index(django_assert_num_queries: Any) -> None:
    make_read("Prices", 3)
    rank()

    with django_assert_num_queries(1):
        assert [each.title for each in Article.objects.most_read("en").for_cards()[:5]] == ["Prices"]
    with CaptureQueriesContext(connection) as queries:
        list(Article.objects.most_read("en", besides={1, 2}).for_cards()[:5])
    sql = queries.captured_queries[0]["sql"]
    assert sql.count("articles_ranking") > 0
    assert sql.count('JOIN "articles_ranking"') == 1


def test_ranking_costs_the_same_with_more_articles(django_assert_max_num_queries: Callable[[int], Any]) -> None:
    make_site(languages=["tr", "ar"])
    first = make_article("First", categories=[make_category("Economy"), make_category("Security")])
    for copy in make_copies(first, 60)[:50]:
        read(copy, 2)
    rank()

    with django_assert_max_num_queries(12):
        rank()


def test_a_page_that_was_rendered_twice_between_two_folds_is_the_same(client: Client) -> None:
    economy = make_category("Economy")
    for number in range(9):
        make_read(f"Read {number}", number, categories=[economy])
    rank()
    before = [client.get(path).content for path in ("/", "/category/economy/")]
    kind = ContentType.objects.get_for_model(Article).pk
    Tally.objects.add({(kind, Article.objects.first().pk, HOUR, NOON): 99})

    assert [client.get(path).content for path in ("/", "/category/economy/")] == before
