"""Five readers of the demonstration as `make run` serves it: phone, keyboard, no script, Turkish, paper.

Each reads as long as somebody who stays; what a single part does is told beside the part.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

pytestmark = pytest.mark.browser
KEPT = "({...localStorage, ...sessionStorage})"
# The marks of what a reader may not meet: a page wider than its window, a picture without size, two headlines.
FAULTS = """() => [
  document.documentElement.scrollWidth > document.documentElement.clientWidth && 'wider than the window',
  document.querySelectorAll('h1').length !== 1 && 'not one headline',
  [...document.images].some(each => !each.width && each.checkVisibility()) && 'a picture without size',
].filter(Boolean)"""


@pytest.fixture
def reader(browser: Any, served: str) -> Iterator[Callable[..., Any]]:
    """Opens a window of this kind. At its end nothing complained, and there is no cookie."""
    contexts = []
    complaints: list[str] = []

    def look(**kind: Any) -> Any:
        context = browser.new_context(base_url=served, **kind)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: said.type in ("error", "warning") and complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("response", lambda answer: answer.status >= 400 and complaints.append(f"{answer.status} {answer.url}"))
        page.on("request", lambda asked: asked.url.startswith(served) or complaints.append(asked.url))
        return page

    yield look
    assert [cookie["name"] for context in contexts for cookie in context.cookies()] == []
    assert complaints == []
    for context in contexts:
        context.close()


def follow(page: Any, link: Any) -> str:
    """Follow a link to the page it promises; its headline."""
    before = page.url
    link.click()
    page.wait_for_url(lambda url: url != before)
    assert page.evaluate(FAULTS) == []
    return page.locator("h1").inner_text()


def press_until(page: Any, name: str, key: str = "Tab") -> None:
    """Go on with the key until the focus is on something of this name, where one can see it."""
    for _time in range(120):
        page.keyboard.press(key)
        if page.evaluate("(each => each.ariaLabel ?? each.textContent.trim())(document.activeElement)") == name:
            page.wait_for_function("() => document.activeElement.checkVisibility({checkOpacity: true})")
            return
    raise AssertionError(f"{name} was not reached.")


def test_a_phone_reader_finds_reads_enlarges_and_goes_on(reader: Callable[..., Any]) -> None:
    page = reader(viewport={"width": 375, "height": 812}, has_touch=True, is_mobile=True, color_scheme="dark")
    page.goto("/")
    assert page.evaluate(FAULTS) == []

    page.locator(".drawer > summary").tap()
    page.locator(".drawer summary[aria-label='More in Regions']").tap()
    assert follow(page, page.locator(".drawer").get_by_role("link", name="Europe")) == "Europe"
    headline = follow(page, page.locator("main article h3 a, main article h2 a").first)
    assert page.evaluate(KEPT) == {}
    size = "parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)"
    before = page.evaluate(size)
    page.locator(".article-bar summary[aria-label='Text size and theme']").tap()
    page.locator(".article-bar").get_by_role("button", name="Large", exact=True).tap()
    page.keyboard.press("Escape")
    page.evaluate("scrollTo(0, document.querySelector('.prose').getBoundingClientRect().bottom - 600)")
    page.locator(".reading-bar").wait_for(state="visible")
    other = follow(page, page.get_by_role("region", name="You might also like").locator("h3 a").first)
    after = page.evaluate(size)
    page.go_back()

    page.get_by_role("heading", level=1, name=headline).wait_for()
    assert other != headline
    assert after > before
    assert page.evaluate(KEPT) == {"text": "l"}


def test_a_keyboard_reader_skips_opens_reads_a_note_and_searches(reader: Callable[..., Any]) -> None:
    page = reader(viewport={"width": 1440, "height": 900})
    page.goto("/")

    page.keyboard.press("Tab")
    skip = page.evaluate("document.activeElement.textContent.trim()")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    in_main = page.evaluate("!!document.activeElement.closest('main')")
    press_until(page, "More in Geopolitics", "Shift+Tab")
    page.keyboard.press("Enter")
    press_until(page, "Show more in Geopolitics")
    page.keyboard.press("Enter")
    page.wait_for_url("**/category/geopolitics/")
    page.goto("/montreux-at-ninety/")
    press_until(page, "Why nobody reopens it")
    page.keyboard.press("Enter")
    page.wait_for_url("**#why-nobody-reopens-it")
    # In view when the page has come to rest, and nothing lies over it.
    page.wait_for_function(
        "() => (({x, y}) => !!document.elementFromPoint(x + 5, y + 5)?.closest('#why-nobody-reopens-it'))"
        "(document.querySelector('#why-nobody-reopens-it').getBoundingClientRect())"
    )
    press_until(page, "Note 2")
    page.locator(".note-card").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**#n2")
    page.goto("/search/")
    page.locator("main").get_by_role("searchbox").focus()
    page.keyboard.type("pilotage")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=pilotage*")

    assert skip == "Skip to content"
    assert in_main
    assert "Montreux in Its Tenth Decade: The Treaty That Survives by Being Dull" in page.locator("main").inner_text()
    assert page.evaluate(KEPT) == {}


def test_a_reader_without_script_misses_nothing_to_read(reader: Callable[..., Any]) -> None:
    page = reader(viewport={"width": 1440, "height": 900}, java_script_enabled=False)
    page.goto("/")

    page.locator(".menu__item summary").nth(0).click()
    page.get_by_role("link", name="Show more in Geopolitics").click()
    page.wait_for_url("**/category/geopolitics/")
    page.goto("/blog/")
    first = page.locator("main h3 a, main h2 a").all_text_contents()
    page.get_by_role("link", name=re.compile("^(Next|Older)")).first.click()
    page.wait_for_url("**page=2")
    second = page.locator("main h3 a, main h2 a").all_text_contents()
    page.goto("/montreux-at-ninety/")
    shared = page.locator(".article-bar summary").first
    shared.click()
    ways = [link.get_attribute("href") for link in page.locator(".article-bar .dropdown__item:visible").all()]
    page.get_by_role("link", name="Open the map on OpenStreetMap").wait_for()
    page.get_by_role("link", name="Note 1").first.click()
    page.goto("/search/?q=Montreux")

    assert (set(first) & set(second), len(first) > 5, len(second) > 5) == (set(), True, True)
    assert [way for way in ways if way and not way.startswith(("https://", "mailto:"))] == []
    assert len(ways) == 6
    assert page.locator("main h3 a, main h2 a").first.is_visible()
    assert [each for each in page.locator("button:not([type=submit])").all() if each.is_visible()] == []


def test_a_turkish_reader_stays_in_turkish(reader: Callable[..., Any]) -> None:
    page = reader(viewport={"width": 375, "height": 812}, locale="en-US")
    page.goto("/tr/")
    heard = [page.evaluate("document.documentElement.lang")]

    headline = follow(page, page.locator("main article h2 a, main article h3 a").first)
    heard.append(page.evaluate("document.documentElement.lang"))
    dated = page.locator(".article-bar time").first.inner_text()
    page.locator(".drawer > summary").click()
    page.locator(".drawer").get_by_role("searchbox").fill("SIKICI")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    heard.append(page.evaluate("document.documentElement.lang"))
    found = page.locator("main h3 a, main h2 a").all_inner_texts()
    page.go_back()
    english = follow(page, page.get_by_role("link", name="English").first)

    assert headline == "Sıkıcı Bildiriye Övgü"
    assert re.fullmatch(
        r"\d{1,2} (Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık) \d{4}", dated
    )
    assert heard == ["tr"] * 3
    assert headline in found
    assert (english, page.evaluate("document.documentElement.lang")) == ("In Praise of the Dull Communiqué", "en")
    assert page.evaluate(KEPT) == {}


def test_a_printing_reader_keeps_the_whole_text_and_where_it_came_from(reader: Callable[..., Any]) -> None:
    page = reader(viewport={"width": 1440, "height": 900}, color_scheme="dark")
    page.goto("/montreux-at-ninety/")
    paragraphs = page.locator(".prose p").count()

    page.emulate_media(media="print")
    paper = page.pdf(prefer_css_page_size=True)

    assert paper.startswith(b"%PDF")
    assert 3 <= len(re.findall(rb"/Type\s*/Page\b", paper)) <= 9
    assert page.locator(".prose p:visible").count() == paragraphs > 10
    assert page.locator(".prose table").first.is_visible()
    assert page.locator(".provenance").inner_text().endswith("/montreux-at-ninety/")
    assert page.locator("nav:visible, button:visible, .comments:visible").count() == 0
    # Ink on paper, also for a reader whose screen is dark.
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )
    assert page.evaluate("getComputedStyle(document.querySelector('.prose p')).color") != "rgb(255, 255, 255)"
