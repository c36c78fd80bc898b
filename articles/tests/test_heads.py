"""What pages tell machines."""

import html
import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html as lxml_html

from articles.tests.make import (
    make_article,
    make_category,
    make_comment,
    make_country,
    make_person,
    make_series,
    make_site,
)
from geopolist.library.tests.make import make_image, picture
from geopolist.pages.models import Page

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
HOSTILE = '</script><script>alert(1)</script> & "quoted" \u2028 <!--'


def structured(text: str) -> dict[str, dict[str, Any]]:
    """The page's JSON-LD by type, as a browser would cut it out."""
    found = [json.loads(each) for each in DATA.findall(text)]
    return {each["@type"]: each for each in found}


def meta(text: str) -> dict[str, str]:
    page = lxml_html.fromstring(text)
    named = {each.get("property") or each.get("name"): each.get("content") for each in page.iter("meta")}
    links = {each.get("rel"): each.get("href") for each in page.iter("link") if each.get("rel") == "canonical"}
    return {**named, **links}


def test_an_article_says_all_of_itself(client: Client) -> None:
    make_site(organisation="Harbour Institute")
    economy = make_category("Economy")
    energy = make_category("Energy", parent=economy)
    image = make_image(picture((1600, 1000)), alt="A harbour")
    article = make_article(
        "Soundings",
        standfirst="What lies below.",
        categories=[energy],
        people=[make_person("Odette Fall")],
        tags=["Ports"],
        cover=image,
        kind="commentary",
    )
    make_comment(article)

    text = client.get("/soundings/").content.decode()
    head, data = meta(text), structured(text)

    share = image.picture("share")
    assert (share.width, share.height) == (1200, 630)
    assert {
        name: head[name] for name in head if name and name.startswith(("og:", "canonical", "description", "twitter"))
    } == {
        "canonical": f"{SITE}/soundings/",
        "description": "What lies below.",
        "og:site_name": "The Straits Review",
        "og:type": "article",
        "og:title": "Soundings",
        "og:description": "What lies below.",
        "og:url": f"{SITE}/soundings/",
        "og:image": f"{SITE}{share.src}",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "A harbour",
        "twitter:card": "summary_large_image",
    }
    assert data["OpinionNewsArticle"] == {
        "@context": "https://schema.org",
        "@type": "OpinionNewsArticle",
        "headline": "Soundings",
        "description": "What lies below.",
        "image": [f"{SITE}{share.src}"],
        "datePublished": timezone.localtime(article.published_at).isoformat(timespec="seconds"),
        "dateModified": timezone.localtime(article.published_at).isoformat(timespec="seconds"),
        "inLanguage": "en",
        "wordCount": 4,
        "commentCount": 1,
        "articleSection": ["Energy"],
        "keywords": ["Ports"],
        "author": [{"@type": "Person", "name": "Odette Fall", "url": f"{SITE}/author/odette-fall/"}],
        "publisher": {"@type": "Organization", "name": "Harbour Institute", "url": f"{SITE}/"},
        "mainEntityOfPage": f"{SITE}/soundings/",
    }
    assert [(each["position"], each["name"], each["item"]) for each in data["BreadcrumbList"]["itemListElement"]] == [
        (1, "Home", f"{SITE}/"),
        (2, "Economy", f"{SITE}/category/economy/"),
        (3, "Energy", f"{SITE}/category/economy/energy/"),
        (4, "Soundings", f"{SITE}/soundings/"),
    ]


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        ("analysis", "AnalysisNewsArticle"),
        ("commentary", "OpinionNewsArticle"),
        ("news", "NewsArticle"),
        ("brief", "Article"),
        ("report", "Report"),
        ("paper", "ScholarlyArticle"),
    ],
)
def test_each_kind_has_its_type(kind: str, schema: str, client: Client) -> None:
    make_article("Soundings", kind=kind)

    assert schema in structured(client.get("/soundings/").content.decode())


def test_hostile_words_end_no_script_and_no_attribute(client: Client) -> None:
    make_site(name=f"Site {HOSTILE}"[:80])
    make_article(
        HOSTILE,
        slug="hostile",
        standfirst=HOSTILE,
        categories=[make_category(HOSTILE)],
        people=[make_person(HOSTILE)],
        tags=[HOSTILE],
        sources=HOSTILE,
        sponsor=HOSTILE,
    )

    text = client.get("/hostile/").content.decode()

    title = HOSTILE.replace("\u2028 ", "")
    assert structured(text)["AnalysisNewsArticle"]["headline"] == re.sub(r"\s+", " ", HOSTILE)
    assert "<script>alert" not in text
    assert html.unescape(meta(text)["og:title"]).startswith(title[:40])


@pytest.mark.parametrize(
    "page", ["/category/economy/", "/tag/ports/", "/author/odette-fall/", "/", "/blog/", "/people/"]
)
def test_structured_data_of_lists_parses_whatever_they_are_called(page: str, client: Client) -> None:
    make_category(HOSTILE, slug="economy")
    make_person(HOSTILE, slug="odette-fall")
    make_article(HOSTILE, slug="hostile", tags=["Ports"])

    text = client.get(page).content.decode()

    assert [json.loads(each)["@context"] for each in DATA.findall(text)] == ["https://schema.org"] * len(
        DATA.findall(text)
    )
    assert "<script>alert" not in text


@pytest.mark.parametrize(
    ("page", "query"), [("/", "?q={search_term_string}"), ("/tr/", "?q={search_term_string}&lang=tr")]
)
def test_the_front_page_says_how_the_site_is_searched_in_its_language(page: str, query: str, client: Client) -> None:
    make_site(languages=["tr"])

    site = structured(client.get(page).content.decode())["WebSite"]

    assert (site["name"], site["url"]) == ("The Straits Review", f"{SITE}{page}")
    assert site["potentialAction"] == {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{SITE}/search/{query}"},
        "query-input": "required name=search_term_string",
    }
    assert client.get(f"/search/{query}".replace("{search_term_string}", "sea")).status_code == 200


@pytest.mark.parametrize(
    "page",
    [
        "/category/economy/",
        "/tag/ports/",
        "/author/odette-fall/",
        "/series/depths/",
        "/country/malta/",
        "/blog/",
        "/2026/",
    ],
)
def test_a_list_names_the_articles_of_its_page_in_their_order(page: str, client: Client) -> None:
    everywhere: Any = {
        "categories": [make_category("Economy")],
        "people": [make_person("Odette Fall")],
        "tags": ["Ports"],
        "countries": [make_country("MT")],
    }
    series = make_series("Depths")
    for position, title in enumerate(["Soundings", "Shoals", "Draft"], start=1):
        make_article(
            title,
            published_at=datetime(2026, 5, 9 - position, tzinfo=UTC),
            series=series,
            series_position=position,
            status="draft" if title == "Draft" else "published",
            **everywhere,
        )

    assert structured(client.get(page).content.decode())["ItemList"] == {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "url": f"{SITE}/soundings/"},
            {"@type": "ListItem", "position": 2, "url": f"{SITE}/shoals/"},
        ],
    }


def test_an_empty_list_names_nothing(client: Client) -> None:
    make_category("Economy")

    assert "ItemList" not in structured(client.get("/category/economy/").content.decode())


def test_words_for_search_engines_win_over_the_articles_own(client: Client) -> None:
    make_article("Soundings", seo_title="Depths", seo_description="About depths.", noindex=True)

    text = client.get("/soundings/").content.decode()

    assert "<title>Depths | Geopolist</title>" in text
    assert (meta(text)["description"], meta(text)["robots"]) == ("About depths.", "noindex")
    assert "<h1>Soundings</h1>" in text


def test_an_article_first_published_elsewhere_names_that_place(client: Client) -> None:
    make_article("Soundings", canonical_url="https://example.org/soundings")

    assert meta(client.get("/soundings/").content.decode())["canonical"] == "https://example.org/soundings"


def test_canonical_addresses_never_come_from_the_host_that_was_asked(client: Client) -> None:
    make_article("Soundings")

    text = client.get("/soundings/", headers={"host": "localhost"}).content.decode()

    assert meta(text)["canonical"] == f"{SITE}/soundings/"
    assert "localhost" not in text


def test_addresses_in_other_scripts_are_written_in_full(client: Client) -> None:
    make_article("Boğazlar")

    text = client.get("/boğazlar/").content.decode()

    assert meta(text)["canonical"] in (f"{SITE}/boğazlar/", f"{SITE}/bo%C4%9Fazlar/")


def test_a_cover_is_decorative_in_cards_and_described_on_its_page(client: Client) -> None:
    image = make_image(alt="A harbour")
    make_article("Soundings", cover=image)

    card, page = client.get("/blog/").content.decode(), client.get("/soundings/").content.decode()

    assert 'alt="A harbour"' not in card
    assert f'src="{image.picture("card").src}"' in card
    assert 'alt="A harbour"' in page


def test_breadcrumbs_of_a_turkish_page_begin_at_the_turkish_front_page(client: Client) -> None:
    make_site(languages=["tr"])
    make_article("Derinlikler", language="tr", categories=[make_category("Economy")])

    crumbs = structured(client.get("/derinlikler/").content.decode())["BreadcrumbList"]["itemListElement"]

    assert [each["item"] for each in crumbs] == [f"{SITE}/tr/", f"{SITE}/tr/category/economy/", f"{SITE}/derinlikler/"]


@pytest.mark.parametrize("path", ["/", "/soundings/", "/category/economy/", "/about/", "/people/", "/jobs/"])
def test_a_page_without_a_picture_shares_that_of_the_site(path: str, client: Client) -> None:
    make_site()
    make_article("Soundings", categories=[make_category("Economy")])
    Page(title="About").publish()

    text = client.get(path).content.decode()
    head = meta(text)

    assert head["og:image"] == f"{SITE}/static/img/share.png"
    assert (head["og:image:width"], head["og:image:height"], head.get("og:image:alt")) == ("1200", "630", None)
    assert head["twitter:card"] == "summary_large_image"
    if path == "/soundings/":
        assert structured(text)["AnalysisNewsArticle"]["image"] == [f"{SITE}/static/img/share.png"]
