"""Every page of the desk in a browser: what shuts out who hears it, who has a keyboard or a phone, and its policy."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import expect

from articles.models import Article
from articles.tests.make import (
    make_article,
    make_category,
    make_comment,
    make_country,
    make_draft,
    make_person,
    make_series,
    make_site,
)
from geopolist.library.tests.make import make_image
from geopolist.pages.models import Page
from geopolist.revisions.models import Seen
from geopolist.tests import axe
from geopolist.tests.access import MODELS
from geopolist.tests.test_access import unseen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 375, "height": 800}
# Lists, forms and histories of one model after the other come round to all of them; pages of our own get two.
LOOKS = [(DESK, "light"), (PHONE, "dark"), (DESK, "dark"), (PHONE, "light")]


class Stop(NamedTuple):
    """A page, and what is done there before it is looked at."""

    path: str
    act: Callable[[Any], object] = lambda tab: None
    # What is the same on every page is looked at on our own.
    beside: str = ""


@pytest.fixture
def chief(live_server: Any, tab: Any) -> Any:
    """A tab in which a superuser has signed in, and who does not wait for colours to fade."""
    make_site()
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("chief@example.org", "a password", name="A Chief"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    tab.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    tab.emulate_media(reduced_motion="reduce")
    return tab


# --- The way through the desk


def models() -> Iterator[Stop]:
    """List, form, history of each model, and what asks before one is deleted."""
    for label, make in unseen().items():
        base, rights = f"/admin/{label.replace('.', '/')}/", MODELS[label]["superuser"]
        one = f"{base}{make().pk}/"
        added, deleted = [f"{base}add/"] * ("a" in rights), [f"{one}delete/"] * ("d" in rights)
        for path in (base, f"{one}change/", f"{one}history/", *added, *deleted):
            yield Stop(path, beside="#nav-sidebar")


def full_article() -> Article:
    """With something in every field, a place on the front page, a waiting edit and comments."""
    article = make_article(
        f"Old soundings {'o' * 120}",
        categories=[make_category("Seas"), make_category("Straits")],
        people=[make_person("Odette Fall"), make_person("Per Quay")],
        countries=[make_country("MT")],
        tags=["Ports"],
        series=make_series("Metals"),
        cover=make_image(),
        front_rank=1,
    )
    article.keep_found()
    return article


def ours() -> Iterator[Stop]:
    """Pages that no model has by itself."""
    articles, article = "/admin/articles/article/", full_article()
    one = f"{articles}{article.pk}/"
    above = make_comment(article, "Shown.", name="R. Keel")
    make_comment(article, "long" * 300, name="n" * 245, parent=above, status="pending", why="first")
    somebody = get_user_model().objects.create_user("somebody@example.org", is_staff=True)
    yield from map(Stop, ("/admin/", "/admin/articles/", "/admin/search/?q=soundings", f"{articles}front/"))
    yield from map(Stop, (f"{one}change/", f"{one}revisions/", f"{one}revisions/?number=1", f"{one}revisions/1/"))
    yield from (Stop(f"{one}preview/?as={look}") for look in ("page", "card", "share"))
    yield from (Stop(f"{articles}?state={state}") for state in ("bin", "review"))
    page = Page.objects.create(title="About")
    page.settle()
    page.keep_found()
    yield from (Stop(f"/admin/pages/page/{page.pk}/{rest}") for rest in ("change/", "revisions/", "preview/"))
    yield from (Stop("/admin/articles/comment/"), Stop("/admin/articles/comment/empty-bin/"))
    yield from (Stop("/admin/library/image/add-many/"), Stop("/admin/articles/category/?_popup=1"))
    yield from map(Stop, ("/admin/password_change/", "/admin/password_change/done/"))
    yield from (Stop(f"/admin/accounts/user/{path}/") for path in ("invite", f"{somebody.pk}/hand-over"))
    yield Stop(f"/admin/accounts/user/{somebody.pk}/password/")
    yield from (Stop(path, save) for path in ("/admin/articles/person/add/", "/admin/library/image/add/"))
    yield Stop(f"{articles}add/", save)
    yield Stop(f"{make_draft('Newer').pk}".join((articles, "/change/")), conflict)
    yield Stop(f"{articles}", chosen("file_many"))
    yield Stop("/admin/articles/category/?all=", chosen("delete_selected"))
    yield Stop("/admin/library/image/", chosen("fill_in"))


def save(tab: Any) -> None:
    """As it is, which will not do."""
    tab.locator(".submit-row [type=submit]").first.click()
    tab.locator(".errornote, .messagelist .warning").first.wait_for()


def conflict(tab: Any) -> None:
    """Somebody else saves while the form is open."""
    article = Article.objects.get(title="Newer")
    colleague = get_user_model().objects.create_superuser("colleague@example.org", name="A Colleague")
    article.save_edit({"title": "Theirs"}, by=colleague, seen=Seen.of(article))
    tab.get_by_role("button", name="Save", exact=True).click()
    tab.get_by_role("heading", name="What is different there now").wait_for()


def chosen(action: str) -> Callable[[Any], object]:
    """Take the first row of a list to the page that asks what to do with it."""

    def act(tab: Any) -> None:
        tab.locator(".action-select").first.check()
        tab.locator("select[name=action]").select_option(action)
        with tab.expect_navigation():
            tab.locator(".actions button").click()

    return act


def faults(tab: Any, look: tuple[dict[str, int], str], *, beside: str) -> list[str]:
    size, scheme = look
    tab.emulate_media(color_scheme=scheme)
    tab.set_viewport_size(PHONE)
    wider = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
    tab.set_viewport_size(size)
    found = [f"{size['width']} {scheme}: {fault}" for fault in axe.broken(tab, beside=beside)]
    return [*found, f"{wider} px wider than a phone"] if wider > 0 else found


@pytest.mark.parametrize("way", [models, ours])
def test_no_page_of_the_desk_shuts_anybody_out_breaks_its_policy_or_is_wider_than_a_phone(
    way: Callable[[], Iterator[Stop]], chief: Any, live_server: Any
) -> None:
    axe.bring(chief)
    found = []

    for number, stop in enumerate(way()):
        assert chief.goto(f"{live_server.url}{stop.path}").status == 200, stop.path
        stop.act(chief)
        for look in (number,) if stop.beside else (number, number + 1):
            found += [f"{stop.path} {fault}" for fault in faults(chief, LOOKS[look % 4], beside=stop.beside)]
        # That a form was refused is no complaint of the page.
        found += [f"{stop.path} {said}" for said in chief.complaints if "with a status of 4" not in said]
        chief.complaints.clear()

    assert found == []


# --- By the keyboard


def test_a_chooser_says_its_name_and_is_used_by_the_keyboard_alone(chief: Any, live_server: Any) -> None:
    article = make_draft("Soundings", series=make_series("Currents"))
    make_series("Metals")
    chief.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    chooser, search = (chief.get_by_role(role, name="Series:") for role in ("combobox", "searchbox"))

    chooser.focus()
    chief.keyboard.press("Enter")
    expect(search).to_be_focused()
    chief.keyboard.type("Met")
    expect(chief.locator(".select2-results [role=option]")).to_have_text(["Metals"])
    faults = axe.violations(chief)
    chief.keyboard.press("Enter")
    expect(chooser).to_be_focused()
    expect(chooser).to_have_accessible_name("Series: Metals")
    chief.keyboard.press("Delete")
    expect(chooser).to_have_accessible_name("Series:")

    assert faults == []
    assert chief.complaints == []


def test_a_chooser_of_many_takes_and_gives_back_by_the_keyboard(chief: Any, live_server: Any) -> None:
    article = make_draft("Soundings", categories=[make_category("Seas")])
    make_category("Straits")
    chief.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")
    search = chief.get_by_role("searchbox", name="Categories:")
    chosen = chief.locator("#id_categories")

    search.focus()
    chief.keyboard.type("Str")
    expect(chief.locator(".select2-results [role=option]")).to_have_text(["Straits"])
    faults = axe.violations(chief)
    chief.keyboard.press("Enter")
    both = chosen.evaluate("each => [...each.selectedOptions].map(({ text }) => text)")
    expect(search).to_be_focused()
    chief.keyboard.press("Escape")
    chief.keyboard.press("Backspace")

    assert (both, faults) == (["Seas", "Straits"], [])
    assert chosen.evaluate("each => [...each.selectedOptions].map(({ text }) => text)") == ["Seas"]


def test_a_byline_that_is_added_says_its_name_and_is_chosen_by_the_keyboard(chief: Any, live_server: Any) -> None:
    article = make_draft("Soundings", people=[make_person("Odette Fall")])
    make_person("Per Quay")
    chief.goto(f"{live_server.url}/admin/articles/article/{article.pk}/change/")

    chief.get_by_role("button", name="Add somebody").press("Enter")
    added = chief.get_by_role("combobox", name="Person").last
    expect(added).to_be_focused()
    chief.keyboard.press("Enter")
    chief.keyboard.type("Per")
    expect(chief.locator(".select2-results [role=option]")).to_have_text(["Per Quay"])
    chief.keyboard.press("Enter")
    expect(added).to_have_accessible_name("Person Per Quay")
    ids = chief.evaluate("[...document.querySelectorAll('.bylines [id]')].map(({ id }) => id)")
    chief.get_by_role("button", name="Save", exact=True).click()
    chief.get_by_text("was changed successfully").wait_for()

    assert len(ids) == len({*ids})
    assert Article.objects.get().byline_text == "Odette Fall and Per Quay"


# What has the focus, and whether it can be seen there; null past the end of the page.
FOCUS = """() => {
  const each = document.activeElement;
  if (each === document.body) return null;
  const framed = [each, each.closest(".select2-selection")].filter(Boolean).map((one) => getComputedStyle(one));
  const isSeen = framed.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
  const name = each.ariaLabel || each.textContent.trim() || each.name || each.localName;
  return isSeen || each.localName === "iframe" ? name : `unseen ${name}`;
}"""


def test_the_keyboard_goes_through_the_form_of_an_article_and_is_always_seen(chief: Any, live_server: Any) -> None:
    chief.goto(f"{live_server.url}/admin/articles/article/{full_article().pk}/change/")
    stops = []

    chief.keyboard.press("Tab")
    first = chief.evaluate(FOCUS)
    chief.keyboard.press("Enter")
    while len(stops) < 300 and None not in stops:
        chief.keyboard.press("Tab")
        stops.append(chief.evaluate(FOCUS))

    assert (first, stops[0]) == ("Skip to main content", "Duplicate")
    assert {"Save", "Save and go to the list", "Make a link"} <= {*stops}
    assert [stop for stop in stops if stop and stop.startswith("unseen ")] == []
    assert stops[-1] is None
