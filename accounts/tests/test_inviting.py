"""Inviting people into roles by mail."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import groups
from accounts.tests.make import PASSWORD, make_user, signed_in
from geopolist.mail.models import Message

pytestmark = pytest.mark.django_db
INVITE = "/admin/accounts/user/invite/"


@pytest.fixture
def chief() -> Client:
    return signed_in("chief editor", name="Odette Fall")


def words(**changes: Any) -> dict[str, Any]:
    role = changes.pop("role", "author")
    values = {"email": "Elif@Example.org", "name": "Elif Deniz", "language": "tr"}
    return {**values, "role": groups().get(name=role).pk, **changes}


def invite(client: Client, **changes: Any) -> str:
    return client.post(INVITE, words(**changes), follow=True).text


def link() -> str:
    return re.findall(r"/accounts/password/reset/key/\S+", Message.objects.latest("pk").text)[0]


def accept(client: Client, path: str) -> None:
    form = client.get(path, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})


def log() -> list[str]:
    return list(LogEntry.objects.order_by("pk").values_list("change_message", flat=True))


def test_an_invitation_makes_an_account_in_the_role_and_a_mail_in_their_language(chief: Client) -> None:
    said = invite(chief)

    made, mail = User.objects.get(email="elif@example.org"), Message.objects.get()
    assert "The invitation is on its way." in said
    assert "no password is set yet." in said
    assert (made.name, made.is_staff, made.has_usable_password()) == ("Elif Deniz", True, False)
    assert [group.name for group in made.groups.all()] == ["author"]
    assert (mail.to, mail.kind, mail.language) == ("elif@example.org", "invitation", "tr")
    assert mail.subject.startswith("Odette Fall sizi ")
    assert log() == ["Roles: +author", "Invited"]


def test_whoever_sets_the_password_is_in_with_a_confirmed_address(chief: Client) -> None:
    invite(chief)
    client = Client()

    accept(client, link())
    client.post("/accounts/login/", {"login": "elif@example.org", "password": PASSWORD})

    assert client.get("/admin/articles/article/").status_code == 200
    assert (
        chief.post(f"/admin/accounts/user/{User.objects.get(email='elif@example.org').pk}/invite/").status_code == 302
    )
    assert Message.objects.filter(kind="invitation").count() == 1


def test_a_link_works_once_and_until_its_time_is_over(chief: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    invite(chief)
    now = PasswordResetTokenGenerator._now
    monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda self: now(self) + timedelta(days=3, minutes=1))
    late = Client().get(link(), follow=True).text
    monkeypatch.undo()
    accept(Client(), link())

    again = Client().get(link(), follow=True).text

    assert 'name="password1"' not in late + again


def test_sent_twice_it_is_one_account_one_mail_and_says_so(chief: Client) -> None:
    invite(chief)

    said = invite(chief)

    assert "An invitation went there less than a minute ago: nothing more was sent." in said
    assert (Message.objects.count(), User.objects.filter(email="elif@example.org").count()) == (1, 1)


def test_another_mail_takes_the_place_of_the_first(chief: Client) -> None:
    invite(chief)
    old = link()
    Message.objects.update(created_at=timezone.now() - timedelta(minutes=2))

    said = chief.post(f"/admin/accounts/user/{User.objects.get(name='Elif Deniz').pk}/invite/", follow=True).text

    assert "The invitation is on its way." in said
    assert Message.objects.count() == 2
    assert 'name="password1"' not in Client().get(old, follow=True).text
    assert 'name="password1"' in Client().get(link(), follow=True).text


def test_who_has_an_account_gets_the_role_and_no_mail(chief: Client) -> None:
    make_user("contributor", "elif@example.org", PASSWORD, name="Elif", language="en")

    said = invite(chief), invite(chief)

    stored = User.objects.get(email="elif@example.org")
    assert "There is an account with this address already: it has the role now." in said[0]
    assert "There is an account with this address already, and it has this role." in said[1]
    assert sorted(group.name for group in stored.groups.all()) == ["author", "contributor"]
    assert (stored.name, stored.language, stored.check_password(PASSWORD)) == ("Elif", "en", True)
    assert (Message.objects.count(), log()) == (0, ["Roles: +author"])


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"is_active": False}, "The account with this address is closed: make it active in its form first."),
        ({"is_superuser": True}, "The account with this address has rights beyond yours: ask a superuser."),
    ],
)
def test_what_cannot_be_done_is_said_and_what_was_typed_is_kept(chief: Client, fields: Any, said: str) -> None:
    make_user("", "elif@example.org", **fields)

    answer = chief.post(INVITE, words())

    assert (answer.status_code, said in answer.text, 'value="Elif Deniz"' in answer.text) == (422, True, True)
    assert User.objects.get(email="elif@example.org").groups.count() == 0


def test_a_role_beyond_ones_own_and_a_group_that_is_no_role_are_no_choice(chief: Client) -> None:
    beyond = Group.objects.create(name="Beyond")
    groups().get(name="jobs manager").permissions.add(Permission.objects.get(codename="delete_user"))

    answers = [chief.post(INVITE, words(role=name)) for name in ("jobs manager",)]
    answers.append(chief.post(INVITE, {**words(), "role": beyond.pk}))

    assert [answer.status_code for answer in answers] == [422, 422]
    assert not User.objects.filter(email="elif@example.org").exists()


def test_a_name_with_breaks_makes_no_headers(chief: Client) -> None:
    User.objects.filter(name="Odette Fall").update(name="Odette\r\nBcc: all@example.org")

    invite(chief, name="Elif\nDeniz")

    assert User.objects.get(email="elif@example.org").name == "Elif Deniz"
    assert "\n" not in Message.objects.get().subject


def test_one_address_is_not_flooded(chief: Client) -> None:
    for _number in range(5):
        invite(chief)
        Message.objects.update(created_at=timezone.now() - timedelta(minutes=2))

    answer = chief.post(INVITE, words())

    assert (answer.status_code, Message.objects.count()) == (422, 5)
    assert "Too many tries." in answer.text


@pytest.mark.parametrize("role", ["editor", "moderator"])
def test_others_invite_nobody(role: str) -> None:
    client = signed_in(role)

    assert [client.get(INVITE).status_code, client.post(INVITE, words()).status_code] == [403, 403]
    assert User.objects.count() == 1
