"""Duplicates at the desk: from the list or a form to a page that says what will happen, and what it does."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.admin.article_form import ArticleForm
from articles.admin.conflict import between
from articles.models import Category, Person, Tag
from articles.tests.make import make_article, make_category, make_draft, make_person, make_tag
from geopolist.addresses.models import Address
from geopolist.revisions.models import Revision

pytestmark = pytest.mark.django_db
BASE = "/admin/articles"


@pytest.fixture
def chief(desk: Client) -> Client:
    user = get_user_model().objects.get(email="desk@example.org")
    names = [f"merge_{kind}" for kind in ("category", "tag", "person")]
    user.user_permissions.add(*Permission.objects.filter(codename__in=names))
    return desk


def select(client: Client, kind: str, *rows: Any) -> Any:
    values = {"action": "merge", "_selected_action": [row.pk for row in rows]}
    return client.post(f"{BASE}/{kind}/", values, follow=True)


def send(client: Client, kind: str, into: Any, *others: Any) -> Any:
    values = {"ids": [each.pk for each in others], "into": into.pk}
    return client.post(f"{BASE}/{kind}/merge/", values, follow=True)


def ask(client: Client, kind: str, into: Any, *rows: Any) -> str:
    return client.get(f"{BASE}/{kind}/merge/", {"ids": [row.pk for row in rows], "into": into.pk}).text


def test_from_the_list_the_desk_asks_which_one_stays_and_proposes_the_one_in_most_articles(chief: Client) -> None:
    make_article(tags=["Straits"])
    strait, straits = make_tag("Strait"), Tag.objects.get(name="Straits")

    page = select(chief, "tag", strait, straits).text

    assert page.index(f'value="{straits.pk}" checked') < page.index("<strong>Strait</strong>")
    assert "/tag/straits/</bdi> · 1 article<" in page
    assert "/tag/strait/</bdi> · 0 articles<" in page
    assert Tag.objects.count() == 2


def test_the_page_says_what_will_happen_and_has_not_done_it(chief: Client) -> None:
    old, new = make_category("Old", description="Olds."), make_category("New")
    make_category("Ports", old)
    make_article(categories=[old])
    Address.objects.remember(old, "?cat=7")

    page = ask(chief, "category", new, old, new)

    assert "1 article comes to “New”." in page
    assert "<li><bdi>/category/old/</bdi></li><li><bdi>/?cat=7</bdi></li>" in page
    assert "Ports: <bdi>/category/new/ports/</bdi>" in page
    assert "Comes along, because it is empty there: description" in page
    assert Category.objects.filter(pk=old.pk).exists()


def test_what_is_sent_is_merged_and_the_form_of_the_one_that_stays_says_so(chief: Client) -> None:
    article, one, two = make_article(tags=["One"]), Tag.objects.get(name="One"), make_tag("Two")
    three = make_tag("Three")

    told = send(chief, "tag", three, one, two)

    assert "Merged into “Three”: “One”, “Two”." in told.text
    assert told.redirect_chain == [(f"{BASE}/tag/{three.pk}/change/", 302)]
    assert list(article.tags.all()) == [three]
    assert "“One” merged into it: 1 article" in chief.get(f"{BASE}/tag/{three.pk}/history/").text


def test_sent_twice_it_says_that_it_is_merged_already(chief: Client) -> None:
    one, two, three = make_tag("One"), make_tag("Two"), make_tag("Three")
    send(chief, "tag", two, one)

    again = send(chief, "tag", two, one)
    other = send(chief, "tag", one, three)

    assert "“One” is merged already, into “Two”." in again.text
    assert again.redirect_chain == [(f"{BASE}/tag/", 302)]
    assert (other.status_code, "It is no more: choose again." in other.text) == (422, True)
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["Three", "Two"]


def test_where_one_cannot_be_merged_none_is_and_the_page_says_why(chief: Client) -> None:
    top, other = make_category("Top"), make_category("Other")
    low = make_category("Low", top)

    asked = ask(chief, "category", low, top, other, low)
    told = send(chief, "category", low, other, top)

    why = "“Low” lies under “Top”: move it elsewhere first, or keep “Top” instead."
    assert why in asked
    assert "Merge them" not in asked
    assert why in told.text
    assert Category.objects.count() == 3


def test_the_form_of_one_leads_to_a_choice_among_all(chief: Client) -> None:
    short, full = make_person("O. Fall"), make_person("Odette Fall")

    form = chief.get(f"{BASE}/person/{short.pk}/change/").text
    asked = chief.get(f"{BASE}/person/merge/", {"ids": short.pk}).text
    itself = chief.get(f"{BASE}/person/merge/", {"ids": short.pk, "into": short.pk})
    then = ask(chief, "person", full, short)

    assert f'href="/admin/articles/person/merge/?ids={short.pk}">Merge into another …' in form
    assert 'data-field-name="person"' in asked
    assert (itself.status_code, "cannot be merged into itself" in itself.text) == (422, True)
    assert "0 articles come to “Odette Fall”." in then


@pytest.mark.parametrize("kind", ["category", "tag", "person"])
def test_who_may_not_merge_is_offered_nothing_and_refused(desk: Client, kind: str) -> None:
    make = {"category": make_category, "tag": make_tag, "person": make_person}[kind]
    one, two = make("One"), make("Two")

    assert "merge" not in desk.get(f"{BASE}/{kind}/").text
    assert "Merge into" not in desk.get(f"{BASE}/{kind}/{one.pk}/change/").text
    assert desk.get(f"{BASE}/{kind}/merge/", {"ids": one.pk}).status_code == 403
    assert send(desk, kind, two, one).status_code == 403
    assert type(one).objects.count() == 2


def test_an_account_gets_no_other_byline_by_somebody_who_sees_no_accounts(chief: Client) -> None:
    user = get_user_model().objects.create_user("o@example.org")
    one, two = make_person("One", user=user), make_person("Two")

    told = send(chief, "person", one, two)

    assert "One of them has an account: ask somebody who may see accounts to merge them." in told.text
    assert Person.objects.count() == 2


def test_what_is_no_key_is_passed_by(chief: Client) -> None:
    tag = make_tag("One")

    for sent in ({"ids": ["x", "-1", "²", "9" * 30]}, {"ids": [tag.pk, tag.pk], "into": "x"}, {}):
        assert chief.get(f"{BASE}/tag/merge/", sent).status_code in (200, 422)
    assert chief.post(f"{BASE}/tag/merge/", {"ids": "x", "into": "y"}).status_code == 422
    assert "deleted meanwhile" in chief.get(f"{BASE}/tag/merge/", {"ids": 987654}, follow=True).text


def test_the_history_takes_a_merge_for_no_difference(chief: Client) -> None:
    article = make_article("Soundings", tags=["Strait"])
    article.keep_found()
    make_tag("Straits").absorb(Tag.objects.get(name="Strait"))

    before, after = Revision.objects.of(article).get().data, article.snapshot()

    assert before["tags"] != after["tags"]
    assert between(before, after, ArticleForm) == []


# --- What is used


def cells(page: str) -> list[str]:
    return [part.split("<")[0] for part in page.split('class="field-uses">')[1:]]


def test_lists_say_how_many_articles_bear_each_drafts_too_and_find_the_unused(desk: Client) -> None:
    person, idle = make_person("Ada"), make_person("Bora")
    make_article(tags=["Ports"], people=[person])
    make_draft(tags=["Ports"])
    make_tag("Straits")

    assert cells(desk.get(f"{BASE}/tag/").text) == ["2", "0"]
    assert cells(desk.get(f"{BASE}/person/").text) == ["1", "0"]
    unused = desk.get(f"{BASE}/person/", {"use": "none"}).text
    assert (idle.name in unused, person.name in unused) == (True, False)
    assert cells(desk.get(f"{BASE}/tag/", {"use": "none"}).text) == ["0"]


@pytest.mark.parametrize("kind", ["tag", "person"])
def test_a_longer_list_costs_no_more_queries(desk: Client, kind: str) -> None:
    make: Any = {"tag": make_tag, "person": make_person}[kind]
    make("One")
    desk.get(f"{BASE}/{kind}/")

    with CaptureQueriesContext(connection) as few:
        desk.get(f"{BASE}/{kind}/")
    for number in range(20):
        make(f"Another {number}")
    with CaptureQueriesContext(connection) as many:
        desk.get(f"{BASE}/{kind}/")

    assert len(many) == len(few)


def test_what_is_counted_stops_at_a_bound(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("articles.querysets.shelves", "articles.admin.merging"):
        monkeypatch.setattr(f"{module}.COUNTED", 2)
    for _each in range(3):
        make_draft(tags=["Ports"])

    assert cells(desk.get(f"{BASE}/tag/").text) == ["2+"]
