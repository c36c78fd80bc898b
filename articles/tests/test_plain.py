"""Plain text as HTML: nothing that a reader types becomes markup but paragraphs and links."""

import time

import pytest

from articles.plain import linked, shown


def link(address: str, text: str = "") -> str:
    return f'<a href="{address}" rel="nofollow ugc noopener">{text or address}</a>'


def test_paragraphs_lines_and_markup() -> None:
    assert shown("<script>alert(1)</script>\n\nOne & two\nthree") == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n\n<p>One &amp; two<br>three</p>"
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("See https://example.org/a?b=1&c=2.", f"See {link('https://example.org/a?b=1&amp;c=2')}."),
        ("www.example.com, or", f"{link('https://www.example.com', 'www.example.com')}, or"),
        ("(https://example.org/a_(b))", f"({link('https://example.org/a_(b)')})"),
        ("[HTTPS://example.org]", f"[{link('https://example.org', 'HTTPS://example.org')}]"),
        ("https://example.org/“x”", link("https://example.org/“x”")),
        ("write to odette@example.org", "write to odette@example.org"),
        ("https://", "https://"),
        ("www.", "www."),
        ("https://...", "https://..."),
        ("nothttps://x", "nothttps://x"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        (
            'https://example.org/"onmouseover="alert(1)',
            f"{link('https://example.org/')}&quot;onmouseover=&quot;alert(1)",
        ),
        (
            "<a href='https://example.org/'>x</a>",
            f"&lt;a href=&#x27;{link('https://example.org/')}&#x27;&gt;x&lt;/a&gt;",
        ),
        ("https://[::1", "https://[::1"),
    ],
)
def test_whole_addresses_are_linked_and_all_else_is_text(text: str, html: str) -> None:
    assert linked(text) == html


@pytest.mark.parametrize("text", ["https://x/" + ")" * 60_000, "https://" * 8_000, "www." * 16_000, "<" * 65_000])
def test_the_longest_comment_takes_no_time(text: str) -> None:
    begin = time.process_time()

    shown(text)

    assert time.process_time() - begin < 10
