"""What is found, by both databases alike, and what is never found."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.utils import timezone

from articles.models import Article
from articles.tests.make import make_article, make_draft, make_person
from geopolist.pages.models import Page
from geopolist.search import finding, index
from geopolist.search.models import Document
from geopolist.search.tests.conftest import put, titles

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the time that is now."""

    def stand_at(instant: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: instant)

    stand_at(NOW)
    return stand_at


# --- Order


def test_a_title_weighs_more_than_a_standfirst_and_that_more_than_the_body(group_pages: dict[int, Group]) -> None:
    filler = "And much else besides. " * 10
    put(group_pages, "One", body=f"A strait, the strait. {filler}")
    put(group_pages, "Two", standfirst="The strait", body=filler)
    put(group_pages, "The strait", body=filler)
    put(group_pages, "Four", body=filler)

    assert titles("strait") == ["The strait", "Two", "One"]


def test_matches_can_be_had_by_date(group_pages: dict[int, Group]) -> None:
    for day in (2, 1, 3):
        put(group_pages, f"Strait {day}", sort_at=NOW - timedelta(days=day))
    put(group_pages, "Strait without a date")

    assert titles("strait", sort="newest") == ["Strait 1", "Strait 2", "Strait 3", "Strait without a date"]
    assert titles("strait", sort="oldest") == ["Strait 3", "Strait 2", "Strait 1", "Strait without a date"]


# --- Storing


def test_storing_again_replaces_every_word(group_pages: dict[int, Group]) -> None:
    group = put(group_pages, "Old title", body="Old body")
    index.store(group, kind="group", language="en", title="New title", body="New body")

    assert (titles("old"), titles("new")) == ([], ["New title"])
    assert Document.objects.count() == 1


def test_what_is_forgotten_is_not_found(group_pages: dict[int, Group]) -> None:
    group = put(group_pages, "Strait")

    index.forget(group)
    index.forget(group)

    assert (finding.find("strait").total, Document.objects.count()) == (0, 0)


def test_clearing_forgets_every_word(group_pages: dict[int, Group]) -> None:
    put(group_pages, "Strait")

    index.clear()

    assert Document.objects.count() == 0
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("SELECT count(*) FROM search_words").fetchone() == (0,)


def test_the_end_of_a_long_text_is_found(group_pages: dict[int, Group]) -> None:
    put(group_pages, "Long", body="word " * 30_000 + "submarine")

    assert titles("submarine") == ["Long"]
    assert len(Document.objects.get().body) == index.KEPT


# --- Who is found, and when


@pytest.mark.usefixtures("clock")
def test_what_readers_may_not_see_is_never_found() -> None:
    make_draft("Strait draft")
    make_article("Strait scheduled", published_at=NOW + timedelta(minutes=1))
    make_article("Strait ended", published_at=NOW - timedelta(days=2), ends_at=NOW)
    make_article("Strait withdrawn", published_at=NOW - timedelta(days=2)).withdraw("A mistake.")
    make_article("Strait public", published_at=NOW)
    Page(title="Strait page draft").save()
    page = Page(title="Strait page withdrawn")
    page.publish()
    page.withdraw()

    found = finding.find("strait")

    assert [hit.obj.title for hit in found.hits(0, 10)] == ["Strait public"]
    assert (found.total, found.counts) == (1, {"article": 1})


def test_the_clock_lets_an_article_be_found_and_hides_it_again(clock: Any) -> None:
    begins, ends = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
    make_article("Strait", published_at=begins, ends_at=ends)
    found = []

    for instant in (begins - timedelta(seconds=1), begins, ends - timedelta(seconds=1), ends):
        clock(instant)
        found.append(titles("strait"))

    assert found == [[], ["Strait"], ["Strait"], []]


def test_people_and_pages_are_found_beside_articles() -> None:
    person = make_person("Elif Deniz", role="Analyst of straits", expertise=["Shipping"])
    make_article("Strait", body="<p>By someone.</p>", people=[person], tags=["Bosphorus"])
    Page(title="About our strait desk").publish()

    found = finding.find("strait")

    assert found.counts == {"person": 1, "article": 1, "page": 1}
    assert sorted(hit.obj.__class__.__name__ for hit in found.hits(0, 10)) == ["Article", "Page", "Person"]
    assert [hit.obj for hit in found.only("person").hits(0, 10)] == [person]
    assert titles("shipping") == ["Elif Deniz"]
    assert set(titles("deniz")) == {"Elif Deniz", "Strait"}
    assert titles("bosphorus") == ["Strait"]


def test_matches_can_be_had_of_one_kind_or_language() -> None:
    make_person("Strait, Elif")
    make_article("Strait")
    make_article("Strait boğazı", language="en")
    index.store(Article.objects.last(), kind="article", language="tr", title="Strait boğazı")

    assert titles("strait", kind="person") == ["Strait, Elif"]
    assert titles("strait", language="tr") == ["Strait boğazı"]


def test_an_object_that_is_gone_is_left_out(group_pages: dict[int, Group]) -> None:
    del group_pages[put(group_pages, "Strait gone").pk]
    put(group_pages, "Strait here")

    assert titles("strait") == ["Strait here"]


def test_a_kind_that_nobody_registered_is_left_out() -> None:
    index.store(Group.objects.create(name="x"), kind="unheard", language="", title="Strait")

    assert titles("strait") == []


def test_a_hit_is_marked_and_escaped() -> None:
    make_article("A <b>strait</b> & more", body="<p>Of the strait: 1 &lt; 2.</p>")

    hit = finding.find("strait").hits(0, 1)[0]

    assert hit.title_html == "A &lt;b&gt;<mark>strait</mark>&lt;/b&gt; &amp; more"
    assert hit.snippet_html == "Of the <mark>strait</mark>: 1 &lt; 2."


def test_finding_costs_two_queries_and_showing_one_and_one_for_each_kind(django_assert_num_queries: Any) -> None:
    for number in range(5):
        make_article(f"Strait {number}")
        make_person(f"Strait {number}")
    finding.find("strait").hits(0, 10)

    with django_assert_num_queries(2):
        found = finding.find("strait")
        assert found.counts == {"article": 5, "person": 5}
    with django_assert_num_queries(3):
        assert len(found.hits(0, 10)) == 10


@pytest.mark.parametrize("query", ["", "  ", "-oil", "a", "!!!"])
def test_a_query_without_words_costs_nothing(django_assert_num_queries: Any, query: str) -> None:
    with django_assert_num_queries(0):
        assert finding.find(query).hits(0, 10) == []


# --- More than anybody reads


@pytest.fixture
def cap(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("geopolist.search.engines.CAP", 2)
    return 2


@pytest.mark.usefixtures("cap")
def test_more_than_a_cap_says_so(group_pages: dict[int, Group]) -> None:
    for number in range(3):
        put(group_pages, f"Strait {number}", sort_at=NOW + timedelta(days=number))

    found = finding.find("strait", sort="newest")

    assert [hit.document.title for hit in found.hits(0, 9)] == ["Strait 2", "Strait 1"]
    assert (found.total, found.is_capped, finding.find("nothing").is_capped) == (2, True, False)


@pytest.mark.usefixtures("cap")
def test_many_of_one_kind_hide_none_of_another() -> None:
    make_person("Strait, Elif")
    Page(title="About our strait desk").publish()
    for number in range(3):
        make_article(f"Strait {number}")

    found = finding.find("strait")

    assert (found.counts, found.is_capped) == ({"person": 1, "page": 1, "article": 2}, True)
    assert finding.find("strait", kind="person").is_capped is False


@pytest.mark.usefixtures("clock", "cap")
def test_what_may_not_be_seen_takes_no_place_of_what_may() -> None:
    for number in range(2):
        make_article(f"Strait ended {number}", published_at=NOW - timedelta(days=2), ends_at=NOW)
        make_article(f"Strait scheduled {number}", published_at=NOW + timedelta(days=1))
        make_article(f"Strait public {number}", published_at=NOW - timedelta(days=9))

    assert sorted(titles("strait")) == ["Strait public 0", "Strait public 1"]


@pytest.mark.usefixtures("cap")
def test_another_language_takes_no_place_of_the_one_asked_for(group_pages: dict[int, Group]) -> None:
    for number in range(2):
        put(group_pages, f"Strait old {number}", language="tr", sort_at=NOW)
        put(group_pages, f"Strait new {number}", language="en", sort_at=NOW + timedelta(days=1))

    assert sorted(titles("strait", language="tr")) == ["Strait old 0", "Strait old 1"]
