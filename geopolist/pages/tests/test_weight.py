"""What the demonstration's pages weigh on the way to a reader, and that nothing moves when parts of them come late."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.request import urlopen

import brotli
import pytest

from geopolist.worker.tests.processes import PATIENCE, wait_until

pytestmark = pytest.mark.browser
KINDS = {
    "home": "/",
    "category": "/category/geopolitics/",
    "article": "/a-river-is-not-a-pipe/",
    "person": "/author/bruno-azimuth/",
    "series": "/series/chokepoints/",
    "tag": "/tag/water/",
    "search": "/search/?q=sea",
}
# The longest article comes to 10 KB, to a few letters of its address.
HOME, ARTICLE, FIRST_SCREEN = 15_000, 10_300, 180 * 1024
APART = re.compile(r"speculationrules$|webmanifest$|/img/(mark|icon)|/late\.\w+\.css$|/text-(bold|italic)\.")
DISCUSSION = re.compile(r'<section class="wrap comments".*?</section>', re.DOTALL)
SEEN = """() => [...document.images].filter((image) => {
  const { top, bottom } = image.getBoundingClientRect();
  return top < innerHeight && bottom > 0 && image.checkVisibility();
}).map((image) => image.currentSrc)"""
DRAWN = """() => document.fonts.ready.then(() => new Promise(
  (resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
))"""
MOVES = """() => new Promise((resolve) => new PerformanceObserver((list) => resolve(
  list.getEntries().reduce((sum, entry) => sum + entry.value, 0)
)).observe({ type: "layout-shift", buffered: true }) ?? setTimeout(resolve, 500, 0))"""


@pytest.fixture(params=[(375, 812), (1440, 900)], ids=["phone", "desktop"])
def window(request: Any, browser: Any, served: str) -> Iterator[Any]:
    """A page in a browser that has been nowhere yet."""
    width, height = request.param
    context = browser.new_context(
        base_url=served, viewport={"width": width, "height": height}, device_scale_factor=2 if width < 640 else 1
    )
    yield context.new_page()
    context.close()


def text_of(address: str) -> str:
    with urlopen(address) as answer:  # noqa: S310 - our own server
        return str(answer.read().decode())


def stored(text: str) -> int:
    """Bytes of a page that is compressed once and kept."""
    return len(brotli.compress(text.encode(), mode=brotli.MODE_TEXT))


def test_the_front_page_stays_within_its_budget(served: str) -> None:
    assert stored(text_of(f"{served}/")) <= HOME


def test_every_article_stays_within_its_budget_whatever_is_said_below_it(served: str) -> None:
    """The longest has some 1,500 words; a discussion is as long as its readers make it."""
    places = re.findall(r"<loc>(.*?)</loc>", text_of(f"{served}/sitemap.xml"))
    articles = {place: DISCUSSION.sub("", text) for place in places if "data-kind=" in (text := text_of(place))}

    assert len(articles) > 50
    assert {place: size for place, text in articles.items() if (size := stored(text)) > ARTICLE} == {}


@pytest.fixture(scope="module")
def drawn(served: str) -> None:
    """The worker makes the small formats after the demonstration has opened, which takes some minutes of a core."""
    wait_until(lambda: "cover-1600.avif" in text_of(f"{served}{KINDS['article']}"), within=5 * PATIENCE)


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize("kind", KINDS)
def test_a_first_screen_asks_for_little(window: Any, kind: str) -> None:
    """Not of it: pictures further down, what comes ahead or once the page is there, what tells of the whole site."""
    finished: list[Any] = []
    window.on("requestfinished", lambda asked: finished.append(asked))
    window.goto(KINDS[kind])
    window.wait_for_load_state("networkidle")

    seen = window.evaluate(SEEN)
    first = [
        asked
        for asked in finished
        if (asked.resource_type != "image" or asked.url in seen) and not APART.search(asked.url)
    ]
    sizes = {
        asked.url: sum(asked.sizes()[part] for part in ("responseBodySize", "responseHeadersSize")) for asked in first
    }
    assert len(first) <= 12, sizes
    assert sum(sizes.values()) <= FIRST_SCREEN, sizes


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_when_fonts_come_late(window: Any, kind: str) -> None:
    fonts: list[Any] = []
    window.route("**/*.woff2", lambda font: fonts.append(font))
    window.goto(KINDS[kind], wait_until="commit")
    window.wait_for_timeout(3000)
    early = len(fonts)
    for font in fonts:
        font.continue_()
    window.unroute("**/*.woff2")
    window.wait_for_load_state("networkidle")
    window.evaluate(DRAWN)

    assert early >= 3
    assert window.evaluate(MOVES) < 0.01


BEGUN = (
    """(name) => performance.getEntriesByType("resource").find((entry) => entry.name.includes(name))?.startTime ?? -1"""
)


def test_bold_and_italic_come_when_the_page_is_there(window: Any) -> None:
    window.goto(KINDS["article"])
    window.wait_for_function(f"() => ({BEGUN})('/text-bold.') > 0")

    there = window.evaluate("performance.getEntriesByType('navigation')[0].loadEventStart")
    assert 0 < there <= window.evaluate(BEGUN, "/late.")
    assert window.evaluate(BEGUN, "/text-bold.") > there


def test_bold_and_italic_come_without_script(browser: Any, served: str) -> None:
    context = browser.new_context(base_url=served, java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("requestfinished", lambda request: asked.append(request.url))
    page.goto(KINDS["article"])
    page.wait_for_load_state("networkidle")
    context.close()

    assert [name for name in ("/late.", "/text-bold.") if not any(name in url for url in asked)] == []
