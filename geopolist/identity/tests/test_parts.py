"""What surrounds pages is drawn once, and never out of date."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from articles.tests.make import make_category
from geopolist.identity import parts
from geopolist.identity.chrome import Chrome
from geopolist.identity.models import MenuItem, SiteIdentity
from geopolist.lib.surrogate import chrome_key, recording

pytestmark = pytest.mark.django_db
FOOTER, MASTHEAD = "components/footer.html", "components/masthead.html"
NOON = datetime(2026, 3, 4, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def site() -> SiteIdentity:
    economy = MenuItem.objects.create(label="Economy", target=make_category("Economy"))
    MenuItem.objects.create(label="Energy", target=make_category("Energy"), parent=economy)
    return SiteIdentity.objects.create(name="Straits", languages=["tr"], texts={"tr": {"name": "Boğazlar"}})


@pytest.fixture
def drawings(monkeypatch: Any) -> list[str]:
    """The templates that were drawn."""
    drawn: list[str] = []
    draw = Chrome.draw

    def spied(chrome: Chrome, name: str) -> str:
        drawn.append(name)
        return draw(chrome, name)

    monkeypatch.setattr(Chrome, "draw", spied)
    return drawn


def test_two_pages_outside_the_menus_share_what_surrounds_them(drawings: list[str]) -> None:
    shown = [Chrome(path).part(FOOTER) for path in ("/soundings/", "/tides/")]

    assert (drawings, shown[0]) == ([FOOTER], shown[1])
    assert "Straits" in shown[0]


@pytest.mark.parametrize(
    ("path", "marks"),
    [
        ("/soundings/", []),
        ("/category/economy/", ["/category/economy/"]),
        ("/category/energy/", ["/category/economy/", "/category/energy/"]),
        ("/category/energy/archive/", ["/category/economy/"]),
    ],
)
def test_each_page_has_its_own_place_in_the_menus(path: str, marks: list[str]) -> None:
    for earlier in ("/soundings/", "/category/economy/", "/category/energy/", "/category/energy/archive/"):
        Chrome(earlier).part(MASTHEAD)

    menu = Chrome(path).part(MASTHEAD).split('<nav class="menu"')[1]

    assert [each for each in ("/category/economy/", "/category/energy/") if f'"{each}" aria-current' in menu] == marks


def test_what_is_written_is_seen_with_the_next_page(site: SiteIdentity, drawings: list[str]) -> None:
    Chrome("/soundings/").part(MASTHEAD)

    MenuItem.objects.create(label="Sea", url="/about/")
    after_menu = Chrome("/soundings/").part(MASTHEAD)
    site.refresh_from_db()
    site.name = "Narrows"
    site.save()

    assert ">Sea</a>" in after_menu
    assert "Narrows" in Chrome("/soundings/").part(MASTHEAD)
    assert len(drawings) == 3


def test_each_language_has_its_own(drawings: list[str]) -> None:
    Chrome("/soundings/").part(FOOTER)
    with translation.override("tr"):
        turkish = Chrome("/soundings/").part(FOOTER)

    assert ("Boğazlar" in turkish, len(drawings)) == (True, 2)


def test_what_begins_later_is_drawn_in_its_time(site: SiteIdentity, drawings: list[str]) -> None:
    with time_machine.travel(NOON, tick=False) as traveller:
        site.alert_text, site.alert_begins = "The site moves.", NOON + timedelta(hours=1)
        site.save()
        chrome = Chrome("/soundings/")
        assert chrome.alert == []  # a view may have asked before
        before = [chrome.part(MASTHEAD), Chrome("/soundings/").part(MASTHEAD)]
        traveller.shift(timedelta(hours=1))
        after = Chrome("/soundings/").part(MASTHEAD)

    assert ["The site moves." in each for each in (*before, after)] == [False, False, True]
    assert len(drawings) == 2


def test_who_gets_it_from_memory_shows_the_same_for_as_long(site: SiteIdentity) -> None:
    with time_machine.travel(NOON, tick=False):
        site.alert_text, site.alert_begins = "The site moves.", NOON + timedelta(hours=1)
        site.save()
        told = []
        for _time in range(2):
            with recording() as shown:
                Chrome("/soundings/").part(MASTHEAD)
            told.append((shown.keys, shown.until))

    assert told[0] == told[1]
    assert chrome_key("en") in told[0][0]
    assert told[0][1] == NOON + timedelta(hours=1)


def test_memory_has_an_end(monkeypatch: Any) -> None:
    monkeypatch.setattr(parts, "AT_HAND", 2)

    for number in range(5):
        parts.drawn((number,), str, NOON)

    assert len(parts._parts) <= 2


def test_templates_that_are_being_written_are_drawn_each_time(settings: Any, drawings: list[str]) -> None:
    settings.DEBUG = True

    for _time in range(2):
        Chrome("/soundings/").part(FOOTER)

    assert drawings == [FOOTER, FOOTER]


def test_a_page_is_whole_with_what_surrounds_it(client: Client) -> None:
    pages = [client.get("/people/").text for _time in range(2)]

    assert pages[0] == pages[1]
    assert all(pages[0].count(part) == 1 for part in ('<header class="masthead">', '<footer class="footer">'))
