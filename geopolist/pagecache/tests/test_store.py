"""What every store does, wherever it keeps its pages."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from geopolist.pagecache.files import PATIENCE
from geopolist.pagecache.headers import HTML
from geopolist.pagecache.page import BROTLI, ENCODINGS, GZIP, Page
from geopolist.pagecache.store import Store

NAMES = ["/", "/soundings/", "/category/sea/?page=2", "/boğaz/", f"/{'a' * 190}/"]


def page(content: bytes = b"Depth.") -> Page:
    now = timezone.now()
    return Page.of(content, HTML, now, now + timedelta(hours=1), {"article:1", "chrome:en"})


@pytest.mark.parametrize("name", NAMES)
def test_a_page_comes_back_as_it_was_put(kept: Store, name: str) -> None:
    made = page()
    kept.put(name, made, 0)

    for encoding in ENCODINGS:
        found = kept.get(name, encoding)
        assert found is not None
        assert found.bodies[encoding] == made.bodies[encoding]
        assert found.facts == made.facts
    assert [each for each in NAMES if kept.get(each)] == [name]


def test_a_page_takes_the_place_of_the_one_before(kept: Store) -> None:
    kept.put("/soundings/", page(b"first"), 0)
    kept.put("/soundings/", page(b"second"), 0)

    bodies = [found.bodies[each] for each in (BROTLI, GZIP) if (found := kept.get("/soundings/", each))]
    assert bodies == [page(b"second").bodies[each] for each in (BROTLI, GZIP)]


def test_pages_are_removed_and_others_stay(kept: Store) -> None:
    for name in NAMES:
        kept.put(name, page(), 0)

    kept.drop(["/", "/soundings/", "/never-there/"], 1)
    kept.drop([], 2)

    assert [name for name in NAMES if kept.get(name)] == NAMES[2:]


def test_everything_is_removed_at_once(kept: Store) -> None:
    for name in NAMES:
        kept.put(name, page(), 0)
    before = kept.edition()

    kept.clear()
    kept.clear()
    kept.trust(2, kept.doubted_since() or 0)

    assert not any(map(kept.get, NAMES))
    assert kept.edition() != before
    kept.put("/", page(), 2)
    assert kept.get("/") is not None


def test_one_of_several_makes_a_page(kept: Store) -> None:
    claims = [kept.claim("/soundings/") for _time in range(3)]
    others = kept.claim("/elsewhere/")
    during = kept.is_claimed("/soundings/")
    kept.release("/soundings/")

    assert (claims, others, during) == ([True, False, False], True, True)
    assert not kept.is_claimed("/soundings/")
    assert kept.claim("/soundings/")


@pytest.mark.parametrize("kept", ["files"], indirect=True)
def test_the_claim_of_one_who_died_ends_by_itself(kept: Store) -> None:
    kept.claim("/soundings/")
    with time_machine.travel(timezone.now() + timedelta(seconds=PATIENCE - 1)):
        before = kept.is_claimed("/soundings/"), kept.claim("/soundings/")
    with time_machine.travel(timezone.now() + timedelta(seconds=PATIENCE + 1)):
        after = kept.is_claimed("/soundings/"), kept.claim("/soundings/")

    assert (before, after) == ((True, False), (False, True))
    assert not kept.claim("/soundings/")


def test_a_name_that_is_released_twice_is_no_fault(kept: Store, caplog: Any) -> None:
    kept.release("/soundings/")

    assert caplog.records == []
