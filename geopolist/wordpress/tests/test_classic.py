"""The classic editor's text and its shortcodes."""

import pytest

from geopolist.wordpress.convert import classic, shortcodes
from geopolist.wordpress.convert.job import Job, Lookups


def rendered(text: str, job: Job | None = None) -> str:
    return shortcodes.render(text, job or Job())


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("One\n\nTwo", "<p>One</p>\n<p>Two</p>"),
        ("One\nmore\n\nTwo", "<p>One<br>\nmore</p>\n<p>Two</p>"),
        ("One<br />\nmore", "<p>One<br />more</p>"),
        ("One<br><br>Two", "<p>One</p>\n<p>Two</p>"),
        ("Before\n<h2>Title</h2>\nAfter", "<p>Before</p><h2>Title</h2><p>After</p>"),
        ("<pre>a\n\n  b</pre>\nc", "<pre>a\n\n  b</pre><p>c</p>"),
        ("<script>a\n\nb</script>c", "<script>a\n\nb</script><p>c</p>"),
        ("<ul>\n<li>a</li>\n\n<li>b\nc</li>\n</ul>", "<ul><li>a</li><li>b<br>\nc</li></ul>"),
        ("<blockquote>a\n\nb</blockquote>", "<blockquote><p>a</p>\n<p>b</p></blockquote>"),
        ("<p>a\n\nb</p>", "<p>a</p><p>b</p>"),
        ("<td>a</td>", "<td>a</td>"),
        ("a <em>b\n\nc</em> d", "<p>a <em>b</p>\n<p>c</em> d</p>"),
        ("Run <code>a\n  b</code> now", "<p>Run</p><pre><code>a\n  b</code></pre><p>now</p>"),
        ("&nbsp;\n\n\xa0\n\nWords", "<p>&nbsp;</p>\n<p>Words</p>"),
        ('<a title="x > y">z</a>', '<p><a title="x > y">z</a></p>'),
        ("", ""),
    ],
)
def test_blank_lines_make_paragraphs_and_breaks_stay(written, expected):
    assert classic.paragraphs(written) == expected


def test_address_alone_on_a_line_is_marked_to_be_embedded():
    text = "See\nhttps://video.example/1?a=1&amp;b=2\n\nand https://other.example/ here\n<p>https://third.example/</p>"

    shown = classic.embeds(text)

    assert shown.count("data-wp-url") == 2
    assert 'data-wp-url="https://video.example/1?a=1&amp;b=2"' in shown
    assert "and https://other.example/ here" in shown


@pytest.mark.parametrize(
    "text", ["He said so [sic].", "[1] and [A, B]", "[…]", "[see page 3]", "[so-called] peace", "a[0]"]
)
def test_brackets_of_prose_are_no_shortcodes(text):
    assert rendered(text) == text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[[gallery]]", "&#91;gallery]"),
        ("[[caption id=1]x[/caption]]", "&#91;caption id=1]x&#91;/caption]"),
        ("[[sic]]", "&#91;sic]"),
    ],
)
def test_escaped_shortcodes_lose_one_bracket_and_do_nothing(written, expected):
    job = Job()

    assert rendered(written, job) == expected
    assert not job.counts


def test_unknown_shortcodes_go_and_leave_what_they_enclose():
    job = Job()

    shown = rendered('a [vc_row][vc_column width="1/2"]text[/vc_column][/vc_row] b [foxiz_related] c [x id="3"] d', job)

    assert shown == "a text b  c  d"
    assert job.counts == {
        ("shortcode", "vc_column", "unwrapped"): 1,
        ("shortcode", "vc_row", "unwrapped"): 1,
        ("shortcode", "foxiz_related", "removed"): 1,
        ("shortcode", "x", "removed"): 1,
    }


def test_caption_with_html_and_brackets_inside():
    shown = rendered(
        '[caption id="attachment_16" align="alignwide" width="300"]<a href="/x"><img src="/a.jpg" alt="[old]"></a>'
        " Port, <em>1912</em> [sic][/caption]"
    )

    assert 'data-wp="image" data-wp-id="16" data-wp-align="wide"' in shown
    assert '<img src="/a.jpg" alt="[old]"></a><figcaption>Port, <em>1912</em> [sic]</figcaption>' in shown


def test_caption_as_an_attribute():
    assert "<figcaption>Old &lt;way&gt;</figcaption>" in rendered(
        '[caption caption="Old <way>"]<img src="/a.jpg">[/caption]'
    )


def test_gallery_takes_its_ids_or_those_attached():
    job = Job(lookups=Lookups(attached=lambda: [4, 5, 6]))

    assert 'data-wp-ids="7, 8"' in rendered('[gallery columns="2" ids="7, 8"]', job)
    assert 'data-wp-ids="4,6"' in rendered("[gallery exclude='5']", job)


def test_players_and_embeds_name_their_address():
    assert 'data-wp="audio" data-wp-url="https://a.example/1.mp3"' in rendered(
        '[audio mp3="https://a.example/1.mp3"][/audio]'
    )
    assert 'data-wp-url="https://a.example/1.mp3"' in rendered("[audio https://a.example/1.mp3|loop=1]")
    assert 'data-wp-url="https://v.example/1"' in rendered("[embed width=5]https://v.example/1[/embed]")
    assert 'data-wp-url="https://www.youtube.com/watch?v=abcdefghijk"' in rendered(
        "[youtube=https://www.youtube.com/watch?v=abcdefghijk]"
    )
    assert 'data-wp-url="https://vimeo.com/123"' in rendered("[vimeo 123]")
    assert rendered('[playlist type="video" ids="3,4"]').count('data-wp="video"') == 2
    assert rendered("[audio]") == ""


def test_code_keeps_its_brackets_tags_and_lines():
    shown = rendered('[sourcecode language="Python"]\nif a[0] &lt; b:\n    [caption]\n[/sourcecode] after')

    assert '<pre><code class="language-python">if a&#91;0] &lt; b:\n    &#91;caption]</code></pre>' in shown


def test_shortcodes_inside_tags_and_code_are_left_alone():
    text = '<a title="[gallery]">x</a> <code>[my_thing]</code>'

    assert rendered(text) == text


def test_footnote_shortcode_is_marked_where_it_stands():
    assert rendered("Word[ref]Source, <em>p. 3</em>[/ref].") == 'Word<span data-wp="note">Source, <em>p. 3</em></span>.'


@pytest.mark.parametrize("unit", ["[a ", "[a_b]", "[[", "[/x]", '[a b="', "[vc_row]", "<a '", '<"', "[caption]"])
def test_hostile_brackets_take_linear_time(unit):
    job = Job()
    text = unit * (200_000 // len(unit))

    assert isinstance(classic.paragraphs(rendered(text, job)), str)
