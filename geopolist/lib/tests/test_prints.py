"""A row's print is another when anything that was read with it is another, and only then."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db.models import QuerySet, Value

from geopolist.lib.prints import printed

pytestmark = pytest.mark.django_db


def permissions() -> QuerySet[Permission]:
    return printed(Permission.objects.select_related("content_type").order_by("pk"))


def prints(rows: QuerySet[Any]) -> list[bytes]:
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
