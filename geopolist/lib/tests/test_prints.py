"""A row's print is another when anything that was read with it is another, and only then."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db.models import QuerySet, Value

from geopolist.lib.prints import late, printed

pytestmark = pytest.mark.django_db


def permissions() -> QuerySet[Permission]:
    return printed(Permission.objects.select_related("content_type").order_by("pk"))


def prints(rows: QuerySet[Any]) -> list[int]:
    return [row.print for row in rows]


def test_every_row_has_a_print_of_its_own_and_the_same_each_time() -> None:
    first = prints(permissions())

    assert len(set(first)) == len(first) == Permission.objects.count()
    assert prints(permissions()) == first


@pytest.mark.parametrize("what", ["the row", "what is joined"])
def test_a_column_that_changes_changes_the_print(what: str) -> None:
    before = prints(permissions()[:1])

    row = permissions()[0]
    if what == "the row":
        Permission.objects.filter(pk=row.pk).update(name="Another")
    else:
        type(row.content_type).objects.filter(pk=row.content_type.pk).update(model="another")

    assert prints(permissions()[:1]) != before


def test_what_a_question_adds_to_a_row_is_not_of_it() -> None:
    rows = permissions().annotate(place=Value(7))[:3]

    assert prints(rows) == prints(permissions()[:3])
    assert [row.place for row in rows] == [7, 7, 7]


def test_rows_are_what_they_are_without_prints_and_cost_no_more(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        names = [(row.name, row.content_type.model) for row in permissions()[:5]]

    assert names == list(Permission.objects.order_by("pk").values_list("name", "content_type__model")[:5])


def test_a_long_list_is_read_in_pieces() -> None:
    wanted = list(Permission.objects.order_by("pk"))

    assert list(permissions().iterator(chunk_size=2)) == wanted
    assert len({row.print for row in permissions().iterator(chunk_size=2)}) == len(wanted)


def test_rows_of_a_query_that_found_none() -> None:
    assert list(permissions().none()) == list(permissions().filter(pk=0)) == []


def test_rows_that_were_read_can_be_narrowed() -> None:
    rows = permissions()
    first = rows[0]
    list(rows)

    assert list(rows.filter(pk=first.pk)) == [first]
    assert rows.filter(pk=first.pk).count() == 1


# --- Rows that are read late


@pytest.fixture
def later() -> QuerySet[Permission]:
    return late(Permission.objects.select_related("content_type").order_by("pk").annotate(place=Value(7)))


def test_a_late_row_has_its_key_its_print_and_what_was_added_without_being_read(
    later: QuerySet[Permission], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Permission, "from_db", None)

    found: list[Any] = list(later[:3])

    assert [(row.pk, row.place, bool(row)) for row in found] == [(row.columns[0], 7, True) for row in found]
    assert len({row.print for row in found}) == 3


def test_a_late_row_is_the_row_once_it_is_read(later: QuerySet[Permission], django_assert_num_queries: Any) -> None:
    wanted = list(permissions()[:3])

    with django_assert_num_queries(1):
        found: list[Any] = list(later[:3])
        read = [(row.name, row.content_type.model, row._state.adding, row._state.db) for row in found]

    assert read == [(row.name, row.content_type.model, False, "default") for row in wanted]
    assert (found, [row.print for row in found]) == (wanted, prints(wanted))
    assert all(isinstance(row, Permission) for row in found)
