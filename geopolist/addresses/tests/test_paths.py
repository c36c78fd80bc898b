"""One spelling for each address, and what a path asks for."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geopolist.addresses.paths import MAX_LENGTH, Asked, BadPath, last_segment, normal, read

SPOKEN = frozenset({"tr", "ar"})


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("about", "/about/"),
        ("/about/", "/about/"),
        ("/About/Us", "/about/us/"),
        ("/", "/"),
        ("", "/"),
        ("/İstanbul/", "/istanbul/"),
        ("/i\u0307stanbul/", "/istanbul/"),
        ("/I\u0307stanbul/", "/istanbul/"),
        ("/kadın/", "/kadın/"),
        ("/Öğrenci/", "/öğrenci/"),
        (unicodedata.normalize("NFD", "/öğrenci/"), "/öğrenci/"),
        ("/نهر-النيل/", "/نهر-النيل/"),
        ("/STRASSE/", "/strasse/"),
        ("/ﬁn/", "/ﬁn/"),
        ("/a b/", "/a b/"),
    ],
)
def test_a_path_has_one_spelling(path: str, key: str) -> None:
    assert normal(path) == key


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/",
        "/a//b/",
        "/a//",
        "/../secret/",
        "../secret",
        "/a/..",
        "/a/./b/",
        "/.",
        "/a\\b/",
        "\\\\evil.example",
        "/a\x00b/",
        "/a\nb/",
        "/a\x7f/",
        "/a\u0085/",
        "/a\u202eb/",
        "/a\u2066b/",
        "/a\u200bb/",
        "/a\u200db/",
        "/a\u00adb/",
        "/a\u061cb/",
        "/a\u2028b/",
        "/\ufeffa/",
        "/\ud800/",
        "/\uffff/",
        "/\ue000/",
        "/a%2fb/",
        "/a?b/",
        "/a#b/",
        "/" + "a" * MAX_LENGTH,
        "/" + "a" * (MAX_LENGTH - 1),
        "/" + "a" * 5000 + "/",
    ],
    ids=ascii,
)
def test_a_path_that_is_no_address_is_refused(path: str) -> None:
    with pytest.raises(BadPath):
        normal(path)


def test_the_longest_path_fits_the_table() -> None:
    assert len(normal("/" + "a" * (MAX_LENGTH - 2))) == MAX_LENGTH


@given(st.text(max_size=40))
def test_normal_is_its_own_normal(path: str) -> None:
    """Else a redirect to the one spelling would lead on to another."""
    try:
        once = normal(path)
    except BadPath:
        return

    assert normal(once) == once


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/x/", Asked("/x/", "/x/")),
        ("/x/page/3/", Asked("/x/page/3/", "/x/", page=3)),
        ("/x/page/3", Asked("/x/page/3/", "/x/", page=3)),
        ("/x/page/0/", Asked("/x/page/0/", "/x/page/0/")),
        ("/x/page/٣/", Asked("/x/page/٣/", "/x/page/٣/")),
        ("/x/comment-page-2/", Asked("/x/comment-page-2/", "/x/")),
        ("/x/feed/", Asked("/x/feed/", "/x/", feed=True)),
        ("/x/feed/atom/", Asked("/x/feed/atom/", "/x/", feed=True)),
        ("/tr/category/x/page/2/", Asked("/tr/category/x/page/2/", "/category/x/", language="tr", page=2)),
        ("/de/x/", Asked("/de/x/", "/de/x/")),
        ("/tr/", Asked("/tr/", "/tr/")),
    ],
)
def test_a_path_is_taken_apart(path: str, asked: Asked) -> None:
    assert read(path, SPOKEN) == asked


def test_what_was_asked_is_spelled_with_its_language_and_feed() -> None:
    asked = read("/tr/category/x/feed/rss2/", SPOKEN)

    assert (asked.bare, asked.spelled) == ("/tr/category/x/", "/tr/category/x/feed/")


def test_the_last_segment_is_the_slug() -> None:
    assert last_segment("/category/economy/energy/") == "energy"
