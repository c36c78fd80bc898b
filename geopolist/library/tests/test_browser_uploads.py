"""Many pictures on their way into the library, in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest

from geopolist.library.models import Image
from geopolist.library.tests import make
from geopolist.library.tests.browsing import MANY, REFUSED, form_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_each_of_many_files_is_sent_by_itself(open_page: Callable[[str], Any], files: list[str]) -> None:
    tab = open_page(MANY)
    shared = tab.locator("picture-uploads > form")
    shared.locator("input[type=file]").set_input_files(files)
    rows = tab.locator(".uploads > li")
    shared.get_by_label("Credit").fill("E. Fathom")
    rows.nth(0).get_by_label("Alternative text").fill("A red wall")

    tab.get_by_role("button", name="Upload all").click()
    tab.get_by_text("Not taken yet: 2.").wait_for()

    assert rows.nth(0).get_by_role("link", name="In the library").is_visible()
    assert rows.nth(1).get_by_role("alert").filter(visible=True).inner_text().startswith("Say what the picture shows")
    assert rows.nth(2).get_by_role("alert").filter(visible=True).first.inner_text().startswith("SVG drawings")
    assert list(Image.objects.values_list("name", "alt", "credit")) == [("red.png", "A red wall", "E. Fathom")]
    assert [said for said in tab.complaints if not said.startswith(REFUSED)] == []

    rows.nth(1).get_by_label("Decorative").check()
    rows.nth(1).get_by_role("button", name="Upload").click()
    rows.nth(2).get_by_role("button", name="Leave out").click()
    rows.nth(1).get_by_role("link", name="In the library").wait_for()

    assert rows.count() == 2
    assert list(Image.objects.order_by("pk").values_list("name", "decorative")) == [
        ("red.png", False),
        ("teal.png", True),
    ]


def test_what_is_said_of_all_gives_way_to_what_is_said_of_one(
    open_page: Callable[[str], Any], files: list[str]
) -> None:
    tab = open_page(MANY)
    shared = tab.locator("picture-uploads > form")
    shared.locator("input[type=file]").set_input_files(files[:2])
    shared.get_by_label("Decorative").check()
    tab.locator(".uploads > li").nth(0).get_by_label("Alternative text").fill("A red wall")

    tab.get_by_role("button", name="Upload all").click()
    tab.get_by_text("All of them are in the library.").wait_for()

    assert list(Image.objects.order_by("pk").values_list("alt", "decorative")) == [("A red wall", False), ("", True)]


def test_file_that_the_library_has_is_asked_about(open_page: Callable[[str], Any], files: list[str]) -> None:
    for colour in ("red", "teal"):
        make.make_image(make.picture((90, 60), colour=colour), name=f"old-{colour}.png")
    tab = open_page(MANY)
    shared = tab.locator("picture-uploads > form")
    shared.locator("input[type=file]").set_input_files(files[:2])
    shared.get_by_label("Alternative text").fill("A wall")
    rows = tab.locator(".uploads > li")

    tab.get_by_role("button", name="Upload all").click()
    tab.get_by_text("Not taken yet: 2.").wait_for()
    asked = rows.nth(0).get_by_role("alert").filter(visible=True).inner_text()
    rows.nth(0).get_by_role("button", name="Use that one").click()
    rows.nth(1).get_by_role("button", name="Keep both").click()
    rows.nth(1).get_by_role("link", name="In the library").wait_for()

    assert "The library has this file already: old-red.png" in asked
    assert rows.nth(0).get_by_role("link").get_attribute("href") == form_of(Image.objects.get(name="old-red.png"))
    assert sorted(Image.objects.values_list("name", flat=True)) == ["old-red.png", "old-teal.png", "teal.png"]


def test_upload_that_does_not_arrive_is_tried_again(open_page: Callable[[str], Any], files: list[str]) -> None:
    tab = open_page(MANY)
    tab.locator("picture-uploads > form input[type=file]").set_input_files(files[:1])
    row = tab.locator(".uploads > li")
    row.get_by_label("Alternative text").fill("A wall")
    tab.context.set_offline(True)

    row.get_by_role("button", name="Upload").click()
    row.get_by_text("It did not arrive.").wait_for()
    tab.context.set_offline(False)
    row.get_by_role("button", name="Upload").click()
    row.get_by_role("link", name="In the library").wait_for()

    assert Image.objects.get().alt == "A wall"


def test_files_are_dropped_on_the_page(open_page: Callable[[str], Any]) -> None:
    tab = open_page(MANY)
    dropped = tab.evaluate_handle(
        "() => { const data = new DataTransfer(); data.items.add(new File(['x'], '<b>.png')); return data }"
    )

    tab.dispatch_event("picture-uploads", "drop", {"dataTransfer": dropped})

    assert tab.locator(".uploads b").first.text_content() == "<b>.png"
