"""Menus, bell and notice as people use them: with a mouse, keys, a finger, and without script."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.models.ranking import rank
from articles.tests.make import make_article, make_category, make_site
from geopolist.identity.models import MenuItem, SocialLink
from geopolist.tests.fixtures import stop_the_clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmütze and the law of the sea " * 3
PHONE = {"width": 375, "height": 700}
STORED = "JSON.stringify(localStorage)"


@pytest.fixture(autouse=True)
def made() -> None:
    make_site(languages=["tr", "ar"], notice_text="You agree to the [terms](/blog/).")
    geopolitics, economy = make_category("Geopolitics", description="Alliances."), make_category("Economy")
    energy = make_category("Energy", parent=economy)
    for number in range(1, 9):
        when = timezone.now() - timedelta(hours=number)
        title = LONG if number == 2 else f"N{number}"
        make_article(title, slug=f"n{number}", categories=[geopolitics], views=number, published_at=when)
    make_article("Old", published_at=timezone.now() - timedelta(days=9))
    rank()
    MenuItem.objects.create(label="Geopolitics", target=geopolitics, panel="featured", order=1)
    MenuItem.objects.create(label="Newest", target=geopolitics, panel="latest", order=2)
    item = MenuItem.objects.create(label="Economy", target=economy, order=3)
    MenuItem.objects.create(label="Energy", target=energy, parent=item, description="Gas and power.")
    MenuItem.objects.create(label="Corrections", url="/corrections/", menu="legal")
    SocialLink.objects.create(kind="rss", url="/feed/")


@pytest.fixture
def window(browser: Any) -> Iterator[Any]:
    """`window(width=…, …)` is a page in a context of its own."""
    contexts = []

    def opened(width: int = 1280, height: int = 720, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def panels(tab: Any) -> list[str]:
    """Labels of the items of the main menu that are open."""
    script = (
        "items => items.filter(each => each.querySelector('[open]')).map(each => each.firstElementChild.textContent)"
    )
    return tab.locator(".menu__item").evaluate_all(script)


def place(tab: Any, selector: str) -> dict[str, float]:
    return tab.locator(selector).first.evaluate("each => each.getBoundingClientRect().toJSON()")


def focused(tab: Any) -> str:
    return tab.evaluate("document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()")


def sideways(tab: Any) -> int:
    """By how much the page is wider than its window."""
    return tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def until_open(tab: Any, *labels: str) -> None:
    tab.wait_for_function(
        "labels => document.querySelectorAll('.menu__item [open]').length === labels.length"
        " && labels.every(each => [...document.querySelectorAll('.menu__item:has([open])')]"
        ".some(item => item.firstElementChild.textContent === each))",
        arg=list(labels),
    )


# --- The main menu


def test_a_resting_mouse_opens_one_panel_and_leaving_shuts_it(tab: Any, live_server: Any) -> None:
    stop_the_clock(tab)
    tab.goto(live_server.url)
    main = place(tab, "main")
    states = []

    def after(milliseconds: int) -> None:
        tab.clock.run_for(milliseconds)
        states.append(panels(tab))

    tab.hover(".menu__item >> nth=0")
    after(100)
    after(100)
    # The click that follows at once does not shut what the mouse has just opened.
    tab.click(".menu__item summary")
    after(0)
    tab.hover(".menu__item >> nth=2")
    after(200)
    tab.mouse.move(5, 5)
    after(300)

    assert states == [[], ["Geopolitics"], ["Geopolitics"], ["Economy"], []]
    assert place(tab, "main") == main
    assert tab.complaints == []


def test_a_panel_shows_what_it_should_and_a_long_title_stays_in_its_place(tab: Any, live_server: Any) -> None:
    tab.goto(live_server.url)

    tab.hover(".menu__item >> nth=1")
    until_open(tab, "Newest")
    links = tab.locator("[open] .panel li a")
    widths = links.evaluate_all("links => links.map(each => Math.round(each.getBoundingClientRect().width))")
    heights = links.evaluate_all("links => links.map(each => each.getBoundingClientRect().height)")

    assert [text if text != LONG.strip() else "long" for text in links.all_text_contents()] == [
        "N1", "long", "N3", "N4", "N5",
    ]  # fmt: skip
    assert max(widths) - min(widths) <= 1
    assert max(heights) < 160
    assert tab.locator("[open] .panel time").count() == 5
    assert sideways(tab) == 0


def test_by_keyboard_enter_opens_escape_shuts_and_so_does_leaving(tab: Any, live_server: Any) -> None:
    tab.goto(live_server.url)
    tab.get_by_role("navigation", name="Main menu").get_by_role("link", name="Geopolitics", exact=True).focus()

    tab.keyboard.press("Tab")
    on_toggle = focused(tab)
    tab.keyboard.press("Enter")
    until_open(tab, "Geopolitics")
    tab.keyboard.press("Tab")
    inside = focused(tab)
    tab.keyboard.press("Escape")
    until_open(tab)
    back = focused(tab)
    tab.keyboard.press("Enter")
    # Show more, three of the top, four of the latest, and out.
    for _time in range(9):
        tab.keyboard.press("Tab")
    until_open(tab)

    assert (on_toggle, inside, back) == ("More in Geopolitics", "Show more in Geopolitics", "More in Geopolitics")
    assert focused(tab) == "Newest"


def test_a_finger_follows_the_link_or_opens_with_the_arrow_beside_it(window: Any, live_server: Any) -> None:
    tab = window(has_touch=True)
    tab.goto(live_server.url)

    tab.tap(".menu__item summary >> nth=2")
    until_open(tab, "Economy")
    tab.tap(".menu__item summary >> nth=0")
    until_open(tab, "Geopolitics")
    tab.tap("[open] .panel__about")
    stays = panels(tab)
    tab.keyboard.press("Escape")
    tab.tap(".menu__item >> nth=2 >> a >> nth=0")
    tab.wait_for_url("**/category/economy/")

    assert stays == ["Geopolitics"]


def test_without_script_a_click_opens_a_panel_and_shuts_its_neighbour(window: Any, live_server: Any) -> None:
    tab = window(java_script_enabled=False)
    tab.goto(live_server.url)
    toggles = tab.locator(".menu__item summary")

    toggles.nth(0).click()
    toggles.nth(2).click()

    assert [each.is_visible() for each in tab.locator(".menu__item .panel, .menu__item .dropdown__panel").all()] == [
        False, False, True,
    ]  # fmt: skip
    assert tab.get_by_role("link", name="Energy Gas and power.").is_visible()
    bell = tab.get_by_role("link", name="Latest articles")
    assert bell.get_attribute("href") == "/blog/"
    assert tab.get_by_role("button", name="Accept").count() == 0
    assert tab.locator(".notice").is_visible()


@pytest.mark.parametrize("width", [1024, 1100, 1280])
def test_items_without_room_are_behind_the_last_button_on_one_row(width: int, window: Any, live_server: Any) -> None:
    for number in range(4, 13):
        MenuItem.objects.create(label=f"Uluslararası hukuk {number}", url=f"/{number}/", order=number)
    last = MenuItem.objects.get(url="/12/")
    MenuItem.objects.create(label="Altında", url="/under/", parent=last)
    tab = window(width=width)
    tab.goto(f"{live_server.url}/tr/")

    tab.get_by_text("Diğer", exact=True).click()
    tab.get_by_role("link", name="Altında").wait_for()
    seen = tab.locator(".menu__item:visible > :is(a, span)").all_text_contents()
    hidden = tab.locator(".menu__more a").all_text_contents()

    assert place(tab, ".menu")["height"] < 60
    assert sideways(tab) == 0
    assert [*seen, *hidden] == [
        *("Geopolitics", "Newest", "Economy"),
        *(f"Uluslararası hukuk {number}" for number in range(4, 13)),
        "Altında",
    ]
    box = place(tab, ".menu__more .dropdown__panel")
    assert 0 <= box["left"] < box["right"] <= width


@pytest.mark.parametrize("width", [320, 375, 768, 1024, 1440])
@pytest.mark.parametrize("code", ["", "tr/", "ar/"])
def test_nothing_at_the_top_is_wider_than_the_window(code: str, width: int, window: Any, live_server: Any) -> None:
    tab = window(width=width)
    tab.goto(f"{live_server.url}/{code}")

    assert sideways(tab) == 0
    assert place(tab, ".masthead")["height"] < 110
    edges = tab.locator(".masthead a, .masthead input, .masthead summary").evaluate_all(
        "all => all.filter(each => each.checkVisibility()).map(each => each.getBoundingClientRect())"
        ".flatMap(box => [box.left, box.right])"
    )
    assert min(edges) >= 0
    assert max(edges) <= width


# --- The mobile menu


def test_the_mobile_menu_keeps_the_focus_until_escape_and_the_page_does_not_scroll(
    window: Any, live_server: Any
) -> None:
    tab = window(**PHONE)
    tab.goto(live_server.url)

    tab.locator(".drawer > summary").focus()
    tab.keyboard.press("Enter")
    tab.get_by_role("navigation", name="All sections").wait_for()
    inside = set()
    for _time in range(40):
        tab.keyboard.press("Tab")
        inside.add(
            tab.evaluate("document.activeElement === document.body || !!document.activeElement.closest('.drawer')")
        )
    tab.mouse.wheel(0, 600)
    tab.wait_for_timeout(100)
    scrolled = tab.evaluate("scrollY")
    tab.locator(".drawer > summary").focus()
    tab.keyboard.press("Escape")
    tab.get_by_role("navigation", name="All sections").wait_for(state="hidden")

    assert inside == {True}
    assert scrolled == 0
    assert focused(tab) == "Menu"
    # What tells that it is shut comes a moment after it is.
    tab.wait_for_function("() => !document.querySelector('[inert]')")


@pytest.mark.parametrize("has_script", [True, False])
def test_the_mobile_menu_has_everything_with_and_without_script(
    has_script: bool, window: Any, live_server: Any
) -> None:
    tab = window(**PHONE, java_script_enabled=has_script)
    tab.goto(live_server.url)

    tab.locator(".drawer > summary").click()
    drawer = tab.locator(".drawer__panel")
    folded = drawer.get_by_role("link", name="Energy").is_visible()
    drawer.locator("summary[aria-label='More in Economy']").click()
    names = ["Geopolitics", "Energy", "My bookmarks", "Sign in", "Register", "RSS Subscribe", "Corrections", "Türkçe"]

    assert not folded
    assert [name for name in names if not drawer.get_by_role("link", name=name).first.is_visible()] == []
    assert drawer.get_by_text(f"© {timezone.localdate().year} The Straits Review").is_visible()
    drawer.get_by_role("searchbox").fill("N1")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search/?q=N1")


def test_a_window_made_wide_shuts_the_mobile_menu(window: Any, live_server: Any) -> None:
    tab = window(**PHONE)
    tab.goto(live_server.url)
    tab.locator(".drawer > summary").click()

    tab.set_viewport_size({"width": 1280, "height": 700})
    tab.wait_for_function("!document.querySelector('.drawer').open && !document.querySelector('[inert]')")

    assert tab.evaluate("getComputedStyle(document.documentElement).overflow") == "visible"


# --- The bell


def test_the_bell_counts_asks_only_when_opened_and_is_empty_the_next_time(tab: Any, live_server: Any) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url) if "/notices/" in request.url else None)
    tab.goto(live_server.url)
    badge = tab.locator(".bell__count").text_content()
    name = tab.locator(".bell summary").get_attribute("aria-label")
    before = (list(asked), tab.evaluate(STORED))

    tab.locator(".bell summary").click()
    tab.get_by_role("status").filter(has_text="8 new articles").wait_for()
    titles = tab.locator(".bell li a").all_text_contents()
    more = tab.locator(".bell").get_by_role("link", name="Show more").get_attribute("href")
    tab.keyboard.press("Escape")
    tab.reload()
    tab.locator(".bell summary").click()
    tab.get_by_role("status").filter(has_text="Nothing new since you last looked.").wait_for()

    # The ninth is older than 72 hours.
    assert (badge, name) == ("8", "Latest articles: 8 new")
    assert before == ([], "{}")
    assert (titles[0], len(titles), more) == ("N1", 8, "/blog/")
    assert tab.locator(".bell__count").count() == 0
    assert asked == [f"{live_server.url}/notices/"] * 2
    assert tab.complaints == []


def test_the_bell_shows_what_came_since_and_each_language_has_its_own(tab: Any, live_server: Any) -> None:
    tab.goto(live_server.url)
    tab.locator(".bell summary").click()
    tab.locator(".bell li").first.wait_for()
    make_article("Brand <b>new</b>", published_at=timezone.now() - timedelta(seconds=5))
    make_article("Yepyeni", language="tr")

    tab.goto(f"{live_server.url}/people/")
    tab.locator(".bell summary").click()
    tab.locator(".bell li").first.wait_for()
    english = tab.locator(".bell li a").all_text_contents()
    tab.goto(f"{live_server.url}/tr/")
    tab.locator(".bell summary").click()
    tab.get_by_role("status").filter(has_text="1 yeni yazı").wait_for()

    assert english == ["Brand <b>new</b>"]
    assert tab.locator(".bell li a").all_text_contents() == ["Yepyeni"]


def test_where_the_bells_news_cannot_be_had_the_link_is_followed(tab: Any, live_server: Any) -> None:
    tab.route("**/notices/", lambda route: route.abort())
    tab.goto(live_server.url)

    tab.locator(".bell summary").click()

    tab.wait_for_url("**/blog/")


# --- The notice


def test_the_notice_goes_when_accepted_and_stays_away(tab: Any, live_server: Any) -> None:
    tab.goto(live_server.url)
    strip = tab.locator(".notice")
    link = strip.get_by_role("link", name="terms").get_attribute("href")
    before = tab.evaluate(STORED)

    strip.get_by_role("button", name="Accept").focus()
    tab.keyboard.press("Enter")
    strip.wait_for(state="hidden")
    tab.keyboard.press("Tab")
    # The keyboard goes on where the strip was.
    is_after = tab.evaluate("!!document.activeElement.closest('footer')")
    tab.goto(f"{live_server.url}/people/")

    assert (link, before) == ("/blog/", "{}")
    assert is_after
    assert not strip.is_visible()


def test_the_notice_covers_nothing(window: Any, live_server: Any) -> None:
    tab = window(**PHONE)
    tab.goto(live_server.url)

    strip, main, footer = (place(tab, selector) for selector in (".notice", "main", ".footer"))

    assert main["bottom"] <= strip["top"]
    assert strip["bottom"] <= footer["top"]


@pytest.mark.parametrize("with_script", [True, False])
def test_the_last_link_of_a_page_leads_back_to_its_beginning(with_script: bool, window: Any, live_server: Any) -> None:
    tab = window(**PHONE, java_script_enabled=with_script, reduced_motion="reduce")
    tab.goto(f"{live_server.url}/blog/")
    link = tab.get_by_role("link", name="Back to top")

    link.focus()
    scrolled = tab.evaluate("scrollY")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/blog/#top")
    tab.keyboard.press("Tab")

    assert (scrolled > 0, tab.evaluate("scrollY")) == (True, 0)
    assert tab.evaluate("document.activeElement.className") == "skip"
    assert tab.locator("a").last.text_content() == "Back to top"


def test_a_theme_that_was_chosen_is_kept_and_there_on_the_next_page(window: Any, live_server: Any) -> None:
    tab = window(color_scheme="light")
    ground = "() => getComputedStyle(document.body).backgroundColor"
    tab.goto(f"{live_server.url}/")
    before, untouched = tab.evaluate(ground), tab.evaluate(STORED)

    tab.get_by_role("button", name="Dark", exact=True).click()
    chosen = tab.evaluate(ground)
    tab.goto(f"{live_server.url}/blog/")

    assert untouched == "{}"
    assert before == "rgb(255, 255, 255)"
    assert chosen == tab.evaluate(ground) == "rgb(13, 19, 27)"
