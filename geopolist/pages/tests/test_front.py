"""The front page: what stands where, and only where there is something."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from articles.models import Category, rank
from articles.tests.make import make_article, make_category, make_copies, make_draft, make_person, make_site
from geopolist.library.tests.make import make_image
from geopolist.pages.front import TOP
from geopolist.pages.models import RiskOutlook

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def at(hours: int) -> datetime:
    """So many hours before noon."""
    return NOON - timedelta(hours=hours)


def fill_the_top() -> None:
    """The first screen's places, with what is newer than all else and was never read."""
    make_copies(make_article("Fill", published_at=at(0), cover=make_image()), TOP - 1)


def titles(articles: list) -> list[str]:
    return [each.title for each in articles]


def test_an_empty_site_says_what_will_be_there(client: Client) -> None:
    text = client.get("/").content.decode()

    assert "Nothing published yet" in text
    assert [
        part
        for part in (">Latest<", "Most read", "Risk advisory", 'class="regions"', 'class="wrap strip"')
        if part in text
    ] == []


def test_newest_with_a_cover_leads_and_nothing_at_the_top_stands_twice(client: Client) -> None:
    cover = make_image()
    for number in range(16):
        make_article(f"N{number}", published_at=at(number), cover=cover if number in (3, 5) else None)

    context = client.get("/").context

    assert context["lead"].title == "N3"
    assert titles(context["second"]) == ["N5", "N0", "N1"]
    assert titles(context["also"]) == ["N2", "N4"]
    assert titles(context["latest"]) == ["N6", "N7", "N8", "N9", "N10", "N11", "N12"]


def test_what_editors_placed_comes_first_in_their_order(client: Client) -> None:
    make_article("Newest", published_at=at(0), cover=make_image())
    make_article("Second place", published_at=at(30), front_rank=2)
    make_article("First place", published_at=at(40), front_rank=1)
    make_draft("Draft with a place", front_rank=1)

    context = client.get("/").context

    assert context["lead"].title == "First place"
    assert titles(context["second"]) == ["Second place", "Newest"]


def test_strips_are_sections_in_their_order_with_what_the_top_has_not(client: Client) -> None:
    security = make_category("Security", order=2)
    economy = make_category("Economy", order=1)
    energy = make_category("Energy", parent=economy)
    make_category("Unused", order=3)
    make_category("Hidden", in_menu=False, order=0)
    make_copies(make_article("Top", published_at=at(0), categories=[security]), TOP - 1)
    for number in range(8):
        make_article(f"S{number}", published_at=at(20 + number), categories=[security])
    make_article("Both", published_at=at(40), categories=[security, economy])
    make_article("Pipes", published_at=at(41), categories=[energy])

    strips = client.get("/").context["strips"]

    assert [(str(strip["category"]), titles(strip["articles"])) for strip in strips] == [
        ("Economy", ["Both", "Pipes"]),
        ("Security", ["S0", "S1", "S2", "S3", "S4"]),
    ]
    assert [[str(child) for child in strip["children"]] for strip in strips] == [["Energy"], []]


def test_a_strip_draws_its_newest_picture_large_and_commentary_is_by_people(client: Client) -> None:
    fill_the_top()
    security, commentary = make_category("Security"), make_category("Commentary")
    person = make_person("Odette Fall")
    make_article("Plain", published_at=at(20), categories=[security])
    make_article("Drawn", published_at=at(21), categories=[security], cover=make_image())
    make_article("Opinion", published_at=at(22), categories=[commentary], people=[person])

    response = client.get("/")
    strips = {strip["category"].path: strip for strip in response.context["strips"]}

    assert titles(strips["security"]["articles"]) == ["Drawn", "Plain"]
    assert (strips["security"]["layout"], strips["commentary"]["layout"]) == ("lead", "opinion")
    assert "Odette Fall" in response.content.decode()


def test_regions_show_their_count_and_newest_and_only_those_with_articles(client: Client) -> None:
    regions = make_category("Regions")
    europe, eurasia = make_category("Europe", parent=regions), make_category("Eurasia", parent=regions)
    baltic = make_category("Baltic", parent=europe)
    fill_the_top()
    make_article("Old", published_at=at(30), categories=[europe])
    make_article("Cables", published_at=at(29), categories=[baltic])

    response = client.get("/")

    assert [(each["category"], each["count"], each["newest"].title) for each in response.context["regions"]] == [
        (europe, 2, "Cables")
    ]
    assert "2 articles" in response.content.decode()
    assert eurasia.name not in [str(each["category"]) for each in response.context["regions"]]


def test_what_a_section_is_on_the_front_page_is_chosen_and_outlives_its_name(client: Client) -> None:
    regions, security = make_category("Regions"), make_category("Security", front="rows")
    europe = make_category("Europe", parent=regions)
    fill_the_top()
    make_article("Cables", published_at=at(30), categories=[europe])
    make_article("Fleets", published_at=at(31), categories=[security])

    regions.name, regions.slug = "The world", "world"
    regions.save()
    context = client.get("/").context

    assert [each["category"] for each in context["regions"]] == [europe]
    assert context["regions_category"] == regions
    assert [(strip["category"], strip["layout"]) for strip in context["strips"]] == [(security, "rows")]


def test_a_region_whose_articles_all_stand_above_keeps_its_count(client: Client) -> None:
    europe = make_category("Europe", parent=make_category("Regions"))
    make_article("Cables", categories=[europe])

    (region,) = client.get("/").context["regions"]

    assert (region["category"], region["count"], region["newest"]) == (europe, 1, None)


def test_most_read_is_what_was_read(client: Client) -> None:
    fill_the_top()
    for views in (5, 0, 9, 7):
        make_article(f"Read {views}", views=views, published_at=at(30))
    rank()

    assert titles(client.get("/").context["most_read"]) == ["Read 9", "Read 7", "Read 5", "Read 0"]


def test_most_read_is_left_out_where_there_is_no_choice(client: Client) -> None:
    fill_the_top()
    for views in (9, 7):
        make_article(f"Read {views}", views=views, published_at=at(30))
    rank()

    response = client.get("/")

    assert response.context["most_read"] == []
    assert "Most read" not in response.content.decode()


def test_no_article_stands_twice(client: Client) -> None:
    """All of them in every list: each place has to be filled from further down."""
    regions = make_category("Regions")
    shelves = [make_category(name) for name in ("Economy", "Security", "Commentary")]
    shelves += [make_category(name, parent=regions) for name in ("Europe", "Eurasia")]
    make_copies(make_article("Read", categories=shelves, views=5, published_at=at(0), cover=make_image()), 60)
    make_article("Placed", categories=shelves, views=9, published_at=at(90), front_rank=1)
    rank()

    context = client.get("/").context

    strips = [strip["articles"] for strip in context["strips"]]
    lists = [[context["lead"]], context["also"], context["second"], context["latest"], context["most_read"]]
    lists += [[region["newest"]] for region in context["regions"]] + strips
    shown = [article.pk for articles in lists for article in articles]
    assert [len(articles) for articles in lists] == [1, 2, 3, 7, 5, 1, 1, 5, 5, 5]
    assert len(set(shown)) == len(shown)


def test_risks_show_level_and_trigger_and_link_only_to_what_is_public(client: Client) -> None:
    make_category("Risk Advisory")
    RiskOutlook.objects.create(theatre="Straits", level=4, trigger="A closure.", article=make_article("Brief"), order=1)
    RiskOutlook.objects.create(theatre="Gulf", level=1, article=make_draft("Unseen"), order=2)

    response = client.get("/")
    text = response.content.decode()

    assert response.context["risks"] == [
        {"theatre": "Straits", "level": 4, "level_text": "High", "trigger": "A closure.", "url": "/brief/"},
        {"theatre": "Gulf", "level": 1, "level_text": "Low", "trigger": "", "url": ""},
    ]
    assert '<a href="/brief/">Straits</a>' in text
    assert '<a href="/category/risk-advisory/">Risk Advisory</a>' in text
    assert "Unseen" not in text


def test_front_page_in_a_language_has_that_languages_articles_and_addresses(client: Client) -> None:
    make_site(languages=["tr"], texts={"tr": {"name": "Boğazlar Dergisi"}})
    make_copies(make_article("Soundings", views=3), 20)
    make_copies(make_article("Derinlikler", language="tr", views=3), 20)
    RiskOutlook.objects.create(theatre="Straits")
    rank()

    context = client.get("/tr/").context

    shown = [context["lead"], *context["latest"], *context["most_read"]]
    assert {each.language for each in shown} == {"tr"}
    assert (len(shown), context["risks"]) == (1 + 7 + 5, [])
    assert '"name":"Boğazlar Dergisi","url":"http://127.0.0.1:8000/tr/"' in client.get("/tr/").content.decode()


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("/?s=black+sea", (301, "/search/?q=black+sea")),
        ("/?s=", (301, "/search/?q=")),
        ("/?p=12", (404, None)),
        ("/?cat=3", (404, None)),
        ("/?p=abc", (200, None)),
        ("/?utm_source=x", (200, None)),
        ("/tr/?s=black", (200, None)),
    ],
)
def test_wordpress_questions_at_the_root_are_led_on(asked: str, answer: tuple, client: Client) -> None:
    make_site()

    response = client.get(asked)

    assert (response.status_code, response.get("Location")) == answer


def test_sections_are_walked_whatever_their_number(client: Client) -> None:
    for number in range(12):
        category = make_category(f"Section {number}", order=number)
        make_article(f"In {number}", categories=[category], published_at=at(100 + number))
    fill_the_top()

    strips = client.get("/").context["strips"]

    assert [str(strip["category"]) for strip in strips] == [f"Section {number}" for number in range(4)]
    assert Category.objects.count() == 12
