import re

import pytest

from geopolist.lib.body import Media, Shown, clean, render


def shown(source: str) -> Shown:
    return render(clean(source), Media(), language="en", site_host="site.example")


def html(source: str) -> str:
    return shown(source).html


def test_contents_are_nested_and_their_ids_unique():
    result = shown(
        "<h2>One</h2><h3>Two <b>bold</b><span data-footnote>x</span></h3><h3>Two bold</h3><h2>Çığ &amp; Işık"
        "</h2><h4>- Four</h4>"
        "<h2>One</h2><h2>— • Dash</h2><h2>-5 degrees</h2>"
    )

    assert result.contents == [
        {
            "id": "one",
            "text": "One",
            "children": [
                {"id": "two-bold", "text": "Two bold", "children": []},
                {"id": "two-bold-2", "text": "Two bold", "children": []},
            ],
        },
        {"id": "çığ-işık", "text": "Çığ & Işık", "children": [{"id": "four", "text": "Four", "children": []}]},
        {"id": "one-2", "text": "One", "children": []},
        {"id": "dash", "text": "Dash", "children": []},
        {"id": "5-degrees", "text": "-5 degrees", "children": []},
    ]


@pytest.mark.parametrize(
    ("source", "tags"),
    [
        ("<h3>a</h3><h4>b</h4><h3>c</h3>", ["h2", "h3", "h2"]),
        ("<h2>a</h2><h4>b</h4><h4>c</h4><h3>d</h3>", ["h2", "h3", "h3", "h3"]),
        ("<h1>a</h1><h2>b</h2>", ["h2", "h3"]),
        ("<h6>a</h6>", ["h2"]),
        ("<h4>a</h4><h2>b</h2>", ["h2", "h2"]),
    ],
)
def test_headings_begin_at_h2_and_skip_no_level(source, tags):
    assert re.findall(r"<(h[1-6])", html(source)) == tags


def test_headings_beside_the_text_are_not_in_the_contents():
    result = shown(
        "<h2>Part</h2><section><h3>Group</h3><p>x</p></section><blockquote><h3>Quoted</h3><p>x</p></blockquote>"
        '<aside data-block="callout"><h3>Boxed</h3><p>x</p></aside><details><summary>s</summary><h3>Folded'
        "</h3></details>"
        '<section data-block="live" data-time="2026-05-01"><h3>Entry</h3><p>x</p></section>'
    )

    assert [part["text"] for part in result.contents] == ["Part"]
    assert [part["text"] for part in result.contents[0]["children"]] == ["Group"]
    assert 'id="folded"' in result.html


def test_heading_of_signs_gets_an_id_but_no_place_in_the_contents():
    result = shown("<h2>* * *</h2><h2>🙂</h2><h2>a</h2>")

    assert 'id="section"' in result.html
    assert 'id="section-2"' in result.html
    assert [part["id"] for part in result.contents] == ["a"]


def test_ids_never_clash_with_those_of_the_page():
    result = shown(
        '<h2>Main</h2><h2>Comments</h2><h2>n1</h2><h2>R 1</h2><p id="main">x</p><p id="notes-h">y</p>'
        '<p><a id="r1"></a>z<span data-footnote>n</span> <a href="#main">1</a> <a href="#r1">2</a> '
        '<a href="#comments">3</a></p>'
    )

    assert 'id="main-2"' in result.html
    assert 'id="comments-2"' in result.html
    assert 'id="n1-2"' in result.html
    assert 'id="r-1"' in result.html
    assert '<p id="at-main">' in result.html
    assert '<a id="at-r1"></a>' in result.html
    assert '<a href="#at-main">1</a> <a href="#at-r1">2</a> <a href="#comments">3</a>' in result.html
    assert result.html.count('id="r1"') == 1


def test_links_follow_a_heading_to_its_id():
    result = html(
        '<h2 id="sec:1">Straits &amp; seas</h2><h2 id="énergie">B</h2><p><a href="#sec:1">1</a> '
        '<a href="#%C3%A9nergie">2</a></p>'
    )

    assert '<h2 id="straits-seas">' in result
    assert '<a href="#straits-seas">1</a> <a href="#b">2</a>' in result


def test_anchor_named_like_a_heading_gets_an_id_of_its_own():
    result = html('<h2>Energy</h2><p id="energy">x <a href="#energy">y</a></p>')

    assert result == '<h2 id="energy">Energy</h2>\n<p id="at-energy">x <a href="#at-energy">y</a></p>'
