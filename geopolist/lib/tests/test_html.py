import re
import time

import pytest
from hypothesis import given, settings

from geopolist.lib.body.vocabulary import STORED
from geopolist.lib.html import BLOCKS, INLINE, SIMPLE, TooDeep, clean_inline, clean_simple, plain_text, sanitise
from geopolist.lib.tests import hostile
from geopolist.lib.tests.markup import MARKUP
from geopolist.lib.tests.reading import faults, schemes

LISTS = {"inline": INLINE, "simple": SIMPLE, "stored": STORED, "blocks": BLOCKS}


def test_short_texts_take_these_tags_and_attributes_and_no_others():
    """Spelled again: tests that ask the lists themselves cannot see them grow."""
    inline = "abbr[title] bdi br cite code em q s span strong sub sup a[href hreflang title]"
    simple = "br em li ol p strong ul a[href title]"

    assert [(spelled(allowed), allowed.anywhere, allowed.values, allowed.classes) for allowed in (INLINE, SIMPLE)] == [
        (set(re.findall(r"\w+(?:\[.*?\])?", words)), {"lang", "dir"}, {}, {}) for words in (inline, simple)
    ]


def spelled(allowed):
    return {tag + (f"[{' '.join(sorted(own))}]" if own else "") for tag, own in allowed.tags.items()}


@pytest.mark.parametrize("clean", [clean_inline, clean_simple])
def test_short_texts_have_no_looks_or_behaviour_of_their_own(clean):
    made_up = 'style="position:fixed" class="card" id="x" onclick="x()" data-x="y" name="z" target="_top" rel="opener"'

    cleaned = clean(f'<p {made_up}><a href="/x" {made_up}>one</a> <em {made_up}>two</em></p>')

    assert cleaned.removeprefix("<p>").removesuffix("</p>") == '<a href="/x">one</a> <em>two</em>'


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("vector", hostile.ALL, ids=hostile.IDS)
def test_hostile_markup_leaves_only_what_is_allowed(name, vector):
    allowed = LISTS[name]

    cleaned = sanitise(vector, allowed, flatten=True)

    assert [fault for fault in faults(cleaned, allowed) if "leads to" not in fault] == []
    assert schemes(cleaned) <= {"", "http", "https", "mailto", "tel"}
    assert sanitise(cleaned, allowed) == cleaned


@pytest.mark.parametrize("clean", [clean_inline, clean_simple])
@pytest.mark.parametrize("vector", hostile.ALL, ids=hostile.IDS)
def test_short_texts_come_out_of_hostile_markup(clean, vector):
    allowed = INLINE if clean is clean_inline else SIMPLE

    cleaned = clean(vector)

    assert faults(cleaned, allowed) == []
    assert clean(cleaned) == cleaned


@settings(max_examples=250, deadline=None)
@given(MARKUP)
def test_sanitising_twice_is_sanitising_once(markup):
    for allowed in LISTS.values():
        once = sanitise(markup, allowed, flatten=True)

        assert sanitise(once, allowed) == once
        assert [fault for fault in faults(once, allowed) if "leads to" not in fault] == []


@settings(max_examples=120, deadline=None)
@given(MARKUP)
def test_short_texts_have_one_form(markup):
    assert clean_inline(clean_inline(markup)) == clean_inline(markup)
    assert clean_simple(clean_simple(markup)) == clean_simple(markup)


@pytest.mark.parametrize("vector", ["<div>" * 500, "<b>" * 100_000, "<div>" * 1_000_000, "<ul><li>" * 5_000])
def test_hostile_nesting_is_refused_at_once(vector):
    started = time.process_time()

    with pytest.raises(TooDeep, match="nested more than 64 deep"):
        sanitise(vector, STORED)

    assert time.process_time() - started < 10


def test_hostile_numbers_are_refused():
    with pytest.raises(TooDeep, match="more than 200000 elements"):
        sanitise("<br>" * 200_001, STORED)


@pytest.mark.parametrize(
    "vector",
    [
        "<b>" * 50 + "<p>x" * 20_000,
        "<a href='/" + "x" * 3_000 + "'>" + "<p>x" * 20_000,
        "&" * 1_000_000,
        "\u00a0" * 1_000_000,
        "<a '<a \"" * 100_000,
        "<svg>" * 200_000,
        "<!--" * 200_000,
        "</p>" * 200_000,
        "<" * 500_000,
        "<p " + "a=b " * 200_000,
        "<table>" + "<i>x</i>" * 50_000,
        "x<br>" * 50_000,
    ],
)
def test_time_and_size_grow_no_faster_than_the_input(vector):
    started = time.process_time()

    cleaned = sanitise(vector, STORED, flatten=True)

    assert time.process_time() - started < 10
    assert len(cleaned) < 10 * len(vector) + 2_000_000


def test_control_characters_do_not_hide_in_references():
    html = '<p lang="a&#1;b&#xFFFE;c">d&#0;e&#x202e;f&#13;g</p>'

    assert sanitise(html, STORED) == '<p lang="abc">d\ufffdef\ng</p>'


def test_flattening_keeps_every_word():
    markup = "".join(f"<div>word{number} " for number in range(300))

    assert plain_text(sanitise(markup, STORED, flatten=True)).split() == [f"word{number}" for number in range(300)]


def test_long_text_keeps_its_ampersands():
    text = "Smith &amp; Co&nbsp;" * 1_000

    assert sanitise(f"<p>{text}</p>", STORED) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("given_html", "kept"),
    [
        ("<p>one<p>two", "<p>one</p><p>two</p>"),
        ("<b><p>one</b> two</p>three", "<strong></strong><p><strong>one</strong> two</p>three"),
        ("<p><b>one</p><p>two</b></p>", "<p><strong>one</strong></p><p>two</p>"),
        ("<b><i>x</b>y</i>", "<strong><em>x</em></strong><em>y</em>"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        (
            "<table><tr><td>1<td>2<tr><td>3</table>",
            "<table><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></tbody></table>",
        ),
        ("<table>stray<tr><td>1</table>", "<table><tbody><tr><td>stray</td></tr><tr><td>1</td></tr></tbody></table>"),
        ("<td>no table</td>", " no table"),
        ("<h2>a<h3>b</h3>", "<h2>a</h2><h3>b</h3>"),
        ("<a href=/x>1<a href=/y>2</a>", '<a href="/x">1</a><a href="/y">2</a>'),
        ("<p title='a\"b>c'>x</p>", "<p>x</p>"),
        ("<p lang=tr dir=ltr onclick=x>x</p>", '<p lang="tr" dir="ltr">x</p>'),
        ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"),
        ("a &copy b &ampx; &nope; 1 < 2", "a © b &amp;x; &amp;nope; 1 &lt; 2"),
        ("<pre>\n\n a\n</pre>", "<pre> a\n</pre>"),
        ("<article>one</article><main>two</main>", "<div>one</div><div>two</div>"),
        ("<span data-footnote>see <p>this</p> one</span>", '<span data-footnote="">see  this  one</span>'),
    ],
)
def test_broken_markup_is_mended_as_browsers_would(given_html, kept):
    assert sanitise(given_html, STORED) == kept


@pytest.mark.parametrize(
    ("given_html", "kept"),
    [
        (
            "Photo: <a href='https://x.example/?a=1&b=2' class=y>Jo &amp; Co</a>",
            'Photo: <a href="https://x.example/?a=1&amp;b=2">Jo &amp; Co</a>',
        ),
        ("<p>one</p><p><b>two</b></p>", "one <strong>two</strong>"),
        (" <br> a\n  b<br>", "a b"),
        (
            "<a href=javascript:x>no</a> <span>plain</span> <span lang=ar>نص</span>",
            'no plain <span lang="ar">نص</span>',
        ),
        ("a < b & c", "a &lt; b &amp; c"),
        ("", ""),
    ],
)
def test_inline_texts(given_html, kept):
    assert clean_inline(given_html) == kept


@pytest.mark.parametrize(
    ("given_html", "kept"),
    [
        ("Born in İzmir.", "<p>Born in İzmir.</p>"),
        (
            "<h2>Life</h2>Works <i>here</i>.<p></p><ul><li>one</ul>",
            "<p>Life</p><p>Works <em>here</em>.</p><ul><li>one</li></ul>",
        ),
        ("<div>one</div><div>two</div>", "<p>one</p><p>two</p>"),
        ("<p> <br>one<br></p><p>&nbsp;</p>", "<p>one</p>"),
        ("<a href=www.x.example>x</a>", '<p><a href="https://www.x.example">x</a></p>'),
        ("", ""),
    ],
)
def test_simple_texts(given_html, kept):
    assert clean_simple(given_html) == kept


def test_plain_text_has_a_line_for_each_block():
    html = "<h2>Head</h2><p>one <b>two</b><br>three &amp; four</p><ul><li>a<li>b</ul><script>x</script>"

    assert plain_text(html) == "Head\none two\nthree & four\na\nb"
    assert plain_text("<table><tr><td>1<td>2</table>") == "1\n2"
    assert plain_text("a &lt;b&gt; c") == "a <b> c"
