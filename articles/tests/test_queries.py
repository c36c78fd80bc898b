"""What a page costs, with empty caches: so many queries, the same for twenty articles and for two thousand."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from articles.models import Article, Comment, rank
from articles.tests.make import (
    make_article,
    make_category,
    make_comment,
    make_copies,
    make_country,
    make_person,
    make_series,
    make_site,
)
from geopolist.identity.models import SiteIdentity
from geopolist.library.tests.make import make_image
from geopolist.pages.models import Page, RiskOutlook

pytestmark = pytest.mark.django_db

# In a process that has answered a page before: it knows the site's row, and asks for its stamp along with the rest.
BUDGETS = {
    "/soundings/": 4,
    "/category/regions/europe/": 4,
    "/category/regions/": 4,
    "/": 4,
    "/no-such-page/": 2,
    "/tr/no-such-page/": 2,
    "/withdrawn/": 2,
    "/category/regions/europe/?page=999": 2,
    "/tag/ports/?page=999": 2,
    "/author/person-1/?page=999": 2,
    "/blog/?page=999": 1,
    "/2026/?page=999": 1,
    "/feed/": 2,
    "/category/regions/europe/feed/": 4,
    "/tag/ports/": 4,
    "/author/person-1/": 4,
    "/series/metals/": 4,
    "/country/turkey/": 4,
    "/country/germany/": 5,
    "/country/turkey/feed/": 4,
    "/country/turkey/?page=999": 2,
    "/countries/": 2,
    "/blog/": 4,
    "/2026/": 4,
    "/about/": 4,
    "/people/": 2,
    "/topics/": 2,
    "/most-read/": 4,
    "/sitemap.xml": 7,
    "/search/?q=soundings": 6,
    "/search/?q=everything": 8,
}
YEAR = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def full() -> Article:
    """An article with all that its page can show, beside others: the dearest case."""
    make_site(languages=["tr"])
    people = [make_person(f"Person {number}", portrait=make_image()) for number in (1, 2, 3)]
    regions = make_category("Regions")
    europe = make_category("Europe", parent=regions, colour="europe")
    economy = make_category("Economy")
    group, series, cover = uuid.uuid4(), make_series("Metals"), make_image()
    shelf: dict[str, Any] = {"categories": [europe, economy], "people": people, "tags": ["Ports"], "views": 7}
    shelf["countries"] = [make_country("TR"), make_country("DE", region=europe), make_country("FR", region=europe)]
    shelf |= {"cover": cover, "standfirst": "Everything.", "published_at": YEAR}
    article = make_article("Soundings", series=series, translation_group=group, **shelf)
    make_article("Derinlikler", language="tr", translation_group=group, **shelf)
    make_article("Second part", series=series, front_rank=1, **shelf)
    make_article("Like it", **shelf)
    make_article("Earlier", **{**shelf, "published_at": YEAR - timedelta(days=1)})
    make_article("Withdrawn", **shelf).withdraw("An error.")
    for _number in range(3):
        make_comment(article, person=people[0])
    RiskOutlook.objects.create(theatre="Straits", article=article)
    make_person("Everything")
    Page(title="About everything", slug="about", cover=cover).publish()
    return article


def cost(client: Client, path: str) -> int:
    cache.clear()
    ContentType.objects.clear_cache()
    # Known to a process from its first page on, and asked for again only when it has changed.
    SiteIdentity.objects.printed(None)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    # The cheapest page is one that shows nothing.
    wanted = {"/no-such-page/": 404, "/tr/no-such-page/": 404, "/withdrawn/": 410}
    assert response.status_code == (404 if "page=" in path else wanted.get(path, 200))
    return len(queries)


def costs(client: Client) -> dict[str, int]:
    rank()
    return {path: cost(client, path) for path in BUDGETS}


def test_no_page_costs_more_than_it_may_nor_more_with_two_thousand_articles(client: Client, full: Article) -> None:
    make_copies(full, 20)
    few = costs(client)
    make_copies(Article.objects.get(slug="second-part"), 2000)
    take_stock()
    many = costs(client)

    assert {path: number for path, number in few.items() if number > BUDGETS[path]} == {}
    assert many == few


def take_stock() -> None:
    """PostgreSQL counts its rows now and then; until it has, it walks 2,000 rows 2,000 times."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def test_a_page_costs_the_same_with_one_row_of_each_and_with_three(client: Client, full: Article) -> None:
    three = costs(client)

    Comment.objects.exclude(pk=Comment.objects.earliest("pk").pk).delete()
    full.bylines.exclude(order=0).delete()
    full.countries.set([make_country("TR")])
    full.settle()

    assert costs(client) == three


def test_nothing_is_asked_for_what_is_not_there(client: Client) -> None:
    make_site()
    make_article("Soundings")

    # No series, no translation, no comments, no cover, nobody's name.
    assert cost(client, "/soundings/") == 3


@pytest.mark.parametrize("path", ["/soundings/", "/category/regions/europe/", "/", "/no-such-page/"])
def test_a_members_page_costs_two_questions_more_at_most(client: Client, full: Article, path: str) -> None:
    everybodys = cost(client, path)
    client.force_login(User.objects.create_user("member@example.org"))

    assert cost(client, path) - everybodys <= 2


def test_a_process_asks_for_the_sites_row_again_once_it_has_changed(client: Client, full: Article) -> None:
    before = [cost(client, "/soundings/"), client.get("/soundings/").content.decode()]
    site = SiteIdentity.objects.current()
    site.name = "Straits and Canals"
    site.save()

    with CaptureQueriesContext(connection) as queries:
        after = client.get("/soundings/").content.decode()

    assert len(queries) == before[0] + 1
    assert (site.name in before[1], site.name in after) == (False, True)
    assert cost(client, "/soundings/") == before[0]


def test_the_page_with_everything_really_shows_everything(client: Client, full: Article) -> None:
    context = client.get("/soundings/").context

    assert len(context["opened"].bylines) == 3
    assert len(context["comments"]) == 3
    assert [each["language"] for each in context["opened"].translations] == ["tr"]
    assert [each.title for each in context["opened"].series["articles"]] == ["Soundings", "Second part"]
    assert [each.title for each in context["related"]] == ["Like it"]
    assert context["previous"].title == "Earlier"
    assert context["article"].cover is not None
