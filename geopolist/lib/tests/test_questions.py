"""A question has its SQL written once; what comes back is what its queryset would have given."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection, models
from django.db.models.expressions import RawSQL

from geopolist.lib.questions import Question, Slot

NAME, LEAST = Slot("name", models.CharField()), Slot("least", models.BigIntegerField())


@pytest.fixture
def groups(db: None) -> list[Group]:
    return [Group.objects.create(name=name) for name in ("Basin", "Cape", "Çanak", "Delta' --")]


def named() -> Question[Group]:
    return Question(lambda: Group.objects.filter(name=NAME))


def test_it_answers_each_time_for_the_values_it_is_given(groups: list[Group]) -> None:
    question = named()

    assert [question.rows(name=each.name) for each in groups] == [[each] for each in groups]
    assert question.rows(name="' OR ''='") == []


def test_its_sql_is_written_once_and_its_queryset_made_once(groups: list[Group], monkeypatch: Any) -> None:
    made = []
    question = Question(lambda: made.append(1) or Group.objects.filter(name=NAME))
    question.rows(name="Basin")
    monkeypatch.setattr("django.db.models.sql.compiler.SQLCompiler.pre_sql_setup", None)

    assert question.rows(name="Cape") == [groups[1]]
    assert made == [1]


def test_one_slot_may_stand_in_several_places(groups: list[Group]) -> None:
    question = Question(lambda: Group.objects.filter(models.Q(pk__gt=LEAST) & models.Q(pk__gte=LEAST)).order_by("pk"))

    assert question.rows(least=groups[1].pk) == groups[2:]


def test_rows_come_with_what_is_joined_and_with_columns_of_other_sql(
    groups: list[Group], django_assert_num_queries: Any
) -> None:
    permissions = Permission.objects.select_related("content_type").order_by()
    question = Question(lambda: permissions.annotate(rank=RawSQL("given.rank", [])))
    first, second = Permission.objects.order_by("pk")[:2]
    given = "INNER JOIN (SELECT %s AS rank, %s AS pk UNION ALL SELECT 2, %s) AS given ON given.pk = auth_permission.id"

    with django_assert_num_queries(1):
        rows: list[Any] = question.rows(given, [1, second.pk, first.pk])
        found = {(row.rank, row.pk, row.content_type.model) for row in rows}

    assert found == {(1, second.pk, second.content_type.model), (2, first.pk, first.content_type.model)}


def test_as_text_it_stands_in_another_with_its_parameters(groups: list[Group]) -> None:
    sql, parameters = Question(lambda: Group.objects.filter(name=NAME).values("pk")).sql(name="Çanak")

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({sql}) AS found", parameters)  # noqa: S608  our own

        assert cursor.fetchone() == (1,)


def test_a_value_that_is_missing_is_a_mistake_that_names_it(groups: list[Group]) -> None:
    with pytest.raises(KeyError, match="name"):
        named().rows()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_threads_that_ask_at_once_each_get_their_own_answer() -> None:
    groups = [Group.objects.create(name=f"Group {number}") for number in range(20)]
    question = named()

    def ask(group: Group) -> list[Group]:
        try:
            return question.rows(name=group.name)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, groups * 10))

    assert answers == [[group] for group in groups * 10]


@pytest.mark.postgresql
def test_the_database_plans_once_what_it_is_asked_often(groups: list[Group]) -> None:
    question = named()

    for _ in range(7):
        question.rows(name="Basin")

    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        assert len([words for (words,) in cursor.fetchall() if "auth_group" in words]) == 1
