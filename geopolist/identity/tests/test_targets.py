"""What an item of a menu follows is found by words, or by the address that was pasted."""

from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from articles.models import Category
from articles.tests.desk import sign_in
from articles.tests.make import make_article, make_category, make_person, make_series, make_tag
from geopolist.identity.models import MenuItem, SiteIdentity
from geopolist.identity.tests.test_admin import errors_of, filled
from geopolist.pages.models import Page

pytestmark = pytest.mark.django_db
ADD, TARGETS = "/admin/identity/menuitem/add/", "/admin/identity/menuitem/targets/"


@pytest.fixture
def chief(client: Client) -> Client:
    SiteIdentity.objects.create(languages=["tr"])
    client.force_login(User.objects.create_superuser("chief@example.org"))
    return client


def add(desk: Client, **changes: Any) -> HttpResponse:
    return desk.post(ADD, {**filled(desk.get(ADD)), **changes})


def test_one_field_finds_all_kinds(chief: Client) -> None:
    economy = make_category("Strait economy")
    make_article("Strait news")
    make_person("Strait Walker")
    make_series("Straits")
    make_tag("Straits")
    make_category("Elsewhere")
    Page(title="Strait page").publish()

    found = chief.get(TARGETS, {"term": "strait"}).json()

    texts = {group["text"]: [child["text"] for child in group["children"]] for group in found["results"]}
    assert texts == {
        "Articles": ["Strait news – /strait-news/"],
        "Categories": ["Strait economy – /category/strait-economy/"],
        "Pages": ["Strait page – /strait-page/"],
        "People": ["Strait Walker – /author/strait-walker/"],
        "Series": ["Straits – /series/straits/"],
        "Tags": ["Straits – /tag/straits/"],
    }
    ids = [child["id"] for group in found["results"] if group["text"] == "Categories" for child in group["children"]]
    assert ids == [f"articles.category:{economy.pk}"]


def test_it_finds_what_the_editor_may_see_and_no_more(client: Client) -> None:
    make_article("Strait news")
    make_category("Strait economy")
    desk = sign_in(client, "identity.add_menuitem", "articles.view_category")

    assert [group["text"] for group in desk.get(TARGETS, {"term": "strait"}).json()["results"]] == ["Categories"]
    assert desk.post(TARGETS).status_code == 405


def test_what_is_chosen_is_followed_and_gives_its_name(chief: Client) -> None:
    economy = make_category("Economy")

    response = add(chief, leads_to=f"articles.category:{economy.pk}")

    item = MenuItem.objects.get()
    assert (response.status_code, item.target, item.label, item.url) == (302, economy, "Economy", "")
    page = chief.get(f"/admin/identity/menuitem/{item.pk}/change/")
    assert filled(page)["leads_to"] == f"articles.category:{economy.pk}"
    assert f'<option value="articles.category:{economy.pk}" selected>Economy – /category/economy/</option>' in page.text


def test_saving_an_item_untouched_changes_nothing(chief: Client) -> None:
    MenuItem.objects.create(label="Economy", target=make_category(), panel="latest", texts={"tr": {"label": "Ekonomi"}})
    item = MenuItem.objects.values().get()
    path = f"/admin/identity/menuitem/{item['id']}/change/"

    response = chief.post(path, filled(chief.get(path)))

    assert (response.status_code, MenuItem.objects.values().get()) == (302, item)


@pytest.mark.parametrize(
    "url",
    [
        *("/category/economy/", "/category/Economy", "/tr/category/economy/", "/category/money/"),
        f"{settings.SITE_URL}/category/economy/",
    ],
)
def test_a_pasted_address_of_something_is_that_thing(chief: Client, url: str) -> None:
    economy = make_category("Economy", slug="money")
    economy.slug = "economy"
    economy.save()

    add(chief, url=url)

    item = MenuItem.objects.get()
    assert (item.target, item.url, item.label) == (economy, "", "Economy")


@pytest.mark.parametrize(
    "url",
    [
        *("/blog/", "/", "https://example.org/category/economy/", "/category/economy/?page=1"),
        *("/category/economy/#list", "/category/economy/feed/"),
    ],
)
def test_another_address_stays_as_it_was_typed(chief: Client, url: str) -> None:
    make_category("Economy")

    add(chief, url=url, label="Typed")

    item = MenuItem.objects.get()
    assert (item.content_type, item.url, item.label) == (None, url, "Typed")


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({}, {"label": ["This field is required."]}),
        ({"leads_to": "articles.category:999"}, {"leads_to": ["It is not there any more: choose another one."]}),
        ({"leads_to": "accounts.user:1"}, {"leads_to": ["It is not there any more: choose another one."]}),
        ({"leads_to": "x"}, {"leads_to": ["It is not there any more: choose another one."]}),
        ({"leads_to": "CATEGORY", "url": "/blog/"}, {"url": ["Give an address or an object, not both."]}),
        (
            {"url": "/blog/", "label": "All", "panel": "latest"},
            {"panel": ["Only a section of the main menu's first level has such a panel: follow a section."]},
        ),
    ],
)
def test_what_cannot_be_followed_is_said(chief: Client, values: dict[str, str], errors: dict[str, list[str]]) -> None:
    economy = make_category("Economy")
    values = {name: value.replace("CATEGORY", f"articles.category:{economy.pk}") for name, value in values.items()}

    response = add(chief, **values)

    found = {name: said for name, said in errors_of(response).items() if name in errors}
    assert (response.status_code, found, MenuItem.objects.count()) == (200, errors, 0)


def test_an_item_that_followed_something_leads_elsewhere_or_becomes_a_heading(chief: Client) -> None:
    item = MenuItem.objects.create(label="Economy", target=make_category("Economy"))
    path = f"/admin/identity/menuitem/{item.pk}/change/"
    found = []

    for changes in ({"leads_to": "", "url": "/blog/"}, {"url": ""}, {"url": "/category/economy/"}):
        chief.post(path, {**filled(chief.get(path)), **changes})
        item = MenuItem.objects.get()
        found.append((item.target, item.url))

    assert found == [(None, "/blog/"), (None, ""), (Category.objects.get(), "")]
