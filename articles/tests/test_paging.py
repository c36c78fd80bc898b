"""Numbered pages: what is there has one address, what is not there is 404."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from articles.models import Article, Category, Listing, Person
from articles.tests.make import make_article, make_category, make_copies, make_person
from articles.views import lists
from articles.views.lists import PAGE_SIZE
from geopolist.lib import paging

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


# --- Past the last number


@pytest.fixture
def deep(shelf: list[Article], monkeypatch: pytest.MonkeyPatch) -> list[Article]:
    """The same as if nobody turned further than one page by number."""
    monkeypatch.setattr(paging, "LAST_PAGE", 1)
    return shelf


def links(client: Client, path: str) -> dict[str, str]:
    """`prev` and `next` of a page as its links say."""
    text = client.get(path).content.decode()
    return {rel: url for url, rel in re.findall(r'<a class="pages__step[^"]*" href="([^"]*)" rel="(prev|next)"', text)}


def titles(client: Client, path: str) -> list[str]:
    return [item.title for item in client.get(path).context["page"].items]


@pytest.mark.parametrize("path", LISTS)
def test_past_the_last_number_a_list_goes_on_by_date_to_its_end_and_back(
    path: str, client: Client, deep: list[Article]
) -> None:
    wanted = [article.title for article in deep]

    second = links(client, path)["next"]
    third = links(client, second)["next"]

    assert second.startswith(f"{path}?before=")
    assert titles(client, path) + titles(client, second) + titles(client, third) == wanted
    assert list(links(client, third)) == ["prev"]
    assert titles(client, links(client, third)["prev"]) == titles(client, second)
    assert links(client, second)["prev"] == path
    assert "You have reached the end of the list." in client.get(third).content.decode()


def test_a_page_by_date_is_canonical_for_itself_and_not_for_search_engines(client: Client, deep: list[Article]) -> None:
    second = links(client, "/blog/")["next"]
    third = links(client, second)["next"]

    text = client.get(third).content.decode()

    assert f'<link rel="canonical" href="{SITE}{third}">' in text
    assert '<meta name="robots" content="noindex">' in text
    assert f'<link rel="prev" href="{SITE}/blog/?after=' in text
    assert '<link rel="next"' not in text
    assert "<title>All articles, articles up to 28 May 2026 | Geopolist</title>" in text
    assert '<a href="/blog/">First page</a>' in text


def test_new_articles_move_nothing_on_a_page_by_date(client: Client, deep: list[Article]) -> None:
    second = links(client, "/blog/")["next"]
    before = titles(client, second)

    make_article("Just now")

    assert titles(client, second) == before


def test_articles_of_one_instant_are_told_apart_by_their_keys(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "LAST_PAGE", 1)
    monkeypatch.setattr(lists, "PAGE_SIZE", 2)
    made = [make_article(f"Same {number}", published_at=MAY).title for number in range(5)]
    found, path = [], "/blog/"
    while path:
        found += titles(client, path)
        path = links(client, path).get("next", "")

    assert found == made[::-1]


@pytest.mark.parametrize(
    "query",
    [
        "before=",
        "before=x",
        "before=1",
        "before=0-1",
        "before=1-0",
        "before=01-1",
        "before=1-1&page=1",
        "before=1-1",
        "before=fffffffffffffff-1",
        "after=fffffffffffffff-1",
        "before=" + "1" * 400 + "-1",
        "before=1-" + "f" * 16,
        "before=E1A4F5A1B2C00-1",
    ],
)
def test_what_is_no_place_of_a_list_is_404(query: str, client: Client, shelf: list[Article]) -> None:
    assert client.get(f"/blog/?{query}").status_code == 404


def test_after_what_is_older_than_everything_stands_the_end_of_the_list(client: Client, shelf: list[Article]) -> None:
    assert titles(client, "/blog/?after=1-1") == [each.title for each in shelf[-PAGE_SIZE:]]
    assert list(links(client, "/blog/?after=1-1")) == ["prev"]


def test_before_the_first_article_is_the_list_itself_and_has_no_second_address(
    client: Client, shelf: list[Article]
) -> None:
    newer = paging.Place(MAY + timedelta(days=1), 1)
    newest = paging.Place(MAY, shelf[0].pk)

    assert client.get(f"/blog/?before={newer}").status_code == 404
    assert client.get(f"/blog/?before={newest}").status_code == 200


def test_a_page_by_date_costs_what_a_numbered_one_costs(
    client: Client, deep: list[Article], django_assert_num_queries: Any
) -> None:
    second = links(client, "/category/economy/")["next"]
    make_copies(deep[0], 400)

    with django_assert_num_queries(6):
        client.get(second)


@pytest.mark.sqlite
def test_the_oldest_of_a_list_and_of_a_year_cost_sqlite_no_more_steps_than_the_newest() -> None:
    make_copies(make_article("Soundings", published_at=MAY), 3000)
    everything = Listing.objects.of(Listing.Kind.EVERYTHING, language="en")
    oldest = paging.Place(MAY - timedelta(hours=2900), 2**40)
    past = (oldest.instant - timedelta(hours=20), oldest.instant)

    newest_cost = steps(list, everything[:15])

    assert steps(list, paging.Order(key="article_id").older(everything, oldest)[:15]) < 3 * newest_cost
    assert steps(list, everything.within(past)[:15]) < 3 * newest_cost


def steps(act: Any, rows: Any) -> int:
    """What SQLite does to answer, in tens of its instructions."""
    counted = []
    connection.ensure_connection()
    connection.connection.set_progress_handler(lambda: counted.append(1) and None, 10)
    try:
        act(rows)
    finally:
        connection.connection.set_progress_handler(None, 10)
    return len(counted)


# --- A section's own size and layout


def test_a_section_has_its_own_page_size(client: Client, shelf: list[Article]) -> None:
    Category.objects.update(page_size=30)

    context = client.get("/category/economy/").context

    assert (len(context["page"].items), context["page"].last) == (30, 2)


@pytest.mark.parametrize("size", [0, 5, 61, 1000])
def test_a_page_size_out_of_bounds_is_refused_by_form_and_database(size: int) -> None:
    economy = make_category("Economy")
    economy.page_size = size

    with pytest.raises(ValidationError) as error:
        economy.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        economy.save()

    assert list(error.value.message_dict) == ["page_size"]


@pytest.mark.parametrize(
    ("layout", "classes"),
    [("rows", "rows rows--roomy"), ("grid", "columns-3 is-ruled is-folding"), ("compact", "rows rows--close")],
)
def test_a_section_has_its_own_layout(layout: str, classes: str, client: Client, shelf: list[Article]) -> None:
    Category.objects.update(layout=layout)

    text = client.get("/category/economy/").content.decode()

    assert f'<div class="{classes}" data-list>' in text
    assert len(re.findall(r'<h[23] class="card__title"', text)) == PAGE_SIZE
    assert text.count("card__media") == (0 if layout == "compact" else PAGE_SIZE)


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
        {"label": "March", "url": "/2026/03/", "count": 1, "is_current": False},
        {"label": "May", "url": "/2026/05/", "count": 1, "is_current": False},
    ]
    years = [
        {"label": "2026", "url": "/2026/", "count": 2, "is_current": False},
        {"label": "2025", "url": "/2025/", "count": 1, "is_current": False},
    ]
    assert year.context["months"] == months
    assert year.context["years"] == [{**years[0], "is_current": True}, years[1]]
    assert month.context["months"] == [{**months[0], "is_current": True}, months[1]]
    assert client.get("/blog/").context["years"] == years
    assert '<a class="chip" href="/2025/">2025 <span>1</span></a>' in client.get("/blog/").content.decode()
    assert "<h1>March 2026</h1>" in month.content.decode()
    assert [each.title for each in month.context["page"].items] == ["In March"]


def test_a_year_with_more_than_anybody_wants_to_know_says_so(
    client: Client, shelf: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "COUNTED", 45)

    text = client.get("/2026/").content.decode()

    assert '<a class="chip" href="/2026/" aria-current="page">2026 <span>1000+</span></a>' in text


def test_what_is_scheduled_or_has_ended_is_counted_nowhere(client: Client) -> None:
    make_article("In May", published_at=MAY)
    make_article("Ended", published_at=MAY, ends_at=MAY.replace(hour=13))
    make_article("Later", published_at=timezone.now() + timedelta(days=800))

    context = client.get("/2026/05/").context

    assert [year["count"] for year in context["years"]] == [1]
    assert [month["count"] for month in context["months"]] == [1]


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
