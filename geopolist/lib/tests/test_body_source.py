import re

import pytest
from django.utils import translation

from geopolist.lib.body import BodyError, Needs, clean, needs

IMAGE = "abcdefghij23"
DOCUMENT = "bbcdefghij23"
REFERENCE = "cbcdefghij23"
DATA_ID = re.compile(r' data-id="[a-z2-7]{8}"')


def unnamed(source: str) -> str:
    """Cleaned, without the ids of blocks, a block after the other."""
    return DATA_ID.sub("", clean(source)).replace("\n", "")


CASES = {
    "loose text": ("plain", "<p>plain</p>"),
    "empty paragraphs": ("<p>a</p><p></p><p>&nbsp;</p><p><br></p><p> b<br> </p>", "<p>a</p><p>b</p>"),
    "boxes are paragraphs": ("<div>one</div><div>two <b>x</b></div>", "<p>one</p><p>two <strong>x</strong></p>"),
    "white space": ("<p>\n a  b\n\tc </p>", "<p>a b c</p>"),
    "acronym": ('<p><acronym title="A b">ab</acronym></p>', '<p><abbr title="A b">ab</abbr></p>'),
    "synonyms": ("<p><i>a</i> <u>b</u> <strike>c</strike></p>", "<p><em>a</em> b <s>c</s></p>"),
    "bold around paragraphs": ("<b><p>a<p>b</b>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
    "empty emphasis": ("<p>a<em></em> <strong> </strong>b</p>", "<p>a b</p>"),
    "language": (
        '<p>a <span lang="ar" dir="rtl">b</span> <span>c</span></p>',
        '<p>a <span dir="rtl" lang="ar">b</span> c</p>',
    ),
    "language of a box": (
        '<div lang="ar" dir="rtl"><p>a</p>b</div>',
        '<p dir="rtl" lang="ar">a</p><p dir="rtl" lang="ar">b</p>',
    ),
    "h1 makes room": ("<h1>a</h1><h2>b</h2><h6>c</h6>", "<h2>a</h2><h3>b</h3><h6>c</h6>"),
    "empty heading": ("<h2> </h2><h3><br></h3><p>a</p>", "<p>a</p>"),
    "heading in a cell": (
        "<table><tr><td><h2>a</h2>",
        "<table><tbody><tr><td><strong>a</strong></td></tr></tbody></table>",
    ),
    "quote": ("<blockquote>a<footer>B</footer></blockquote>", "<blockquote><p>a</p><footer>B</footer></blockquote>"),
    "quote with cite": (
        "<blockquote><p>a</p><cite>B</cite></blockquote>",
        "<blockquote><p>a</p><footer>B</footer></blockquote>",
    ),
    "pull quote": (
        '<blockquote data-block="pull"><p>a</p></blockquote>',
        '<blockquote data-block="pull"><p>a</p></blockquote>',
    ),
    "unknown kind of quote": ('<blockquote data-block="x"><p>a</p></blockquote>', "<blockquote><p>a</p></blockquote>"),
    "footer alone": ("<footer>a</footer>", "<p>a</p>"),
    "callout": (
        '<aside data-block="callout" data-title=" T "><p>a</p></aside>',
        '<aside data-block="callout" data-title="T"><p>a</p></aside>',
    ),
    "other aside": ("<aside><p>a</p></aside>", "<p>a</p>"),
    "key points": (
        '<aside data-block="keypoints"><h2>In short</h2><ul><li>a<li><p>b</p></ul><p>c</p></aside>',
        '<aside data-block="keypoints"><ul><li>a</li><li>b</li><li>c</li></ul></aside>',
    ),
    "unknown block": ('<div data-block="x"><p>a</p>b</div>', "<p>a</p><p>b</p>"),
    "lost entries": ("<li>a<li>b<p>c", "<ul><li>a</li><li><p>b</p><p>c</p></li></ul>"),
    "list in a list": ("<ul><li>a</li><ul><li>b</li></ul>c</ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
    "numbered list": (
        '<ol start="3" type="a" reversed x=y><li>a</ol>',
        '<ol reversed="" start="3" type="a"><li>a</li></ol>',
    ),
    "wrong numbers": (
        '<ol start="x" type="z"><li>a</ol><ul start=3><li>b</ul>',
        "<ol><li>a</li></ol><ul><li>b</li></ul>",
    ),
    "empty list": ("<ul><li></li><li> </li></ul>", ""),
    "definitions": (
        "<dl><div><dt>a<dd>b</div><dd><p>c<p>d</dl>",
        "<dl><dt>a</dt><dd>b</dd><dd><p>c</p><p>d</p></dd></dl>",
    ),
    "table": (
        "<table border=1><caption>C</caption><tr><th>a<th>b"
        '<tr><th>c<td data-align="end" colspan=2 rowspan=9999>1</table>',
        '<table><caption>C</caption><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
        '<tbody><tr><th scope="row">c</th><td colspan="2" data-align="end">1</td></tr></tbody></table>',
    ),
    "header without words": (
        "<table><tr><th></th><th>a</th></tr><tr><th>b</th><td>1</td></tr></table>",
        '<table><thead><tr><td></td><th scope="col">a</th></tr></thead>'
        '<tbody><tr><th scope="row">b</th><td>1</td></tr></tbody></table>',
    ),
    "empty table": ("<table><caption>C</caption><tr></tr></table>", "<p>C</p>"),
    "table in a figure": (
        "<figure><table><tr><td>1</table><figcaption>C</figcaption></figure>",
        "<table><caption>C</caption><tbody><tr><td>1</td></tr></tbody></table>",
    ),
    "preformatted": ("<pre>\n\n  a\n <br>b </pre>", "<pre>  a b</pre>"),
    "code": ('<pre data-language="c++"><code>a</code></pre>', '<pre data-language="c++"><code>a</code></pre>'),
    "verse": ('<pre data-block="verse" data-language="x">a</pre>', '<pre data-block="verse">a</pre>'),
    "details": (
        "<details open><summary><h3>a</h3></summary>b<p>c</details>",
        "<details><summary>a</summary><p>b</p><p>c</p></details>",
    ),
    "details without summary": ("<details><p>a</p></details>", "<p>a</p>"),
    "details without content": ("<details><summary>a</summary></details>", "<p>a</p>"),
    "section": ("<section class=x><p>a</p></section><section> </section>", "<section><p>a</p></section>"),
    "columns": (
        '<section data-block="columns">a<section>b</section><section><p>c</p></section></section>',
        '<section data-block="columns"><section><p>a</p></section><section><p>b</p></section>'
        "<section><p>c</p></section></section>",
    ),
    "one column": (
        '<section data-block="columns"><section>b</section></section>',
        "<section><section><p>b</p></section></section>",
    ),
    "live entry": (
        '<section data-block="live" data-time="2026-05-01T12:30:00+03:00"><h3>a</h3>b</section>',
        '<section data-block="live" data-time="2026-05-01T09:30:00Z"><h3>a</h3><p>b</p></section>',
    ),
    "live entry without time": (
        '<section data-block="live" data-time="soon">a</section>',
        "<section><p>a</p></section>",
    ),
    "live entry in a live entry": (
        '<section data-block="live" data-time="2026-05-01">'
        '<section data-block="live" data-time="2026-05-01">a</section>',
        '<section data-block="live" data-time="2026-05-01T00:00:00Z"><section><p>a</p></section></section>',
    ),
    "figure": (
        f'<p>a<figure data-image="{IMAGE}" data-alt=" x " data-width="wide" style=x><img src=x>'
        "<figcaption>C <b>d</b></figcaption></figure>b</p>",
        f'<p>a</p><figure data-alt="x" data-image="{IMAGE}" data-width="wide">'
        "<figcaption>C <strong>d</strong></figcaption></figure><p>b</p>",
    ),
    "figure without image": ('<figure data-image="nope"><figcaption>C</figcaption></figure>', "<p>C</p>"),
    "picture in a sentence": (
        '<p>a <a href="/x"><em><img src="https://x.example/i.jpg" alt="A" width="640" height="48px"></em></a> b</p>',
        '<p>a</p><figure data-alt="A" data-src="https://x.example/i.jpg" data-w="640"></figure><p>b</p>',
    ),
    "picture in a heading": (
        '<h2>a<img src="https://x.example/i.jpg"></h2>',
        '<h2>a</h2><figure data-src="https://x.example/i.jpg"></figure>',
    ),
    "picture with caption": (
        '<figure id="f"><img src="https://x.example/i.jpg"><figcaption>C</figcaption></figure>',
        '<figure data-src="https://x.example/i.jpg" id="f"><figcaption>C</figcaption></figure>',
    ),
    "emoji": ('<p>a<img src="https://x.example/1f600.png" alt="😀"></p>', "<p>a😀</p>"),
    "broken picture": ('<p>a<img src="data:image/png;base64,x" alt="Long text">b</p>', "<p>ab</p>"),
    "gallery": (
        f'<div data-block="gallery">x<figure data-image="{IMAGE}"></figure><p>y</p><hr></div>',
        f'<div data-block="gallery"><figure data-image="{IMAGE}"></figure><p>x y</p></div><hr>',
    ),
    "empty gallery": ('<div data-block="gallery"><p>x</p></div>', "<p>x</p>"),
    "documents": (
        f'<div data-block="audio" data-document="{DOCUMENT}"><p>a</p><p>b</p></div>'
        f'<div data-block="file" data-document="{DOCUMENT}" data-embed="https://x.example"></div>',
        f'<div data-block="audio" data-document="{DOCUMENT}">a b</div>'
        f'<div data-block="file" data-document="{DOCUMENT}"></div>',
    ),
    "document without id": ('<div data-block="video">a</div>', "<p>a</p>"),
    "embed": (
        '<div data-block="embed" data-embed="https://youtu.be/x?a=1&b=2">a</div>',
        '<div data-block="embed" data-embed="https://youtu.be/x?a=1&amp;b=2">a</div>',
    ),
    "embed of a script": ('<div data-block="embed" data-embed="javascript:x">a</div>', "<p>a</p>"),
    "footnote": (
        f'<p>a<span data-footnote data-references="{REFERENCE} x {REFERENCE}">b <i>c</i>'
        ' <a href="/d">d</a></span>.</p>',
        f'<p>a<span data-footnote="" data-references="{REFERENCE}">b <em>c</em> <a href="/d">d</a></span>.</p>',
    ),
    "footnote with paragraphs": (
        "<p>a<span data-footnote><p>b</p><p>c</p></span> d</p>",
        '<p>a<span data-footnote=""> b c </span> d</p>',
    ),
    "footnote in a footnote": (
        "<p><span data-footnote>a<span data-footnote>b</span></span></p>",
        '<p><span data-footnote="">ab</span></p>',
    ),
    "footnote in a link": (
        '<p><a href="/x">a<span data-footnote>b</span></a>c</p>',
        '<p><a href="/x">a</a><span data-footnote="">b</span>c</p>',
    ),
    "empty footnote": ("<p>a<span data-footnote> </span></p>", "<p>a</p>"),
    "reference only": (
        f'<p>a<span data-footnote data-references="{REFERENCE}"></span></p>',
        f'<p>a<span data-footnote="" data-references="{REFERENCE}"></span></p>',
    ),
    "links": (
        '<p><a href="javascript:x">a</a><a href=" HTTPS://x.example/a b">b</a><a href="www.x.example">c</a>'
        '<a href="//x.example">d</a><a href="e">e</a><a href="?p=1">f</a><a href="#g" target=x>g</a><a>h</a></p>',
        '<p>a<a href="https://x.example/a%20b">b</a><a href="https://www.x.example">c</a>'
        '<a href="https://x.example">d</a>e<a href="/?p=1">f</a><a href="#g">g</a>h</p>',
    ),
    "sponsored link": (
        '<p><a href="/x" rel="noopener sponsored">a</a></p>',
        '<p><a href="/x" rel="sponsored">a</a></p>',
    ),
    "anchors": (
        '<p id="x">a</p><p id="x">b</p><p><a id="y"></a>c</p>',
        '<p id="x">a</p><p>b</p><p><a id="y"></a>c</p>',
    ),
    "anchor of an empty block": (
        '<p id="x"></p><h2>a</h2><p><a id="y"></a></p><p>b</p>',
        '<h2 id="x">a</h2><p id="y">b</p>',
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_source_is_stored_in_one_form(case):
    source, stored = CASES[case]

    assert unnamed(source) == stored
    assert clean(clean(source)) == clean(source)


def test_every_block_has_an_id_of_its_own():
    source = (
        '<h2>a</h2><p data-id="abcdefgh">b</p><p data-id="abcdefgh">b</p><ul><li>c<p data-id="BAD">d</p></li></ul><hr>'
    )

    names = re.findall(r'<(\w+)[^>]* data-id="([^"]*)"', clean(source))

    assert [tag for tag, _ in names] == ["h2", "p", "p", "ul", "p", "p", "hr"]
    assert names[1][1] == "abcdefgh"
    assert len({name for _, name in names}) == 7
    assert all(re.fullmatch("[a-z2-7]{8}", name) for _, name in names)


def test_ids_stay_when_text_and_order_change():
    first = clean("<p>one</p><p>two</p>")
    one, two = re.findall(r'data-id="([^"]*)"', first)

    changed = clean(f'<p data-id="{two}">two, changed</p><p>new</p><p data-id="{one}">one</p>')

    names = re.findall(r'data-id="([^"]*)"', changed)
    assert names[0] == two
    assert names[2] == one


def test_equal_paragraphs_get_different_ids_and_equal_texts_equal_bytes():
    source = "<p>same</p>" * 50

    assert len(set(re.findall(r'data-id="([^"]*)"', clean(source)))) == 50
    assert clean(source) == clean(source)


def test_each_block_stands_on_a_line():
    assert DATA_ID.sub("", clean("<h2>a</h2><p>b</p>")) == "<h2>a</h2>\n<p>b</p>"
    assert clean("") == clean(" \n") == clean("<p></p>") == ""


def test_preformatted_text_keeps_its_lines():
    assert DATA_ID.sub("", clean("<pre>\n\n  a\n\tb<br>c\n</pre>")) == "<pre>  a\n\tb\nc</pre>"
    assert DATA_ID.sub("", clean("<pre>a<div>b</div><div>c</div>d</pre>")) == "<pre>a\nb\nc\nd</pre>"


def test_nesting_too_deep_is_refused_or_flattened():
    with pytest.raises(BodyError, match="nested more than 64 deep: paste it again without its formatting"):
        clean("<blockquote>" * 100 + "x")

    assert "x" in clean("<blockquote>" * 100 + "x", flatten=True)


def test_too_long_text_is_refused():
    with pytest.raises(BodyError, match="split it into several pages"):
        clean("x" * 8_000_001)


def test_needs_are_listed_once_in_the_order_of_the_text():
    source = clean(
        f'<p><a href="/a/b?x=1#y">1</a> <a href="https://www.site.example/%D8%A7/">2</a> '
        f'<a href="https://o.example/c">3</a>'
        f' <a href="#d">4</a> <a href="mailto:x@y.example">5</a> <a href="/a/b">6</a> <a href="/e%2Ff">7</a>'
        f'<span data-footnote data-references="{REFERENCE} {IMAGE}"></span></p>'
        f'<figure data-image="{IMAGE}"></figure><div data-block="gallery"><figure data-image="{DOCUMENT}"></figure>'
        f'<figure data-image="{IMAGE}"></figure></div><div data-block="file" data-document="{DOCUMENT}"></div>'
    )

    assert needs(source, site_host="site.example") == Needs(
        images=(IMAGE, DOCUMENT),
        documents=(DOCUMENT,),
        references=(REFERENCE, IMAGE),
        links=("/a/b", "/ا/", "/e%2Ff"),
    )
    assert needs(source).links == ("/a/b", "/e%2Ff")
    assert needs("") == Needs()


def test_a_link_to_a_file_inside_a_sentence_is_a_use_of_that_file() -> None:
    source = clean('<p>Read <a href="/files/abcdefghijkl/paper.pdf">the paper</a> and <a href="/files/">all</a>.</p>')

    assert needs(source).documents == ("abcdefghijkl",)
    assert needs(source).links == ("/files/abcdefghijkl/paper.pdf", "/files/")


def test_a_refusal_speaks_the_editors_language() -> None:
    with translation.override("tr"), pytest.raises(BodyError, match="Metinde iç içe geçme 64 düzeyi aşıyor"):
        clean("<div>" * 100)
