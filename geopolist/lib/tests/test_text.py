import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geopolist.lib.text import (
    first_letter,
    first_words,
    folded,
    initials,
    lower,
    one_line,
    reading_minutes,
    shorten,
    slugify,
    sort_key,
    without_controls,
    word_count,
)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Turkey's Energy: What Next?", "turkeys-energy-what-next"),
        ("İstanbul'da Işık ve Çığlık", "istanbulda-işık-ve-çığlık"),
        ("  — • Dashes first", "dashes-first"),
        ("Cafe\u0301 no\u0308el", "café-nöel"),
        ("الطاقة في الشرق الأوسط", "الطاقة-في-الشرق-الأوسط"),
        ("كَتَبَ", "كَتَبَ"),
        ("می\u200cخواهم", "میخواهم"),
        ("中文 标题", "中文-标题"),
        ("../..%2f\\x", "2f-x"),
        ("a\u202eb\x00c\ud800d", "abcd"),
        ("snake_case", "snake-case"),
        ("*** !!! 🙂", ""),
        ("\u0301\u0301", ""),
        ("", ""),
    ],
)
def test_slug_keeps_its_script_and_nothing_odd(text, slug):
    assert slugify(text) == slug


def test_slug_in_turkish_lowers_the_dotless_capital():
    assert slugify("IRAK VE İRAN", language="tr") == "ırak-ve-iran"
    assert slugify("IRAK VE İRAN") == "irak-ve-iran"


def test_slug_is_cut_at_a_word():
    assert slugify("word " * 40) == "-".join(["word"] * 16)
    assert slugify("x" * 100) == "x" * 80


@settings(max_examples=60)
@given(st.text(max_size=120))
def test_slug_of_a_slug_is_itself(text):
    slug = slugify(text)

    assert slugify(slug) == slug
    assert len(slug) <= 80
    assert not set(slug) & set("/\\%?#&<>\"' .\n")


def test_lower_case_follows_the_language():
    assert lower("IŞIK İLE", "tr") == "ışık ile"
    assert lower("IŞIK İLE") == "işik ile"
    assert lower("TITLE", "en-GB") == "title"


def test_controls_go_and_arabic_joiners_stay():
    assert without_controls("a\x00b\x1b\x7f\x9b\u202ec\ufeff\ud800\uffff") == "abc"
    assert without_controls("a\r\nb\rc\u2028d\x0ce") == "a\nb\nc d e"
    assert without_controls("می\u200cخواهم\u200f \u2067x\u2069") == "می\u200cخواهم\u200f \u2067x\u2069"


def test_one_line_has_single_spaces():
    assert one_line(" a \n\t b\u00a0 c ") == "a b c"


def test_short_text_ends_at_a_word():
    assert shorten("The strait is open, for now", 20) == "The strait is open…"
    assert shorten("The strait", 20) == "The strait"
    assert shorten("x" * 30, 20) == "x" * 19 + "…"


def test_first_words_end_with_an_ellipsis_where_more_follow():
    assert first_words("Who governs,  who pays, who mediates", 4) == "Who governs, who pays…"
    assert first_words("Who governs,\nwho pays", 4) == "Who governs, who pays"
    assert first_words("", 4) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("One two—three / four … -- 5", 5),
        ("İstanbul'da iş var", 3),
        ("كَتَبَ الرَّجُلُ", 2),
        ("能源政策", 2),
        ("能源 policy", 2),
        ("ภาษาไทย", 2),
        ("에너지 정책", 2),
        ("don't re-count", 2),
        ("." * 200_000, 0),
    ],
)
def test_words_are_counted_in_every_script(text, words):
    assert word_count(text) == words


def test_reading_time_is_rounded_up_and_at_least_a_minute():
    assert [reading_minutes(words, 200) for words in (0, 1, 200, 201)] == [1, 1, 1, 2]
    with pytest.raises(ValueError, match="words_per_minute is 0"):
        reading_minutes(100, 0)


@pytest.mark.parametrize(
    ("name", "language", "letters"),
    [
        ("Elif Sarıkaya", "", "ES"),
        ("Tomas van den Berg", "", "TB"),
        ("ilker ışık", "tr", "İI"),
        ("ilker", "", "I"),
        ("Jean-Luc", "", "JL"),
        ("خالد المنصور", "ar", "خ"),
        ("王小明", "", "王"),
        ("J. R. Tolkien", "", "JT"),
        ("ßeta", "", "ß"),
        ("1234 🙂", "", ""),
        ("", "", ""),
    ],
)
def test_initials(name, language, letters):
    assert initials(name, language=language) == letters


def test_folding_makes_spellings_of_one_tag_equal():
    assert folded("İSTANBUL") == folded("istanbul") == folded("Istanbul") == "istanbul"
    assert folded("  Black   Sea ") == "black sea"
    assert folded("ENERGY") == folded("Energy")
    assert folded("Straße") == folded("STRASSE")


@pytest.mark.parametrize(
    ("names", "letters"),
    [
        (["Zeynep", "Çizgi", "Cizge", "Öz", "Ørsted", "odd"], ["C", "C", "O", "O", "Z", "Ø"]),
        (["“Quoted”", "42nd", "apple"], ["#", "A", "Q"]),
        (["İzmir", "Işık", "izlek"], ["I", "I", "I"]),
        (["أنقرة", "اسطنبول"], ["ا", "ا"]),
        (["—"], ["#"]),
    ],
)
def test_names_of_many_languages_stand_in_one_order_under_letters(names, letters):
    assert [first_letter(key).upper() for key in sorted(map(sort_key, names))] == letters
