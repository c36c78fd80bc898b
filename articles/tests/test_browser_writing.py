"""The article's form in a browser: what is typed is kept, comes back, and is seen beside the form."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from articles.models import Article
from articles.tests.make import make_draft, make_person, make_site
from geopolist.revisions.models import Seen, WorkingCopy

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
KEPT = ".standing__kept"


@pytest.fixture
def chief() -> User:
    make_site()
    return User.objects.create_superuser("chief@example.org", name="A Chief")


@pytest.fixture
def desk(tab: Any, live_server: Any, chief: User) -> Any:
    """A tab in which the chief has signed in."""
    client = Client()
    client.force_login(chief)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    tab.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    return tab


def opened(desk: Any, live_server: Any, article: Article | None = None) -> Any:
    desk.goto(f"{live_server.url}/admin/articles/article/{f'{article.pk}/change' if article else 'add'}/")
    # Widgets settle first.
    desk.wait_for_timeout(700)
    return desk


def keep(desk: Any) -> None:
    desk.wait_for_function(f"() => document.querySelector('{KEPT}').textContent.startsWith('Kept at')")


def test_a_new_article_becomes_a_draft_while_it_is_written(desk: Any, live_server: Any) -> None:
    opened(desk, live_server)

    desk.get_by_label("Title:", exact=True).fill("Soundings")
    keep(desk)
    desk.get_by_label("Standfirst:").fill("What lies below.")
    desk.wait_for_timeout(200)
    keep(desk)
    desk.reload()

    article = Article.objects.get()
    assert desk.url.endswith(f"/{article.pk}/change/")
    assert desk.get_by_label("Standfirst:").input_value() == "What lies below."
    assert (article.title, article.status) == ("Soundings", "draft")
    assert desk.complaints == []


def test_text_that_the_site_could_not_be_given_is_offered_back(desk: Any, live_server: Any) -> None:
    article = make_draft("Soundings")
    opened(desk, live_server, article)

    desk.route("**/autosave/", lambda route: route.abort())
    desk.get_by_label("Standfirst:").fill("Typed on a train.")
    desk.wait_for_function(f"() => document.querySelector('{KEPT}').textContent.startsWith('No connection')")
    desk.unroute_all()
    # Chromium's own, of a request that failed.
    desk.complaints.clear()
    opened(desk, live_server, article)
    desk.get_by_role("button", name="Take it over").click()
    keep(desk)

    assert desk.get_by_label("Standfirst:").input_value() == "Typed on a train."
    assert WorkingCopy.objects.get().data["standfirst"] == "Typed on a train."
    assert desk.evaluate("() => Object.keys(localStorage).filter((key) => key.startsWith('desk:'))") == []
    assert desk.complaints == []


def test_a_colleagues_save_stops_the_autosave_and_says_who(desk: Any, live_server: Any) -> None:
    article = make_draft("Soundings")
    opened(desk, live_server, article)
    colleague = User.objects.create_superuser("colleague@example.org", name="A Colleague")
    article.save_edit({"title": "Theirs"}, by=colleague, seen=Seen.of(article))
    desk.get_by_label("Title:", exact=True).fill("Mine")
    desk.get_by_text("A Colleague has saved this since you opened it.").wait_for()
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.get_by_role("heading", name="What is different there now").wait_for()
    desk.get_by_role("button", name="Take theirs").first.click()
    desk.get_by_role("button", name="Save", exact=True).click()

    desk.get_by_text("was changed successfully").wait_for()
    assert Article.objects.get().title == "Theirs"


def test_the_preview_follows_what_is_typed(desk: Any, live_server: Any) -> None:
    article = make_draft("Soundings")
    opened(desk, live_server, article)

    desk.get_by_label("Title:", exact=True).fill("Deep soundings")
    keep(desk)
    page = desk.frame_locator("desk-preview iframe")
    page.get_by_role("heading", name="Deep soundings").wait_for()
    desk.get_by_label("Show").select_option("card")
    page.locator(".card--big").wait_for()
    desk.get_by_label("Show").select_option("share")
    page.get_by_text("In a search engine").wait_for()

    assert desk.complaints == []


def test_bylines_are_put_in_order_by_the_keyboard(desk: Any, live_server: Any) -> None:
    article = make_draft("Soundings", people=[make_person("A"), make_person("B")])
    opened(desk, live_server, article)

    desk.get_by_role("button", name="Move up").nth(1).focus()
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.get_by_text("was changed successfully").wait_for()

    assert Article.objects.get().byline_text == "B and A"
    assert desk.complaints == []


def test_a_draft_is_published_when_its_checklist_is_empty(desk: Any, live_server: Any) -> None:
    article = make_draft("Soundings", body=f"<p>{'words ' * 60}</p>", people=[make_person("A")])
    opened(desk, live_server, article)

    desk.get_by_role("button", name="Publish now").click()
    desk.locator(".messagelist").get_by_text("It is saved, and nothing else was done. It has no standfirst").wait_for()
    for _rule in range(2):
        desk.get_by_text("Let it pass …").first.click()
        desk.get_by_label("Why?").first.fill("A test.")
        desk.get_by_role("button", name="Let it pass", exact=True).first.click()
        desk.get_by_text("It may stand; the reason is kept.").wait_for()
    desk.get_by_role("button", name="Publish now").click()
    desk.get_by_text("Readers have it now.").wait_for()

    assert Article.objects.get().is_published
    assert desk.complaints == []
