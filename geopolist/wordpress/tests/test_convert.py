"""Whole texts, from what WordPress stored to our vocabulary."""

import json
import re
from typing import Any

import pytest

from geopolist.wordpress.convert import Converted, Found, Job, Lookups, convert, prepared

UPLOADS = "https://old.example/wp-content/uploads/2024/"


def image(url: str, old_id: int) -> Found | None:
    if old_id == 16 or "harbour" in url:
        return Found("imgharbour22", alt="The harbour")
    if old_id == 17:
        return Found(url=UPLOADS + "far.jpg", alt="Far away", caption="A far place", width=640, height=480)
    return None


def document(url: str, old_id: int) -> Found | None:
    return Found("docreport222") if old_id == 30 or "report" in url else None


def link(url: str) -> str | None:
    return "/new-home/" if url.startswith("https://old.example/?p=4") else None


LOOKUPS = Lookups(image=image, document=document, link=link, block=lambda ref: {5: "<p>Again</p>"}.get(ref))


def shown(text: str, job: Job | None = None, **options: str) -> str:
    job = job or Job(lookups=LOOKUPS)
    return re.sub(r"\s*\n\s*", "", prepared(text, job))


def block(name: str, html: str = "", **attributes: object) -> str:
    written = f" {json.dumps(attributes)}" if attributes else ""
    return (
        f"<!-- wp:{name}{written} -->\n{html}\n<!-- /wp:{name} -->\n\n" if html else f"<!-- wp:{name}{written} /-->\n\n"
    )


OURS = '<figure data-image="imgharbour22"></figure>'


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (f'<img class="wp-image-16" src="{UPLOADS}x-300x169.jpg">', OURS),
        (
            '<figure><img data-id="17" src=""><figcaption>Own</figcaption></figure>',
            f'<figure data-src="{UPLOADS}far.jpg" data-alt="Far away" data-w="640" data-h="480">'
            "<figcaption>Own</figcaption></figure>",
        ),
        (f'Before <img src="{UPLOADS}harbour.jpg" alt="Ships"> after', None),
        (f'<p><a href="{UPLOADS}harbour.jpg"><img src="{UPLOADS}harbour-300x200.jpg"></a></p>', OURS),
        (
            f'<a href="https://else.example/"><img class="wp-image-16" src="{UPLOADS}a.jpg" alt="Ships"></a>',
            '<figure data-image="imgharbour22" data-alt="Ships">'
            '<figcaption><a href="https://else.example/">Ships</a></figcaption></figure>',
        ),
        (
            '<div class="wp-caption"><img class="wp-image-16" src="a.jpg">'
            '<p class="wp-caption-text">Old <b>port</b></p></div>',
            '<figure data-image="imgharbour22"><figcaption>Old <strong>port</strong></figcaption></figure>',
        ),
        ('<img src="data:image/gif;base64,AAAA" data-src="https://a.example/b.png" width="640" height="480">',
         '<figure data-src="https://a.example/b.png" data-w="640" data-h="480"></figure>'),
        ('<p>Well <img class="wp-smiley" src="s.gif" alt=":-)"> done</p>', "<p>Well :-) done</p>"),
        ('<img src="https://count.example/p.gif" width="1" height="1">', ""),
        ('<img src="javascript:alert(1)">', ""),
        ('<img src="//cdn.example/a.jpg">', '<figure data-src="https://cdn.example/a.jpg"></figure>'),
    ],
)  # fmt: skip
def test_pictures_become_figures(written, expected):
    if expected is None:
        expected = '<p>Before</p><figure data-image="imgharbour22" data-alt="Ships"></figure><p>after</p>'

    assert shown(written) == expected


def test_gallery_of_the_block_editor_and_of_the_shortcode():
    figure = (
        '<figure class="wp-block-image"><img class="wp-image-16" src="a.jpg"/><figcaption>One</figcaption></figure>'
    )
    blocks = block(
        "gallery",
        f'<figure class="wp-block-gallery">{block("image", figure, id=16)}'
        '<figcaption class="blocks-gallery-caption">All</figcaption></figure>',
    )

    assert shown(blocks) == (
        '<div data-block="gallery"><figure data-image="imgharbour22"><figcaption>One</figcaption></figure>'
        "<p>All</p></div>"
    )
    assert shown('[gallery ids="16,17,99"]') == (
        f'<div data-block="gallery">{OURS}</div><figure data-src="{UPLOADS}far.jpg" data-alt="Far away" data-w="640"'
        ' data-h="480"><figcaption>A far place</figcaption></figure>'
    )


def test_gallery_says_what_is_missing():
    job = Job(lookups=LOOKUPS)

    assert shown('[gallery ids="99"]', job) == ""
    assert job.notes == ["gallery: picture 99 is not in the export"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            block("audio", '<figure class="wp-block-audio"><audio controls src="x.mp3"></audio>'
                  "<figcaption>Talk<br></figcaption></figure>", id=30),
            '<div data-block="audio" data-document="docreport222">Talk</div>',
        ),
        (
            '[video mp4="https://far.example/a%20b.mp4"][/video]',
            '<p><a href="https://far.example/a%20b.mp4">a b.mp4</a></p>',
        ),
        (
            block("file", '<div class="wp-block-file"><a href="https://old.example/report.pdf">The report</a>'
                  '<a class="wp-block-file__button" href="https://old.example/report.pdf" download>Download</a></div>'),
            '<div data-block="file" data-document="docreport222">The report</div>',
        ),
        (
            '<iframe src="https://www.youtube.com/embed/abcdefghijk?rel=0" width="560"></iframe>',
            '<div data-block="embed" data-embed="https://www.youtube.com/watch?v=abcdefghijk"></div>',
        ),
        (
            '<object><param name="movie" value="http://www.youtube.com/v/abcdefghijk"><embed src="x"></object>',
            '<div data-block="embed" data-embed="https://www.youtube.com/watch?v=abcdefghijk"></div>',
        ),
        ("<iframe src='javascript:alert(1)'></iframe>Text", "<p>Text</p>"),
        (
            block("embed", '<figure class="wp-block-embed"><div>\nhttps://v.example/1?a=1&amp;b=2\n</div>'
                  "<figcaption>Film</figcaption></figure>", url="https://v.example/1?a=1&b=2"),
            '<div data-block="embed" data-embed="https://v.example/1?a=1&amp;b=2">Film</div>',
        ),
        ('See <a href="/report.pdf">it</a>', '<p>See <a href="/report.pdf">it</a></p>'),
        ('<a href="/report.pdf"><b>It</b></a>',
         '<div data-block="file" data-document="docreport222"><strong>It</strong></div>'),
        ("https://old.example/?p=4", '<p><a href="/new-home/">https://old.example/?p=4</a></p>'),
    ],
)  # fmt: skip
def test_players_files_and_embeds(written, expected):
    assert shown(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<blockquote><p>Yes</p><cite>Her</cite></blockquote>',
         "<blockquote><p>Yes</p><footer>Her</footer></blockquote>"),
        ("<blockquote>Yes\n<cite>Her</cite></blockquote>", "<blockquote><p>Yes</p><footer>Her</footer></blockquote>"),
        ("<blockquote>As <cite>The Times</cite> said</blockquote>",
         "<blockquote><p>As <cite>The Times</cite> said</p></blockquote>"),
        ('<figure class="wp-block-pullquote"><blockquote><p>Big</p></blockquote></figure>',
         '<blockquote data-block="pull"><p>Big</p></blockquote>'),
        ('<figure class="wp-block-table"><table><tr><th>A</th><td style="text-align:right">1</td></tr></table>'
         "<figcaption>Sums</figcaption></figure>",
         '<table><caption>Sums</caption><tbody><tr><th scope="row">A</th><td data-align="end">1</td></tr></tbody>'
         "</table>"),
        ('<pre class="wp-block-verse">a  b</pre>', '<pre data-block="verse">a  b</pre>'),
        ('<details class="wp-block-details" open><summary>More</summary>text</details>',
         "<details><summary>More</summary><p>text</p></details>"),
        ('<div class="wp-block-columns"><div class="wp-block-column"><p>a</p></div>'
         '<div class="wp-block-column"><p>b</p></div></div>',
         '<section data-block="columns"><section><p>a</p></section><section><p>b</p></section></section>'),
        ('<div class="wp-block-columns"><div class="wp-block-column"><p>a</p></div></div>', "<p>a</p>"),
        ('<div class="wp-block-buttons"><div class="wp-block-button"><a href="https://a.example/">Go</a></div></div>',
         '<p><a href="https://a.example/">Go</a></p>'),
        ('<ol style="list-style-type:upper-roman"><li>a</li></ol>', '<ol type="I"><li>a</li></ol>'),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<h1>Top</h1><h2>Under</h2><h6>Deep</h6>", "<h2>Top</h2><h3>Under</h3><h6>Deep</h6>"),
        ("<h2><strong>All bold</strong></h2><h3>&nbsp;</h3>", "<h2>All bold</h2>"),
        ('<p><span style="font-weight:bold">B</span><font color="red">c</font> <tt>d</tt> <strike>e</strike></p>',
         "<p><strong>B</strong>c <code>d</code> <s>e</s></p>"),
        ('<p>&nbsp;</p><p></p><p><br></p><p>x<br></p>', "<p>x</p>"),
        ('<center><div>a<p>b</p>c</div></center>', "<p>a</p><p>b</p><p>c</p>"),
        ('<p>The <acronym title="As Soon As">ASA</acronym>.</p>', '<p>The <abbr title="As Soon As">ASA</abbr>.</p>'),
        ('<p><span lang="tr">Merhaba</span></p>', '<p><span lang="tr">Merhaba</span></p>'),
        ('<hr class="wp-block-separator is-style-dots"/>', "<hr>"),
    ],
)  # fmt: skip
def test_markup_becomes_our_vocabulary(written, expected):
    assert shown(written) == expected


COVER = '<section><figure data-image="imgharbour22"></figure><p>Words</p></section>'
OUTSIDE = '<section><figure data-src="https://far.example/sea.jpg"></figure><p>Words</p></section>'


def cover(
    attributes: str = "", *, inside: str = "", tag: str = "div", name: str = "wp-block-cover", **block_has: Any
) -> str:
    return block("cover", f'<{tag} class="{name}" {attributes}>{inside}<p>Words</p></{tag}>', **block_has)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (cover(inside='<img class="wp-block-cover__image-background wp-image-16" src="x.jpg"/>', id=16), COVER),
        (cover("style=\"background-image:url('https://far.example/sea.jpg')\""), OUTSIDE),
        (cover('style="background-image:url(https://far.example/harbour.jpg)"', url="https://old.example/x"), COVER),
        (cover("style='background-image:url(&quot;https://far.example/sea.jpg&quot;)'",
               tag="section", name="wp-block-cover-image"), OUTSIDE),
        (cover(inside='<div role="img" class="wp-block-cover__image-background wp-image-16 has-parallax"'
               ' style="background-position:50% 50%;background-image:url(x.jpg)"></div>'), COVER),
        (cover(url="https://far.example/sea.jpg"), OUTSIDE),
        (cover(id=16), COVER),
        (cover(url="https://far.example/sea.mp4", id=16, backgroundType="video"), "<p>Words</p>"),
        (cover("", overlayColor="pale-pink"), "<p>Words</p>"),
    ],
)  # fmt: skip
def test_a_cover_shows_its_picture_wherever_it_is_named(written, expected):
    assert shown(written) == expected


def test_a_cover_whose_picture_is_nowhere_is_counted():
    job = Job(lookups=LOOKUPS)

    assert shown(cover(id=99), job) == "<p>Words</p>"
    assert job.counts["picture", "without an address", "dropped"] == 1


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<a href="https://old.example/?p=4#part">x</a>', '<p><a href="/new-home/">x</a></p>'),
        ('<a href="https://new.example/">x</a>', '<p><a href="https://new.example/">x</a></p>'),
        ('<a name="top"></a>Words <a href="#top">up</a>', '<p><a id="top"></a>Words <a href="#top">up</a></p>'),
        ('<a href="#nowhere">x</a>', "<p>x</p>"),
        ('<a href="javascript:alert(1)">x</a>', "<p>x</p>"),
    ],
)
def test_links_lead_somewhere_or_are_words(written, expected):
    assert shown(written) == expected


def test_footnotes_of_the_block_editor_go_to_their_marks():
    text = block(
        "paragraph", '<p>Word<sup data-fn="u1" class="fn"><a href="#u1">1</a></sup>, x<sup data-fn="u2">2</sup></p>'
    )
    job = Job(lookups=LOOKUPS, footnotes={"u1": "See <em>there</em>"})

    assert shown(text + block("footnotes"), job) == '<p>Word<span data-footnote="">See <em>there</em></span>, x</p>'
    assert job.counts["footnote", "footnote", "dropped: its text is not in the export"] == 1


def test_blocks_are_counted_by_kind_and_what_became_of_them():
    job = Job(lookups=LOOKUPS)
    text = (
        block("latest-posts", postsToShow=3)
        + block("query", "<div><!-- wp:post-title /--><p>Listed</p></div>")
        + block("acme/map", "<p>Kept words</p>", note="a\\u002d\\u002db")
        + block("acme/empty")
        + block("block", ref=5)
        + block("block", ref=6)
        + "<!-- wp:group --><div>Loose<!-- wp:paragraph --><p>In</p></div>"
    )

    assert shown(text, job) == "<p>Kept words</p><p>Again</p><p>Loose</p><p>In</p>"
    assert job.counts == {
        ("block", "latest-posts", "dropped: made by the old site, not written"): 1,
        ("block", "query", "dropped: made by the old site, not written"): 1,
        ("block", "acme/map", "unknown: its content kept"): 1,
        ("block", "acme/empty", "unknown: dropped, it is empty"): 1,
        ("block", "block", "converted: its text put in place"): 1,
        ("block", "block", "dropped: the reusable block is not in the export"): 1,
        ("block", "group", "converted"): 1,
        ("block", "paragraph", "converted"): 1,
    }


def test_reusable_block_that_holds_itself_ends():
    job = Job(lookups=Lookups(block=lambda ref: "<p>x</p>" + block("block", ref=1)))

    assert shown(block("block", ref=1), job) == "<p>x</p>" * 5


def source(converted: Converted) -> str:
    return re.sub(r"\s*data-id=\"\w+\"", "", converted.source).replace("\n", "")


def test_a_short_paragraph_before_more_is_the_teaser_and_no_longer_in_the_text():
    converted = convert("First <b>words</b>.<!--more Read on--> Rest.\n<!--nextpage-->\nSecond page.")

    assert (converted.teaser, source(converted)) == ("First words.", "<p>Rest.</p><p>Second page.</p>")


@pytest.mark.parametrize(
    ("before", "excerpt"),
    [
        ("Words.", "A summary"),
        ("word " * 61, ""),
        ("One.\n\nTwo.", ""),
        ("<h2>Words</h2>", ""),
        ('See <a href="https://far.example/">there</a>.', ""),
        ('<img src="https://far.example/sea.jpg">', ""),
        ("", ""),
    ],
)
def test_what_else_stands_before_more_stays_in_the_text_alone(before, excerpt):
    converted = convert(f"{before}<!--more-->Rest.", excerpt=excerpt)

    assert converted.teaser == ""
    assert source(converted) == source(convert(f"{before}\n\nRest."))


def test_excerpt_is_plain_text():
    assert convert("x", excerpt="<!-- wp:paragraph --><p>One [sic] &amp; two [x_y]</p>").excerpt == "One [sic] & two"
