"""What people type, folded alike for both databases, and marked in what they get."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geopolist.search.words import EXCERPT, Term, excerpt, fold, marked, read, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Black Sea, again", ["the", "black", "sea", "again"]),
        ("Café São façade", ["cafe", "sao", "facade"]),
        ("Cafe\u0301", ["cafe"]),
        ("Łódź Øresund Đorđe Þórr encyclopædia", ["lodz", "oresund", "dorde", "thorr", "encyclopaedia"]),
        ("straße", ["strasse"]),
        ("ﬁnance № ½", ["finance", "no", "1", "2"]),
        ("co-operation F-16 G20", ["co", "operation", "f", "16", "g20"]),
        ("snake_case", ["snake", "case"]),
        # Turkish
        ("İSTANBUL ISPARTA ısı kadın", ["istanbul", "isparta", "isi", "kadin"]),
        ("güvenliği çözüm şehir", ["guvenligi", "cozum", "sehir"]),
        ("İstanbul’da NATO'nun AB'nin", ["istanbul", "nato", "ab"]),
        # English and others with an apostrophe
        ("Ankara's the EU's states'", ["ankara", "the", "eu", "states"]),
        ("O'Brien L’Aquila N'Djamena", ["obrien", "laquila", "ndjamena"]),
        ("Ṣanʿāʾ", ["sana"]),
        # Arabic
        ("إيران أيران آيران ٱيران ايران", ["ايران"] * 5),
        ("مُحَمَّدٌ محمـــد", ["محمد", "محمد"]),
        ("مدرسة على فتى", ["مدرسه", "علي", "فتي"]),
        ("مؤتمر رئيس", ["موتمر", "رييس"]),
        ("النهر والنهر بالنهر كالنهر للنهر نهر", ["نهر"] * 6),
        ("الله ألم", ["الله", "الم"]),
        ("ایران کتاب", ["ايران", "كتاب"]),
        ("نهر\u200cها", ["نهرها"]),
        ("ﻻﺟﺊ", ["لاجي"]),
        ("٢٠٢٤ ۱۲", ["2024", "12"]),
    ],
)
def test_spellings_of_one_word_are_one(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@given(st.text())
def test_words_are_letters_and_digits_only(text: str) -> None:
    """Both query languages rely on it."""
    assert [word for word in words_of(text) if not word.isalnum() or "'" in word or '"' in word] == []


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("", []),
        ("   ", []),
        ("black sea", [Term(("black",)), Term(("sea",))]),
        ('"black sea" ports', [Term(("black", "sea")), Term(("ports",))]),
        ("sea -oil", [Term(("sea",)), Term(("oil",), is_wanted=False)]),
        ('sea -"crude oil"', [Term(("sea",)), Term(("crude", "oil"), is_wanted=False)]),
        ("black-sea", [Term(("black", "sea"))]),
        ("a sea", [Term(("sea",))]),
        ('"state of a nation"', [Term(("state", "of", "a", "nation"))]),
        ("article 5", [Term(("article",)), Term(("5",))]),
        ("sea - oil", [Term(("sea",)), Term(("oil",))]),
        ('"black sea', [Term(("black",)), Term(("sea",))]),
        ('""', []),
        ("' \" ( ) * NEAR : - ^ + | & ! <-> \\", [Term(("near",))]),
        (
            "sea* (oil) title:gas oil+gas",
            [Term(("sea",)), Term(("oil",)), Term(("title", "gas")), Term(("oil", "gas"))],
        ),
        ("sea\x00oil", [Term(("sea", "oil"))]),
        ("w" * 5000, [Term(("w" * 400,))]),
        (" ".join(f"word{number}" for number in range(20)), [Term((f"word{number}",)) for number in range(12)]),
    ],
)
def test_a_query_is_words_phrases_and_exclusions(query: str, terms: list[Term]) -> None:
    assert read(query) == terms


@pytest.mark.parametrize(
    ("query", "text", "shown"),
    [
        ("sea", "The Black Sea & the seas", "The Black <mark>Sea</mark> &amp; the <mark>seas</mark>"),
        ("eu", "EU, Europe, EU's", "<mark>EU</mark>, Europe, <mark>EU&#x27;s</mark>"),
        ("energy", "energies of an enemy", "<mark>energies</mark> of an enemy"),
        ("sea -oil", "sea oil", "<mark>sea</mark> oil"),
        ("script", "<script>alert(1)</script>", "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;"),
        ("istanbul", "İstanbul’da yaşam", "<mark>İstanbul’da</mark> yaşam"),
        ("cafe", "Cafe\u0301 society", "<mark>Cafe\u0301</mark> society"),
        ("محمد", "مُحَمَّدٌ هنا", "<mark>مُحَمَّدٌ</mark> هنا"),
        ("نهر", "والنهر", "<mark>والنهر</mark>"),
        ("", "nothing asked", "nothing asked"),
        ("mark", "<mark>", "&lt;<mark>mark</mark>&gt;"),
    ],
)
def test_what_was_asked_is_marked_and_the_rest_escaped(query: str, text: str, shown: str) -> None:
    assert marked(text, read(query)) == shown


@given(st.text(), st.text())
def test_marking_lets_no_html_through(text: str, query: str) -> None:
    shown = marked(text, read(query)).replace("<mark>", "").replace("</mark>", "")

    assert "<" not in shown
    assert ">" not in shown


def test_an_excerpt_lies_around_the_first_word_that_was_asked_for() -> None:
    text = "Opening words. " * 40 + "Here lies the strait of note. " + "Closing words. " * 40

    cut = excerpt(text, read("strait"))

    assert cut.startswith("… ")
    assert cut.endswith(" …")
    assert "Here lies the strait of note." in cut
    assert EXCERPT - 20 < len(cut) < EXCERPT + 30


@pytest.mark.parametrize(
    ("text", "cut"),
    [("Short.", "Short."), ("", ""), ("x" * 1000, "x" * 1000)],
)
def test_a_short_text_is_its_own_excerpt(text: str, cut: str) -> None:
    assert excerpt(text, read("strait")) == cut


def test_an_excerpt_without_a_match_is_the_beginning() -> None:
    assert excerpt("Opening words. " * 40, read("strait")).startswith("Opening words. Opening")
