"""Handing over the work of somebody who leaves."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.test import Client

from accounts.models import User
from accounts.tests.make import PASSWORD, add_factor, make_user, signed_in
from articles.models import Article
from articles.tests.make import make_article, make_draft, make_person
from geopolist.revisions.models import Presence, Seen, WorkingCopy

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor")


@pytest.fixture
def leaver() -> User:
    return make_user("author", "leaver@example.org", PASSWORD, name="Leaver")


@pytest.fixture
def successor() -> User:
    return make_user("author", "successor@example.org", name="Successor")


def begun_by(user: User, article: Article) -> Article:
    Article.objects.filter(pk=article.pk).update(created_by=user)
    return article


def page(user: User) -> str:
    return f"/admin/accounts/user/{user.pk}/hand-over/"


def test_the_page_says_in_numbers_what_will_happen(chief: Client, leaver: User, successor: User) -> None:
    begun_by(leaver, make_draft("One"))
    draft = begun_by(leaver, make_draft("Two"))
    draft.stage({**draft.snapshot(), "title": "Two, edited"}, by=leaver, seen=Seen.of(draft))
    Client().force_login(leaver)

    text = chief.get(page(leaver)).text

    assert "2 drafts go to the successor." in text
    assert "1 unpublished edit stays, under their name." in text
    assert User.objects.get(pk=leaver.pk).is_active


def test_drafts_go_to_the_successor_and_what_is_public_stays(chief: Client, leaver: User, successor: User) -> None:
    person = make_person("Leaver", user=leaver)
    draft, other = begun_by(leaver, make_draft("Draft")), make_draft("Other's")
    public = begun_by(leaver, make_article("Public", people=[person]))
    draft.stage({**draft.snapshot(), "title": "Edited"}, by=leaver, seen=Seen.of(draft))
    Presence.objects.note(draft, leaver)
    add_factor(leaver)

    answer = chief.post(page(leaver), {"successor": successor.pk}, follow=True)

    owners = [Article.objects.get(pk=each.pk).created_by for each in (draft, public, other)]
    assert owners == [successor, leaver, None]
    assert [line.person for line in public.bylines.all()] == [person]
    assert (WorkingCopy.objects.get().author, Presence.objects.count()) == (leaver, 0)
    assert (User.objects.get(pk=leaver.pk).is_active, Authenticator.objects.count()) == (False, 1)
    assert "Leaver is signed out and closed. Drafts that Successor goes on with: 1." in answer.text
    assert sorted(LogEntry.objects.values_list("object_repr", "change_message")) == [
        ("Draft", "Handed over from Leaver to Successor"),
        ("Leaver", "Handed over to Successor, drafts: 1. The account is closed."),
    ]


def test_the_leaver_is_out_at_once_and_does_not_come_in_again(chief: Client, leaver: User, successor: User) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": "leaver@example.org", "password": PASSWORD})
    before = client.get("/admin/").status_code

    chief.post(page(leaver), {"successor": successor.pk})
    after = client.get("/admin/").status_code
    client.post("/accounts/login/", {"login": "leaver@example.org", "password": PASSWORD})

    assert (before, after, client.get("/admin/").status_code) == (200, 302, 302)


def test_twice_is_once(chief: Client, leaver: User, successor: User) -> None:
    begun_by(leaver, make_draft())

    for _time in range(2):
        chief.post(page(leaver), {"successor": successor.pk})

    assert LogEntry.objects.filter(object_repr="Leaver").count() == 1
    assert Article.objects.get().created_by == successor


@pytest.mark.parametrize("choice", ["leaver", "member", "closed", "moderator", "nobody"])
def test_only_somebody_else_who_writes_goes_on_with_it(chief: Client, leaver: User, choice: str) -> None:
    chosen = {
        "leaver": leaver,
        "member": make_user("", "member@example.org"),
        "closed": make_user("editor", "closed@example.org", is_active=False),
        "moderator": make_user("moderator"),
    }.get(choice)

    answer = chief.post(page(leaver), {"successor": chosen.pk if chosen else ""})

    assert (answer.status_code, User.objects.get(pk=leaver.pk).is_active) == (422, True)


def test_nobody_hands_themselves_over(chief: Client) -> None:
    assert chief.get(page(User.objects.get(email="chief@example.org"))).status_code == 403


def test_an_editor_hands_over_nobody(leaver: User, successor: User) -> None:
    client = signed_in("editor")

    assert client.post(page(leaver), {"successor": successor.pk}).status_code == 403
    assert User.objects.get(pk=leaver.pk).is_active
