"""Texts made to hurt: they take no time, and nothing of them is left."""

import pytest

from geopolist.wordpress.convert import convert


def test_nothing_dangerous_and_no_block_comment_is_left():
    hostile = (
        "<!-- wp:html --><script>alert(1)</script><p onclick='x()' style='position:fixed'>Hi</p><!-- /wp:html -->"
        '<!-- wp:paragraph {"x":"--><img src=x onerror=alert(1)>"} --><p>there</p><!-- /wp:paragraph --><!-- open'
        "<svg><script>x</script></svg><a href=' javascript:alert(1)'>z</a>"
        "<base href='//e'><form action=x><input></form>"
    )

    source = convert(hostile).source

    for word in (
        "script",
        "onclick",
        "onerror",
        "style",
        "javascript:",
        "wp:",
        "<!--",
        "<base",
        "<form",
        "<input",
        "<svg",
    ):
        assert word not in source
    assert "Hi" in source
    assert "there" in source


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 20_000 + "x",
        "<!-- wp:group -->" * 5_000 + "x",
        "<ul><li>" * 10_000 + "x",
        "<b>" * 20_000 + "x",
        "<table><tr><td>" * 5_000 + "x",
        "<blockquote><p><i>" * 5_000 + "x",
        "<p>" + "".join(f"<b title={n}>" for n in range(7)) + "<p>" * 50_000,
        "<!--" * 50_000,
        "<iframe " * 20_000,
        "<iframe>" * 100_000,
        '<audio src="' * 20_000,
        "<p>words <a href='/x'>and</a> more</p>\n\n" * 5_000,
    ],
)
def test_hostile_and_huge_texts_are_converted_in_time(text):
    assert isinstance(convert(text).source, str)
