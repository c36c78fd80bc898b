"""What surrounds pages is drawn once, and never out of date."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.template import Context, engines
from django.test import Client, RequestFactory
from django.utils import translation

from articles.models import Article
from articles.tests.make import make_article, make_category
from geopolist.identity import parts
from geopolist.identity.chrome import Chrome
from geopolist.identity.models import MenuItem, SiteIdentity
from geopolist.lib.surrogate import chrome_key, recording
from geopolist.library.tests.make import make_image

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


def test_templates_that_are_being_written_are_drawn_each_time(settings: Any, drawings: list[str]) -> None:
    settings.DEBUG = True

    for _time in range(2):
        Chrome("/soundings/").part(FOOTER)

    assert drawings == [FOOTER, FOOTER]


def test_a_page_is_whole_with_what_surrounds_it(client: Client) -> None:
    pages = [client.get("/people/").text for _time in range(2)]

    assert pages[0] == pages[1]
    assert all(pages[0].count(part) == 1 for part in ('<header class="masthead">', '<footer class="footer">'))


# --- Components that many pages have


CARD = '{% load chrome %}{% drawn "components/card.html" article=article look=look level="2" %}'


def card(article: Article, look: str = "row") -> str:
    context = Context({"article": article, "look": look})
    context.request = RequestFactory().get("/soundings/")  # type: ignore[attr-defined]
    return engines["django"].engine.from_string(CARD).render(context)  # type: ignore[attr-defined]


@pytest.fixture
def soundings() -> Article:
    return make_article("Soundings", categories=[make_category("Straits")])


def read(article: Article) -> Article:
    return Article.objects.for_cards().get(pk=article.pk)


def test_a_card_is_drawn_once_and_again_when_something_on_it_has_changed(soundings: Article, monkeypatch: Any) -> None:
    drawn: list[str] = []
    keep = parts.keep
    monkeypatch.setattr(parts, "keep", lambda key, part: drawn.append(part.html) or keep(key, part))

    shown = [card(read(soundings)), card(read(soundings))]
    soundings.primary_category.name = "Canals"
    soundings.primary_category.save()
    shown.append(card(read(soundings)))
    shown.append(card(read(soundings), look="big"))
    with translation.override("tr"):
        shown.append(card(read(soundings)))

    assert shown[0] == shown[1]
    assert len(drawn) == 4
    assert ("Straits" in shown[0], "Straits" in shown[2], "Canals" in shown[2]) == (True, False, True)
    assert ("card--row" in shown[2], "card--big" in shown[3], 'lang="en"' in shown[4]) == (True, True, True)


def test_a_row_that_was_read_without_a_print_is_drawn_each_time(soundings: Article) -> None:
    plain = Article.objects.get(pk=soundings.pk)
    card(plain)
    plain.title = "Not saved"

    assert "Not saved" in card(plain)
    assert parts._parts == {}


def test_what_a_card_shows_is_noted_for_each_page_that_has_it(soundings: Article) -> None:
    noted = []
    for _page in range(2):
        with recording() as shown:
            card(read(soundings))
        noted.append(shown.keys)

    assert noted[0] == noted[1]
    assert f"articles.article:{soundings.pk}" in noted[0]


def test_a_card_that_is_not_read_is_shown_with_what_is_joined_to_it() -> None:
    article = make_article("Soundings", categories=[make_category("Europe")], cover=make_image())

    with recording() as shown:
        list(Article.objects.for_cards())

    category = article.primary_category
    assert category is not None
    assert shown.keys == {each.surrogate_key for each in (article, category, article.cover) if each}


def test_what_is_at_hand_is_bounded_and_the_oldest_goes_first(monkeypatch: Any) -> None:
    monkeypatch.setattr(parts, "AT_HAND", 3 * (30 + parts.BESIDE) + 10)
    made: list[int] = []

    def draw(number: int) -> str:
        made.append(number)
        return str(number) * 30

    for number in (1, 2, 3, 4, 4, 3, 2, 1, 5):
        parts.drawn((number,), partial(draw, number), NOON)

    assert made == [1, 2, 3, 4, 1, 5]
    assert parts.size() <= parts.AT_HAND


def test_what_is_larger_than_all_that_is_kept_is_drawn_each_time(monkeypatch: Any) -> None:
    long = "x" * 101
    monkeypatch.setattr(parts, "AT_HAND", parts.BESIDE + 100)

    assert [parts.drawn(("long",), lambda: long, NOON) for _time in range(2)] == [long, long]
    assert parts.size() == 0
