"""Numbered pages: what is there has one address, what is not there is 404."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Listing, Person
from articles.tests.make import make_article, make_category, make_copies, make_person
from articles.views.lists import PAGE_SIZE

pytestmark = pytest.mark.django_db

LISTS = ["/category/economy/", "/tag/ports/", "/author/odette-fall/", "/blog/", "/2026/", "/2026/05/"]
MAY = datetime(2026, 5, 30, 12, tzinfo=UTC)
SITE = "http://127.0.0.1:8000"


# Beside three pages: no number, no number of a page, or a number written otherwise.
NOT_THERE = ["0", "4", "999", "abc", "01", "-1", "+2", "2.0", "", " 2", "²", "٢", "1e0", "9" * 400, "2/"]


@pytest.fixture
def shelf() -> list[Article]:
    """Three pages of everything, 2 × PAGE_SIZE + 5 articles of May, the newest first."""
    economy, person = make_category("Economy"), make_person("Odette Fall")
    first = make_article("Number", published_at=MAY, categories=[economy], people=[person], tags=["Ports"])
    return [first, *make_copies(first, 2 * PAGE_SIZE + 4)]


@pytest.mark.parametrize("path", LISTS)
def test_a_page_that_is_not_there_is_404(path: str, client: Client, shelf: list[Article]) -> None:
    answers = {asked: client.get(path, {"page": asked}).status_code for asked in NOT_THERE}

    assert answers == dict.fromkeys(NOT_THERE, 404)


@pytest.mark.parametrize("path", LISTS)
def test_pages_hold_everything_once_newest_first(path: str, client: Client, shelf: list[Article]) -> None:
    pages = [client.get(path, {"page": number} if number > 1 else {}) for number in (1, 2, 3)]

    shown = [item.title for page in pages for item in page.context["page"].items]
    printed = [title for page in pages for title in re.findall(r">(Number(?: \d+)?)</a></h", page.content.decode())]
    wanted = [article.title for article in shelf]
    assert shown == wanted
    assert printed == wanted


# ?page= -> (its canonical address, the one before, the one after), as the query after the path; None for none.
HEADS = {
    None: ("", None, "?page=2"),
    "1": ("", None, "?page=2"),
    "2": ("?page=2", "", "?page=3"),
    "3": ("?page=3", "?page=2", None),
}


@pytest.mark.parametrize("path", LISTS)
def test_each_page_is_canonical_for_itself_and_knows_its_neighbours(
    path: str, client: Client, shelf: list[Article]
) -> None:
    for asked, wanted in HEADS.items():
        text = client.get(path, {"page": asked} if asked else {}).content.decode()

        found = [re.findall(rf'<link rel="{name}" href="([^"]*)">', text) for name in ("canonical", "prev", "next")]
        assert found == [[] if query is None else [f"{SITE}{path}{query}"] for query in wanted]


def test_numbers_are_links_and_the_present_one_is_not(client: Client, shelf: list[Article]) -> None:
    text = client.get("/blog/?page=2").content.decode()

    assert '<span aria-current="page">2</span>' in text
    assert '<a href="/blog/" aria-label="Page 1">1</a>' in text
    assert '<a href="/blog/?page=3" aria-label="Page 3">3</a>' in text
    assert "45 articles" in client.get("/blog/").content.decode()


def test_pages_in_wordpress_addresses_lead_to_ours_in_one_hop(client: Client, shelf: list[Article]) -> None:
    answers = {
        asked: client.get(asked)["Location"]
        for asked in ("/category/economy/page/2/", "/category/economy/page/1/", "/blog/page/3/", "/tag/ports/page/2")
    }

    assert answers == {
        "/category/economy/page/2/": "/category/economy/?page=2",
        "/category/economy/page/1/": "/category/economy/",
        "/blog/page/3/": "/blog/?page=3",
        "/tag/ports/page/2": "/tag/ports/?page=2",
    }


def test_an_empty_list_has_one_page_that_says_so(client: Client) -> None:
    make_category("Economy")

    response = client.get("/category/economy/")
    text = response.content.decode()

    assert "This section has no articles so far." in text
    assert '<meta name="robots" content="noindex">' in text
    assert client.get("/category/economy/?page=2").status_code == 404


@pytest.mark.parametrize(
    "path", ["/2025/", "/2026/06/", "/1899/", "/2999/", "/2026/13/", "/2026/00/", "/0000/", "/2026/5/"]
)
def test_a_time_in_which_nothing_appeared_is_404(path: str, client: Client, shelf: list[Article]) -> None:
    assert client.get(path).status_code == 404


def test_archive_names_its_months(client: Client) -> None:
    make_article("In May", published_at=MAY)
    make_article("In March", published_at=MAY.replace(month=3))
    make_article("Of the year before", published_at=MAY.replace(year=2025))

    year, month = client.get("/2026/"), client.get("/2026/03/")

    months = [
        {"label": "March 2026", "url": "/2026/03/", "is_current": False},
        {"label": "May 2026", "url": "/2026/05/", "is_current": False},
    ]
    assert year.context["months"] == months
    assert month.context["months"] == [{**months[0], "is_current": True}, months[1]]
    assert "<h1>March 2026</h1>" in month.content.decode()
    assert [each.title for each in month.context["page"].items] == ["In March"]


def test_a_month_begins_at_midnight_of_the_sites_own_zone(client: Client) -> None:
    zone = timezone.get_default_timezone()
    make_article("First of June", published_at=datetime(2026, 6, 1, 0, 0, tzinfo=zone))
    make_article("Last of May", published_at=datetime(2026, 5, 31, 23, 59, 59, tzinfo=zone))

    found = {
        path: [each.title for each in client.get(path).context["page"].items] for path in ("/2026/05/", "/2026/06/")
    }

    assert found == {"/2026/05/": ["Last of May"], "/2026/06/": ["First of June"]}


def test_articles_of_one_instant_stand_in_the_order_of_their_keys(client: Client) -> None:
    titles = [make_article(f"Same {number}", published_at=MAY).title for number in range(3)]

    assert [each.title for each in client.get("/blog/").context["page"].items] == titles[::-1]


def test_lists_are_taken_from_the_narrow_table(shelf: list[Article]) -> None:
    person = Person.objects.get()

    Listing.objects.filter(kind=Listing.Kind.PERSON, key=person.pk).delete()

    assert Article.objects.by_person(person).count() == 0
