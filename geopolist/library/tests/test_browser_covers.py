"""A picture chosen in the form of something else, in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest

from articles.tests.make import make_draft, make_series
from geopolist.library.tests import make
from geopolist.library.tests.browsing import save, series_form

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_cover_is_found_chosen_and_removed(open_page: Callable[[str], Any]) -> None:
    make.make_image(name="harbour.png", alt="A harbour")
    crane = make.make_image(make.picture(colour="red"), name="crane.png", alt="A <b>crane</b>", credit="E. Fathom")
    series = make_series("Ports")
    tab = open_page(series_form(series))
    cover = tab.get_by_role("group", name="Cover")

    cover.get_by_role("button", name="Choose…").click()
    dialog = tab.get_by_role("dialog", name="Choose a picture")
    dialog.get_by_label("Search pictures").fill("crane")
    tab.keyboard.press("Enter")
    dialog.get_by_role("button", name="harbour.png").wait_for(state="detached")
    dialog.get_by_role("button", name="crane.png").click()
    chosen = cover.inner_text()
    save(tab, "Save and continue editing")
    series.refresh_from_db()

    assert "crane.png – A <b>crane</b> – E. Fathom" in chosen
    assert series.cover == crane
    tab.get_by_alt_text("A <b>crane</b>").wait_for()

    cover.get_by_role("button", name="Remove").click()
    save(tab)
    series.refresh_from_db()
    assert series.cover is None
    assert tab.complaints == []


def test_dialog_is_walked_by_keyboard(open_page: Callable[[str], Any]) -> None:
    for number in range(3):
        make.make_image(make.picture(colour=(number, 0, 0)), name=f"{number}.png")
    tab = open_page(series_form(make_series("Ports")))

    tab.get_by_role("button", name="Choose…").focus()
    tab.keyboard.press("Enter")
    tab.get_by_role("button", name="2.png").focus()
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Enter")

    assert tab.get_by_role("group", name="Cover").inner_text().count("1.png") == 1
    assert tab.evaluate("document.activeElement.textContent") == "Choose…"
    tab.keyboard.press("Enter")
    tab.get_by_role("dialog").wait_for()
    tab.keyboard.press("Escape")
    assert not tab.get_by_role("dialog").is_visible()


def test_dialog_turns_its_pages(open_page: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geopolist.library.admin.choosing.PAGE", 2)
    for number in range(3):
        make.make_image(make.picture(colour=(number, 0, 0)), name=f"{number}.png")
    tab = open_page(series_form(make_series("Ports")))

    tab.get_by_role("button", name="Choose…").click()
    tab.get_by_role("button", name="Show more").click()
    tab.get_by_role("button", name="0.png").wait_for()

    assert tab.locator(".chooser__grid li").all_inner_texts() == ["2.png", "1.png", "0.png"]
    assert not tab.get_by_role("button", name="Show more").is_visible()


def test_picture_is_uploaded_where_one_is_chosen(open_page: Callable[[str], Any], files: list[str]) -> None:
    series = make_series("Ports")
    tab = open_page(series_form(series))

    tab.get_by_role("button", name="Choose…").click()
    tab.get_by_text("Upload another").click()
    upload = tab.locator("dialog picture-upload")
    upload.get_by_label("File").set_input_files(files[0])
    upload.get_by_label("Alternative text").fill("A red wall")
    upload.get_by_label("Credit").fill("E. Fathom")
    upload.get_by_role("button", name="Upload").click()
    tab.get_by_role("group", name="Cover").get_by_text("A red wall").wait_for()
    save(tab)

    series.refresh_from_db()
    assert (series.cover.alt, series.cover.credit) == ("A red wall", "E. Fathom")
    assert tab.complaints == []


def test_focal_point_of_a_cover_is_saved_at_once(open_page: Callable[[str], Any]) -> None:
    image = make.make_image(make.quarters())
    tab = open_page(series_form(make_series("Ports", cover=image)))

    tab.get_by_role("button", name="Focal point").focus()
    tab.keyboard.press("Shift+ArrowLeft")
    tab.get_by_text("The focal point is saved.").wait_for()

    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == (0.4, 0.5)
    assert tab.complaints == []


def test_cover_of_an_article_is_kept_with_what_is_typed(open_page: Callable[[str], Any]) -> None:
    make.make_image(name="crane.png", alt="A crane")
    article = make_draft("Soundings")
    tab = open_page(f"/admin/articles/article/{article.pk}/change/")

    tab.get_by_role("button", name="Choose…").click()
    tab.get_by_role("button", name="crane.png").click()
    tab.locator(".standing__kept", has_text="Kept at").wait_for()
    tab.reload()

    tab.get_by_role("group", name="Cover").get_by_alt_text("A crane").wait_for()
