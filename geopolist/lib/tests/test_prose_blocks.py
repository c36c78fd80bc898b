"""Blocks with fields of their own: pictures, galleries, documents, embeds, footnotes, tables, live entries."""

from typing import Any

import pytest

from geopolist.lib.tests.surface import Surface, surface
from geopolist.library.models import Document, Image, Reference
from geopolist.library.tests.make import make_document, picture

__all__ = ["surface"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def images(surface: Surface) -> list[Image]:
    return [
        Image.upload(picture(colour=colour), alt=f"A {colour} field", name=f"{colour}.png", caption=f"{colour} caption")
        for colour in ("teal", "navy", "maroon")
    ]


def block(surface: Surface, name: str) -> Any:
    return surface.text.get_by_role("group", name=name, exact=True)


def ask(surface: Surface) -> Any:
    """The dialog that is open."""
    return surface.tab.get_by_role("dialog")


def test_a_picture_of_the_library_is_found_shown_and_described_for_this_use(
    surface: Surface, images: list[Image]
) -> None:
    surface.open().text.click()
    surface.type("Control+Alt+p")
    dialog = surface.tab.get_by_role("dialog", name="Choose a picture")
    dialog.get_by_role("button", name="maroon.png").wait_for()
    dialog.get_by_role("searchbox").fill("nav")
    dialog.get_by_role("button", name="maroon.png").wait_for(state="detached")
    dialog.get_by_role("button", name="navy.png").click()
    figure = block(surface, "Picture")
    figure.locator("img").wait_for()
    shown = figure.locator("img").get_attribute("src")
    hint = figure.get_by_label("Alternative text here").get_attribute("placeholder")

    surface.type("A caption")
    figure.get_by_label("Alternative text here").fill("Deep blue")
    figure.get_by_label("Width").select_option("Wider")
    described = surface.body
    figure.get_by_label("Only decorates here").check()

    name = images[1].public_id
    assert shown == images[1].picture("whole").srcset.split(" ")[0]
    assert hint == "A navy field"
    assert described == (
        f'<figure data-alt="Deep blue" data-image="{name}" data-width="wide">'
        "<figcaption>A caption</figcaption></figure>"
    )
    assert 'data-decorative="true"' in surface.body
    assert figure.get_by_label("Alternative text here").is_disabled()
    assert surface.tab.complaints == []


def test_another_picture_keeps_the_caption_and_one_of_elsewhere_becomes_ours(
    surface: Surface, images: list[Image]
) -> None:
    surface.open().write('<figure data-src="https://x.example/a.png" data-alt="A"><figcaption>C</figcaption></figure>')
    outside = block(surface, "Picture on another site")
    said = outside.inner_text()
    outside.get_by_role("button", name="Take one of the library…").click()
    surface.tab.get_by_role("button", name="teal.png").click()
    block(surface, "Picture").wait_for()
    ours = surface.body
    block(surface, "Picture").get_by_role("button", name="Another picture…").click()
    surface.tab.get_by_role("button", name="navy.png").click()
    surface.pause()

    assert "https://x.example/a.png" in said
    assert ours == f'<figure data-image="{images[0].public_id}"><figcaption>C</figcaption></figure>'
    assert surface.body == f'<figure data-image="{images[1].public_id}"><figcaption>C</figcaption></figure>'


def test_a_gallery_is_chosen_put_in_order_and_added_to_by_keyboard(surface: Surface, images: list[Image]) -> None:
    surface.open().text.click()
    surface.choose("Insert", "Gallery…")
    surface.tab.get_by_role("button", name="maroon.png").wait_for()
    surface.tab.get_by_role("button", name="maroon.png").focus()
    surface.type("Enter", "ArrowRight", "Enter")
    surface.tab.get_by_role("button", name="Insert the chosen").click()
    block(surface, "Gallery").wait_for()
    names = [image.public_id for image in images]
    first = order(surface)
    block(surface, "Picture").nth(1).get_by_role("button", name="Picture").click()
    block(surface, "Picture").nth(1).get_by_role("button", name="Move up").focus()
    surface.type("Enter")
    swapped = order(surface)
    focused = surface.tab.evaluate("document.activeElement.getAttribute('aria-label')")
    block(surface, "Gallery").get_by_role("button", name="More pictures…").click()
    surface.tab.get_by_role("button", name="teal.png").click()
    surface.tab.get_by_role("button", name="Insert the chosen").click()
    surface.pause()

    assert first == [names[2], names[1]]
    assert swapped == [names[1], names[2]]
    assert focused == "Move up"
    assert order(surface) == [names[1], names[2], names[0]]


def order(surface: Surface) -> list[str]:
    surface.pause()
    return [piece.partition('"')[0] for piece in surface.body.split('data-image="')[1:]]


def test_a_missing_picture_and_document_say_so(surface: Surface) -> None:
    surface.open().write(
        '<figure data-image="abcdefghij23"></figure><div data-block="file" data-document="abcdefghij23">Words</div>'
    )

    for name in ("Picture", "Document, sound or film"):
        block(surface, name).get_by_text("The library does not have it any more.").wait_for()

    assert surface.body == (
        '<figure data-image="abcdefghij23"></figure>\n<div data-block="file" data-document="abcdefghij23">Words</div>'
    )


def test_a_document_shows_its_title_and_facts(surface: Surface) -> None:
    document: Document = make_document()
    surface.open().text.click()
    surface.choose("Insert", "Document, sound or film…")
    surface.tab.get_by_role("button", name=document.title).click()
    block(surface, "Document, sound or film").get_by_text(document.title).wait_for()

    surface.type("Annex", "Enter", "On.")

    assert "PDF" in block(surface, "Document, sound or film").inner_text()
    assert surface.body == f'<div data-block="file" data-document="{document.public_id}">Annex</div>\n<p>On.</p>'


@pytest.mark.parametrize(
    ("address", "said", "is_only_link"),
    [
        ("https://youtu.be/abcdefghijk", "youtu.be Watch on YouTube", False),
        ("https://x.com/somebody/status/1", "x.com Read the post on X", True),
        ("https://films.example/1", "films.example Open on films.example", True),
    ],
)
def test_an_embed_says_what_readers_get(surface: Surface, address: str, said: str, is_only_link: bool) -> None:
    surface.open().text.click()
    surface.choose("Insert", "From another site…")
    surface.tab.get_by_label("Address of a film").fill(address)
    surface.type("Enter")
    embed = block(surface, "From another site")
    embed.get_by_text(said.partition(" ")[2]).wait_for()

    assert said in embed.inner_text().replace("\n", " ")
    assert embed.get_by_text("readers get a link").is_visible() is is_only_link
    assert surface.body == f'<div data-block="embed" data-embed="{address}"></div>'


def test_a_footnote_is_written_read_changed_and_taken_away_in_its_own_box(surface: Surface) -> None:
    source = Reference.objects.create(text="Admiralty, Pilot (2025)")
    surface.open().write("<p>A claim.</p>")
    surface.type("Control+Alt+f")
    box = surface.tab.get_by_role("dialog", name="Footnote")
    surface.type("See ", "Control+i", "the Pilot", "Control+i", ".")
    box.get_by_role("button", name="Add a source…").click()
    surface.tab.get_by_role("button", name="Admiralty, Pilot (2025)").click()
    box.get_by_text("Admiralty, Pilot (2025)").wait_for()
    box.get_by_role("button", name="Apply").click()
    surface.pause()
    written = surface.body
    mark = surface.text.get_by_role("button", name="Footnote: See the Pilot.")
    mark.click()
    box.get_by_role("button", name="Take away").click()
    box.get_by_role("textbox", name="Footnote").focus()
    # What follows within half a second is undone with what was before.
    surface.tab.wait_for_timeout(600)
    surface.type("Control+a", "Changed.", "Enter")
    surface.pause()
    changed = surface.body
    surface.type("Control+z")
    undone = surface.body
    surface.type("Enter")
    box.get_by_role("button", name="Remove").click()
    surface.pause()

    assert written == (
        f'<p>A claim.<span data-footnote="" data-references="{source.public_id}">See <em>the Pilot</em>.</span></p>'
    )
    assert changed == '<p>A claim.<span data-footnote="">Changed.</span></p>'
    assert undone == written
    assert surface.body == "<p>A claim.</p>"
    assert surface.tab.complaints == []


def test_a_table_is_written_cell_by_cell_and_has_a_head_and_a_foot(surface: Surface) -> None:
    surface.open().text.click()
    surface.choose("Insert", "Table…")
    surface.tab.get_by_label("Columns").fill("2")
    surface.tab.get_by_label("Rows").fill("2")
    surface.tab.get_by_role("button", name="Apply").click()
    surface.pause()
    surface.type("Ice", "Enter", "Port", "Tab", "Days", "Tab", "Sabetta", "Tab", "92")
    table = block(surface, "Table")
    table.get_by_role("button", name="Cell…").click()
    surface.tab.get_by_label("A number").check()
    surface.tab.get_by_role("button", name="Apply").click()
    table.get_by_role("button", name="Row below").click()
    surface.type("Tab", "Sum", "Tab", "92")
    table.get_by_role("button", name="Foot of the table").click()
    surface.pause()

    assert surface.body == (
        '<table><caption>Ice</caption><thead><tr><th scope="col">Port</th><th scope="col">Days</th></tr></thead>'
        '<tbody><tr><td>Sabetta</td><td data-align="end">92</td></tr></tbody>'
        "<tfoot><tr><td>Sum</td><td>92</td></tr></tfoot></table>"
    )


def test_rows_columns_and_cells_come_go_and_merge(surface: Surface) -> None:
    surface.open().write("<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></tbody></table>")
    surface.select("d")
    table = block(surface, "Table")

    table.get_by_role("button", name="Column after").click()
    table.get_by_role("button", name="Row above").click()
    surface.type("e")
    more = surface.body
    table.get_by_role("button", name="Remove row").click()
    table.get_by_role("button", name="Remove column").click()
    surface.pause()

    assert more == (
        "<table><tbody><tr><td>a</td><td>b</td><td></td></tr><tr><td>c</td><td>e</td><td></td></tr></tbody></table>"
    )
    assert surface.body == "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"


def test_the_time_of_a_live_entry_is_that_of_the_sites_clock(surface: Surface, settings: Any) -> None:
    surface.open().write('<section data-block="live" data-time="2026-05-01T09:30:00Z"><p>x</p></section>')
    field = block(surface, "Live entry").get_by_label("Time, on the site’s clock")
    shown = field.input_value()

    field.fill("2026-12-24T18:05:00")

    assert settings.TIME_ZONE == "Europe/Istanbul"
    assert shown.removesuffix(":00") == "2026-05-01T12:30"
    assert surface.body == '<section data-block="live" data-time="2026-12-24T15:05:00Z"><p>x</p></section>'


def test_a_block_has_a_name_and_a_language_and_a_list_its_numbers(surface: Surface) -> None:
    surface.open().write("<p>x</p><ol><li>y</li></ol>")
    surface.type("Alt+Enter")
    ask(surface).get_by_label("Begins with").fill("4")
    ask(surface).get_by_label("Counts down").check()
    ask(surface).get_by_label("Numbered as").select_option("a, b, c")
    ask(surface).get_by_role("button", name="Apply").click()
    surface.select("x")
    surface.type("Alt+Enter")
    ask(surface).get_by_label("Name for links").fill("two words")
    ask(surface).get_by_role("button", name="Apply").click()
    is_refused = ask(surface).is_visible()
    ask(surface).get_by_label("Name for links").fill("here")
    ask(surface).get_by_label("Language", exact=True).fill("la")
    ask(surface).get_by_role("button", name="Apply").click()
    surface.pause()

    assert is_refused
    assert surface.body == '<p id="here" lang="la">x</p>\n<ol reversed="" start="4" type="a"><li>y</li></ol>'
