"""Writing: words, styles, lists and blocks by keys, tools and menus."""

from typing import Any

import pytest

from geopolist.lib.tests.surface import Surface, surface

__all__ = ["surface"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_words_styles_and_lists_are_written_by_keyboard(surface: Surface) -> None:
    surface.open().text.click()

    surface.type("A ", "Control+b", "strong", "Control+b", " word", "Enter", "Control+Alt+2", "A heading", "Enter")
    surface.type("Control+Shift+8", "one", "Enter", "Tab", "two", "Enter", "Enter", "Enter", "after")
    surface.type("Shift+Enter", "a line", "Enter", "Control+Alt+Enter", "the end")

    assert surface.body == (
        "<p>A <strong>strong</strong> word</p>\n<h2>A heading</h2>\n<ul><li>one<ul><li>two</li></ul></li></ul>\n"
        "<p>after<br>a line</p>\n<hr>\n<p>the end</p>"
    )
    assert surface.tab.complaints == []


def test_the_textarea_says_that_it_was_changed(surface: Surface) -> None:
    surface.open()
    surface.tab.evaluate(
        "() => { window.inputs = []; document.forms.article_form.addEventListener('input',"
        ' ({ target }) => window.inputs.push([target.name, target.value.replace(/ data-id="[^"]*"/, \'\')])) }'
    )
    before = surface.value

    surface.text.click()
    surface.type("Ha")

    assert before == ""
    assert surface.tab.evaluate("window.inputs") == [["body", "<p>H</p>"], ["body", "<p>Ha</p>"]]


def test_without_script_the_textarea_holds_the_html(browser: Any, live_server: Any, surface: Surface) -> None:
    context = browser.new_context(java_script_enabled=False, storage_state=surface.tab.context.storage_state())
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/articles/article/add/")

    page.get_by_label("Body:").fill("<p>By hand.</p>")

    assert page.get_by_role("toolbar").count() == 0
    assert page.get_by_label("Body:").input_value() == "<p>By hand.</p>"
    context.close()


INSERTED = {
    "The short version": '<aside data-block="keypoints"><ul><li>W</li></ul></aside>',
    "Callout": '<aside data-block="callout"><p>W</p></aside>',
    "Pull quote": '<blockquote data-block="pull"><p>W</p></blockquote>',
    "Details to open": "<p>W</p>",
    "Columns": "<section><section><p>W</p></section></section>",
    "Terms and meanings": "<dl><dt>W</dt></dl>",
    "Rule": "<hr>\n<p>W</p>",
}


@pytest.mark.parametrize("block", INSERTED)
def test_a_block_of_the_menu_is_written_into_at_once(surface: Surface, block: str) -> None:
    surface.open().text.click()
    surface.choose("Insert", block)

    surface.type("W")

    assert surface.body == INSERTED[block]


def test_a_selected_paragraph_goes_into_the_callout_and_comes_out_again(surface: Surface) -> None:
    surface.open().write("<p>Before.</p><p>Inside.</p>")
    surface.select("Inside.")
    surface.choose("Insert", "Callout")
    surface.tab.get_by_role("group", name="Callout").get_by_label("Title").fill("Note <b>well</b>")
    inside = surface.body
    surface.text.get_by_text("Inside.").click()

    surface.choose("Block", "Out of the list or block")

    assert inside == (
        '<p>Before.</p>\n<aside data-block="callout" data-title="Note &lt;b&gt;well&lt;/b&gt;"><p>Inside.</p></aside>'
    )
    assert surface.body == "<p>Before.</p>\n<p>Inside.</p>"


def test_a_quote_says_who_said_it(surface: Surface) -> None:
    surface.open().text.click()
    surface.type("Control+Shift+9", "Well said.")
    surface.tab.get_by_role("button", name="Say who said it").click()

    surface.type("O. Fall", "Enter", "On.")

    assert surface.body == "<blockquote><p>Well said.</p><footer>O. Fall</footer></blockquote>\n<p>On.</p>"


def test_details_terms_and_captions_go_on_with_enter(surface: Surface) -> None:
    surface.open().text.click()
    surface.choose("Insert", "Details to open")
    surface.type("More", "Enter", "Hidden.", "Control+Enter")
    surface.choose("Insert", "Terms and meanings")

    surface.type(
        "One", "Enter", "first", "Enter", "Enter", "Two", "Enter", "second", "Enter", "Enter", "Enter", "Past."
    )

    assert surface.body == (
        "<details><summary>More</summary><p>Hidden.</p></details>\n"
        "<dl><dt>One</dt><dd>first</dd><dt>Two</dt><dd>second</dd></dl>\n<p>Past.</p>"
    )


def test_blocks_move_by_keyboard_and_out_of_what_holds_them(surface: Surface) -> None:
    surface.open().write('<p>One.</p><aside data-block="callout"><p>Two.</p><p>Three.</p></aside>')
    surface.select("Three.")

    surface.type("Alt+Shift+ArrowUp")
    swapped = surface.body
    surface.type("Alt+Shift+ArrowUp", "Alt+Shift+ArrowUp")

    assert swapped == '<p>One.</p>\n<aside data-block="callout"><p>Three.</p><p>Two.</p></aside>'
    assert surface.body == '<p>Three.</p>\n<p>One.</p>\n<aside data-block="callout"><p>Two.</p></aside>'


def test_a_block_is_removed_and_the_last_leaves_room_to_write(surface: Surface) -> None:
    surface.open().write('<p>One.</p><aside data-block="callout"><p>Two.</p></aside>')
    surface.type("Control+Shift+Backspace")
    one = surface.body
    surface.type("Control+Shift+Backspace", "New.")

    assert (one, surface.body) == ("<p>One.</p>", "<p>New.</p>")


def test_new_blocks_are_named_once_and_parted_ones_keep_their_name(surface: Surface) -> None:
    surface.open().write('<p data-id="abcdefgh">One two.</p>')
    surface.type("Home", "Enter")
    before = surface.value
    surface.type("End", "Enter", "three")
    names = surface.tab.evaluate(
        "[...new DOMParser().parseFromString(document.querySelector('[data-prose] textarea').value, 'text/html')"
        ".querySelectorAll('p')].map((each) => [each.dataset.id, each.textContent])"
    )
    surface.type("!")

    assert before == '<p data-id="abcdefgh">One two.</p>'
    assert [words for _name, words in names] == ["One two.", "three"]
    assert names[0][0] == "abcdefgh"
    assert f'data-id="{names[1][0]}">three!' in surface.value


def test_undo_goes_back_over_what_another_part_of_the_form_put_in(surface: Surface) -> None:
    surface.open().text.click()
    surface.type("Mine.")
    surface.write("<p>Theirs.</p>")
    theirs = surface.body

    surface.type("Control+z")

    assert (theirs, surface.body) == ("<p>Theirs.</p>", "<p>Mine.</p>")


def test_the_text_runs_as_the_language_of_the_article_does(surface: Surface) -> None:
    surface.open()
    ways = []
    for language in ("ar", "tr"):
        surface.tab.get_by_label("Language:").select_option(language)
        ways.append(surface.text.evaluate("each => [each.lang, each.dir]"))

    assert ways == [["ar", "rtl"], ["tr", "ltr"]]
