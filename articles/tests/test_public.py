"""Public is one definition, and the clock is all it needs: every place where readers meet an article agrees."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from articles.models import Article, rank
from articles.models.filing import public_among
from articles.tests.make import make_article, make_category, make_draft, make_person, make_series
from geopolist.pages.models import RiskOutlook

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TITLE = "Wolframite"

# (status, published_at, ends_at) -> whether readers see it at NOW.
CASES = {
    "draft": ("draft", None, None, False),
    "draft with a date": ("draft", NOW - MINUTE, None, False),
    "in review": ("review", NOW - MINUTE, None, False),
    "approved": ("approved", NOW - MINUTE, None, False),
    "withdrawn": ("withdrawn", NOW - MINUTE, None, False),
    "published": ("published", NOW - MINUTE, None, True),
    "published this very instant": ("published", NOW, None, True),
    "scheduled": ("published", NOW + MINUTE, None, False),
    "ends later": ("published", NOW - MINUTE, NOW + MINUTE, True),
    "ends this very instant": ("published", NOW - MINUTE, NOW, False),
    "ended": ("published", NOW - 2 * MINUTE, NOW - MINUTE, False),
    "scheduled with an end": ("published", NOW + MINUTE, NOW + 2 * MINUTE, False),
}
# Where readers meet it. {pk} is the article's, {other} that of a public one beside it.
PLACES = {
    "page": "/wolframite/",
    "category list": "/category/economy/mining/",
    "parent's list": "/category/economy/",
    "tag": "/tag/ores/",
    "person": "/author/odette-fall/",
    "series": "/series/metals/",
    "all articles": "/blog/",
    "archive": "/2026/05/",
    "year": "/2026/",
    "feed": "/feed/",
    "category feed": "/category/economy/mining/feed/",
    "tag feed": "/tag/ores/feed/",
    "person feed": "/author/odette-fall/feed/",
    "sitemap": "/sitemap.xml",
    "search": "/search/?q=wolframite",
    "home": "/",
    "beside another": "/beside/",
    "under others in its series": "/part-two/",
}
IN_SITEMAP = "/wolframite/"


@pytest.fixture
def shelves() -> dict[str, object]:
    """A section, a person, a series, and public articles beside whatever a test adds."""
    economy = make_category("Economy")
    mining = make_category("Mining", parent=economy)
    person = make_person("Odette Fall")
    series = make_series("Metals")
    with time_machine.travel(NOW - timedelta(days=1), tick=False):
        make_article("Part two", series=series, series_position=2, published_at=NOW - timedelta(days=3))
        make_article(
            "Beside", categories=[mining], tags=["Ores"], people=[person], published_at=NOW - timedelta(days=2)
        )
    return {"categories": [mining], "people": [person], "tags": ["Ores"], "series": series, "series_position": 1}


def make_case(shelves: dict[str, object], status: str, published_at: object, ends_at: object) -> Article:
    return make_article(
        TITLE, slug="wolframite", status=status, published_at=published_at, ends_at=ends_at, views=9, **shelves
    )


def shows(client: Client, place: str) -> bool:
    """Whether the place shows the article as readers get it there."""
    response = client.get(PLACES[place])
    text = response.content.decode()
    if place == "page":
        return response.status_code == 200 and f"<h1>{TITLE}</h1>" in text
    assert response.status_code == 200
    return (IN_SITEMAP if place == "sitemap" else f"{TITLE}</a>" if "feed" not in place else f"<title>{TITLE}") in (
        text.replace(f"<mark>{TITLE}</mark>", TITLE).replace(f"<b>{TITLE}</b>", TITLE)
    )


@pytest.mark.parametrize("case", CASES)
def test_every_place_agrees_on_what_is_public(case: str, client: Client, shelves: dict[str, object]) -> None:
    *state, public = CASES[case]
    with time_machine.travel(NOW, tick=False):
        article = make_case(shelves, *state)

        seen = {place: shows(client, place) for place in PLACES}

        assert seen == dict.fromkeys(PLACES, public)
        assert article.is_published is public
        assert public_among([article.pk]) == ({article.pk} if public else set())


@pytest.mark.parametrize("place", PLACES)
def test_it_appears_and_ends_to_the_minute_without_anything_running(
    place: str, client: Client, shelves: dict[str, object]
) -> None:
    with time_machine.travel(NOW - timedelta(days=1), tick=False):
        make_case(shelves, "published", NOW, NOW + timedelta(hours=1))

    seen = []
    for moment in (NOW - MINUTE, NOW, NOW + timedelta(minutes=59), NOW + timedelta(hours=1)):
        with time_machine.travel(moment, tick=False):
            seen.append(shows(client, place))

    assert seen == [False, True, True, False]


@pytest.mark.parametrize("case", CASES)
def test_counts_agree_too(case: str, client: Client, shelves: dict[str, object]) -> None:
    *state, public = CASES[case]
    regions = make_category("Regions")
    europe = make_category("Europe", parent=regions)
    with time_machine.travel(NOW, tick=False):
        make_article("Other", categories=[europe], published_at=NOW - timedelta(days=5))
        make_case({**shelves, "categories": [europe]}, *state)

        home = client.get("/").context["regions"]
        listed = client.get("/category/regions/europe/").context["page"].total

    assert [(region["category"], region["count"]) for region in home] == [(europe, 1 + public)]
    assert listed == 1 + public


@pytest.mark.parametrize("case", CASES)
def test_side_boxes_agree_too(case: str, client: Client, shelves: dict[str, object]) -> None:
    *state, public = CASES[case]
    with time_machine.travel(NOW, tick=False):
        article = make_case(shelves, *state)
        RiskOutlook.objects.create(theatre="Straits", article=article)

        rank()

        beside = client.get("/beside/").context
        home = client.get("/").context
        boxes = [Article.objects.public().most_read("en"), [beside["next"]]]
        seen = [article in box for box in boxes]
        # The next one is not recommended again: with another in between it is.
        make_article("Between", published_at=NOW - timedelta(days=1, hours=12))
        seen.append(article in client.get("/beside/").context["related"])

    assert seen == [public] * 3
    assert home["risks"][0]["url"] == ("/wolframite/" if public else "")


def test_next_change_is_the_next_instant_at_which_something_appears_or_ends() -> None:
    def change(at: datetime) -> datetime | None:
        return Article.objects.all().next_change(at)

    hour = timedelta(hours=1)
    make_draft(published_at=NOW + MINUTE, ends_at=NOW + 2 * MINUTE)
    make_article(published_at=NOW + hour, ends_at=NOW + 3 * hour)
    make_article(published_at=NOW - hour, ends_at=NOW + 2 * hour)

    assert [change(NOW + step * hour) for step in (0, 1, 2, 3)] == [NOW + hour, NOW + 2 * hour, NOW + 3 * hour, None]


def test_next_change_of_a_list_knows_only_that_list(shelves: dict[str, object]) -> None:
    make_case(shelves, "published", NOW + MINUTE, None)
    other = make_category("Security")

    mining = Article.objects.in_category(shelves["categories"][0], "en").next_change(NOW)  # type: ignore[index]
    security = Article.objects.in_category(other, "en").next_change(NOW)

    assert (mining, security) == (NOW + MINUTE, None)


@pytest.mark.parametrize("case", ["draft", "scheduled", "approved"])
def test_what_readers_never_had_is_unknown_and_what_they_had_is_gone(case: str, client: Client) -> None:
    *state, _public = CASES[case]
    with time_machine.travel(NOW, tick=False):
        make_case({}, *state)

        response = client.get("/wolframite/")

    assert response.status_code == 404


def test_ended_page_is_gone_and_its_text_is_not_shown(client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        make_case({}, "published", NOW - 2 * MINUTE, NOW - MINUTE)

        response = client.get("/wolframite/")

    assert response.status_code == 410
    assert "Words about a strait" not in response.content.decode()
