"""The log of who did what: complete, and in nobody's hands."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.tests.make import PASSWORD, make_user, signed_in

pytestmark = pytest.mark.django_db
LOG = "/admin/admin/logentry/"


def sign_in(email: str, password: str = PASSWORD, address: str = "192.0.2.7") -> None:
    Client().post("/accounts/login/", {"login": email, "password": password}, REMOTE_ADDR=address)


def said() -> list[str]:
    return list(LogEntry.objects.order_by("pk").values_list("change_message", flat=True))


def test_sign_ins_to_the_desk_stand_in_it_with_the_address_and_without_what_was_typed() -> None:
    make_user("editor", password=PASSWORD)

    sign_in("editor@example.org", "a wrong guess")
    sign_in("EDITOR@example.org")

    assert said() == ["Failed sign-in from 192.0.2.7", "Signed in from 192.0.2.7"]
    assert {entry.user for entry in LogEntry.objects.all()} == {User.objects.get()}


def test_what_members_and_strangers_do_is_not_written_down() -> None:
    make_user("", "member@example.org", PASSWORD)

    sign_in("member@example.org")
    sign_in("member@example.org", "wrong")
    sign_in("nobody@example.org", "wrong")

    assert said() == []


def test_an_attack_leaves_lines_and_no_flood() -> None:
    make_user("editor", password=PASSWORD)

    for number in range(30):
        sign_in("editor@example.org", "wrong", f"192.0.2.{number}")

    assert LogEntry.objects.count() == 20


def test_a_chief_reads_searches_and_filters_it() -> None:
    client, editor = signed_in("chief editor"), make_user("editor", password=PASSWORD)
    sign_in("editor@example.org")

    shown = client.get(LOG, {"q": "192.0.2.7", "user__id__exact": editor.pk, "action_flag__exact": 2})

    assert [entry.user for entry in shown.context["cl"].result_list] == [editor]
    assert f'<a href="/admin/accounts/user/{editor.pk}/change/">editor@example.org</a>' in shown.text
    assert client.get(LOG, {"q": "no such thing"}).context["cl"].result_count == 0


def test_a_list_of_any_length_costs_the_same() -> None:
    client, counts = signed_in("chief editor"), []
    for number in range(3):
        user = make_user("editor", f"{number}@example.org", PASSWORD)
        LogEntry.objects.log_actions(user.pk, [user], 2, "Something", single_object=True)
        with CaptureQueriesContext(connection) as queries:
            client.get(LOG)
        counts.append(len(queries))

    assert counts[2] == counts[1]


def test_nobody_changes_or_deletes_an_entry_superusers_included() -> None:
    make_user("editor", password=PASSWORD)
    sign_in("editor@example.org")
    entry, client = LogEntry.objects.get(), Client()
    client.force_login(User.objects.create_superuser("root@example.org"))

    answers = [
        client.post(f"{LOG}{path}", {"post": "yes"}) for path in ("add/", f"{entry.pk}/change/", f"{entry.pk}/delete/")
    ]
    client.post(LOG, {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"})

    assert [answer.status_code for answer in answers] == [403] * 3
    assert LogEntry.objects.filter(pk=entry.pk).exists()


def test_whoever_stands_in_it_is_not_deleted_at_the_desk() -> None:
    editor, client = make_user("editor", password=PASSWORD), Client()
    sign_in("editor@example.org")
    client.force_login(User.objects.create_superuser("root@example.org"))

    client.post(f"/admin/accounts/user/{editor.pk}/delete/", {"post": "yes"})

    assert User.objects.filter(pk=editor.pk).exists()
