"""The rules by which comments are shown, held or refused, as functions of values."""

from datetime import UTC, datetime
from typing import Any

import pytest

from articles.moderation import Rules, Verdict, Writing, closes_at, count_links, in_words, judge, seen_as


def writing(text: str = "Well argued.", **changes: Any) -> Writing:
    return Writing(**{"name": "G. Parallel", "text": text, "email": "parallel@example.org", **changes})


def verdict(rules: Rules, text: str = "Well argued.", **changes: Any) -> Verdict:
    """On somebody of whom something was approved before."""
    return judge(writing(text, **changes), rules, is_trusted=False, was_approved=True)


STRICT = Rules(hold_all=True, hold_first=True, links=1, held_words=["strait"], refused_words=["casino"])


def test_whom_the_site_trusts_is_shown_whatever_the_rules() -> None:
    worst = writing("casino strait https://a.example/ https://b.example/")

    assert judge(worst, STRICT, is_trusted=True, was_approved=False) == Verdict("approved")


def test_without_rules_everything_is_shown() -> None:
    assert judge(writing("https://a.example/ " * 9), Rules(), is_trusted=False, was_approved=False) == (
        "approved",
        "",
        "",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A casino by the strait: https://a.example/", ("bin", "refused", "casino")),
        ("The strait: https://a.example/", ("pending", "all", "")),
    ],
)
def test_what_is_refused_goes_before_what_is_held(text: str, expected: tuple[str, str, str]) -> None:
    assert judge(writing(text), STRICT, is_trusted=False, was_approved=False) == expected


def test_holding_follows_its_order() -> None:
    text, strict = "The strait: https://a.example/", {"hold_first": True, "links": 1, "held_words": ["strait"]}
    order = []

    for without in ({}, {"links": None}, {"held_words": []}, {"hold_first": False}):
        strict |= without
        order.append(judge(writing(text), Rules(**strict), is_trusted=False, was_approved=False))

    assert order == [
        ("pending", "links", "1"),
        ("pending", "words", "strait"),
        ("pending", "first", ""),
        ("approved", "", ""),
    ]


@pytest.mark.parametrize(("number", "status"), [(1, "approved"), (2, "pending"), (3, "pending")])
def test_so_many_links_or_more_are_too_many(number: int, status: str) -> None:
    text = " and ".join(["https://a.example/x", "www.b.example", "HTTP://c.example"][:number])

    assert verdict(Rules(links=2), text).status == status
    assert count_links(text) == number


def test_a_writer_is_held_until_something_was_approved() -> None:
    rules = Rules(hold_first=True)

    statuses = [judge(writing(), rules, is_trusted=False, was_approved=was).status for was in (False, True)]

    assert statuses == ["pending", "approved"]


@pytest.mark.parametrize("place", ["text", "name", "website", "email", "address", "agent"])
def test_a_word_is_found_in_everything_that_was_sent(place: str) -> None:
    assert verdict(Rules(held_words=["ress"]), **{place: "WordPress"}).status == "pending"


def test_what_is_not_kept_of_a_writer_is_not_named_as_the_reason() -> None:
    rules = Rules(held_words=["203.0.113.7"], refused_words=["BadBot"])

    assert verdict(rules, address="203.0.113.7") == ("pending", "words", "")
    assert verdict(rules, agent="BadBot/2.1") == ("bin", "refused", "")
    assert verdict(rules, text="I am 203.0.113.7.") == ("pending", "words", "203.0.113.7")


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("press", "WORDPRESS"),
        ("iş ilanı", "İŞ İLANI"),
        ("İŞ İLANI", "iş ilanı"),
        ("ISTIKRAR", "istikrar"),
        ("ilan", "ılan"),
        ("STRASSE", "straße"),
        ("café", "cafe\u0301"),
        ("casino", "ｃａｓｉｎｏ"),
        ("casino", "ca\u200bsi\u00adno"),
        ("casino", "c\u2060a\ufeffs\U000e0061ino"),
        ("two words", "Two \t\n words"),
        ("قمار", "القمار"),
    ],
)
def test_a_word_is_found_however_it_is_written(word: str, text: str) -> None:
    assert verdict(Rules(held_words=[word]), f"… {text} …").why == "words"


@pytest.mark.parametrize("lines", ["", "\n\n", "  \n\t", "\u200b\n\u00ad"])
def test_an_empty_line_of_a_list_is_no_word(lines: str) -> None:
    assert verdict(Rules(held_words=lines.splitlines(), refused_words=lines.splitlines())).status == "approved"


def test_a_very_long_word_is_named_shortened() -> None:
    [status, why, detail] = verdict(Rules(held_words=["long" * 100]), "long" * 200)

    assert (status, why, len(detail)) == ("pending", "words", 200)


def test_a_long_text_and_long_lists_are_looked_through_quickly() -> None:
    words = [f"word{number}x" for number in range(2000)]

    assert verdict(Rules(held_words=words), "Word " * 13_000 + "WORD1999X").detail == "word1999x"


MAY = datetime(2026, 5, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("published", "days", "expected"),
    [(MAY, 14, datetime(2026, 5, 18, tzinfo=UTC)), (MAY, None, None), (MAY, 0, None), (None, 14, None)],
)
def test_comments_close_so_many_days_after_publication(
    published: datetime | None, days: int | None, expected: datetime | None
) -> None:
    assert closes_at(published, days) == expected


@pytest.mark.parametrize(
    ("why", "detail", "words"),
    [
        ("links", "1", "It has 1 link."),
        ("links", "4", "It has 4 links."),
        ("words", "casino", "“casino” is on the list of words that are held."),
        ("refused", "casino", "“casino” is on the list of words that are refused."),
        ("words", "", "Its writer's network address or browser is on the list of words."),
        ("first", "", "Nothing of this writer was approved before."),
        ("all", "", "Every comment is held until an editor approves it."),
        ("editor", "", "An editor held it."),
        ("old", "", "It was held on the old site."),
        ("", "", ""),
        ("links", "many", ""),
    ],
)
def test_the_reason_is_said_in_words(why: str, detail: str, words: str) -> None:
    assert in_words(why, detail) == words


def test_spellings_of_nothing_are_nothing() -> None:
    assert seen_as("\u200b \u2060\u00ad") == ""
