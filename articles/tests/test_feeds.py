"""RSS, read by an XML parser."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from articles.feeds import SIZE
from articles.tests.make import (
    make_article,
    make_category,
    make_copies,
    make_draft,
    make_person,
    make_series,
    make_site,
)
from geopolist.library.tests.make import make_image

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
SITE = "http://127.0.0.1:8000"
NAMES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "atom": "http://www.w3.org/2005/Atom",
}


def read(client: Client, path: str) -> Any:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    return etree.fromstring(response.content)


def text(feed: Any, path: str) -> str:
    return feed.findtext(path, namespaces=NAMES)


def titles(client: Client, path: str) -> list[str]:
    return [item.findtext("title") for item in read(client, path).iter("item")]


def test_a_feed_holds_the_whole_text_and_everything_about_it(client: Client) -> None:
    make_site(description="Depths and straits.")
    make_article(
        "Soundings",
        standfirst="What lies below.",
        body="<p>Words & <em>more</em> words.</p>",
        published_at=NOON,
        people=[make_person("Odette Fall"), make_person("Tomas B")],
        categories=[make_category("Economy")],
        tags=["Ports"],
    )

    feed = read(client, "/feed/")
    item = feed.find("channel/item")

    assert text(feed, "channel/title") == "The Straits Review"
    assert text(feed, "channel/link") == f"{SITE}/"
    assert text(feed, "channel/description") == "Depths and straits."
    assert text(feed, "channel/language") == "en"
    assert feed.find("channel/atom:link", namespaces=NAMES).get("href") == f"{SITE}/feed/"
    assert text(item, "title") == "Soundings"
    assert text(item, "link") == f"{SITE}/soundings/"
    assert text(item, "description") == "What lies below."
    assert "Words &amp; <em>more</em> words." in text(item, "content:encoded")
    assert text(item, "pubDate") == "Mon, 04 May 2026 12:00:00 +0000"
    assert [each.text for each in item.findall("category")] == ["Economy", "Ports"]
    assert [each.text for each in item.findall("dc:creator", namespaces=NAMES)] == ["Odette Fall", "Tomas B"]


def test_what_was_read_does_not_come_back_as_new_when_its_address_changes(client: Client) -> None:
    article = make_article("Soundings")
    before = read(client, "/feed/").find("channel/item/guid")

    article.slug = "deep-soundings"
    article.save()
    article.settle()
    after = read(client, "/feed/").find("channel/item/guid")

    assert (after.text, after.get("isPermaLink")) == (before.text, "false")
    assert text(read(client, "/feed/"), "channel/item/link") == f"{SITE}/deep-soundings/"


def test_guids_tell_articles_apart(client: Client) -> None:
    make_article("One")
    make_article("Two")

    guids = [each.text for each in read(client, "/feed/").iter("guid")]

    assert len(set(guids)) == 2


def test_each_list_has_a_feed_of_its_own(client: Client) -> None:
    economy = make_category("Economy", description="What things cost.")
    energy = make_category("Energy", parent=economy)
    person = make_person("Odette Fall")
    make_article("In energy", categories=[energy], published_at=NOON)
    make_article("By Odette", people=[person], published_at=NOON)
    make_article("On ports", tags=["Ports"], published_at=NOON)
    metals = make_series("Metals", intro="<p>What is under the sea.</p>")
    for number, title in enumerate(("First part", "Later part")):
        make_article(title, series=metals, series_position=number, published_at=NOON - timedelta(days=9 - number))
    make_draft("Draft", categories=[economy], people=[person], tags=["Ports"], series=metals)

    found = {
        path: titles(client, path)
        for path in (
            "/feed/",
            "/category/economy/feed/",
            "/category/economy/energy/feed/",
            "/author/odette-fall/feed/",
            "/tag/ports/feed/",
            "/series/metals/feed/",
        )
    }

    assert found == {
        "/feed/": ["On ports", "By Odette", "In energy", "Later part", "First part"],
        "/category/economy/feed/": ["In energy"],
        "/category/economy/energy/feed/": ["In energy"],
        "/author/odette-fall/feed/": ["By Odette"],
        "/tag/ports/feed/": ["On ports"],
        "/series/metals/feed/": ["Later part", "First part"],
    }
    feed = read(client, "/category/economy/feed/")
    assert text(feed, "channel/title") == "Economy | Geopolist"
    assert text(feed, "channel/link") == f"{SITE}/category/economy/"
    assert text(feed, "channel/description") == "What things cost."
    assert text(read(client, "/series/metals/feed/"), "channel/description") == "What is under the sea."


def test_pages_name_their_feeds_and_the_feeds_answer(client: Client) -> None:
    make_article(
        "Soundings",
        categories=[make_category("Economy")],
        people=[make_person("Odette Fall")],
        tags=["Ports"],
        series=make_series("Metals"),
    )

    for path in ("/category/economy/", "/author/odette-fall/", "/tag/ports/", "/series/metals/"):
        page = client.get(path).content.decode()
        assert re.search(rf'<link rel="alternate" type="application/rss\+xml" title="[^"]+" href="{path}feed/">', page)
        assert f'<a class="feed" href="{path}feed/" type="application/rss+xml">' in page
        assert titles(client, f"{path}feed/") == ["Soundings"]


def test_a_feed_holds_the_newest_twenty(client: Client) -> None:
    newest = make_article("Soundings", published_at=NOON)
    make_copies(newest, SIZE + 5)

    found = titles(client, "/feed/")

    assert (len(found), found[0], found[-1]) == (SIZE, "Soundings", f"Soundings {SIZE - 1}")


def test_addresses_in_the_text_work_on_other_sites(client: Client) -> None:
    image = make_image()
    make_article(
        "Soundings",
        body=f'<p><a href="/other/">x</a> <a href="#below">y</a> <a href="https://example.org/">z</a></p>'
        f'<figure data-image="{image.public_id}"></figure><pre><code>href="/code/"</code></pre>',
    )

    whole = text(read(client, "/feed/"), "channel/item/content:encoded")
    page = etree.HTML(whole)

    assert [each.get("href") for each in page.iter("a")] == [
        f"{SITE}/other/",
        f"{SITE}/soundings/#below",
        "https://example.org/",
    ]
    picture = page.find(".//img")
    addresses = [picture.get("src"), *(part.split()[0] for part in picture.get("srcset").split(", "))]
    assert all(address.startswith(f"{SITE}/media/") for address in addresses)
    assert 'href="/code/"' in "".join(page.find(".//code").itertext())


def test_words_that_look_like_markup_leave_the_feed_whole(client: Client) -> None:
    make_article("A < B & C ]]> \x0b", standfirst="<b>", people=[make_person("O'Fall <x>")], tags=["a&b"])

    item = read(client, "/feed/").find("channel/item")

    assert text(item, "title") == "A < B & C ]]>"
    assert text(item, "dc:creator") == "O'Fall <x>"


def test_a_feed_speaks_the_language_of_its_list(client: Client) -> None:
    make_site(texts={"tr": {"name": "Boğazlar Dergisi"}})
    make_article("Derinlikler", language="tr", published_at=NOON)

    feed = read(client, "/tr/feed/")

    assert text(feed, "channel/language") == "tr"
    assert text(feed, "channel/title") == "Boğazlar Dergisi"
    assert text(feed, "channel/link") == f"{SITE}/tr/"
    assert text(feed, "channel/item/title") == "Derinlikler"


def test_addresses_in_other_scripts_are_encoded(client: Client) -> None:
    make_article("Boğazlar", tags=["Karadeniz"])

    assert text(read(client, "/feed/"), "channel/item/link") == f"{SITE}/bo%C4%9Fazlar/"


def test_all_articles_name_the_feed_of_the_whole_site(client: Client) -> None:
    make_site()

    for path, feed in (("/blog/", "/feed/"), ("/tr/blog/", "/tr/feed/")):
        assert f'<a class="feed" href="{feed}"' in client.get(path).content.decode()


@pytest.mark.parametrize("path", ["/series/none/feed/", "/soundings/feed/", "/no-such/feed/"])
def test_what_has_no_feed_leads_to_itself_or_nowhere(path: str, client: Client) -> None:
    make_article("Soundings")

    response = client.get(path)

    assert (response.status_code, response.get("Location")) == {
        "/soundings/feed/": (301, "/soundings/"),
    }.get(path, (404, None))
