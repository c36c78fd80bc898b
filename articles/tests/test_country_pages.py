"""What is written about a country: its page, its feed, and the map of the world that leads there."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Country
from articles.tests.conftest import Committed
from articles.tests.make import make_article, make_category, make_country, make_draft, make_site
from geopolist.lib.head import absolute

pytestmark = pytest.mark.django_db


def titles(client: Client, path: str) -> list[str]:
    return [each.title for each in client.get(path).context["page"].items]


def counts(client: Client, path: str = "/countries/") -> dict[str, int]:
    """{country's code: number beside it}"""
    groups = client.get(path).context["groups"]
    return {each.code: each.article_count for group in groups for each in group["countries"]}


# --- The page of a country


def test_a_country_s_page_lists_what_readers_see_of_it_and_nothing_else(client: Client) -> None:
    malta, now = make_country("MT"), timezone.now()
    make_article("Harbour", countries=[malta])
    make_article("Ports", countries=[malta, make_country("IT")])
    make_article("Inland", countries=[make_country("AT")])
    make_draft("Draft", countries=[malta])
    make_article("Soon", countries=[malta], published_at=now + timedelta(days=1))
    make_article("Over", countries=[malta], ends_at=now - timedelta(minutes=1))

    assert sorted(titles(client, "/country/malta/")) == ["Harbour", "Ports"]


def test_a_country_s_page_stands_under_its_region_and_says_so_to_machines(client: Client) -> None:
    regions = make_category("Regions")
    europe = make_category("Europe", parent=regions, colour="europe")
    make_article(countries=[make_country("MT", region=europe)])

    response = client.get("/country/malta/")
    text, head = response.content.decode(), response.context["head"]

    crumbs = re.search(r'<nav class="breadcrumb".*?</nav>', text, re.DOTALL)[0]  # type: ignore[index]
    assert re.findall('<a href="([^"]+)"', crumbs) == ["/", "/category/regions/", "/category/regions/europe/"]
    assert '<span aria-current="page">Malta</span>' in crumbs
    assert head.canonical == absolute("/country/malta/")
    assert head.robots == ""
    assert '"name":"Malta"' in text


def test_a_country_of_no_region_stands_under_all_countries(client: Client) -> None:
    make_country("JP")

    text = client.get("/country/japan/").content.decode()

    assert '<li><a href="/countries/">Countries</a></li>' in text


def test_a_country_nobody_wrote_about_says_so_and_is_not_for_search_engines(client: Client) -> None:
    make_country("MT")
    make_article(countries=[make_country("IT")])

    text = client.get("/country/malta/").content.decode()
    sitemap = client.get("/sitemap.xml").content.decode()

    assert "Nothing on this country yet" in text
    assert '<a class="button button--line" href="/countries/">All countries</a>' in text
    assert '<meta name="robots" content="noindex">' in text
    assert "/country/italy/" in sitemap
    assert "/country/malta/" not in sitemap


def test_each_language_has_its_own_articles_and_names(client: Client) -> None:
    make_site()
    germany = make_country("DE")
    make_article("Soundings", countries=[germany])
    make_article("Derinlikler", countries=[germany], language="tr")

    turkish = client.get("/tr/country/germany/").content.decode()

    assert titles(client, "/country/germany/") == ["Soundings"]
    assert titles(client, "/tr/country/germany/") == ["Derinlikler"]
    assert "<h1>Almanya</h1>" in turkish
    assert (counts(client), counts(client, "/tr/countries/")) == ({"DE": 1}, {"DE": 1})
    assert '<a href="/tr/country/germany/">Almanya</a>' in client.get("/tr/countries/").content.decode()
    assert client.get("/fr/country/germany/").status_code == 404


def test_the_feed_of_a_country_has_its_articles_in_the_language_of_its_address(client: Client) -> None:
    make_site()
    malta = make_country("MT")
    make_article("Harbour", countries=[malta])
    make_article("Liman", countries=[malta], language="tr")
    make_article("Inland")

    feeds = [client.get(path).content.decode() for path in ("/country/malta/feed/", "/tr/country/malta/feed/")]

    assert [re.findall("<item><title>(.*?)</title>", feed) for feed in feeds] == [["Harbour"], ["Liman"]]
    assert "<title>Malta | " in feeds[0]


def test_a_country_that_takes_another_name_takes_its_articles_and_readers_along(
    client: Client, committed: Committed
) -> None:
    turkey = make_country("TR")
    article = make_article(countries=[turkey])

    turkey.name, turkey.slug = "Türkiye", "turkiye"
    with committed():
        turkey.save()

    assert Article.objects.get(pk=article.pk).furniture["countries"] == [
        {"name": "Türkiye", "url": "/country/turkiye/", "code": "TR"}
    ]
    assert client.get("/country/turkey/")["Location"] == "/country/turkiye/"


def test_a_country_taken_off_the_list_leaves_its_articles(client: Client, committed: Committed) -> None:
    article = make_article(countries=[make_country("MT"), make_country("IT")])

    with committed():
        Country.objects.get(code="MT").delete()

    assert [each["code"] for each in Article.objects.get(pk=article.pk).furniture["countries"]] == ["IT"]
    assert client.get("/country/malta/").status_code == 410


# --- The map of the world


def test_the_map_counts_what_readers_see_now(client: Client) -> None:
    malta, italy, now = make_country("MT"), make_country("IT"), timezone.now()
    make_article(countries=[malta])
    make_article(countries=[malta, italy])
    make_draft(countries=[italy])
    make_article(countries=[italy], published_at=now + timedelta(days=1))
    make_article(countries=[make_country("JP")], ends_at=now - timedelta(minutes=1))

    assert counts(client) == {"IT": 1, "MT": 2}


def test_countries_stand_under_their_regions_in_the_editors_order_then_those_elsewhere(client: Client) -> None:
    regions = make_category("Regions")
    europe = make_category("Europe", parent=regions, colour="europe", order=2)
    gulf = make_category("Gulf", parent=regions, colour="mea", order=1)
    make_article(countries=[make_country("MT", region=europe), make_country("QA", region=gulf)], categories=[europe])
    make_article(countries=[make_country("JP"), make_country("AT", region=europe)])

    groups = client.get("/countries/").context["groups"]

    assert [(str(group["region"]), group["count"], [str(each) for each in group["countries"]]) for group in groups] == [
        ("Gulf", 0, ["Qatar"]),
        ("Europe", 1, ["Austria", "Malta"]),
        ("None", 0, ["Japan"]),
    ]


def test_the_list_is_the_interface_and_the_map_a_drawing_beside_it(client: Client) -> None:
    europe = make_category("Europe", colour="europe")
    make_article(countries=[make_country("MT", region=europe)])

    text = client.get("/countries/").content.decode()
    drawing, words = re.search("<svg viewBox.*?</svg>", text, re.DOTALL)[0], text.split("</figure>")[1]  # type: ignore[index]

    assert 'aria-hidden="true"' in drawing
    assert re.findall('<a href="([^"]+)" tabindex="-1">', drawing) == ["/country/malta/"]
    assert drawing.count("<a ") == 1
    assert 'data-country="MT" data-region="europe"' in drawing
    assert '<li data-country="MT"><a href="/country/malta/">Malta</a>' in words
    assert '<span class="visually-hidden">1 article</span>' in words


def test_no_countries_leads_on(client: Client) -> None:
    text = client.get("/countries/").content.decode()

    assert "No countries yet" in text
    assert '<meta name="robots" content="noindex">' in text


# --- On an article


def test_an_article_names_its_countries_and_shows_where_they_lie(client: Client) -> None:
    article = make_article("Soundings", countries=[make_country("PL"), make_country("DE")])

    text = client.get("/soundings/").content.decode()

    assert [each["name"] for each in article.furniture["countries"]] == ["Germany", "Poland"]
    assert '<a class="chip" href="/country/germany/">Germany</a>' in text
    assert re.findall(r'<use class="locator__lit" href="/static/img/maps/europe[\w.]*svg#(\w+)"', text) == ["de", "pl"]


def test_an_article_about_no_country_has_no_map(client: Client) -> None:
    make_article("Soundings")

    text = client.get("/soundings/").content.decode()

    assert "locator" not in text
    assert 'aria-label="Countries"' not in text
