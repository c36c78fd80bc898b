"""Accounts at the desk."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "anchor-basin-beacon-cape"


@pytest.fixture
def chief(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("chief@example.org"))
    return client


def test_a_chief_makes_an_account(chief: Client) -> None:
    values = {"email": "Elif@Example.org", "name": "Elif", "usable_password": "true"}

    response = chief.post("/admin/accounts/user/add/", {**values, "password1": PASSWORD, "password2": PASSWORD})

    assert response.status_code == 302, response.context["adminform"].form.errors
    made = User.objects.get(name="Elif")
    assert (made.email, made.check_password(PASSWORD), made.is_staff) == ("elif@example.org", True, False)


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"email": "CHIEF@example.org"}, "email"), ({"password1": "short", "password2": "short"}, "password2")],
)
def test_a_wrong_account_is_refused(chief: Client, changes: dict[str, str], field: str) -> None:
    values = {"email": "elif@example.org", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}

    response = chief.post("/admin/accounts/user/add/", {**values, **changes})

    assert (response.status_code, list(response.context["adminform"].form.errors)) == (200, [field])
    assert User.objects.count() == 1


def test_a_new_address_has_to_be_confirmed(chief: Client) -> None:
    user = User.objects.create_user("old@example.org", PASSWORD)
    user.emailaddress_set.create(email="old@example.org", verified=True, primary=True)
    page = f"/admin/accounts/user/{user.pk}/change/"
    form = chief.get(page).context["adminform"].form

    response = chief.post(page, {"email": "New@example.org", "name": "", "language": "tr", "is_active": "on"})

    assert "password" in form.fields
    assert response.status_code == 302, response.context["adminform"].form.errors
    user.refresh_from_db()
    assert (user.email, user.language, user.check_password(PASSWORD)) == ("new@example.org", "tr", True)
    assert list(user.emailaddress_set.values_list("email", "verified", "primary")) == [("new@example.org", False, True)]


def test_the_list_is_searched(chief: Client) -> None:
    User.objects.create_user("elif@example.org", name="Elif Deniz")

    page = chief.get("/admin/accounts/user/", {"q": "deniz"})

    assert [user.email for user in page.context["cl"].result_list] == ["elif@example.org"]


@pytest.mark.parametrize("query", ["elif@", "deniz", "203.0.113.7"])
def test_sessions_are_found_by_whose_they_are_and_from_where(chief: Client, query: str) -> None:
    elif_ = User.objects.create_user("elif@example.org", name="Elif Deniz")
    for user, ip in ((elif_, "203.0.113.7"), (User.objects.get(email="chief@example.org"), "198.51.100.1")):
        UserSession.objects.create(user=user, ip=ip, session_key=ip, user_agent="A browser")

    page = chief.get("/admin/usersessions/usersession/", {"q": query})

    assert [session.user for session in page.context["cl"].result_list] == [elif_]
