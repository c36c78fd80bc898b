"""The site's identity and menus, as a chief editor changes them."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from geopolist.identity.models import MenuItem, SiteIdentity, SocialLink
from geopolist.pages.models import Page

pytestmark = pytest.mark.django_db
IDENTITY = "/admin/identity/siteidentity/1/change/"


@pytest.fixture
def chief(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("chief@example.org"))
    return client


def filled(page: HttpResponse) -> dict[str, Any]:
    """What the page's form would send if nothing were touched."""
    form = page.context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None}


def errors_of(page: HttpResponse) -> dict[str, list[str]]:
    return dict(page.context["adminform"].form.errors)


def test_the_list_is_the_form(chief: Client) -> None:
    response = chief.get("/admin/identity/siteidentity/")

    assert (response.status_code, response.headers["Location"]) == (302, IDENTITY)


def test_the_identity_is_written_in_every_language(chief: Client) -> None:
    SiteIdentity.objects.create(name="Old", texts={"ar": {"tagline": "قديم"}})
    values = filled(chief.get(IDENTITY))
    changes = {"name": "Straits", "tagline_tr": "Boğazdan", "tagline_ar": "", "languages": ["tr", "ar"]}

    response = chief.post(IDENTITY, {**values, **changes})

    assert response.status_code == 302
    site = SiteIdentity.objects.get()
    assert (site.name, site.languages, site.texts) == ("Straits", ["tr", "ar"], {"tr": {"tagline": "Boğazdan"}})
    page = chief.get(IDENTITY)
    assert (filled(page)["tagline_tr"], filled(page)["languages"]) == ("Boğazdan", ["tr", "ar"])
    # Turkish collation of labels is the form's own: each further language has every text.
    assert len(re.findall(r'name="(?:name|tagline|organisation|copyright)_(?:tr|ar)"', page.text)) == 8


def test_saving_the_identity_untouched_changes_nothing(chief: Client) -> None:
    SiteIdentity.objects.create(name="Straits", languages=["tr"], texts={"tr": {"name": "Boğazlar"}}, is_demo=True)
    MenuItem.objects.create(label="About", url="/about/")
    before = SiteIdentity.objects.values().get()

    chief.post(IDENTITY, filled(chief.get(IDENTITY)))

    after = SiteIdentity.objects.values().get()
    assert before.pop("stamp") != after.pop("stamp")  # it was written
    assert after == before


def test_the_rules_for_comments_are_set_in_a_section_of_their_own(chief: Client) -> None:
    SiteIdentity.objects.create(name="Straits")
    page = chief.get(IDENTITY)
    [(_name, section)] = [each for each in page.context["adminform"].fieldsets if each[0] == "Comments"]
    changes = {
        "comments_close_after": 14, "comments_hold_all": True, "comments_hold_first": False, "comments_links": "",
        "comments_held_words": "casino\r\nlottery", "comments_refused_words": "", "comments_mail": "every",
    }  # fmt: skip

    chief.post(IDENTITY, {name: value for name, value in {**filled(page), **changes}.items() if value is not False})

    assert list(section["fields"]) == list(changes)
    site = SiteIdentity.objects.get()
    found = {name: getattr(site, name) for name in changes}
    assert found == {**changes, "comments_links": None, "comments_held_words": "casino\r\nlottery"}


def test_the_lists_of_words_are_not_read_for_every_page() -> None:
    SiteIdentity.objects.create(name="Straits", comments_held_words="casino")

    site = SiteIdentity.objects.printed(None)

    assert {"comments_held_words", "comments_refused_words"} <= site.get_deferred_fields()
    assert SiteIdentity.objects.current().comments_held_words == "casino"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"contact_email": "nobody"}, "contact_email"),
        ({"words_per_minute": "3"}, "words_per_minute"),
        ({"languages": ["xx"]}, "languages"),
        ({"name_tr": "x" * 81}, "name_tr"),
        ({"notice_text": "See the [terms](/nope/)."}, "notice_text"),
        ({"notice_text_tr": "[Koşullar](javascript:alert`1`)"}, "notice_text_tr"),
        ({"alert_text": "[All](//evil.example/)"}, "alert_text"),
        ({"alert_text_ar": "[All](/nope/)"}, "alert_text_ar"),
        ({"comments_close_after": "0"}, "comments_close_after"),
        ({"comments_links": "0"}, "comments_links"),
        ({"comments_held_words": "x" * 20_001}, "comments_held_words"),
        ({"comments_mail": "sometimes"}, "comments_mail"),
    ],
)
def test_a_wrong_identity_is_refused_with_what_was_typed(chief: Client, changes: dict[str, Any], field: str) -> None:
    SiteIdentity.objects.create(name="Straits")
    values = filled(chief.get(IDENTITY))

    response = chief.post(IDENTITY, {**values, "tagline": "Kept as typed", **changes})

    assert (response.status_code, list(errors_of(response))) == (200, [field])
    assert 'value="Kept as typed"' in response.text
    assert SiteIdentity.objects.get().tagline == ""


def test_the_identity_can_be_neither_added_nor_deleted(chief: Client) -> None:
    SiteIdentity.objects.create(name="Straits")

    assert chief.get("/admin/identity/siteidentity/add/").status_code == 403
    assert chief.post("/admin/identity/siteidentity/1/delete/", {"post": "yes"}).status_code == 403


def test_an_item_is_written_in_every_language(chief: Client) -> None:
    page = Page(title="About")
    page.publish()
    SiteIdentity.objects.create(languages=["tr"])
    add = "/admin/identity/menuitem/add/"
    values = {
        **filled(chief.get(add)),
        "label": "About",
        "label_tr": "Hakkında",
        "description_tr": "Biz",
        "url": "/about/",
    }

    response = chief.post(add, values)

    assert response.status_code == 302
    item = MenuItem.objects.get()
    assert (item.label, item.target, item.texts) == (
        "About",
        page,
        {"tr": {"label": "Hakkında", "description": "Biz"}},
    )
    assert SiteIdentity.objects.get().prepared["menus"]["primary"][0]["label"] == "About"
    assert filled(chief.get(f"/admin/identity/menuitem/{item.pk}/change/"))["label_tr"] == "Hakkında"


@pytest.mark.parametrize("kind", ["menuitem", "sociallink"])
def test_a_path_with_nothing_at_its_end_is_refused_with_what_was_typed(chief: Client, kind: str) -> None:
    add = f"/admin/identity/{kind}/add/"
    values = {**filled(chief.get(add)), "label": "Nothing", "kind": "rss", "url": "/n%C3%B6pe/?a=b"}

    response = chief.post(add, values)

    assert errors_of(response) == {
        "__all__": ["There is nothing at /nöpe/ on this site: check the address, or publish the page first."]
    }
    assert 'value="/n%C3%B6pe/?a=b"' in response.text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example", "about", "http://example.org/"])
@pytest.mark.parametrize("kind", ["menuitem", "sociallink"])
def test_a_bad_address_is_refused_with_what_was_typed(chief: Client, kind: str, url: str) -> None:
    add = f"/admin/identity/{kind}/add/"

    response = chief.post(add, {**filled(chief.get(add)), "label": "Kept as typed", "kind": "rss", "url": url})

    assert response.status_code == 200
    assert [error[:22] for error in errors_of(response)["__all__"]] == ["Give a path of this si"]
    assert 'value="Kept as typed"' in response.text
    assert f'value="{url}"' in response.text
    assert (MenuItem.objects.count(), SocialLink.objects.count()) == (0, 0)


def test_items_deleted_from_the_list_leave_the_menu(chief: Client) -> None:
    SiteIdentity.objects.create()
    item = MenuItem.objects.create(label="About", url="/about/")

    chief.post("/admin/identity/menuitem/", {"action": "delete_selected", "_selected_action": [item.pk], "post": "yes"})

    assert MenuItem.objects.count() == 0
    assert SiteIdentity.objects.get().prepared["menus"]["primary"] == []
