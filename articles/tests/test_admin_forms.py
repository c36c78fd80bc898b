"""Sections and people at the desk: texts and lists are written as words, never as JSON."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.models import User
from articles.models import Category, Person
from articles.tests.make import make_category, make_person, make_site

pytestmark = pytest.mark.django_db
LISTS = {
    "expertise": ["Ports", "Straits, canals"],
    "languages": ["tr", "English"],
    "links": [{"label": "Site", "url": "https://example.org/"}, {"label": "Mail", "url": "mailto:a@b.c"}],
}


@pytest.fixture
def desk(client: Client) -> Client:
    make_site()
    client.force_login(User.objects.create_superuser("chief@example.org"))
    return client


def filled(client: Client, path: str) -> dict[str, Any]:
    """What the page's form would send if nothing were touched."""
    form = client.get(path).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def test_a_section_is_named_in_every_language(desk: Client) -> None:
    economy = make_category("Economy", texts={"tr": {"name": "İktisat"}, "ar": {"name": "الاقتصاد"}})
    path = f"/admin/articles/category/{economy.pk}/change/"

    before = filled(desk, path)
    response = desk.post(path, {**before, "name_tr": "Ekonomi", "description_tr": "Fiyatlar.", "name_ar": ""})

    assert (before["name_tr"], before["name_ar"], response.status_code) == ("İktisat", "الاقتصاد", 302)
    assert Category.objects.get().texts == {"tr": {"name": "Ekonomi", "description": "Fiyatlar."}}


def test_a_section_that_is_refused_keeps_its_texts_as_typed(desk: Client) -> None:
    response = desk.post("/admin/articles/category/add/", {"name": "", "name_tr": "Ekonomi", "name_ar": "x" * 121})

    assert {"name", "name_ar"} <= set(response.context["adminform"].form.errors)
    assert 'value="Ekonomi"' in response.text
    assert Category.objects.count() == 0


def test_who_may_only_look_at_a_section_can(client: Client) -> None:
    economy = make_category("Economy", texts={"tr": {"name": "Ekonomi"}})
    reader = User.objects.create_user("reader@example.org", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_category"))
    client.force_login(reader)

    page = client.get(f"/admin/articles/category/{economy.pk}/change/")

    assert page.status_code == 200
    assert "Economy" in page.text


def test_saving_a_section_or_a_person_untouched_changes_nothing(desk: Client) -> None:
    rows = [make_category("Economy", texts={"tr": {"name": "Ekonomi"}}), make_person("Odette Fall", **LISTS)]
    before = [type(row).objects.values().get() for row in rows]

    for row in rows:
        path = f"/admin/articles/{row._meta.model_name}/{row.pk}/change/"
        assert desk.post(path, filled(desk, path)).status_code == 302

    assert [type(row).objects.values().get() for row in rows] == before


def test_lists_of_a_person_are_written_an_entry_a_line(desk: Client) -> None:
    person = make_person("Odette Fall", **LISTS)
    path = f"/admin/articles/person/{person.pk}/change/"

    before = filled(desk, path)
    lists = {"expertise": " Ports \r\n\r\nMines\r\n", "languages": "", "links": "Notes|https://example.org/notes"}
    response = desk.post(path, {**before, **lists})

    assert (before["expertise"], before["links"]) == (
        "Ports\nStraits, canals",
        "Site | https://example.org/\nMail | mailto:a@b.c",
    )
    assert response.status_code == 302
    person = Person.objects.get()
    assert (person.expertise, person.languages) == (["Ports", "Mines"], [])
    assert person.links == [{"label": "Notes", "url": "https://example.org/notes"}]


@pytest.mark.parametrize(
    "typed", ["https://example.org/", "Site", "Site | javascript:alert(1)", "Site | www.example.org", " | https://a.b/"]
)
def test_a_line_that_is_no_link_is_refused_and_kept_as_typed(desk: Client, typed: str) -> None:
    person = make_person("Odette Fall")
    path = f"/admin/articles/person/{person.pk}/change/"

    response = desk.post(path, {**filled(desk, path), "links": f"Good | https://good.example/\r\n{typed}"})

    form = response.context["adminform"].form
    assert form.errors == {"links": ["Write links, one a line, each as Label | https://…"]}
    assert f"Good | https://good.example/\n{typed}" in form["links"].value().replace("\r", "")
    assert f"{typed}</textarea>" in response.text
    assert Person.objects.get().links == []
