"""A drop cap stands only where there is a paragraph to carry it."""

import pytest

from articles.models import Article

LONG = "Underwriters repriced the western basin four times last winter. " * 5
BRIEF = (
    '<section class="brief" aria-labelledby="brief-a"><h2 id="brief-a">The short version</h2>'
    "<ul><li>One.</li></ul></section>"
)


@pytest.mark.parametrize(
    ("rendered", "carries"),
    [
        (f"<p>{LONG}</p><h2>Then</h2>", True),
        (f"{BRIEF}<p>{LONG}</p>", True),
        ("<p><strong>Headings</strong></p>", False),
        (f"<h2>First</h2><p>{LONG}</p>", False),
        (f"<figure></figure><p>{LONG}</p>", False),
        (f'<p><a href="{"x" * 400}">Short</a></p>', False),
        ("", False),
    ],
)
def test_a_text_opens_with_a_drop_cap_only_over_a_long_paragraph(rendered: str, carries: bool) -> None:
    assert Article(rendered=rendered).opens_with_a_paragraph is carries
