"""What the writing surface asks of the desk, and where it stands."""

import re

import pytest
from django.test import Client

from articles.models import Article
from articles.tests.desk import form, sign_in
from articles.tests.make import make_site
from geopolist.pages.models import Page

pytestmark = pytest.mark.django_db
EMBED = "/admin/articles/article/embed/"


@pytest.mark.parametrize(
    ("address", "answer"),
    [
        ("https://youtu.be/abcdefghijk", {"host": "youtu.be", "label": "Watch on YouTube", "player": True}),
        ("https://x.com/a/status/1", {"host": "x.com", "label": "Read the post on X", "player": False}),
        ("javascript:pwned()", {"host": "", "label": "Open on ", "player": False}),
        ("https://[broken/", {"host": "", "label": "https://[broken/", "player": False}),
        ("", {"host": "", "label": "Open on ", "player": False}),
    ],
)
def test_the_desk_tells_what_an_address_elsewhere_becomes(
    desk: Client, address: str, answer: dict[str, object]
) -> None:
    response = desk.get(EMBED, {"address": address})

    assert response.json() == answer
    assert "no-store" in response["Cache-Control"]


def test_who_may_see_no_article_is_told_of_no_address(client: Client) -> None:
    response = sign_in(client, "pages.view_page").get(EMBED, {"address": "https://youtu.be/abcdefghijk"})

    assert response.status_code == 403


def test_the_surface_knows_the_library_the_embeds_and_the_reading_speed(desk: Client) -> None:
    make_site(words_per_minute=130)

    text = desk.get("/admin/articles/article/add/").content.decode()

    root = re.search(r"<div class=\"prose\" data-prose [^>]*>", text)
    assert root is not None
    assert dict(re.findall(r'data-([\w-]+)="([^"]*)"', root[0])) == {
        "image": "/admin/library/image/choose/",
        "document": "/admin/library/document/choose/",
        "reference": "/admin/library/reference/choose/",
        "embeds": EMBED,
        "words-per-minute": "130",
        "zone": "Europe/Istanbul",
        "right-to-left": "ar",
    }
    assert '<option value="cc-by">CC BY</option>' in text


def test_who_may_only_look_sees_the_text_and_no_surface(client: Client) -> None:
    page = Page.objects.create(title="About", body="<p>Words.</p>")

    text = sign_in(client, "pages.view_page").get(f"/admin/pages/page/{page.pk}/change/").content.decode()

    assert "data-prose" not in text
    assert "Words.&lt;/p&gt;" in text


def test_a_text_that_cannot_be_stored_comes_back_as_it_was_typed_beside_the_reason(desk: Client) -> None:
    deep = "<blockquote>" * 100 + "x"

    response = desk.post("/admin/articles/article/add/", form(body=deep))

    text = response.content.decode()
    assert "The text is nested more than 64 deep" in text
    assert deep.replace("<", "&lt;").replace(">", "&gt;") in text
    assert "data-prose" not in text
    assert Article.objects.count() == 0
