"""Whatever is pasted, typed or posted into the surface: none of it runs, none of it is stored."""

import json

import pytest

from articles.models import Article
from articles.tests.desk import form
from geopolist.lib.body import clean
from geopolist.lib.body.vocabulary import STORED
from geopolist.lib.tests import hostile
from geopolist.lib.tests.reading import faults, schemes
from geopolist.lib.tests.surface import Surface, surface

__all__ = ["surface"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Deep nests are refused when they are saved; a browser's own parser flattens them as it likes.
VECTORS = [*hostile.SCRIPTS, *hostile.HANDLERS, *hostile.ADDRESSES, *hostile.MUTATIONS, *hostile.CLOBBERING]
WATCH = "() => { window.ran = 0; window.pwned = () => { window.ran += 1; }; }"
# Focus and hover wake what sleeps; what stands in the page is looked over as elements.
WAKE = """() => {
  const text = document.querySelector(".prose-text");
  for (const element of text.querySelectorAll("*")) {
    element.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    element.dispatchEvent(new Event("toggle"));
  }
  const bad = text.querySelectorAll(
    "script, iframe, object, embed, form, style, link, meta, base, svg:not([aria-hidden]), math, template");
  const armed = [...text.querySelectorAll("*")].filter((element) =>
    element.getAttributeNames().some((name) => name.startsWith("on") || name === "id" || name === "name"));
  const links = [...text.querySelectorAll("a[href]")].map((link) => link.protocol);
  return [window.ran, bad.length, armed.length, links];
}"""
# What no browser can read has no scheme.
SAFE = {":", "http:", "https:", "mailto:", "tel:"}


def others(surface: Surface) -> list[str]:
    """What else the page complained of than of handlers that it will not run, in a tree that is not shown."""
    said = ("Executing inline event handler", "script-src-attr", "Setting the document's base URI", "base-uri")
    return [complaint for complaint in surface.tab.complaints if not complaint.startswith(said)]


def test_pasted_markup_runs_nothing_and_leaves_the_vocabulary(surface: Surface) -> None:
    surface.open()
    surface.tab.evaluate(WATCH)
    found = {}
    for vector in [*VECTORS, *(f"<p data-prose>x</p>{vector}" for vector in VECTORS)]:
        surface.tab.evaluate(
            "() => document.querySelector('[data-prose] textarea').surface.editor.commands.setContent('')"
        )
        surface.text.focus()
        surface.tab.evaluate(
            "async (html) => { const data = new DataTransfer(); data.setData('text/html', html);"
            " const event = { clipboardData: data, bubbles: true, cancelable: true };"
            " document.activeElement.dispatchEvent(new ClipboardEvent('paste', event));"
            " document.querySelectorAll('dialog[open]').forEach((dialog) => dialog.close()); }",
            vector,
        )
        ran, bad, armed, links = surface.tab.evaluate(WAKE)
        stored = clean(surface.value, flatten=True)
        faulty = faults(stored, STORED) or not schemes(stored) <= {"", "http", "https", "mailto", "tel"}
        if ran or bad or armed or not set(links) <= SAFE or faulty:
            found[vector] = (ran, bad, armed, links, stored)

    assert found == {}
    assert others(surface) == []


def test_markup_in_the_form_or_written_as_source_runs_nothing(surface: Surface) -> None:
    surface.open()
    surface.tab.evaluate(WATCH)
    found = {}
    for vector in VECTORS:
        surface.tab.evaluate(
            "(html) => { const area = document.querySelector('[data-prose] textarea');"
            " area.value = html; area.dispatchEvent(new Event('desk:filled')); }",
            vector,
        )
        ran, bad, armed, links = surface.tab.evaluate(WAKE)
        if ran or bad or armed or not set(links) <= SAFE or faults(clean(surface.value, flatten=True), STORED):
            found[vector] = (ran, bad, armed, links)

    assert found == {}
    assert others(surface) == []


def test_typed_markup_is_text(surface: Surface) -> None:
    surface.open().text.click()
    surface.tab.evaluate(WATCH)

    surface.type("<img src=x onerror=pwned()><script>pwned()</script>")

    assert surface.tab.evaluate(WAKE)[:3] == [0, 0, 0]
    assert surface.body == "<p>&lt;img src=x onerror=pwned()&gt;&lt;script&gt;pwned()&lt;/script&gt;</p>"


def test_a_refused_form_with_hostile_markup_opens_without_it(surface: Surface) -> None:
    """Posted past the editor, shown again because another field is wrong, and opened by the editor."""
    surface.open()
    values = {**form(title="", body="<p>Kept</p>" + "".join(VECTORS)), "_save": "1"}
    surface.tab.evaluate(
        """(values) => {
          const { elements } = document.forms.article_form;
          document.querySelector("[data-prose] textarea").surface.editor.destroy();
          for (const [name, value] of Object.entries(values)) {
            if (elements[name]?.value !== undefined) elements[name].value = value;
          }
          document.forms.article_form.noValidate = true;
          document.forms.article_form.querySelector("[name=_save]").click();
        }""",
        json.loads(json.dumps(values)),
    )
    surface.tab.locator(".errornote").wait_for()
    surface.tab.wait_for_function("() => document.querySelector('[data-prose] textarea')?.surface")
    surface.tab.evaluate(WATCH)

    ran, bad, armed, links = surface.tab.evaluate(WAKE)
    assert (ran, bad, armed) == (0, 0, 0)
    assert set(links) <= SAFE
    assert "Kept" in surface.text.inner_text()
    assert faults(surface.value, STORED) == []
    assert not Article.objects.filter(body__contains="pwned").exists()
    assert others(surface) == []
