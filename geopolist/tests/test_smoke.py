"""A walk through the site along its own links: no link is dead, and every page is one that a browser takes."""

import re
import uuid
from collections import Counter
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.test import Client
from lxml import html

from articles.tests.make import (
    make_article,
    make_category,
    make_comment,
    make_copies,
    make_person,
    make_series,
    make_site,
)
from geopolist.identity.menus import is_list_of_ours, is_page_of_ours
from geopolist.identity.models import MenuItem, SocialLink
from geopolist.library.tests.make import make_document, make_image
from geopolist.pages.models import Page, RiskOutlook

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
OUTSIDE = ("mailto:", "tel:", "https://", "http://")


@pytest.fixture
def made() -> None:
    """A small site with something of everything, in three languages."""
    make_site(languages=["tr", "ar"], contact_email="desk@example.org", notice_text="A notice.")
    regions = make_category("Regions")
    europe = make_category("Europe", parent=regions, colour="europe", texts={"tr": {"name": "Avrupa"}})
    make_category("Eurasia", parent=regions)
    people = [make_person("Odette Fall", portrait=make_image(), bio="<p>Reads charts.</p>"), make_person("Tomas B")]
    group, series, cover, document = uuid.uuid4(), make_series("Metals"), make_image(), make_document()
    shelf = {"categories": [europe], "people": people, "tags": ["Black Sea", "Boğazlar"], "cover": cover, "views": 9}
    body = (
        '<h2>One</h2><p>Words.<span data-footnote="">A note.</span> <a href="/about/">About</a></p>'
        f'<h2>Two</h2><figure data-image="{cover.public_id}"></figure>'
        f'<div data-block="file" data-document="{document.public_id}"></div>'
    )
    first = make_article("Soundings", series=series, translation_group=group, body=body, sponsor="A port", **shelf)
    make_article("Derinlikler", language="tr", translation_group=group, **shelf)
    make_article("الأعماق", language="ar", translation_group=group, **shelf)
    make_article("Second part", series=series, **shelf)
    make_comment(first, "See https://example.org/", parent=make_comment(first))
    for copy in make_copies(first, 45):
        copy.settle()
    about = Page(title="About", body="<h2>Who</h2><p>We.</p>")
    about.publish()
    Page(title="Team", parent=about).publish()
    RiskOutlook.objects.create(theatre="Straits", article=first)
    for menu in MenuItem.Menu.values:
        MenuItem.objects.create(menu=menu, label="Europe", target=europe)
        MenuItem.objects.create(menu=menu, label="Jobs", url="/jobs/")
        MenuItem.objects.create(menu=menu, label="Everything", url="/blog/")
    SocialLink.objects.create(kind="rss", url="/feed/")


def walk(client: Client, start: list[str]) -> dict[str, str]:
    """Every page reached from `start`, by address. Fails at the first link that leads nowhere."""
    pages: dict[str, str] = {}
    ways = dict.fromkeys(start, "the beginning")
    while ways:
        address, origin = ways.popitem()
        path = unquote(urlsplit(address).path)
        response = client.get(path, dict(part.split("=") for part in urlsplit(address).query.split("&") if part))
        assert response.status_code in (200, 301, 302), f"{origin} leads to {address}: {response.status_code}"
        text = response.content.decode() if "html" in response.get("Content-Type", "") else ""
        pages[address] = text
        for link in links(text, address) if response.status_code == 200 else [urljoin(address, response["Location"])]:
            if link not in pages:
                ways.setdefault(link, address)
    return pages


def links(text: str, address: str) -> set[str]:
    """Where a page's links, forms, alternates and feeds lead on this site."""
    if not text:
        return set()
    page = html.fromstring(text)
    found = [each.get("href") for each in page.iter("a", "link")] + [each.get("action") for each in page.iter("form")]
    inside = (urljoin(address, each).removeprefix(SITE).partition("#")[0] for each in found if each)
    return {each for each in inside if not each.startswith((*OUTSIDE, "/static/", "/media/", "/admin/")) and each}


@pytest.mark.usefixtures("made")
def test_no_link_is_dead_and_every_page_is_whole(client: Client) -> None:
    pages = walk(client, ["/", "/tr/", "/ar/", "/search/?q=soundings"])

    assert len(pages) > 60
    wrong = {address: flaws for address, text in pages.items() if text and (flaws := flaws_of(text))}
    assert wrong == {}


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("code", ["tr", "ar"])
def test_lists_and_pages_go_on_in_the_language_being_read(code: str, client: Client) -> None:
    pages = walk(client, [f"/{code}/", f"/search/?q=soundings&lang={code}"])
    read = {address: html.fromstring(text) for address, text in pages.items() if f'<html lang="{code}"' in text}

    strayed = {(address, link) for address, page in read.items() for link in strays(page, address, code)}

    assert strayed == set()
    assert {f"/{code}/blog/", f"/{code}/category/regions/europe/", f"/accounts/login/?lang={code}"} <= set(read)


def strays(page: html.HtmlElement, address: str, code: str) -> list[str]:
    """Links of a page into another language: not the switch, nor to what has one language of its own."""
    chosen = "not(@hreflang) and not(@rel='canonical') and not(@rel='manifest')"
    links = [urljoin(address, each).removeprefix(SITE) for each in page.xpath(f"//*[{chosen}]/@href")]
    forms = page.xpath(f"//form[@action][not(.//input[@name='lang'][@value='{code}'])]/@action")
    return [link for link in links if is_astray(link, code)] + [form for form in forms if is_astray(form, code)]


def is_astray(link: str, code: str) -> bool:
    parts = urlsplit(link)
    if parts.netloc or not parts.path.startswith("/") or parts.path.startswith(("/static/", "/media/", "/files/")):
        return False
    if parts.path.startswith(("/category/", "/tag/")) or is_list_of_ours(parts.path):
        return True
    return is_page_of_ours(parts.path) and f"lang={code}" not in parts.query.split("&")


def flaws_of(text: str) -> list[str]:
    """What is amiss in a page, in words."""
    page = html.fromstring(text)
    ids = Counter(each.get("id") for each in page.xpath("//*[@id]"))
    images = page.xpath("//img")
    targets = {each.get("href")[1:] for each in page.xpath("//a[starts-with(@href, '#')]")}
    flaws = [f"{len(page.xpath('//h1'))} headings of the first level"] * (len(page.xpath("//h1")) != 1)
    flaws += [f"id {name} is there {number} times" for name, number in ids.items() if number > 1]
    flaws += [f"#{name} leads nowhere" for name in targets if name and name not in ids]
    flaws += [f"{each.get('src')} has no size" for each in images if not (each.get("width") and each.get("height"))]
    flaws += [f"{each.get('src')} has no alt" for each in images if each.get("alt") is None]
    flaws += [f"an empty {name}" for name in ("href", "src") if page.xpath(f"//*[@{name}='']")]
    flaws += [
        f"a variable was printed as {word}" for word in ("None", "{{", "{%") if word in re.sub("<[^>]*>", " ", text)
    ]
    flaws += ["no title"] * (not (page.findtext(".//title") or "").strip())
    return flaws
