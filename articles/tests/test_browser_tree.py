"""Trees of the desk under an editor's hands, in a real browser."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from accounts.models import User
from articles.models import Category
from articles.tests.make import make_category, make_site
from geopolist.identity.models import MenuItem
from geopolist.tests.axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SECTIONS, ITEMS = "/admin/articles/category/", "/admin/identity/menuitem/"


@pytest.fixture
def sections() -> dict[str, Category]:
    make_site()
    economy = make_category("Economy", order=0)
    energy, trade = (make_category(name, economy, order=order) for order, name in enumerate(("Energy", "Trade")))
    return {each.name: each for each in (economy, energy, trade, make_category("Security", order=1))}


def come_in(page: Any, address: str) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("chief@example.org"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])


def paths() -> list[str]:
    return list(Category.objects.order_by("parent__order", "order").values_list("path", flat=True))


def row(page: Any, name: str) -> Any:
    return page.locator(".tree__row").filter(has=page.get_by_role("link", name=name, exact=True))


def drag(page: Any, name: str, over: str, part: float) -> None:
    """Drag by the grip to a place within another row: 0 is its upper edge, 1 its lower one."""
    row(page, name).locator(".tree__grip").hover()
    page.mouse.down()
    box = row(page, over).bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + box["height"] * part, steps=4)


def test_a_section_is_dragged_beside_and_under_others_and_let_lie_by_escape(
    tab: Any, live_server: Any, sections: dict[str, Category]
) -> None:
    come_in(tab, live_server.url)
    tab.goto(f"{live_server.url}{SECTIONS}")

    drag(tab, "Security", "Energy", 0.1)
    expect(row(tab, "Energy")).to_have_class("tree__row is-before")
    tab.mouse.up()
    expect(tab.get_by_role("status")).to_have_text(
        "“Security” stands under “Economy” now, 1 of 3. "
        "Its address is now /category/economy/security/; the old one leads there."
    )
    drag(tab, "Trade", "Security", 0.5)
    tab.mouse.up()
    expect(tab.get_by_role("status")).to_contain_text("“Trade” stands under “Security” now, 1 of 1.")
    drag(tab, "Energy", "Trade", 0.9)
    tab.keyboard.press("Escape")
    tab.mouse.up()
    drag(tab, "Economy", "Trade", 0.5)
    tab.mouse.up()

    assert row(tab, "Trade").evaluate("(row) => row.closest('ol').dataset.place") == str(sections["Security"].pk)
    assert sorted(paths()) == ["economy", "economy/energy", "economy/security", "economy/security/trade"]
    assert tab.complaints == []


def test_the_keyboard_moves_an_item_and_stays_with_it(tab: Any, live_server: Any) -> None:
    make_site()
    for order, label in enumerate(("Home", "News", "About")):
        MenuItem.objects.create(label=label, url="/blog/", order=order)
    come_in(tab, live_server.url)
    tab.goto(f"{live_server.url}{ITEMS}")

    tab.get_by_role("button", name="Move up: About").focus()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("status")).to_have_text("“About” stands under “Main menu” now, 2 of 3.")
    expect(tab.get_by_role("button", name="Move up: About")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("status")).to_have_text("“About” stands under “Main menu” now, 1 of 3.")
    # It is the first: what has the focus is the next thing that can be done with it.
    expect(tab.get_by_role("button", name="Move down: About")).to_be_focused()
    tab.get_by_role("button", name="Move under “Home”: News").press("Enter")
    expect(tab.get_by_role("status")).to_have_text("“News” stands under “Home” now, 1 of 1.")
    expect(tab.get_by_role("button", name="Move out: News")).to_be_focused()

    found = MenuItem.objects.order_by("parent", "order").values_list("label", "parent__label")
    assert set(found) == {("About", None), ("Home", None), ("News", "Home")}
    assert tab.complaints == []

    tab.context.set_offline(True)
    tab.keyboard.press("Enter")
    expect(tab.locator(".messagelist")).to_contain_text("It was not moved: look whether you are still signed in")
    expect(tab.get_by_role("button", name="Move out: News")).to_be_focused()


def test_without_script_the_buttons_are_a_form(browser: Any, live_server: Any, sections: dict[str, Category]) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    come_in(tab, live_server.url)
    tab.goto(f"{live_server.url}{SECTIONS}")

    assert tab.locator(".tree__grip").first.is_hidden()
    tab.get_by_role("button", name="Move out: Trade").click()
    tab.wait_for_url(f"**{SECTIONS}#row-{sections['Trade'].pk}")

    assert tab.locator(".messagelist").inner_text() == (
        "“Trade” stands on the first level now, 2 of 3. Its address is now /category/trade/; the old one leads there."
    )
    assert Category.objects.get(name="Trade").path == "trade"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_trees_fit_a_phone_and_everybody_can_use_them(
    scheme: str, tab: Any, live_server: Any, sections: dict[str, Category]
) -> None:
    MenuItem.objects.create(label="Economy", target=sections["Economy"], panel="featured")
    MenuItem.objects.create(label="A label as long as it may be, which is eighty letters", url="/blog/", menu="legal")
    come_in(tab, live_server.url)
    tab.emulate_media(color_scheme=scheme)
    tab.set_viewport_size({"width": 375, "height": 800})
    found = {}

    for path in (SECTIONS, ITEMS, f"{ITEMS}add/"):
        tab.goto(f"{live_server.url}{path}")
        if path == SECTIONS:
            tab.get_by_role("button", name="Move out: Trade").click()
            expect(tab.get_by_role("status")).to_contain_text("the old one leads there")
        wide = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[path] = [*violations(tab), *([f"{wide} pixels too wide"] if wide else [])]

    assert {path: problems for path, problems in found.items() if problems} == {}
    assert tab.complaints == []
