"""Lists and live pages under a reader's hands, in a real browser."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article
from articles.tests.make import make_article, make_category, make_copies, make_site
from articles.views.lists import PAGE_SIZE
from geopolist.tests.fixtures import stop_the_clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEIGHT = 500
TITLES = "main .card__title a"
MAY = datetime(2026, 5, 30, 12, tzinfo=UTC)


@pytest.fixture
def shelf() -> list[Article]:
    """Three pages of a section, the last of five."""
    make_site()
    first = make_article("Number", published_at=MAY, categories=[make_category("Economy")])
    return [first, *make_copies(first, 2 * PAGE_SIZE + 4)]


def shown(tab: Any) -> list[str]:
    return tab.locator(TITLES).all_inner_texts()


def more(tab: Any) -> Any:
    return tab.get_by_role("button", name="Load more")


def load(tab: Any, total: int) -> None:
    more(tab).click()
    expect(tab.locator(TITLES)).to_have_count(total)


# --- Load more


def test_more_comes_in_place_with_its_address_a_word_and_focus_up_to_the_end(
    tab: Any, live_server: Any, shelf: list[Article]
) -> None:
    tab.goto(f"{live_server.url}/category/economy/")
    assert tab.get_by_role("link", name="Next page").count() == 0

    load(tab, 2 * PAGE_SIZE)

    assert tab.locator(".toasts").inner_text() == "Articles added: 20"
    assert tab.evaluate("document.activeElement.textContent") == shelf[PAGE_SIZE].title
    assert tab.url == f"{live_server.url}/category/economy/?page=2"
    assert tab.locator(".pages [aria-current]").inner_text() == "2"

    load(tab, len(shelf))

    assert shown(tab) == [article.title for article in shelf]
    assert tab.url == f"{live_server.url}/category/economy/?page=3"
    assert more(tab).count() == 0
    assert tab.get_by_text("You have reached the end of the list.").is_visible()
    assert tab.complaints == []


def test_the_keyboard_loads_more_and_goes_on_in_what_came(tab: Any, live_server: Any, shelf: list[Article]) -> None:
    tab.goto(f"{live_server.url}/blog/")

    shelf[PAGE_SIZE].settle()

    more(tab).focus()
    tab.keyboard.press("Enter")
    expect(tab.locator(TITLES)).to_have_count(2 * PAGE_SIZE)
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**/{shelf[PAGE_SIZE].slug}/")

    assert tab.locator("h1").inner_text() == shelf[PAGE_SIZE].title


def test_what_appeared_meanwhile_makes_nothing_stand_twice(tab: Any, live_server: Any, shelf: list[Article]) -> None:
    tab.goto(f"{live_server.url}/blog/")
    for number in range(3):
        make_article(f"Just now {number}", published_at=timezone.now() - timedelta(minutes=1))

    # Three of the first page have moved to the second.
    load(tab, 2 * PAGE_SIZE - 3)
    load(tab, len(shelf))

    assert shown(tab) == [article.title for article in shelf]
    assert tab.locator(".toasts").inner_text() == "Articles added: 8"


def test_reload_and_back_find_the_article_that_was_in_view(tab: Any, live_server: Any, shelf: list[Article]) -> None:
    tab.set_viewport_size({"width": 400, "height": HEIGHT})
    tab.goto(f"{live_server.url}/blog/")
    load(tab, 2 * PAGE_SIZE)
    load(tab, len(shelf))
    article = shelf[2 * PAGE_SIZE - 4]
    article.settle()
    wanted = article.title

    tab.get_by_role("link", name=wanted, exact=True).evaluate(
        "(link) => link.closest('article').scrollIntoView({ behavior: 'instant' })"
    )
    tab.wait_for_url("**/blog/?page=2")
    tab.reload()
    link = tab.get_by_role("link", name=wanted, exact=True)
    link.wait_for()

    assert 0 <= link.bounding_box()["y"] < HEIGHT

    link.click()
    tab.wait_for_url(f"**/{article.slug}/")
    tab.go_back()
    tab.wait_for_url("**/blog/?page=2")

    assert 0 <= tab.get_by_role("link", name=wanted, exact=True).bounding_box()["y"] < HEIGHT
    assert tab.complaints == []


def test_past_the_last_number_more_comes_by_date(
    tab: Any, live_server: Any, shelf: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geopolist.lib.paging.LAST_PAGE", 1)
    tab.goto(f"{live_server.url}/blog/")

    load(tab, 2 * PAGE_SIZE)
    assert "/blog/?before=" in tab.url
    load(tab, len(shelf))

    assert shown(tab) == [article.title for article in shelf]


def test_where_more_does_not_come_the_link_is_followed(tab: Any, live_server: Any, shelf: list[Article]) -> None:
    tab.goto(f"{live_server.url}/blog/")
    asked = []

    def answer(route: Any) -> None:
        asked.append(route.request.resource_type)
        route.fulfill(status=503) if route.request.resource_type == "xhr" else route.continue_()

    tab.route("**/blog/?page=2", answer)
    more(tab).click()
    tab.wait_for_url("**/blog/?page=2")

    assert asked == ["xhr", "document"]
    assert shown(tab) == [article.title for article in shelf[PAGE_SIZE : 2 * PAGE_SIZE]]


def test_without_script_the_pages_are_links(browser: Any, live_server: Any, shelf: list[Article]) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{live_server.url}/blog/")

    for number in (2, 3):
        tab.get_by_role("link", name="Next page").click()
        tab.wait_for_url(f"**/blog/?page={number}")

    assert shown(tab) == [article.title for article in shelf[2 * PAGE_SIZE :]]
    assert tab.get_by_role("link", name="Next page").count() == 0
    context.close()


# --- A live page


def entry(minutes_ago: int, title: str) -> str:
    at = timezone.now() - timedelta(minutes=minutes_ago)
    return f'<section data-block="live" data-time="{at:%Y-%m-%dT%H:%M:%SZ}"><h3>{title}</h3><p>Words.</p></section>'


@pytest.fixture
def summit() -> Article:
    make_site()
    body = f"<p>{'What happens. ' * 300}</p>{entry(40, 'First')}{entry(30, 'Second')}"
    return make_article("Summit", format="live", body=body)


def write(article: Article, *entries: str) -> None:
    article.body += "".join(entries)
    article.save()
    article.settle()


def headings(tab: Any) -> list[str]:
    return tab.locator(".live h2, .live h3").all_inner_texts()


@pytest.mark.parametrize(
    ("order", "before", "after"),
    [
        ("", ["Second", "First"], ["Fourth", "Third", "Second", "First"]),
        ("?order=oldest", ["First", "Second"], ["First", "Second", "Third", "Fourth"]),
    ],
)
def test_new_entries_are_announced_and_come_only_when_asked_for(
    order: str, before: list[str], after: list[str], tab: Any, live_server: Any, summit: Article
) -> None:
    stop_the_clock(tab)
    tab.goto(f"{live_server.url}/summit/{order}")
    write(summit, entry(20, "Third"), entry(10, "Fourth"))
    show = tab.get_by_role("button", name="Show new entries (2)")

    tab.clock.fast_forward(59_000)
    tab.wait_for_timeout(300)
    assert show.count() == 0
    tab.clock.fast_forward(20_000)
    show.wait_for()
    place = tab.evaluate("[scrollY, document.documentElement.scrollHeight]")
    assert headings(tab) == before
    assert tab.evaluate("[scrollY, document.documentElement.scrollHeight]") == place

    show.click()
    expect(tab.locator(".live")).to_have_count(4)

    assert headings(tab) == after
    assert show.count() == 0
    assert tab.evaluate("document.activeElement.closest('.live').querySelector('h2, h3').textContent") == (
        "Third" if order else "Fourth"
    )
    assert tab.locator(".live-bar").count() == 1
    assert tab.complaints == []


def test_a_page_that_is_over_or_out_of_sight_asks_for_nothing(tab: Any, live_server: Any, summit: Article) -> None:
    asked = []
    tab.on("request", lambda request: "/api/live/" in request.url and asked.append(request.url))
    stop_the_clock(tab)
    tab.goto(f"{live_server.url}/summit/")
    tab.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    for _minute in range(3):
        tab.clock.fast_forward(61_000)
    tab.wait_for_timeout(300)
    assert asked == []

    Article.objects.update(live_until=timezone.now() - timedelta(minutes=1))
    tab.evaluate("Object.defineProperty(document, 'hidden', { value: false })")
    tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    tab.wait_for_timeout(300)
    assert len(asked) == 1
    for _minute in range(3):
        tab.clock.fast_forward(61_000)
    tab.wait_for_timeout(300)

    assert len(asked) == 1
    tab.goto(f"{live_server.url}/summit/")
    assert tab.locator("[data-live]").count() == 0
