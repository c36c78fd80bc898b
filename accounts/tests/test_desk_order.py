"""The desk's lists stand as an editor works."""

from typing import Any

import pytest
from django.contrib import admin

from accounts.desk.order import place_of
from accounts.tests.make import signed_in

pytestmark = pytest.mark.django_db


def shelves(role: str) -> dict[str, list[str]]:
    page: Any = signed_in(role).get("/admin/")
    return {str(shelf["name"]): [model["name"] for model in shelf["models"]] for shelf in page.context["app_list"]}


def test_an_editor_finds_articles_first_and_then_what_stands_around_them() -> None:
    assert shelves("editor") == {
        "Newsroom": ["Articles", "Pages", "Pictures", "Documents", "References", "Comments"],
        "People and subjects": ["People", "Categories", "Series", "Tags", "Countries"],
        "The site": ["Risk outlooks"],
    }


def test_accounts_come_late_and_machinery_last() -> None:
    assert list(shelves("chief editor")) == [
        *("Newsroom", "People and subjects", "The site", "Accounts", "Mail and addresses"),
    ]


def test_only_the_workers_own_stand_where_nobody_put_them() -> None:
    unplaced = {model._meta.label_lower for model in admin.site._registry if place_of(model)[0] == "machinery"}

    assert unplaced == {"worker.heartbeat", "worker.scheduledjob", "django_tasks_database.dbtaskresult"}


def test_the_lists_stand_beside_every_page_and_say_where_one_is() -> None:
    page = signed_in("editor").get("/admin/articles/person/").text.partition('id="nav-sidebar"')[2]

    assert page.index("Articles</a>") < page.index("Comments</a>") < page.index("Categories</a>")
    assert '<a href="/admin/articles/person/" aria-current="page">People</a>' in page
    assert page.count('aria-current="page">') == 1


def test_the_page_of_an_app_has_its_models_and_nothing_that_waits() -> None:
    page = signed_in("editor").get("/admin/articles/").text

    assert ("Waiting for review" in page, "Series</a>" in page) == (False, True)
