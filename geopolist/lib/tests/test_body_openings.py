"""Where something may stand inside a text."""

import pytest

from geopolist.lib.body import split_after


def paragraphs(number: int) -> str:
    return "".join(f"<p>{each}</p>\n" for each in range(1, number + 1))


def test_a_text_is_split_after_the_paragraph_that_is_named() -> None:
    assert split_after(paragraphs(6), 4) == (paragraphs(4).rstrip(), "\n<p>5</p>\n<p>6</p>\n")


@pytest.mark.parametrize(("number", "is_split"), [(0, False), (4, False), (5, False), (6, True)])
def test_in_a_text_that_is_too_short_there_is_no_place(number: int, is_split: bool) -> None:
    assert (split_after(paragraphs(number), 4) is not None) == is_split


def test_it_stands_between_two_paragraphs_whatever_else_there_is() -> None:
    head, rest = split_after("<p>1</p><ul><li>a</li></ul><p>2</p><h2>b</h2><p>3</p><p>4</p><p>5</p>", 1) or ("", "")

    assert head.endswith("<p>3</p>")
    assert rest == "<p>4</p><p>5</p>"


@pytest.mark.parametrize(
    "holder",
    [
        "<ul><li>{}</li></ul>",
        "<blockquote>{}</blockquote>",
        '<div class="tablewrap"><table><tbody><tr><td>{}</td></tr></tbody></table></div>',
        '<figure><img alt="&lt;p&gt;"><figcaption>{}</figcaption></figure>',
        '<section class="notes"><ol><li>{}</li></ol></section>',
        "<details><summary>More</summary>{}</details>",
    ],
)
def test_paragraphs_in_something_else_are_neither_counted_nor_parted(holder: str) -> None:
    inside = holder.format(paragraphs(9))

    assert split_after(inside, 1) is None
    assert split_after(inside + paragraphs(4), 2) == (inside + "<p>1</p>\n<p>2</p>", "\n<p>3</p>\n<p>4</p>\n")


def test_breaks_and_pictures_close_nothing() -> None:
    text = '<p>a<br>b<img alt="">c<wbr></p><hr>' + paragraphs(4)

    assert split_after(text, 2) == (text.partition("<p>2")[0].rstrip(), "\n<p>2</p>\n<p>3</p>\n<p>4</p>\n")
