"""The map of the world under a reader's hands, in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import expect

from articles.tests.make import make_article, make_category, make_country, make_site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIT = "rgb(242, 245, 251)"


@pytest.fixture
def world(live_server: Any) -> str:
    """The address of the map, with Turkey elsewhere and two countries of Europe, Malta too small for its shape."""
    make_site()
    europe = make_category("Europe", colour="europe")
    europeans = [make_country("FR", region=europe), make_country("MT", region=europe)]
    make_article("Soundings", countries=[*europeans, make_country("TR")], categories=[europe])
    return f"{live_server.url}/countries/"


def shape(tab: Any, code: str) -> Any:
    return tab.locator(f"path[data-country={code}]")


def test_the_keyboard_goes_through_the_list_alone_and_lights_the_map_on_its_way(tab: Any, world: str) -> None:
    tab.goto(world)
    tab.get_by_role("link", name="Europe").focus()

    tab.keyboard.press("Tab")

    expect(tab.get_by_role("link", name="France")).to_be_focused()
    expect(shape(tab, "FR")).to_have_css("fill", LIT)
    expect(shape(tab, "TR")).not_to_have_css("fill", LIT)

    tab.keyboard.press("Tab")

    expect(tab.get_by_role("link", name="Malta")).to_be_focused()
    expect(shape(tab, "MT")).to_have_css("fill", LIT)
    expect(shape(tab, "FR")).not_to_have_css("fill", LIT)


def test_pointing_at_a_shape_lights_its_line_and_a_click_leads_there(tab: Any, world: str) -> None:
    tab.goto(world)

    shape(tab, "TR").hover()

    expect(tab.locator("li[data-country=TR]")).to_have_class("is-lit")
    expect(tab.locator("li[data-country=FR]")).not_to_have_class("is-lit")

    shape(tab, "TR").click()

    expect(tab).to_have_url(world.replace("/countries/", "/country/turkey/"))
    expect(tab.locator(".locator")).to_be_visible()


def test_a_region_lights_all_its_countries(tab: Any, world: str) -> None:
    tab.goto(world)

    tab.get_by_role("link", name="Europe").hover()

    expect(shape(tab, "FR")).to_have_css("fill", LIT)
    expect(shape(tab, "MT")).to_have_css("fill", LIT)
    expect(shape(tab, "TR")).not_to_have_css("fill", LIT)


def test_the_small_map_beside_an_article_lights_its_countries(tab: Any, world: str) -> None:
    tab.goto(world.replace("/countries/", "/soundings/"))

    drawn = tab.locator(".locator__lit").evaluate_all(
        "uses => uses.map(use => [use.getBoundingClientRect().width > 0, getComputedStyle(use).fill])"
    )

    assert len(drawn) == 3
    assert all(is_drawn for is_drawn, _fill in drawn)
    assert {fill for _is_drawn, fill in drawn} == {"rgb(111, 149, 245)"}
