"""Numbered pages as values. What readers see of them stands in articles/tests/test_paging.py."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.http import Http404

from geopolist.lib import paging
from geopolist.lib.paging import Link, NoSuchPage, Order, Page, Place, paginate, paginate_list


@pytest.fixture(autouse=True)
def without_roles(request: Any) -> None:
    """The groups that are there after every migrate: here groups are rows of any list."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        Group.objects.all().delete()


def page(number: int, last: int, base: str = "/list/") -> Page:
    return Page([], number, last, last * 10, base)


@pytest.mark.parametrize(
    ("number", "last", "numbers"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, 3, None, 9]),
        (3, 9, [1, 2, 3, 4, 5, None, 9]),
        (4, 9, [1, 2, 3, 4, 5, 6, None, 9]),
        (5, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (5, 10, [1, 2, 3, 4, 5, 6, 7, None, 10]),
        (6, 11, [1, None, 4, 5, 6, 7, 8, None, 11]),
        (9, 9, [1, None, 7, 8, 9]),
    ],
)
def test_a_gap_stands_for_more_than_one_page(number: int, last: int, numbers: list[int | None]) -> None:
    assert page(number, last).numbers == numbers


@pytest.mark.parametrize(
    ("base", "urls"),
    [("/list/", ["/list/", "/list/?page=2"]), ("/search/?q=a", ["/search/?q=a", "/search/?q=a&page=2"])],
)
def test_the_first_page_has_no_number(base: str, urls: list[str]) -> None:
    assert [page(1, 2, base).url(number) for number in (1, 2)] == urls


@pytest.mark.parametrize(
    ("number", "before", "after", "has_others"),
    [(1, "", "/list/?page=2", True), (2, "/list/", "/list/?page=3", True), (3, "/list/?page=2", "", True)],
)
def test_a_page_knows_its_neighbours(number: int, before: str, after: str, has_others: bool) -> None:
    here = page(number, 3)

    assert (here.previous_url, here.next_url, here.has_others) == (before, after, has_others)


def test_the_only_page_has_no_neighbours() -> None:
    assert (page(1, 1).previous_url, page(1, 1).next_url, page(1, 1).has_others) == ("", "", False)


def test_links_pair_numbers_with_addresses() -> None:
    assert page(9, 9).links[:3] == [Link(1, "/list/"), None, Link(7, "/list/?page=7")]


@pytest.mark.django_db
def test_a_page_costs_one_query_and_counts_no_further_than_it_pages(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(paging, "LAST_PAGE", 2)
    Group.objects.bulk_create(Group(name=f"{number}") for number in range(5))

    with django_assert_num_queries(1) as queries:
        here = paginate(Group.objects.order_by("pk"), {"page": "2"}, size=2, base="/list/")

    assert "LIMIT 5" in queries.captured_queries[0]["sql"]
    assert [group.name for group in here.items] == ["2", "3"]
    assert (here.number, here.last, here.total, here.has_more_than_counted) == (2, 2, 4, True)
    assert here.next_url == "", "a list without an order of time ends at its last number"
    with pytest.raises(Http404), django_assert_num_queries(0):
        paginate(Group.objects.order_by("pk"), {"page": "3"}, size=2, base="/list/")


@pytest.mark.django_db
def test_an_empty_list_has_one_empty_page() -> None:
    here = paginate(Group.objects.order_by("pk"), {}, size=2, base="/list/")

    assert (list(here.items), here.last, here.total, here.has_more_than_counted) == ([], 1, 0, False)


# --- Places


@pytest.mark.parametrize(
    "place",
    [
        Place(datetime(2026, 5, 4, 12, 30, 15, 123456, tzinfo=UTC), 7),
        Place(datetime(1923, 10, 29, tzinfo=UTC), 2**59),
        Place(datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC), 1),
    ],
)
def test_a_place_is_read_as_it_is_written(place: Place) -> None:
    assert Place.read(str(place)) == place
    assert re.fullmatch("[0-9a-f]+-[0-9a-f]+", str(place))


@pytest.mark.parametrize(
    "token", ["", "1", "-", "1-", "-1", "0-1", "01-1", "1-01", "A-1", "1-1-1", "1-1\n", " 1-1", "١-1", "f" * 15 + "-1"]
)
def test_a_place_has_one_spelling(token: str) -> None:
    with pytest.raises(NoSuchPage):
        Place.read(token)


@pytest.fixture
def log(django_user_model: Any) -> list[LogEntry]:
    """Five entries, the newest first: two of one instant in the middle."""
    somebody = django_user_model.objects.create_user("somebody@example.org")
    instants = [datetime(2026, 5, day, tzinfo=UTC) for day in (1, 2, 2, 3, 4)]
    made = [LogEntry(user=somebody, action_flag=1, action_time=instant) for instant in instants]
    return LogEntry.objects.bulk_create(made)[::-1]


ORDER = Order("action_time")


def turn(**asked: str) -> Page:
    rows = LogEntry.objects.order_by("-action_time", "-pk")
    return paginate(rows, asked, size=2, base="/log/", order=ORDER)


@pytest.mark.django_db
def test_past_the_last_number_pages_go_on_from_a_place_and_back(
    log: list[LogEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "LAST_PAGE", 1)

    first = turn()
    second = turn(before=first.older)
    third = turn(before=second.older)
    back = turn(after=third.newer)

    assert [page.items for page in (first, second, third, back)] == [log[:2], log[2:4], log[4:], log[2:4]]
    assert [page.number for page in (first, second, third, back)] == [1, 0, 0, 0]
    assert first.next_url == f"/log/?before={first.older}"
    assert third.previous_url == f"/log/?after={third.newer}"
    assert (third.next_url, third.address) == ("", f"/log/?before={second.older}")
    assert [second.previous_url, back.previous_url] == ["/log/", "/log/"], "what has a number is led to by it"


@pytest.mark.django_db
def test_the_number_of_the_page_before_is_the_one_that_holds_what_is_newer(
    log: list[LogEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "LAST_PAGE", 2)

    last = turn(before=turn(page="2").older)

    assert (last.items, last.previous_url) == (log[4:], "/log/?page=2")


@pytest.mark.django_db
def test_a_list_that_ends_before_its_last_number_has_nothing_older(log: list[LogEntry]) -> None:
    assert [turn(page=number).next_url for number in ("1", "2", "3")] == ["/log/?page=2", "/log/?page=3", ""]


@pytest.mark.parametrize(("asked", "items"), [(None, [1, 2]), ("1", [1, 2]), ("2", [3, 4]), ("3", [5])])
def test_a_list_at_hand_is_paged_alike(asked: str | None, items: list[int]) -> None:
    here = paginate_list([1, 2, 3, 4, 5], asked, size=2, base="/list/")

    assert (list(here.items), here.last, here.total) == (items, 3, 5)


@pytest.mark.parametrize(
    "asked", ["", "0", "4", "-1", "01", "+1", " 1", "1 ", "1.0", "x", "²", "٢", "1" * 7, "9" * 5000]
)
def test_what_is_no_page_of_a_list_is_not_found(asked: str) -> None:
    with pytest.raises(Http404):
        paginate_list([1, 2, 3, 4, 5], asked, size=2, base="/list/")
