"""Opening a body and saving it changes nothing, whatever it holds; what somebody changes loses nothing either."""

from collections import defaultdict
from collections.abc import Iterable

import pytest
from django.utils import timezone

from geopolist.lib.body import Media, clean, render
from geopolist.lib.picture import FileFacts, Picture
from geopolist.lib.tests import bodies as corpus
from geopolist.lib.tests.surface import Surface, surface
from geopolist.lib.tests.test_body_source import CASES
from geopolist.pages.demo import bodies as demo
from geopolist.pages.demo import reading

__all__ = ["surface"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MEDIA = Media(
    images={corpus.ID: Picture("/media/a.jpg", "", 480, 320)},
    documents={corpus.ID: FileFacts("/files/a.mp3", "A", "MP3", 12, "audio/mpeg")},
)
# Each body as it is written back when nobody has touched it, as its nodes alone write it, what of it is kept as its
# source, and its words.
TRIP = """async (bodies) => {
  const { editor } = document.querySelector("[data-prose] textarea").surface;
  const [{ readAll }, { writeAll }, { wordsOf }, { isSame }, { bodyOf }] = await Promise.all(
    ["reading", "writing", "count", "sameness", "html"].map((name) => import(`/static/desk/prose/${name}.js`)),
  );
  return bodies.map((body) => {
    const known = new WeakMap();
    const doc = readAll(body, editor.schema, known);
    doc.check();
    const kept = [];
    doc.descendants(({ type, attrs }) => void (type.name === "kept" && kept.push(attrs.html)));
    const fresh = writeAll(doc, new WeakMap());
    return [writeAll(doc, known), isSame(bodyOf(body), bodyOf(fresh)), kept, wordsOf(doc)];
  });
}"""


def trip(surface: Surface, sources: Iterable[str]) -> tuple[list[str], list[list[str]]]:
    """Bodies that come back as others, and what of them was kept as its source."""
    stored = sorted({clean(source) for source in sources} - {""})
    surface.open()
    results = surface.tab.evaluate(TRIP, stored)
    changed = [
        body
        for body, (untouched, is_same, _kept, _words) in zip(stored, results, strict=True)
        if clean(untouched) != body or not is_same
    ]
    return changed, [kept for _untouched, _is_same, kept, _words in results if kept]


def test_every_word_in_every_place_comes_back(surface: Surface) -> None:
    changed, kept = trip(surface, [*corpus.bodies(), *(source for source, _stored in CASES.values())])

    assert changed == []
    assert kept == []
    assert surface.tab.complaints == []


def test_what_no_node_expresses_is_kept_as_it_is_and_no_more_than_it(surface: Surface) -> None:
    around = '<aside data-block="callout"><p>a</p>{}</aside>'
    stored = [clean(around.format(source)) for source in corpus.KEPT]

    changed, kept = trip(surface, stored)

    assert changed == []
    assert sorted(html for each in kept for html in each) == sorted(
        body.partition("a</p>")[2].removesuffix("</aside>") for body in stored
    )


def demonstration() -> list[str]:
    names: dict[str, str] = defaultdict(lambda: corpus.ID)
    texts = [*reading.texts("articles"), *reading.texts("pages")]
    return [demo.filled(text.body, names, timezone.now()) for text in texts]


def test_the_bodies_of_the_demonstration_come_back_with_as_many_words(surface: Surface) -> None:
    sources = [clean(source) for source in demonstration()]
    changed, kept = trip(surface, sources)

    counted = [words for *_rest, words in surface.tab.evaluate(TRIP, sources)]

    assert len(sources) > 60
    assert (changed, kept) == ([], [])
    assert counted == [render(source, MEDIA, language="en", site_host="").words for source in sources]


def test_a_body_that_is_opened_is_sent_as_it_was_and_one_change_leaves_the_rest(surface: Surface) -> None:
    body = clean('<p><strong><a href="/x">a</a></strong></p><p>b</p>' + corpus.KEPT[0])
    surface.open().write(body)
    opened = surface.value
    surface.select("b")

    surface.type("B")

    assert opened == body
    assert surface.value == body.replace(">b</p>", ">B</p>")


def test_a_kept_block_is_seen_moved_edited_and_removed(surface: Surface) -> None:
    surface.open().write(f"<p>a</p>{corpus.KEPT[0]}")
    block = surface.tab.get_by_role("group", name="Kept as HTML")
    seen = block.locator("pre").inner_text()
    block.get_by_role("button", name="Kept as HTML").click()
    block.get_by_role("button", name="Move up").click()
    moved = surface.body
    surface.tab.get_by_role("button", name="Edit as HTML…").first.click()
    surface.tab.get_by_label("Only the vocabulary").fill(
        '<p>a <q>plain</q></p><script>pwned()</script><p onclick="x">b</p>'
    )
    surface.tab.get_by_role("button", name="Apply").click()
    surface.pause()

    assert "<q>b <q>c</q></q>" in seen
    assert moved == "<p>a <q>b <q>c</q></q> d</p>\n<p>a</p>"
    assert surface.body == "<p>a <q>plain</q></p>\n<p>b</p>\n<p>a</p>"
    assert block.count() == 0
    assert surface.tab.complaints == []
