"""Two edits of one body: both are in what comes of them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geopolist.lib.body import clean
from geopolist.lib.body.merging import merge

IDS = ["aaaaaaaa", "bbbbbbbb", "cccccccc", "dddddddd"]


def body(*words: str, ids: list[str] = IDS) -> str:
    """A paragraph each, by ids that stay."""
    return "\n".join(f'<p data-id="{key}">{word}</p>' for key, word in zip(ids, words, strict=False))


def words(text: str) -> list[str]:
    return re.findall(r">([^<\n]+)<", text)


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        (body("one", "two", "three"), body("one", "two", "three"), ["one", "two", "three"]),
        (body("one, mine", "two", "three"), body("one", "two", "three, theirs"), ["one, mine", "two", "three, theirs"]),
        (body("one, mine", "two", "three"), body("one", "two, theirs", "three"), ["one, mine", "two, theirs", "three"]),
        (body("one", "three", ids=["aaaaaaaa", "cccccccc"]), body("one", "two", "three!"), ["one", "three!"]),
        (body("one", "two", "three", "four"), body("one!", "two", "three"), ["one!", "two", "three", "four"]),
        ("", body("one", "two", "three"), []),
        (body("three", "one", ids=["cccccccc", "aaaaaaaa"]), body("one!", "two", "three"), ["three", "one!"]),
        (body("same!", "two", "three"), body("same!", "two", "three"), ["same!", "two", "three"]),
    ],
)
def test_what_each_has_changed_is_changed(mine: str, theirs: str, merged: list[str]) -> None:
    found = merge(body("one", "two", "three"), mine, theirs)

    assert words(found.body) == merged


def test_a_block_that_both_have_changed_stands_there_twice_mine_first() -> None:
    found = merge(body("one", "two"), body("one, mine", "two"), body("one, theirs", "two"))

    assert words(found.body) == ["one, mine", "one, theirs", "two"]
    assert found.both == 1
    assert len(set(re.findall('data-id="[^"]+"', found.body))) == 3


def test_a_block_that_one_took_away_and_the_other_changed_stays() -> None:
    found = merge(body("one", "two"), body("two", ids=IDS[1:]), body("one, theirs", "two"))

    assert ("one, theirs" in found.body, found.both) == (True, 1)


def test_blocks_that_hold_others_are_whole() -> None:
    table = '<figure data-id="eeeeeeee" data-block="table"><table><tbody><tr><td>1</td></tr></tbody></table></figure>'
    base = clean(f"{body('one')}{table}<ul><li>a</li></ul>")

    found = merge(base, base.replace(">one<", ">mine<"), base.replace(">a<", ">theirs<"))

    assert found.body == base.replace(">one<", ">mine<").replace(">a<", ">theirs<")


TEXT = st.lists(st.sampled_from("abcdefgh"), max_size=6).map(
    lambda found: body(*found, ids=[f"{n:a>8}" for n in "bcdefg"])
)


@given(base=TEXT, mine=TEXT, theirs=TEXT)
def test_nothing_that_either_wrote_is_lost_and_nothing_that_neither_wrote_appears(
    base: str, mine: str, theirs: str
) -> None:
    found = merge(base, mine, theirs)
    before, my_words, their_words, after = (set(words(text)) for text in (base, mine, theirs, found.body))

    assert (my_words | their_words) - before <= after
    assert after <= my_words | their_words | before
    assert merge(base, mine, base).body == clean(mine)
    assert merge(base, base, theirs).body == clean(theirs)
