"""The toolbar, its menus, shortcuts, finding and replacing, links, the count, full screen; seen by everybody."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from geopolist.lib.tests import bodies as corpus
from geopolist.lib.tests.surface import Surface, surface
from geopolist.lib.text import reading_minutes, word_count

__all__ = ["surface"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
TABLE = (
    "<table><caption>C</caption><thead><tr><th>a</th><th>b</th></tr></thead>"
    "<tbody><tr><td>c</td><td>1</td></tr></tbody></table>"
)
BLOCKS = [block.format("") for block in corpus.BLOCKS if not block.startswith("<table")]
MANY = "".join([*BLOCKS, corpus.LIVE.format(""), TABLE]) + (
    "<p>" + " ".join(mark.format("w") for mark in corpus.MARKS) + "</p>" + corpus.KEPT[0]
)


def focused(surface: Surface) -> str:
    name: str = surface.tab.evaluate(
        "(document.activeElement.ariaLabel || document.activeElement.textContent).trim().replace(/\\s+/g, ' ')"
    )
    return name


def test_the_toolbar_is_one_stop_and_walked_by_arrow_keys(surface: Surface) -> None:
    surface.open().write("<p>a</p>")
    seen = []

    for key in ("Alt+F10", "ArrowRight", "ArrowRight", "ArrowLeft", "End", "ArrowRight", "Escape"):
        surface.type(key)
        seen.append(focused(surface))

    stops = surface.tab.get_by_role("toolbar").locator("[tabindex='0']").count()
    assert seen[:6] == ["Style", "Strong", "Emphasis", "Strong", "Shortcuts", "Style"]
    assert surface.text.evaluate("each => each === document.activeElement")
    assert stops == 1


def test_tools_tell_what_is_on_and_what_cannot_be_done(surface: Surface) -> None:
    surface.open().write("<p>a <strong>b</strong></p><h3>c</h3>")
    bar = surface.tab.get_by_role("toolbar")
    strong, undo = (bar.get_by_role("button", name=name, exact=True) for name in ("Strong", "Undo"))

    surface.select("b")
    pressed = strong.get_attribute("aria-pressed")
    surface.select("c")
    style = bar.get_by_role("button", name="Style").inner_text()
    surface.type("Control+Alt+0")

    assert (pressed, strong.get_attribute("aria-pressed")) == ("true", "false")
    assert (style, bar.get_by_role("button", name="Style").inner_text()) == ("Heading 3", "Paragraph")
    assert strong.get_attribute("title") == "Strong (Ctrl+B)"
    assert undo.get_attribute("aria-disabled") == "false"
    assert surface.body == "<p>a <strong>b</strong></p>\n<p>c</p>"


def test_a_menu_is_opened_walked_and_left_by_keyboard(surface: Surface) -> None:
    surface.open().write("<p>word</p>")
    surface.select("word")
    surface.tab.get_by_role("button", name="Words", exact=True).focus()
    surface.type("ArrowDown")
    first = focused(surface)
    surface.type("End")
    last = focused(surface)
    surface.type("Escape")
    back = focused(surface)
    surface.type("Enter", "m", "Enter")

    assert (first, last, back) == ("Title of a work", "Without formatting Ctrl+\\", "Words")
    assert surface.body == "<p><mark>word</mark></p>"
    assert surface.text.evaluate("each => each === document.activeElement")


def test_a_link_is_made_checked_changed_and_taken_away(surface: Surface) -> None:
    surface.open().write("<p>See the report.</p>")
    surface.select("the report")
    surface.type("Control+k")
    box = surface.tab.get_by_role("dialog", name="Link")
    address = box.get_by_label("Address")
    address.fill("javascript:alert(1)")
    surface.type("Enter")
    is_refused = box.is_visible() and address.evaluate("each => each.validationMessage")
    address.fill("ice.example/report")
    box.get_by_label("Paid for").check()
    box.get_by_label("Language of what").fill("no")
    box.get_by_role("button", name="Apply").click()
    surface.pause()
    made = surface.body
    surface.type("ArrowRight", "ArrowLeft", "ArrowLeft", "Control+k")
    again = address.input_value()
    box.get_by_role("button", name="Remove").click()
    surface.pause()

    assert "begins with https://" in str(is_refused)
    assert made == ('<p>See <a href="https://ice.example/report" hreflang="no" rel="sponsored">the report</a>.</p>')
    assert again == "https://ice.example/report"
    assert surface.body == "<p>See the report.</p>"


def test_words_say_their_language_and_abbreviations_what_they_stand_for(surface: Surface) -> None:
    surface.open().write("<p>mare liberum EU</p>")
    surface.select("mare liberum")
    surface.choose("Words", "Words in another language…")
    surface.tab.get_by_role("dialog").get_by_role("textbox", name="Language").fill("la")
    surface.tab.get_by_role("dialog").get_by_role("button", name="Apply").click()
    surface.select("EU")
    surface.choose("Words", "Abbreviation…")
    surface.tab.get_by_role("dialog").get_by_label("What it stands for").fill("European Union")
    surface.type("Enter")
    surface.pause()

    assert surface.body == '<p><span lang="la">mare liberum</span> <abbr title="European Union">EU</abbr></p>'


def test_words_are_found_whatever_their_i_and_replaced_in_one_step(surface: Surface) -> None:
    surface.open().write(
        "<p>İstanbul and ISTANBUL</p><table><tbody><tr><td>ıstanbul</td></tr></tbody></table>"
        '<p>x<span data-footnote="">istanbul</span></p>'
    )
    surface.type("Control+f", "istanbul")
    panel = surface.tab.get_by_role("search").first
    counted = panel.get_by_role("status").inner_text()
    panel.get_by_label("Match case").check()
    exact = panel.get_by_role("status").inner_text()
    panel.get_by_label("Match case").uncheck()
    panel.get_by_label("Replace with").fill("İzmir")
    panel.get_by_role("button", name="Replace all").click()
    everywhere, left = surface.body, panel.get_by_role("status").inner_text()
    surface.type("Escape", "Control+z")

    assert (counted.rpartition(" ")[2], exact.rpartition(" ")[2], left) == ("4", "1", "Nothing found")
    assert everywhere.count("İzmir") == 4
    assert everywhere.lower().count("stanbul") == 0
    assert surface.body.startswith("<p>İstanbul and ISTANBUL</p>")
    assert not panel.is_visible()


def test_places_are_walked_and_replaced_one_by_one(surface: Surface) -> None:
    surface.open().write("<p>sea sea sea</p>")
    surface.type("Control+Home", "Control+f", "sea")
    panel = surface.tab.get_by_role("search").first
    steps = [panel.get_by_role("status").inner_text()]
    for key in ("Enter", "Shift+Enter", "Shift+Enter"):
        surface.type(key)
        steps.append(panel.get_by_role("status").inner_text())
    surface.type("Enter")
    panel.get_by_label("Replace with").fill("seaside")

    panel.get_by_role("button", name="Replace", exact=True).click()
    panel.get_by_role("button", name="Replace", exact=True).click()

    assert steps == ["1 / 3", "2 / 3", "1 / 3", "3 / 3"]
    assert surface.body == "<p>seaside seaside sea</p>"


@pytest.mark.parametrize("text", ["One two – three.", "東京の港", "حرية الملاحة في المضائق", "a/b " * 700])
def test_words_and_minutes_are_counted_as_readers_will_see_them(surface: Surface, text: str) -> None:
    surface.open().write(f"<p>{text}</p><figure data-image='{corpus.ID}'><figcaption>not this</figcaption></figure>")
    words = word_count(text)
    foot = surface.tab.locator(".prose__foot")
    foot.get_by_text(f"Words: {words:,}", exact=True).wait_for()

    assert foot.get_by_text(f"Minutes to read: {reading_minutes(words, 200)}", exact=True).is_visible()


def test_full_screen_is_left_by_escape(surface: Surface) -> None:
    surface.open().write("<p>a</p>")
    surface.type("Control+Shift+Enter")
    root = surface.tab.locator(".prose")
    size = root.bounding_box()
    surface.type("Escape")

    assert size == {"x": 0, "y": 0, **surface.tab.viewport_size}
    assert root.bounding_box() != size
    assert surface.text.evaluate("each => each === document.activeElement")


def test_shortcuts_are_listed_on_both_ways(surface: Surface) -> None:
    surface.open().write("<p>a</p>")
    surface.type("Control+/")
    listed = surface.tab.get_by_role("dialog", name="Shortcuts").inner_text()
    surface.type("Escape")
    surface.tab.get_by_role("button", name="Shortcuts").click()

    assert "Footnote…" in listed
    assert re.search(r"Move up\s+Alt\+Shift\+↑", listed)
    assert surface.tab.get_by_role("dialog", name="Shortcuts").is_visible()


def test_letters_typed_with_altgr_are_letters(surface: Surface) -> None:
    """On a Turkish keyboard AltGr and 2 are a pound sign; some systems call AltGr Ctrl and Alt."""
    surface.open().write("<p>a</p>")
    surface.text.evaluate(
        "(text) => text.dispatchEvent(new KeyboardEvent('keydown', { key: '£', code: 'Digit2', keyCode: 50,"
        " ctrlKey: true, altKey: true, modifierAltGraph: true, bubbles: true, cancelable: true }))"
    )

    assert surface.body == "<p>a</p>"


@pytest.mark.parametrize(
    ("path", "width", "scheme"),
    [
        ("/admin/articles/article/add/", 1440, "light"),
        ("/admin/pages/page/add/", 375, "dark"),
    ],
)
def test_everybody_can_use_it(surface: Surface, path: str, width: int, scheme: str) -> None:
    tab = surface.tab
    tab.emulate_media(color_scheme=scheme)
    tab.set_viewport_size({"width": width, "height": 900})
    surface.open(path).write(MANY)
    found = problems(tab)
    surface.choose("Insert", "Callout")
    surface.type("Control+f")
    tab.get_by_role("button", name="Insert", exact=True).click()
    found += problems(tab)
    surface.type("Escape")
    for keys, name in (("Control+k", "Link"), ("Control+Alt+f", "Footnote"), ("Control+Alt+p", "Choose a picture")):
        surface.text.focus()
        surface.type(keys)
        tab.get_by_role("dialog", name=name).wait_for()
        found += problems(tab)
        surface.type("Escape")

    overflow = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert found == []
    assert overflow == 0
    assert tab.complaints == []


def problems(tab: Any) -> list[tuple[str, list[str]]]:
    """What axe finds in the surface and its dialogs."""
    context = [[".prose"], [".prose-dialog[open]"]] if tab.locator(".prose-dialog[open]").count() else [[".prose"]]
    answer = Axe().run(tab, context={"include": context}, options=RULES).response
    return [(each["id"], [str(node["target"]) for node in each["nodes"]][:4]) for each in answer["violations"]]
