"""Films, sound, galleries and live blogs: their marks on lists, their place on the page, what a live page tells."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from articles.models import Article
from articles.tests.make import make_article, make_category, make_draft, make_person, make_site
from geopolist.library.tests.make import make_document, make_image
from geopolist.revisions.models import UNSEEN

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
GALLERY = '<div data-block="gallery"><figure data-image="{0}"></figure><figure data-image="{1}"></figure></div>'


def entry(hour: int, words: str) -> str:
    return f'<section data-block="live" data-time="2026-05-04T{hour:02d}:00:00Z">{words}</section>'


ENTRIES = [
    entry(9, "<h3>Doors open</h3><p>Coffee.</p>"),
    entry(11, "<p>A vote is called.</p>"),
    entry(10, "<h3>Talks</h3>"),
]


def make_live(**changes: Any) -> Article:
    body = f"<p>What happens.</p>{''.join(ENTRIES)}"
    return make_article("Summit", **{"format": "live", "published_at": NOON - 4 * HOUR, "body": body, **changes})


def text_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()


# --- Marks


def marks(text: str) -> list[tuple[str, str, str]]:
    """(class, icon, word) of each mark of a page."""
    return re.findall(r'<span class="(format[^"]*)">\s*<svg.*?#(\w+)"/></svg>\s*([^<]*?)\s*</span>', text)


@pytest.mark.parametrize("path", ["/blog/", "/category/economy/", "/author/odette-fall/", "/", "/on-film/"])
@pytest.mark.parametrize(
    ("kind", "word"), [("video", "Video"), ("audio", "Audio"), ("gallery", "Gallery"), ("standard", "")]
)
def test_a_list_and_the_page_say_what_waits_behind_a_title(kind: str, word: str, path: str, client: Client) -> None:
    make_article(
        "On film", format=kind, categories=[make_category("Economy")], people=[make_person("Odette Fall")], cover=None
    )

    assert {mark[1:] for mark in marks(text_of(client, path))} == ({(kind, word)} if word else set())


def test_what_is_live_says_so_until_it_is_over(client: Client) -> None:
    make_live()

    said = {}
    for hours in (0, 10, 11):
        with time_machine.travel(NOON + hours * HOUR, tick=False):
            said[hours] = marks(text_of(client, "/blog/"))

    # Twelve hours after its last entry, of eleven o'clock.
    assert said == {
        0: [("format format--live", "live", "Live")],
        10: [("format format--live", "live", "Live")],
        11: [("format", "live", "Live blog")],
    }


# --- Live blogs


def test_entries_stand_newest_first_however_they_were_written_and_oldest_first_by_a_link(client: Client) -> None:
    make_live()

    with time_machine.travel(NOON, tick=False):
        newest, oldest = text_of(client, "/summit/"), text_of(client, "/summit/?order=oldest")

    order = r'<time datetime="2026-05-04T(\d\d):00:00Z">'
    assert re.findall(order, newest.partition('class="prose"')[2]) == ["11", "10", "09"]
    assert re.findall(order, oldest.partition('class="prose"')[2]) == ["09", "10", "11"]
    assert '<a href="?order=oldest" rel="nofollow">Oldest first</a>' in newest
    assert '<a href="/summit/">Newest first</a>' in oldest
    canonical = '<link rel="canonical" href="http://127.0.0.1:8000/summit/">'
    assert canonical in newest
    assert canonical in oldest
    assert 'content="noindex"' not in newest
    assert '<meta name="robots" content="noindex">' in oldest


def test_another_order_or_the_order_of_another_format_changes_nothing(client: Client) -> None:
    make_live()
    make_article("Plain", body="".join(ENTRIES))

    with time_machine.travel(NOON, tick=False):
        for path in ("/summit/?order=random", "/plain/?order=oldest"):
            assert text_of(client, path) == text_of(client, path.partition("?")[0])


def test_each_entry_has_an_address_of_its_own(client: Client) -> None:
    article = make_live()
    text = text_of(client, "/summit/")

    for each in article.live_entries:
        assert f'<section class="live" id="{each["id"]}">' in text
        assert f'<a href="#{each["id"]}"><time datetime="{each["at"]}">' in text
    assert [each["title"] for each in article.live_entries] == ["A vote is called.", "Talks", "Doors open"]


def test_the_page_of_a_live_blog_says_how_it_stands_without_script(client: Client) -> None:
    make_live()

    with time_machine.travel(NOON, tick=False):
        live = text_of(client, "/summit/")
    with time_machine.travel(NOON + 20 * HOUR, tick=False):
        over = text_of(client, "/summit/")

    assert "Last entry:" in live
    assert "4 May, 14:00" in live
    assert '<a href="/summit/">Reload for updates</a>' in live
    assert '<div class="live-news" role="status" data-live="/api/live/' in live
    assert "Reload for updates" not in over
    assert "data-live=" not in over
    assert "<b>Over</b>" in over


def test_editors_may_say_when_it_is_over(client: Client) -> None:
    article = make_live(live_until=NOON - HOUR)

    with time_machine.travel(NOON, tick=False):
        assert not article.is_live
        assert text_of(client, "/summit/").count("<b>Over</b>") == 1


def test_one_without_entries_is_live_from_its_publication(client: Client) -> None:
    article = make_live(body="<p>We begin at two.</p>")

    with time_machine.travel(NOON + 7 * HOUR, tick=False):
        assert article.is_live
        assert "Last entry" not in text_of(client, "/summit/")
    with time_machine.travel(NOON + 8 * HOUR, tick=False):
        assert not article.is_live


def test_what_a_live_page_asks_for_is_small_and_may_be_kept(client: Client, django_assert_num_queries: Any) -> None:
    article = make_live()

    with time_machine.travel(NOON, tick=False), django_assert_num_queries(1):
        answer = client.get(f"/api/live/{article.pk}/")
    with time_machine.travel(NOON + 20 * HOUR, tick=False):
        later = client.get(f"/api/live/{article.pk}/")

    assert json.loads(answer.content) == {"entries": [each["id"] for each in article.live_entries], "is_live": True}
    assert answer["Cache-Control"] == "public, max-age=30"
    assert "Set-Cookie" not in answer
    assert json.loads(later.content)["is_live"] is False


def test_nothing_is_told_of_what_is_not_public_or_no_live_blog(client: Client) -> None:
    others = [make_draft("Draft", format="live"), make_article("Plain")]
    withdrawn = make_live()
    withdrawn.withdraw()

    assert [client.get(f"/api/live/{each.pk}/").status_code for each in [*others, withdrawn]] == [404] * 3


def test_machines_are_told_of_the_coverage_and_its_last_entries(client: Client) -> None:
    make_site()
    article = make_live()

    text = text_of(client, "/summit/")
    data = json.loads(re.findall(r'ld\+json">(\{[^<]*LiveBlogPosting[^<]*)</script>', text)[0])

    assert data["coverageStartTime"] == "2026-05-04T08:00:00+00:00"
    assert data["coverageEndTime"] == "2026-05-04T23:00:00+00:00"
    assert data["liveBlogUpdate"][0] == {
        "@type": "BlogPosting",
        "headline": "A vote is called.",
        "datePublished": "2026-05-04T11:00:00Z",
        "author": [],
        "image": "http://127.0.0.1:8000/static/img/share.png",
        "url": f"http://127.0.0.1:8000/summit/#{article.live_entries[0]['id']}",
    }
    assert len(data["liveBlogUpdate"]) == 3
    assert data["headline"] == "Summit"


def test_a_working_copy_keeps_until_when_it_is_live() -> None:
    article = make_live(live_until=NOON)

    article.stage(article.snapshot(), by=None, seen=UNSEEN)
    article.publish_changes()

    assert Article.objects.get(pk=article.pk).live_until == NOON


# --- The main medium


def test_a_gallery_that_opens_the_text_stands_in_place_of_the_cover(client: Client) -> None:
    images = [make_image().public_id for _number in range(2)]
    make_article("Shown", format="gallery", cover=make_image(), body=f"{GALLERY.format(*images)}<p>Words.</p>")

    text = text_of(client, "/shown/")

    assert re.search(r'<div class="medium prose"><div[^>]*class="gallery"', text)
    assert 'class="cover"' not in text
    assert text.count('class="gallery__item"') == 2
    assert "<p>Words.</p>" in text.partition('<div class="prose">')[2]


def test_a_film_of_ours_shows_the_cover_before_it_plays(client: Client) -> None:
    film = make_document(b"\0\0\0\x20ftypisom" + bytes(60), name="film.mp4")
    cover = make_image()
    make_article(
        "Shown", format="video", cover=cover, body=f'<div data-block="video" data-document="{film.public_id}"></div>'
    )

    text = text_of(client, "/shown/")

    assert f'<video poster="{cover.picture("cover").src}" ' in text
    assert text.count("<video") == 1
    assert 'class="cover"' not in text


@pytest.mark.parametrize(("kind", "begins"), [("gallery", "<p>First.</p>"), ("standard", ""), ("audio", "")])
def test_any_other_text_keeps_its_cover_and_its_order(kind: str, begins: str, client: Client) -> None:
    images = [make_image().public_id for _number in range(2)]
    make_article("Shown", format=kind, cover=make_image(), body=f"{begins}{GALLERY.format(*images)}<p>Words.</p>")

    text = text_of(client, "/shown/")

    assert 'class="cover"' in text
    assert 'class="medium' not in text
    assert 'class="gallery"' in text.partition('<div class="prose">')[2]
