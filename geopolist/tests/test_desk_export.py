"""Lists of the desk as files: exactly what the list shows to exactly those who see it."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.tests.desk import sign_in
from articles.tests.make import make_article, make_category, make_comment, make_draft, make_person, make_series
from geopolist.identity.models import MenuItem
from geopolist.lib.desk import ExportAdmin, exporting
from geopolist.library.tests.make import make_document, make_image
from geopolist.pages.models import Page, RiskOutlook, Spot
from geopolist.tests.access import EXPORTED
from geopolist.tests.test_access import unseen

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("chief@example.org", "a password"))
    return client


def address(model: str, kind: str = "json") -> str:
    return f"/admin/{model.replace('.', '/')}/export/{kind}/"


def taken(client: Client, model: str, **query: str) -> Any:
    return json.loads(client.get(address(model), query).getvalue())


def cells(response: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"), newline="")))


def make_user(name: str) -> Any:
    user = get_user_model().objects.create_user(f"{name}@example.org", "a password")
    user.groups.add(Group.objects.get_or_create(name="Desk")[0])
    return user


# One of each that has all its relations.
RELATED: dict[str, Callable[[str], object]] = {
    "articles.article": lambda name: make_article(
        name, series=make_series(name), people=[make_person(name)], categories=[make_category(name)], tags=[name]
    ),
    "articles.comment": lambda name: make_comment(make_article(name), text=name),
    "articles.category": lambda name: make_category(name, parent=make_category(f"Over {name}")),
    "library.image": lambda name: make_image(name=f"{name}.png", by=make_user(name)),
    "library.document": lambda name: make_document(title=name, by=make_user(name)),
    "pages.page": lambda name: Page.objects.create(title=name, parent=Page.objects.create(title=f"Over {name}")),
    "pages.riskoutlook": lambda name: RiskOutlook.objects.create(theatre=name, article=make_article(name)),
    "pages.spot": lambda name: Spot.objects.create(place="side", sponsor=name, picture=make_image()),
    "identity.menuitem": lambda name: MenuItem.objects.create(
        label=name, url="/a/", parent=MenuItem.objects.create(label=f"Over {name}", url="/b/")
    ),
    "accounts.user": make_user,
    "usersessions.usersession": lambda name: UserSession.objects.create(
        user=make_user(name), session_key=name, ip="127.0.0.1"
    ),
}


def test_every_list_that_people_keep_can_be_taken_along() -> None:
    desks = {model._meta.label_lower for model, desk in admin.site._registry.items() if isinstance(desk, ExportAdmin)}

    assert desks == EXPORTED
    assert [model for model in sorted(desks) if not admin.site._registry[apps.get_model(model)].export_fields] == []


@pytest.mark.parametrize("model", sorted(EXPORTED))
def test_every_list_is_taken_along_whole_and_closed_to_others(model: str, chief: Client) -> None:
    unseen()[model]()
    count = apps.get_model(model)._default_manager.count()
    desk = admin.site._registry[apps.get_model(model)]

    rows, table = taken(chief, model), cells(chief.get(address(model, "csv")))

    assert len(rows) == len(table) - 1 == count > 0
    assert all(list(row) == desk.export_fields for row in rows)
    assert len(table[0]) == len(desk.export_fields)
    assert Client().get(address(model)).status_code == 302


@pytest.mark.parametrize("model", sorted(RELATED))
def test_list_costs_the_same_at_any_length(model: str, chief: Client) -> None:
    costs = []
    for names in (["Alder"], ["Birch", "Cedar"]):
        for name in names:
            RELATED[model](name)
        with CaptureQueriesContext(connection) as queries:
            taken(chief, model)
        costs.append(len(queries))

    assert costs[0] == costs[1]


@pytest.mark.parametrize("model", ["articles.article", "articles.comment"])
def test_long_texts_that_are_not_told_are_not_read(model: str, chief: Client) -> None:
    RELATED[model]("Alder")

    with CaptureQueriesContext(connection) as queries:
        taken(chief, model)

    asked = queries.captured_queries[-1]["sql"]
    assert '"articles_article"."title"' in asked
    assert [text for text in ("body", "rendered", "imported_source") if f'"articles_article"."{text}"' in asked] == []


def test_list_is_written_in_batches(chief: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "ROWS", 2)
    for number in range(5):
        make_person(f"Person {number}")

    pieces = list(chief.get(address("articles.person")).streaming_content)

    assert [piece.count(b'"name"') for piece in pieces] == [2, 2, 1, 0]


def test_file_holds_what_the_list_is_narrowed_to_in_its_order(chief: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for title in ("Straits", "Narrow straits", "Harbours"):
        make_article(title)
    make_draft("Straits of tomorrow")
    monkeypatch.setattr(admin.site._registry[apps.get_model("articles.article")], "list_per_page", 1)

    rows = taken(chief, "articles.article", q="straits", status__exact="published", o="1")

    assert [row["title"] for row in rows] == ["Narrow straits", "Straits"]


def test_list_links_to_what_it_shows(chief: Client) -> None:
    html = chief.get("/admin/articles/article/?q=straits&status__exact=draft&p=1").content.decode()

    query = "?q=straits&amp;status__exact=draft"
    assert f'<a href="/admin/articles/article/export/csv/{query}">Export CSV</a>' in html
    assert f'<a href="/admin/articles/article/export/json/{query}">Export JSON</a>' in html


def test_article_is_told_without_its_text(chief: Client) -> None:
    category = make_category("Economy")
    make_article("=Straits", body="<p>Secret words.</p>", people=[make_person("Odette Fall")], categories=[category])

    response = chief.get(address("articles.article", "csv"))

    table = cells(response)
    row = dict(zip(table[0], table[1], strict=True))
    assert (row["title"], row["address"], row["by"]) == ("'=Straits", "/straits/", "Odette Fall")
    assert (row["primary category"], row["state"]) == ("Economy", "published")
    assert "Secret words." not in response.getvalue().decode()
    assert response["Content-Disposition"].startswith('attachment; filename="article-2')
    assert "no-store" in response["Cache-Control"]


def test_names_of_other_things_are_in_the_language_of_who_asks(client: Client) -> None:
    chief = get_user_model().objects.create_superuser("chief@example.org", "a password", language="tr")
    client.force_login(chief)
    make_article("Straits", categories=[make_category("Economy", texts={"tr": {"name": "İktisat"}})])

    assert taken(client, "articles.article")[0]["primary_category"] == "İktisat"


def test_users_are_taken_along_by_those_who_may_view_them_and_without_secrets(chief: Client) -> None:
    user = make_user("member")

    row = next(row for row in taken(chief, "accounts.user") if row["id"] == user.pk)
    text = json.dumps(row)

    assert (row["email"], row["groups"]) == ("member@example.org", ["Desk"])
    assert user.password not in text
    assert "password" not in text
    UserSession.objects.create(user=user, session_key="secret-key", ip="127.0.0.1")
    assert "secret-key" not in json.dumps(taken(chief, "usersessions.usersession"))
    assert sign_in(Client(), "articles.view_article").get(address("accounts.user")).status_code == 403


@pytest.mark.parametrize("query", ["status__nothing=1", "q=%00", "id__exact=x"])
def test_list_that_makes_no_sense_is_not_taken_along(chief: Client, query: str) -> None:
    make_article("Straits")

    response = chief.get(f"{address('articles.article')}?{query}")

    assert (response.status_code, response["Location"]) == (302, "../../")


def test_file_of_another_kind_is_not_there_and_a_list_is_not_posted(chief: Client) -> None:
    assert chief.get(address("articles.tag", "xml")).status_code == 404
    assert chief.post(address("articles.tag")).status_code == 405
