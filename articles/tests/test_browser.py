"""A reader in front of a long article, in a real browser."""

from typing import Any

import pytest

from articles.models import Article
from articles.tests.make import make_article, make_site
from geopolist.identity.models import SiteIdentity
from geopolist.library.tests.make import make_image

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOTED = "<p>The rule is freedom.<span data-footnote>Article 2, in <i>peace</i>.</span></p>"


@pytest.fixture
def long_read() -> Article:
    make_site()
    return make_article("Soundings", body=NOTED + "<p>Depth and again depth.</p>" * 80)


def scroll(tab: Any, by: int) -> None:
    """Turn the wheel, and wait for the page to have followed."""
    goal = tab.evaluate("scrollY") + by
    tab.mouse.wheel(0, by)
    tab.wait_for_function("goal => Math.abs(scrollY - goal) < 2", arg=goal)


def test_the_title_stays_in_view_on_the_way_down_and_gives_way_to_the_menu_on_the_way_up(
    tab: Any, live_server: Any, long_read: Article
) -> None:
    tab.goto(f"{live_server.url}/soundings/")
    bar = tab.locator(".reading-bar")
    at_first = bar.is_visible()

    for by, state in ((1500, "visible"), (300, "visible"), (-300, "hidden")):
        scroll(tab, by)
        bar.wait_for(state=state)

    assert not at_first
    assert bar.locator("p").first.text_content() == "Reading: Soundings"
    assert tab.complaints == []


def test_the_bar_shares_by_keyboard_and_stays_while_it_is_used(tab: Any, live_server: Any, long_read: Article) -> None:
    tab.goto(f"{live_server.url}/soundings/")
    scroll(tab, 1500)
    bar = tab.locator(".reading-bar")

    bar.locator("summary").first.focus()
    tab.keyboard.press("Enter")
    scroll(tab, -200)
    opened = bar.get_by_role("link", name="LinkedIn").is_visible()
    tab.keyboard.press("Escape")

    assert opened
    assert not bar.get_by_role("link", name="LinkedIn").is_visible()
    assert bar.locator("summary").first.evaluate("each => each === document.activeElement")


def test_the_ways_to_share_stand_once_more_at_the_end(tab: Any, live_server: Any, long_read: Article) -> None:
    tab.goto(f"{live_server.url}/soundings/")

    row = tab.get_by_role("region", name="Share this article")

    assert row.get_by_role("link").all_inner_texts() == [
        "X", "Facebook", "LinkedIn", "WhatsApp", "Telegram", "E-mail",
    ]  # fmt: skip
    assert row.get_by_role("button", name="Print").is_visible()


def test_a_note_shows_beside_its_mark_under_the_mouse_and_with_the_focus_until_escape(
    tab: Any, live_server: Any, long_read: Article
) -> None:
    tab.goto(f"{live_server.url}/soundings/")
    card = tab.locator(".note-card")
    mark = tab.get_by_role("link", name="Note 1").first

    mark.hover()
    card.wait_for()
    words = card.inner_text().strip()
    card.hover()
    tab.wait_for_timeout(400)
    still_there = card.is_visible()
    tab.mouse.move(5, 5)
    card.wait_for(state="detached")
    tab.locator(".article-bar a").last.focus()
    while tab.evaluate("document.activeElement.getAttribute('aria-label')") != "Note 1":
        tab.keyboard.press("Tab")
    card.wait_for()
    tab.keyboard.press("Escape")

    assert words == "Article 2, in peace."
    assert still_there
    assert card.count() == 0
    assert tab.complaints == []


def test_without_script_nothing_stands_there_empty(browser: Any, live_server: Any, long_read: Article) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{live_server.url}/soundings/")

    hidden = [tab.locator(each).is_visible() for each in (".reading-bar", ".share-row", ".note-card")]
    tab.get_by_role("link", name="Note 1").first.click()

    assert hidden == [False, False, False]
    assert tab.url.endswith("#n1")
    context.close()


def test_a_copy_on_paper_says_where_it_came_from_and_leaves_the_furniture_out(
    tab: Any, live_server: Any, long_read: Article
) -> None:
    tab.goto(f"{live_server.url}/soundings/")
    on_screen = tab.locator(".provenance").is_visible()
    tab.emulate_media(media="print")

    left_out = (
        ".masthead__tools",
        ".menu",
        ".article-bar__tools",
        ".share-row",
        ".comments",
        ".footer",
        ".notes__back",
    )

    assert not on_screen
    assert tab.locator(".provenance").inner_text().endswith("/soundings/")
    assert [each for each in left_out if tab.locator(each).first.is_visible()] == []
    assert tab.locator("h1").is_visible()
    assert tab.locator(".notes").is_visible()


def test_a_copy_on_paper_of_a_demonstration_says_that_it_is_one(tab: Any, live_server: Any, long_read: Article) -> None:
    SiteIdentity.objects.update(is_demo=True)
    tab.goto(f"{live_server.url}/soundings/")
    tab.emulate_media(media="print")

    assert tab.locator(".footer").inner_text() == "This is a demonstration: its people and their articles are invented."


def test_the_text_size_is_kept_and_there_before_the_page_is_drawn(
    tab: Any, live_server: Any, long_read: Article
) -> None:
    size = "parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)"
    tab.goto(f"{live_server.url}/soundings/")
    as_designed = tab.evaluate(size)
    kept_before = tab.evaluate("localStorage.length")

    tab.locator(".article-bar summary[aria-label='Text size and theme']").click()
    tab.locator(".article-bar").get_by_role("button", name="Extra large").click()
    chosen = tab.evaluate(size)
    # As early as a script can look: the page has no body yet.
    tab.add_init_script("new MutationObserver(() => (window.early ??= document.documentElement.dataset.text))"
                        ".observe(document, {childList: true, subtree: true, attributes: true})")  # fmt: skip
    tab.reload()

    assert kept_before == 0
    assert chosen > as_designed
    assert tab.evaluate(size) == chosen
    assert tab.evaluate("window.early") == "xl"
    assert tab.evaluate("({...localStorage})") == {"text": "xl"}


def test_a_line_shows_how_far_one_has_read(tab: Any, live_server: Any, long_read: Article) -> None:
    scale = "parseFloat(getComputedStyle(document.querySelector('.progress')).scale)"
    tab.goto(f"{live_server.url}/soundings/")
    at_the_start = tab.evaluate(scale)

    tab.evaluate("scrollTo({top: document.documentElement.scrollHeight, behavior: 'instant'})")
    tab.wait_for_function(f"{scale} > 0.99")

    assert at_the_start == 0


@pytest.fixture
def gallery() -> Article:
    make_site()
    figures = "".join(
        f'<figure data-image="{make_image(alt=each).public_id}"></figure>' for each in ("One", "Two", "Three")
    )
    return make_article("Shown", body=f'<div data-block="gallery">{figures}</div>')


def test_a_gallery_turns_by_buttons_and_arrows_and_leads_back_to_the_picture_last_seen(
    tab: Any, live_server: Any, gallery: Article
) -> None:
    tab.goto(f"{live_server.url}/shown/")
    large = tab.locator(".viewer > img")
    seen = []

    tab.locator(".gallery__link").first.click()
    for turn in (
        lambda: None,
        lambda: tab.get_by_role("button", name="Previous picture").click(),
        lambda: tab.get_by_role("button", name="Next picture").click(),
        lambda: tab.keyboard.press("ArrowRight"),
    ):
        turn()
        seen.append(large.get_attribute("alt"))
    name = tab.get_by_role("dialog").get_attribute("aria-label")
    tab.keyboard.press("Escape")

    assert seen == ["One", "Three", "One", "Two"]
    assert name == "Two"
    assert not tab.locator(".viewer").is_visible()
    assert tab.locator(".gallery__link").nth(1).evaluate("each => each === document.activeElement")
    assert tab.complaints == []


@pytest.mark.parametrize(("begin", "end", "seen"), [(200, 100, "Two"), (100, 200, "Three"), (100, 120, "One")])
def test_a_finger_turns_the_pictures_of_a_gallery(
    tab: Any, live_server: Any, gallery: Article, begin: int, end: int, seen: str
) -> None:
    tab.goto(f"{live_server.url}/shown/")
    tab.locator(".gallery__link").first.click()

    for kind, x in (("touchstart", begin), ("touchend", end)):
        tab.evaluate(
            """([kind, clientX]) => {
                const target = document.querySelector(".viewer > img");
                const touch = new Touch({ identifier: 1, target, clientX });
                const touches = kind === "touchend" ? [] : [touch];
                target.dispatchEvent(new TouchEvent(kind, { bubbles: true, touches, changedTouches: [touch] }));
            }""",
            [kind, x],
        )

    assert tab.locator(".viewer > img").get_attribute("alt") == seen


def test_no_panel_of_the_tools_leaves_a_screen_of_320_pixels(tab: Any, live_server: Any, long_read: Article) -> None:
    tab.set_viewport_size({"width": 320, "height": 700})
    tab.goto(f"{live_server.url}/soundings/")
    widths = []

    for tool in ("Share", "Aa"):
        tab.locator(".article-bar").get_by_text(tool, exact=True).click()
        widths.append(tab.evaluate("document.documentElement.scrollWidth"))

    assert widths == [320, 320]
