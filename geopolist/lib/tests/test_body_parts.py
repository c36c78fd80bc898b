"""What a page takes out of a shown body."""

import pytest

from geopolist.lib.body import Media, clean, live_entries, medium_and_text, oldest_first, render


def shown(source: str) -> str:
    return render(clean(source), Media(), language="en", site_host="").html


def entry(hour: int, words: str = "<p>x</p>") -> str:
    return f'<section data-block="live" data-time="2026-05-04T{hour:02d}:00:00Z">{words}</section>'


def hours(html: str) -> list[str]:
    return [part[:2] for part in html.split('datetime="2026-05-04T')[1:]]


def test_entries_are_put_in_order_and_what_stands_between_them_stays() -> None:
    html = shown(f"<p>First.</p>{entry(9)}<p>Between.</p>{entry(11)}{entry(10)}<p>Last.</p>")

    assert hours(html) == ["11", "10", "09"]
    assert hours(html.partition("Between.")[0]) == ["11"]
    assert html.startswith("<p>First.</p>")
    assert html.endswith("<p>Last.</p>")


def test_the_other_order_is_the_same_text_turned() -> None:
    html = shown(f"<p>First.</p>{entry(9)}{entry(11)}<p>&lt;Last&gt; &amp; least.</p>")

    turned = oldest_first(html)

    assert hours(turned) == ["09", "11"]
    assert sorted(turned.splitlines()) == sorted(html.splitlines())
    assert oldest_first(turned) == html


def test_an_entry_is_called_by_its_heading_or_else_by_its_first_words() -> None:
    long = "word " * 60
    html = shown(entry(11, "<p>Before.</p><h3>A <em>vote</em></h3><p>After.</p>") + entry(10, f"<p>{long}</p>"))

    first, second = live_entries(html)

    assert (first["title"], first["at"]) == ("A vote", "2026-05-04T11:00:00Z")
    assert f'id="{first["id"]}"' in html
    assert second["title"].endswith("word…")
    assert len(second["title"]) <= 110


@pytest.mark.parametrize("source", ["", "<p>Plain.</p>", "<section><p>live</p></section>"])
def test_a_text_without_entries_has_none(source: str) -> None:
    assert live_entries(shown(source)) == []


def test_a_text_that_opens_with_a_medium_is_parted_from_it() -> None:
    html = shown(
        '<div data-block="embed" data-embed="https://www.youtube.com/watch?v=aqz-KE-bpKQ">x</div><p>Words.</p>'
    )

    medium, text = medium_and_text(html)

    assert medium.startswith('<figure class="embed"')
    assert text == "<p>Words.</p>"


@pytest.mark.parametrize(
    "source", ["", "<p>Words.</p>", "<p>x</p><div data-block='embed' data-embed='https://a.org/'></div>"]
)
def test_any_other_text_stays_whole(source: str) -> None:
    assert medium_and_text(shown(source)) == ("", shown(source))
