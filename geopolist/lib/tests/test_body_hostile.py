"""No markup gets more through cleaning and showing than the vocabulary has, whoever reads it."""

import re
import time
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings

from geopolist.lib.body import EMBED_FRAME_HOSTS, BodyError, Media, clean, needs, render
from geopolist.lib.body.output import SHOWN
from geopolist.lib.body.vocabulary import STORED
from geopolist.lib.html import clean_inline, clean_simple, plain_text
from geopolist.lib.picture import FileFacts, Picture
from geopolist.lib.tests import hostile
from geopolist.lib.tests.markup import MARKUP
from geopolist.lib.tests.reading import faults, read, schemes

NAME = "abcdefghijkl"
MEDIA = Media(
    images={NAME: Picture("/media/a.jpg", "/media/a.jpg 480w", 480, 320, caption="<script>pwned()</script>C")},
    large={NAME: "/media/b.jpg"},
    documents={NAME: FileFacts("/files/x/y.pdf", "<img src=x onerror=pwned()>", "PDF", 12, "application/pdf")},
    references={NAME: ("<script>pwned()</script>", "javascript:pwned()")},
)


# Twice over: what reads differently the second time may come to life.
SHOW = """html => {
  const main = document.querySelector("main");
  main.innerHTML = html;
  const once = main.innerHTML;
  main.innerHTML = once;
  main.querySelectorAll("a, [tabindex], summary").forEach((element) => {
    element.focus();
    element.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
  });
  main.querySelectorAll("a[href^='javascript' i]").forEach((link) => link.click());
  return main.innerHTML !== once;
}"""


def shown(source: str) -> str:
    return render(source, MEDIA, language="en", site_host="site.example").html


@pytest.mark.parametrize("vector", hostile.ALL, ids=hostile.IDS)
def test_hostile_markup_leaves_only_the_vocabulary(vector):
    cleaned = clean(vector, flatten=True)
    html = shown(cleaned)

    assert faults(cleaned, STORED) == []
    assert clean(cleaned) == cleaned
    assert faults(html, SHOWN) == []
    assert SHOWN.filter(html) == html


@pytest.mark.parametrize("vector", hostile.ALL, ids=hostile.IDS)
def test_showing_what_was_never_cleaned_is_safe_too(vector):
    html = shown(vector)

    assert [fault for fault in faults(html, SHOWN) if "leads to" not in fault] == []
    assert schemes(html) <= {"", "http", "https", "mailto", "tel"}


@settings(max_examples=150, deadline=None)
@given(MARKUP)
def test_any_markup_is_cleaned_into_one_form_and_shown_within_the_list(markup):
    cleaned = clean(markup, flatten=True)
    html = shown(cleaned)

    assert clean(cleaned) == cleaned
    assert faults(cleaned, STORED) == []
    assert faults(html, SHOWN) == []
    assert SHOWN.filter(html) == html


@settings(max_examples=60, deadline=None)
@given(MARKUP)
def test_ids_are_unique_and_players_are_listed(markup):
    starts = read(shown(clean(markup, flatten=True))).starts

    ids = [attributes["id"] for _, attributes in starts if "id" in attributes]
    players = {urlsplit(attributes["data-player"]).hostname for _, attributes in starts if "data-player" in attributes}
    assert len(ids) == len(set(ids))
    assert players <= set(EMBED_FRAME_HOSTS)


@settings(max_examples=60, deadline=None)
@given(MARKUP)
def test_no_word_that_a_reader_sees_is_lost(markup):
    # What these hold is not shown by browsers either, or says the same again; the title of key points is ours.
    markup = re.sub(r"</?(?:script|style|svg|math|template|select|noscript)[^>]*>|<!--|keypoints", "", markup)

    before = re.sub(r"[\W_]", "", plain_text(markup))
    after = re.sub(r"[\W_]", "", plain_text(clean(markup, flatten=True)))

    assert sorted(before) == sorted(after)


def test_a_body_of_five_megabytes_takes_seconds():
    words = "The strait is narrow, the ships are many and the insurers are nervous. " * 3
    block = (
        f"<h2>Ships</h2><p>{words}<a href='https://x.example/a'>so</a> <b>it</b> goes<span data-footnote>{words[:70]}"
        f"</span>.</p><ul><li>{words}</li><li>{words}</li></ul><table><tr><td>1</td><td>2</td></tr></table>\n"
    )
    source = block * (5_000_000 // len(block))
    started = time.process_time()

    cleaned = clean(source)
    result = render(cleaned, Media(), language="en", site_host="site.example")

    assert time.process_time() - started < 30
    assert result.notes_count == 5_000_000 // len(block)
    assert needs(cleaned).links == ()


@pytest.mark.parametrize("vector", ["<div>" * 1_000_000, "<b>" * 100_000, "<p>" + "<i>" * 501 + "x"])
def test_hostile_nesting_is_refused_with_a_sentence(vector):
    started = time.process_time()

    with pytest.raises(BodyError, match="paste it again without its formatting"):
        clean(vector)

    assert time.process_time() - started < 10


@pytest.mark.parametrize("vector", ["<li>x" * 210_000, "<div>" * 300_000 + "x"])
def test_imports_take_the_text_of_what_is_too_much(vector):
    cleaned = clean(vector, flatten=True)

    assert clean(cleaned) == cleaned
    assert cleaned.count("x") >= vector.count("x")


@pytest.mark.browser
def test_no_vector_runs_or_asks_another_host_in_a_browser(browser):
    """Each vector raw first, to see that the trap works; then through every cleaner, inserted twice over."""
    page = browser.new_page()
    asked: list[str] = []
    page.route("**/*", lambda route: (asked.append(route.request.url), route.abort()))
    page.set_content("<script>window.hits = 0; window.pwned = () => { window.hits += 1 }</script><main></main>")
    for vector in hostile.HANDLERS:
        page.evaluate(SHOW, vector.encode("utf-8", "ignore").decode())
    page.wait_for_timeout(300)
    assert page.evaluate("window.hits") > 5
    page.evaluate("window.hits = 0; document.querySelector('main').innerHTML = ''")
    asked.clear()

    changed = []
    for vector in hostile.ALL:
        cleaned = clean(vector, flatten=True)
        for html in (shown(cleaned), cleaned, clean_simple(vector), clean_inline(vector)):
            changed += [html] if page.evaluate(SHOW, html) else []
    page.wait_for_timeout(300)

    assert page.evaluate("window.hits") == 0
    assert [address for address in asked if "evil" in address or not address.startswith("about:")] == []
    assert changed == []
    page.close()
