"""What people paste: from Word, Google Docs, LibreOffice and pages of the web, only words and what they are stay."""

import base64
from pathlib import Path
from typing import Any

import pytest

from geopolist.lib.tests.surface import Surface, surface
from geopolist.library.models import Image
from geopolist.library.tests.make import picture

__all__ = ["surface"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CLIPBOARDS = Path(__file__).parent / "clipboards"
PASTED = {
    "word": """\
<h2>Ice on the Northern Route</h2>
<p>The channel is <strong>open</strong> for <em>ninety</em> days, says the pilot<span data-footnote="">Interview, \
<em>Murmansk</em>, 2026.</span>. See <a href="https://ice.example/report">the report</a> and our copy.</p>
<p>It was seldom so, as we wrote.</p>
<h3>What to carry</h3>
<ul><li>Charts<ul><li>of the strait</li></ul></li><li>A spare <strong>anchor</strong></li></ul>
<ol start="3"><li>Wait for the convoy</li><li>Follow it</li></ol>
<table><thead><tr><th scope="col">Port</th><th scope="col">Days</th></tr></thead>\
<tbody><tr><td>Sabetta</td><td data-align="end">92</td></tr></tbody></table>""",
    "word-web": """\
<h2>Two straits</h2>
<p><strong>Traffic</strong> fell in <em>both</em>.</p>
<ul><li>Tankers<ul><li>laden</li></ul></li><li>Ferries</li></ul>
<table><thead><tr><th scope="col">Strait</th><th scope="col">Ships</th></tr></thead>\
<tbody><tr><td>Øresund</td><td>81</td></tr></tbody></table>""",
    "google-docs": """\
<h2>Grain without ships</h2>
<p>The silos are <strong>full</strong><em> again</em><s> still</s>, at 45 m<sup>2</sup>.\
<span data-footnote="">Port ledger, <em>May</em>.</span> See \
<a href="https://www.google.com/url?q=https://grain.example/&amp;sa=D">the ledger</a>.</p>
<ul><li>Wheat<ul><li>soft</li></ul></li><li>Barley</li></ul>
<table><thead><tr><th scope="col">Year</th><th scope="col">Tonnes</th></tr></thead>\
<tbody><tr><td>2025</td><td data-align="end">31</td></tr></tbody></table>
<figure data-alt="A silo" data-h="339" data-src="https://lh7-rt.googleusercontent.example/docsz/AD_4nXe" \
data-w="602"></figure>""",
    "libreoffice": """\
<h2>Lighthouses</h2>
<p><strong>Seven</strong> of them still burn <em>oil</em>.\
<span data-footnote="">Register of 2024.</span> Two are for sale.</p>
<ol><li>Climb.</li><li>Look.</li></ol>
<table><thead><tr><th scope="col">Light</th><th scope="col">Range</th></tr></thead>\
<tbody><tr><td>Kap Kolka</td><td data-align="end">10</td></tr></tbody></table>""",
    "page": """\
<h2>A tunnel reopens</h2>
<p>The first train left at <time datetime="2026-05-01T06:10">ten past six</time>, with \
<abbr title="European Union">EU</abbr> inspectors, <a href="https://news.example/rail">as we reported</a>, and more.</p>
<p>Nobody <q>cheered</q>.<span data-footnote="">Timetable.</span></p>
<blockquote><p>We waited.</p><footer>A driver</footer></blockquote>
<figure data-alt="The portal" data-h="450" data-src="https://news.example/tunnel.jpg" data-w="800">\
<figcaption>The <em>south</em> portal</figcaption></figure>
<p>Fine 😀 day.</p>
<pre>km 12
  km 13</pre>
<dl><dt>Gauge</dt><dd>1,435 mm</dd></dl>""",
}


def clipboard(name: str) -> str:
    return (CLIPBOARDS / f"{name}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PASTED)
def test_what_is_pasted_comes_in_the_vocabulary_of_the_body(surface: Surface, name: str) -> None:
    surface.open().text.click()

    surface.paste(clipboard(name), "words")
    surface.keys.press("Escape")

    assert surface.body == PASTED[name]
    assert surface.tab.complaints == []


def file(name: str = "harbour.png", content: bytes = b"", media_type: str = "image/png") -> list[str]:
    return [name, media_type, base64.b64encode(content or picture()).decode()]


def test_a_picture_in_the_clipboard_is_uploaded_with_its_text_and_put_where_the_cursor_is(surface: Surface) -> None:
    surface.open().text.click()
    surface.paste(files=[file()])
    dialog = surface.tab.get_by_role("dialog", name="Choose a picture")
    send = dialog.get_by_role("button", name="Upload a picture")

    send.click()
    refused = dialog.get_by_text("Say what the picture shows")
    refused.wait_for()
    field = dialog.get_by_label("What the picture shows")
    focused = field.evaluate("each => [each === document.activeElement, each.ariaInvalid]")
    field.fill("The harbour")
    send.click()
    dialog.wait_for(state="hidden")

    image = Image.objects.get()
    assert focused == [True, "true"]
    assert (image.name, image.alt) == ("harbour.png", "The harbour")
    assert surface.body == f'<figure data-image="{image.public_id}"></figure>'


def test_a_file_that_the_library_has_is_offered_instead_of_a_second_one(surface: Surface) -> None:
    image = Image.upload(picture(), alt="The harbour", name="old.png")
    surface.open().text.click()
    surface.paste(files=[file()])
    dialog = surface.tab.get_by_role("dialog", name="Choose a picture")
    dialog.get_by_label("What the picture shows").fill("The same")
    dialog.get_by_role("button", name="Upload a picture").click()

    dialog.get_by_role("button", name="Take that one").click()
    dialog.wait_for(state="hidden")

    assert Image.objects.count() == 1
    assert surface.body == f'<figure data-image="{image.public_id}"></figure>'


def test_a_dropped_picture_is_uploaded_too_and_no_file_leads_away(surface: Surface) -> None:
    surface.open().write("<p>Here.</p>")
    surface.text.evaluate(
        """(text, [name, type, base64]) => {
          const data = new DataTransfer();
          data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name, { type }));
          const { left, top } = text.firstElementChild.getBoundingClientRect();
          const at = { dataTransfer: data, clientX: left + 5, clientY: top + 5, bubbles: true, cancelable: true };
          text.firstElementChild.dispatchEvent(new DragEvent("drop", at));
        }""",
        file(),
    )
    dialog = surface.tab.get_by_role("dialog", name="Choose a picture")
    chosen = dialog.get_by_label("File").evaluate("each => each.files[0].name")
    surface.keys.press("Escape")
    surface.pause()

    assert chosen == "harbour.png"
    assert surface.body == "<p>Here.</p>"
    assert surface.text.evaluate("each => each === document.activeElement")


def test_pictures_of_somebodys_disk_are_told_of(surface: Surface) -> None:
    surface.open().text.click()

    surface.paste(clipboard("word"), "words")

    assert surface.tab.locator("[data-status]").first.inner_text() == (
        "A picture could not be taken along: save it as a file and put it in by itself."
    )


def test_an_address_pasted_over_words_makes_them_a_link(surface: Surface) -> None:
    surface.open().write("<p>See the report now.</p>")
    surface.select("the report")

    surface.paste(text="https://ice.example/report")

    assert surface.body == '<p>See <a href="https://ice.example/report">the report</a> now.</p>'


def test_plain_text_comes_as_paragraphs_and_markup_in_it_as_text(surface: Surface) -> None:
    surface.open().text.click()

    surface.paste(text="One <b>two</b>\n\nthree")

    assert surface.body == "<p>One &lt;b&gt;two&lt;/b&gt;</p>\n<p>three</p>"


@pytest.mark.parametrize("tool", ["Control+c", "Control+x"])
def test_what_was_copied_here_comes_back_whole_and_names_stand_once(surface: Surface, tool: str) -> None:
    body = (
        '<p data-id="abcdefgh" id="one">A <q>b</q><span data-footnote="">n</span></p>'
        "<table><caption>C</caption><thead><tr><th>a</th></tr></thead>"
        '<tbody><tr><td data-align="end">1</td></tr></tbody></table><p>x<sup>a<sup>b</sup></sup></p>'
        '<aside data-block="callout" data-title="T"><ol start="3"><li>a</li></ol></aside>'
    )
    surface.tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    surface.open().write(body)
    before = surface.body
    surface.type("Control+a", tool, "ArrowRight", "Control+Enter", "Control+v")

    once = before.partition("\n")
    names: list[Any] = [surface.value.count(name) for name in ('data-id="abcdefgh"', 'id="one"')]
    twice = f"{before}\n{once[0].replace(' id="one"', '')}\n{once[2]}"
    assert surface.body == (twice if tool == "Control+c" else before)
    assert names == [1, 1]


def test_cells_go_into_cells(surface: Surface) -> None:
    surface.open().write("<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>")
    surface.select("2")

    surface.paste("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>")

    assert surface.body == ("<table><tbody><tr><td>1</td><td>a</td></tr><tr><td></td><td>b</td></tr></tbody></table>")
