"""A reading, in a real browser: told once, of what is really on the screen, and by nobody who minds."""

from collections.abc import Iterator
from typing import Any

import pytest

from articles.tests.make import make_article
from geopolist.audience import folding
from geopolist.audience.models import Reading
from geopolist.audience.tests.conftest import CHROME
from geopolist.tests.fixtures import stop_the_clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BEACON = "**/api/readings/"
# Tests drive the browser, and it says so: to the page it is to look like one that a person uses.
AS_A_PERSON = "Object.defineProperty(Navigator.prototype, 'webdriver', {get: () => false})"
HIDDEN = "Object.defineProperty(Document.prototype, 'visibilityState', {configurable: true, get: () => 'hidden'})"
VISIBLE = """() => {
    Object.defineProperty(Document.prototype, 'visibilityState', {configurable: true, get: () => 'visible'});
    document.dispatchEvent(new Event('visibilitychange'));
}"""


@pytest.fixture
def reader(browser: Any) -> Iterator[Any]:
    """A page whose clock stands still; `reader.told` are the beacons that it sent."""
    context = browser.new_context(user_agent=CHROME)
    page = context.new_page()
    page.told = []
    page.on("request", lambda request: request.url.endswith("/api/readings/") and page.told.append(request))
    stop_the_clock(page)
    yield page
    context.close()


def test_an_article_on_the_screen_is_told_once_and_counted(reader: Any, live_server: Any) -> None:
    article = make_article("Straits")
    reader.add_init_script(AS_A_PERSON)
    reader.goto(f"{live_server.url}/straits/")
    reader.clock.fast_forward(2000)
    before = len(reader.told)

    with reader.expect_response(BEACON) as answered:
        reader.clock.fast_forward(2000)
    reader.clock.fast_forward(60_000)
    reader.evaluate(VISIBLE)
    reader.clock.fast_forward(60_000)

    assert (before, len(reader.told)) == (0, 1)
    assert (reader.told[0].post_data, answered.value.status) == ("/straits/", 204)
    folding.fold()
    article.refresh_from_db()
    assert article.views == 1
    assert (reader.context.cookies(), reader.evaluate("localStorage.length + sessionStorage.length")) == ([], 0)


def test_what_is_in_the_background_is_told_when_it_comes_to_the_front(reader: Any, live_server: Any) -> None:
    make_article("Straits")
    reader.add_init_script(AS_A_PERSON)
    reader.add_init_script(HIDDEN)
    reader.goto(f"{live_server.url}/straits/")
    reader.clock.fast_forward(60_000)
    before = len(reader.told)

    with reader.expect_response(BEACON):
        reader.evaluate(VISIBLE)
        reader.clock.fast_forward(4000)

    assert (before, len(reader.told), Reading.objects.count()) == (0, 1, 1)


@pytest.mark.parametrize(
    "script",
    [
        "",
        f"{AS_A_PERSON}; Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {{get: () => true}})",
        f"{AS_A_PERSON}; Object.defineProperty(Navigator.prototype, 'doNotTrack', {{get: () => '1'}})",
    ],
    ids=["a driven browser", "GPC", "DNT"],
)
def test_who_is_no_reader_or_minds_tells_nothing(reader: Any, live_server: Any, script: str) -> None:
    make_article("Straits")
    reader.add_init_script(script)
    reader.goto(f"{live_server.url}/straits/")
    reader.clock.fast_forward(60_000)

    # Whatever was on its way is there once the next page is.
    reader.goto(f"{live_server.url}/")

    assert (reader.told, Reading.objects.count()) == ([], 0)
