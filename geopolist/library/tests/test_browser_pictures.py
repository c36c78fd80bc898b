"""The pictures' list and form in a real browser: by mouse, by keyboard, without script."""

from collections.abc import Callable
from typing import Any

import pytest

from articles.tests.make import make_series
from geopolist.library import renditions
from geopolist.library.models import Image
from geopolist.library.tests import make
from geopolist.library.tests.browsing import LIST, MANY, REFUSED, form_of, save, series_form, sign_in
from geopolist.tests.axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


# --- The focal point


def place(tab: Any, shape: tuple[int, int]) -> list[float]:
    """Which part of the picture a crop shows: its object-position as shares."""
    crop = tab.locator(f'[data-shape="{shape[0]} {shape[1]}"]')
    return [float(share.rstrip("%")) / 100 for share in crop.evaluate("each => each.style.objectPosition").split()]


def drawn(image: Image, ratio: renditions.Ratio, point: tuple[float, float]) -> list[float]:
    """The same as the library draws it."""
    left, top, right, bottom = ratio.box(image.width, image.height, *point)
    spare = image.width - (right - left), image.height - (bottom - top)
    return [offset / free if free > 1e-6 else 0.5 for offset, free in zip((left, top), spare, strict=True)]


@pytest.mark.parametrize("point", [(0.25, 0.75), (0.02, 0.98), (0.6, 0.4)])
def test_click_sets_the_point_and_each_crop_shows_what_will_be_drawn(
    open_page: Callable[[str], Any], point: tuple[float, float]
) -> None:
    image = make.make_image(make.quarters((1200, 700)))
    tab = open_page(form_of(image))
    frame = tab.locator(".focal__frame")
    box = frame.bounding_box()

    frame.click(position={"x": box["width"] * point[0], "y": box["height"] * point[1]})

    typed = tuple(float(tab.get_by_label(f"Focal point, {way}").input_value()) for way in ("across", "down"))
    assert typed == pytest.approx(point, abs=0.004)
    for ratio in renditions.RATIOS.values():
        if ratio.shape:
            assert place(tab, ratio.shape) == pytest.approx(drawn(image, ratio, typed), abs=1e-4)
    save(tab)
    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == typed
    assert tab.complaints == []


def test_point_is_moved_by_keys_and_by_numbers(open_page: Callable[[str], Any]) -> None:
    tab = open_page(form_of(make.make_image(make.quarters())))
    mark = tab.get_by_role("button", name="Focal point")
    said = tab.locator("focal-point output")

    mark.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "Shift+ArrowLeft"):
        tab.keyboard.press(key)
    by_keys = said.text_content()
    for _ in range(20):
        tab.keyboard.press("Shift+ArrowDown")
    at_the_edge = said.text_content()
    tab.get_by_label("Focal point, down").fill("0.3")

    assert (by_keys, at_the_edge) == ("42% across, 49% down", "42% across, 100% down")
    assert said.text_content() == "42% across, 30% down"


def test_new_file_is_shown_with_its_crops_before_it_is_sent(open_page: Callable[[str], Any], files: list[str]) -> None:
    image = make.make_image(make.quarters((1200, 700)))
    tab = open_page(form_of(image))

    tab.get_by_label("Replace the file").set_input_files(files[0])
    tab.get_by_text("90 × 60").wait_for()

    assert "Now: 1200 × 700" in tab.locator("file-preview").inner_text()
    assert "Chosen: red.png" in tab.locator("file-preview").inner_text()
    assert tab.locator(".focal__frame img").get_attribute("src").startswith("blob:")
    message = save(tab)
    image.refresh_from_db()
    assert (image.width, image.name) == (90, "red.png")
    assert "Before: 1200 × 700" in message
    assert "Now: 90 × 60" in message
    assert tab.complaints == []


def test_who_may_only_look_sees_the_crops_and_moves_nothing(tab: Any, live_server: Any) -> None:
    image = make.make_image(make.quarters(), name="harbour.png")
    sign_in(tab.context, live_server, "view_image")
    tab.goto(live_server.url + form_of(image))
    said = tab.locator("focal-point output")

    tab.locator(".focal__frame").click(position={"x": 5, "y": 5})

    assert said.text_content() == "50% across, 50% down"
    assert tab.get_by_role("button", name="Focal point").is_disabled()
    assert tab.complaints == []


# --- The list


def test_grid_is_walked_by_arrows_and_ticked_by_the_space_bar(open_page: Callable[[str], Any]) -> None:
    for number in range(8):
        make.make_image(make.picture(colour=(number, 0, 0)), name=f"{number}.png")
    tab = open_page(LIST)

    def focused() -> str:
        return tab.evaluate("document.activeElement.textContent")

    tab.locator("#result_list tbody th a").first.focus()
    tab.keyboard.press("ArrowRight")
    right = focused()
    tab.keyboard.press("Space")
    tab.keyboard.press("ArrowDown")
    below = focused()
    tab.keyboard.press("ArrowUp")

    tops = tab.locator("#result_list tbody tr").evaluate_all("rows => rows.map(row => row.offsetTop)")
    in_a_row = tops.count(tops[0])
    assert in_a_row > 2
    assert (right, below, focused()) == ("6.png", f"{6 - in_a_row}.png", "6.png")
    assert tab.locator(".action-counter").text_content() == "1 of 8 selected"
    assert tab.complaints == []


def test_list_stays_a_list_for_who_chose_it(open_page: Callable[[str], Any]) -> None:
    make.make_image(name="harbour.png")
    tab = open_page(LIST)
    is_table = "getComputedStyle(document.getElementById('result_list')).display === 'table'"
    at_first = tab.evaluate(is_table)

    tab.get_by_label("List", exact=True).check()
    chosen = tab.evaluate(is_table)
    tab.reload()

    assert (at_first, chosen, tab.evaluate(is_table)) == (False, True, True)


# --- Without script, and for everybody


def test_without_script_forms_are_forms(browser: Any, live_server: Any, files: list[str]) -> None:
    image, series = make.make_image(name="harbour.png"), make_series("Ports")
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    sign_in(context, live_server)
    tab = context.new_page()

    tab.goto(series_form(series))
    tab.get_by_label("Cover").select_option("harbour.png")
    save(tab)
    tab.goto(form_of(image))
    tab.get_by_label("Focal point, across").fill("0.1")
    seen = tab.locator("focal-point, file-preview figure").filter(visible=True).count()
    save(tab)
    tab.goto(MANY)
    tab.locator("input[type=file]").set_input_files(files[:2])
    tab.get_by_label("Alternative text").fill("A wall")
    tab.get_by_role("button", name="Upload all").click()
    context.close()

    series.refresh_from_db()
    image.refresh_from_db()
    assert (series.cover, image.focal_x) == (image, 0.1)
    assert seen == 1
    assert sorted(Image.objects.values_list("name", flat=True)) == ["harbour.png", "red.png", "teal.png"]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 375)])
def test_everybody_can_use_the_library(
    open_page: Callable[[str], Any], tab: Any, files: list[str], scheme: str, width: int
) -> None:
    image = make.make_image(make.quarters(), name="harbour.png")
    make.make_image(alt="", licence_ends="2001-01-01")
    series = make_series("Ports", cover=image)
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(color_scheme=scheme)
    found = {}

    def look(name: str) -> None:
        wide = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found[name] = [*violations(tab), *([f"{wide} px too wide"] if wide > 0 else [])]

    open_page(LIST)
    look("grid")
    tab.get_by_label("List", exact=True).check()
    found["list"] = violations(tab)
    tab.locator("#result_list .action-select").first.check()
    tab.locator("select[name=action]").select_option("Fill in credit and licence…")
    tab.get_by_role("button", name="Run").click()
    tab.wait_for_selector("#fill-form")
    look("fill")
    for path in (f"{LIST}add/", form_of(image), "/admin/library/document/add/", "/admin/library/reference/add/"):
        open_page(path)
        look(path)
    open_page(MANY).locator("picture-uploads > form input[type=file]").set_input_files(files)
    tab.get_by_role("button", name="Upload all").click()
    tab.get_by_text("Not taken yet").wait_for()
    look("many")
    open_page(series_form(series)).get_by_role("button", name="Choose…").click()
    tab.get_by_role("button", name="harbour.png").wait_for()
    look("dialog")

    assert {name: what for name, what in found.items() if what} == {}
    assert [said for said in tab.complaints if not said.startswith(REFUSED)] == []
