"""robots.txt, the manifest and the sitemap, read as machines read them."""

import json
from datetime import UTC, datetime

import pytest
from django.templatetags.static import static
from django.test import Client
from lxml import etree

from articles.tests.make import make_article, make_category, make_draft, make_person, make_series, make_site
from geopolist.pages.models import Page

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
SITE = "http://127.0.0.1:8000"
NAMES = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def test_robots_closes_what_is_nobodys_reading_and_names_the_sitemap(client: Client) -> None:
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /accounts/",
        "Disallow: /search/",
        "Disallow: /my-bookmarks/",
        "Disallow: /readyz",
        "",
        f"Sitemap: {SITE}/sitemap.xml",
    ]


def test_the_mark_is_found_where_programs_look_for_it(client: Client) -> None:
    assert client.get("/favicon.ico").headers["Location"] == static("img/icon-32.png")


def test_manifest_is_the_sites_own(client: Client) -> None:
    make_site(name="The Straits Review", description="Depths and straits.")

    response = client.get("/manifest.webmanifest")
    manifest = json.loads(response.content)

    assert response["Content-Type"] == "application/manifest+json"
    assert (manifest["name"], manifest["short_name"]) == ("The Straits Review", "The Straits ")
    assert [(icon["src"], icon.get("purpose")) for icon in manifest["icons"]] == [
        ("/static/img/icon-192.png", None),
        ("/static/img/icon-512.png", None),
        ("/static/img/icon-maskable.png", "maskable"),
    ]


def test_sitemap_names_what_search_engines_may_keep_and_nothing_else(client: Client) -> None:
    make_site(languages=["tr"])
    section, person = make_category("Economy"), make_person("Odette Fall")
    make_category("Empty")
    make_series("Metals")
    make_article("Soundings", published_at=NOON, categories=[section], people=[person])
    make_article("Boğazlar", language="tr", published_at=NOON)
    make_article("Not for engines", noindex=True)
    make_article("From elsewhere", canonical_url="https://example.org/")
    make_draft("Draft")
    Page(title="About", noindex=False).publish()
    Page(title="Imprint", noindex=True).publish()

    response = client.get("/sitemap.xml")
    entries = etree.fromstring(response.content).findall("map:url", NAMES)
    dates = {
        each.findtext("map:loc", namespaces=NAMES): each.findtext("map:lastmod", namespaces=NAMES) for each in entries
    }

    assert response["Content-Type"] == "application/xml"
    assert set(dates) == {
        f"{SITE}/",
        f"{SITE}/tr/",
        f"{SITE}/soundings/",
        f"{SITE}/bo%C4%9Fazlar/",
        f"{SITE}/about/",
        f"{SITE}/category/economy/",
        f"{SITE}/author/odette-fall/",
        f"{SITE}/series/metals/",
    }
    assert datetime.fromisoformat(dates[f"{SITE}/soundings/"]) == NOON
    assert dates[f"{SITE}/"] is None
