"""Roles: one table, kept in the database, written down for editors, and given without escalation."""

from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.test import Client

from accounts.models import User
from accounts.roles import ROLES, given_by, keep_equal, permissions_of_roles
from accounts.tests.make import make_user, signed_in

pytestmark = pytest.mark.django_db
GUIDE = Path(__file__).resolve().parent.parent.parent / "docs" / "editors.md"
ACTS = ("view", "add", "change", "delete", "publish", "publish_own", "edit_others", "merge", "invite", "hand_over")
WORDS = {"view": "see", "publish_own": "publish own", "edit_others": "edit others'", "hand_over": "hand over"}


def form_of(client: Client, user: User, **changes: object) -> dict[str, object]:
    values = {"email": user.email, "name": user.name, "language": "en", "is_active": "on", "roles": []}
    return {name: value for name, value in {**values, **changes}.items() if value is not None}


def page(user: User) -> str:
    return f"/admin/accounts/user/{user.pk}/change/"


def keys(*names: str) -> list[int]:
    return [Group.objects.get(name=name).pk for name in names]


def held(user: User) -> list[str]:
    return list(user.groups.order_by("name").values_list("name", flat=True))


# --- The table


def test_every_permission_of_the_table_exists() -> None:
    known = {
        f"{app}.{codename}" for app, codename in Permission.objects.values_list("content_type__app_label", "codename")
    }

    named = {each for role in ROLES.values() for each in role.permissions if not each.endswith(".*")}

    assert named - known == set()


def test_after_a_migrate_the_groups_are_as_the_table_says_and_others_as_they_were() -> None:
    editor, interns = Group.objects.get(name="editor"), Group.objects.create(name="Interns")
    foreign = Permission.objects.get(codename="delete_user")
    for group in (editor, interns):
        group.permissions.set([foreign])
    Group.objects.get(name="moderator").delete()

    keep_equal()

    assert permissions_of_roles()["editor"] == ROLES["editor"].permissions
    assert permissions_of_roles()["moderator"] == ROLES["moderator"].permissions
    assert list(interns.permissions.all()) == [foreign]


def row(model: str) -> str:
    """The line of the guide for a model: what each role may do with it."""
    app, name = model.split(".")
    cells = []
    for role in ROLES.values():
        acts = [act for act in ACTS if f"{app}.{act}_{name}" in role.permissions]
        cells.append(", ".join(WORDS.get(act, act) for act in acts) or "–")
    title = str(apps.get_model(model)._meta.verbose_name_plural)
    return f"| {title[0].upper()}{title[1:]} | {' | '.join(cells)} |"


def test_the_guide_says_who_may_what() -> None:
    models = {f"{p.partition('.')[0]}.{p.rpartition('_')[2]}" for role in ROLES.values() for p in role.permissions}
    wanted = sorted(row(model) for model in models if not model.endswith("*"))

    written = GUIDE.read_text().split("## Who may what")[1].split("\n## ")[0].splitlines()

    assert written[4] == f"| | {' | '.join(ROLES)} |"
    assert [line for line in written if line.startswith("| ")][2:] == wanted


def test_the_form_of_a_role_is_read_only_and_says_why() -> None:
    client, role = Client(), Group.objects.get(name="editor")
    client.force_login(User.objects.create_superuser("root@example.org"))
    at = f"/admin/auth/group/{role.pk}"

    shown = client.get(f"{at}/change/").text

    assert "undone by the next update of the site" in shown
    assert client.post(f"{at}/change/", {"name": "x"}).status_code == 403
    assert client.post(f"{at}/delete/", {"post": "yes"}).status_code == 403
    many = {"action": "delete_selected", "_selected_action": [role.pk], "post": "yes"}
    client.post("/admin/auth/group/", many)
    assert Group.objects.filter(name="editor").exists()


# --- Giving and taking


def test_a_chief_gives_and_takes_roles_and_with_the_last_the_desk() -> None:
    client, somebody = signed_in("chief editor"), make_user("author", "somebody@example.org")

    client.post(page(somebody), form_of(client, somebody, roles=keys("editor", "moderator")))
    given = held(User.objects.get(pk=somebody.pk)), User.objects.get(pk=somebody.pk).is_staff
    client.post(page(somebody), form_of(client, somebody))

    assert given == (["editor", "moderator"], True)
    assert (held(somebody), User.objects.get(pk=somebody.pk).is_staff) == ([], False)


def test_nobody_gives_a_role_with_rights_that_they_lack() -> None:
    head, somebody = make_user("editor"), make_user("", "somebody@example.org")
    for codename in ("view_user", "change_user", "invite_user"):
        head.user_permissions.add(Permission.objects.get(codename=codename))
    client = Client()
    client.force_login(head)

    refused = client.post(page(somebody), form_of(client, somebody, roles=keys("chief editor")))

    assert list(given_by(User.objects.get(pk=head.pk)).order_by("name").values_list("name", flat=True)) == [
        "author",
        "contributor",
        "editor",
        "jobs manager",
        "moderator",
    ]
    assert (refused.status_code, held(somebody)) == (200, [])
    assert "Select a valid choice" in refused.text


def test_what_only_superusers_have_is_not_given_by_a_form_that_asks_for_it() -> None:
    client, somebody = signed_in("chief editor"), make_user("", "somebody@example.org")
    asked = {"is_superuser": "on", "is_staff": "on", "user_permissions": [1, 2], "groups": keys("chief editor")}

    client.post(page(somebody), form_of(client, somebody, name="Elif", **asked))

    stored = User.objects.get(pk=somebody.pk)
    assert (stored.name, stored.is_superuser, stored.is_staff) == ("Elif", False, False)
    assert (stored.user_permissions.count(), held(stored)) == (0, [])


@pytest.mark.parametrize("permission", ["", "delete_user"])
def test_a_chief_only_reads_whose_rights_go_beyond_their_own(permission: str) -> None:
    client = signed_in("chief editor")
    above = make_user("editor", "above@example.org")
    if permission:
        above.user_permissions.add(Permission.objects.get(codename=permission))
    else:
        User.objects.filter(pk=above.pk).update(is_superuser=True)

    shown = client.get(page(above))
    sent = client.post(page(above), form_of(client, above, is_active=None))
    password = client.post(f"/admin/accounts/user/{above.pk}/password/", {})
    handed = client.get(f"/admin/accounts/user/{above.pk}/hand-over/")

    assert [answer.status_code for answer in (shown, sent, password, handed)] == [200, 403, 403, 403]
    assert User.objects.get(pk=above.pk).is_active


@pytest.mark.parametrize("is_superuser", [True, False])
def test_nobody_shuts_themselves_out(is_superuser: bool) -> None:
    user = make_user("chief editor")
    User.objects.filter(pk=user.pk).update(is_superuser=is_superuser)
    client = Client()
    client.force_login(user)

    client.post(page(user), form_of(client, user, name="Odette", is_active=None))

    stored = User.objects.get(pk=user.pk)
    assert (stored.name, stored.is_active, stored.is_staff, held(stored)) == ("Odette", True, True, ["chief editor"])
    assert stored.is_superuser is is_superuser


def test_a_superusers_form_keeps_roles_beside_groups_of_their_own() -> None:
    client, somebody = Client(), make_user("author", "somebody@example.org")
    client.force_login(User.objects.create_superuser("root@example.org"))
    interns = Group.objects.create(name="Interns")

    client.post(page(somebody), form_of(client, somebody, roles=keys("author"), groups=[interns.pk], is_staff="on"))

    assert held(somebody) == ["Interns", "author"]


# --- What nobody finds out


@pytest.mark.parametrize(
    "query",
    [
        "/admin/accounts/user/?password__startswith=scrypt",
        "/admin/accounts/user/?authenticator__data__contains=x",
        "/admin/accounts/user/?usersession__session_key__startswith=a",
        "/admin/articles/article/?created_by__password__startswith=scrypt",
        "/admin/articles/article/?created_by__email__startswith=chief",
        "/admin/articles/comment/?author__password__startswith=scrypt",
        "/admin/admin/logentry/?user__password__startswith=scrypt",
        "/admin/articles/person/?user__password__startswith=scrypt",
        "/admin/articles/article/?_to_field=created_by",
        "/admin/accounts/user/?_to_field=password",
    ],
)
def test_a_list_is_no_way_to_find_out_letter_by_letter_what_it_does_not_show(query: str) -> None:
    answer = signed_in("chief editor").get(query)

    assert answer.status_code in (302, 400)


@pytest.mark.parametrize(
    "query", ["mfa/authenticator/?data__contains=x", "usersessions/usersession/?session_key__startswith=a"]
)
def test_secrets_are_found_out_by_nobody(query: str) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("root@example.org"))

    assert client.get(f"/admin/{query}=x").status_code == 400
