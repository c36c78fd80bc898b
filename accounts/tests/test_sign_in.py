"""The one way in, for readers and editors alike, and what it withstands."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from geopolist.guard import limits
from geopolist.mail.models import Message

pytestmark = pytest.mark.django_db
PASSWORD = "anchor-basin-beacon-cape"
LOGIN = "/accounts/login/"


@pytest.fixture
def elif_() -> User:
    return make_user("elif@example.org")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Any:
    """Moves the limits' clock on; rows alone are counted, whatever Redis there is."""
    settings.REDIS_URL = ""
    now = limits.now
    passed = [timedelta()]
    monkeypatch.setattr(limits, "now", lambda: now() + int(passed[0].total_seconds() * 1000))

    def wait(**time: int) -> None:
        passed[0] += timedelta(**time)

    return wait


def make_user(email: str, **fields: Any) -> User:
    user = User.objects.create_user(email, PASSWORD, **fields)
    user.emailaddress_set.create(email=email, verified=True, primary=True)
    return user


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> HttpResponse:
    return client.post(LOGIN, {"login": email, "password": password, **more}, REMOTE_ADDR="192.0.2.1")


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def errors(response: HttpResponse) -> list[str]:
    return list(response.context["form"].non_field_errors())


@pytest.mark.parametrize("email", ["elif@example.org", "Elif@Example.ORG", " elif@example.org "])
def test_a_member_signs_in_with_any_spelling_of_the_address(client: Client, elif_: User, email: str) -> None:
    response = sign_in(client, email)

    assert (response.status_code, response.headers["Location"], is_in(client)) == (302, "/", True)


@pytest.mark.parametrize(
    ("email", "password"),
    [("elif@example.org", "wrong"), ("nobody@example.org", PASSWORD), ("elif@example.org", PASSWORD.upper())],
)
def test_a_wrong_pair_is_refused_with_one_sentence(client: Client, elif_: User, email: str, password: str) -> None:
    response = sign_in(client, email, password)

    assert (response.status_code, is_in(client)) == (200, False)
    assert errors(response) == ["The email address and/or password you specified are not correct."]
    assert f'value="{email}"' in response.text
    assert password not in response.text


def test_somebody_who_was_shut_out_stays_out(client: Client) -> None:
    make_user("gone@example.org", is_active=False)

    sign_in(client, "gone@example.org")

    assert not is_in(client)


def test_an_address_that_is_not_confirmed_gets_a_mail_instead(client: Client) -> None:
    User.objects.create_user("new@example.org", PASSWORD)

    response = sign_in(client, "new@example.org")

    assert (response.headers["Location"], is_in(client)) == ("/accounts/confirm-email/", False)
    assert list(Message.objects.values_list("to", "kind")) == [("new@example.org", "confirm_email")]


# --- The desk's door is the same


@pytest.mark.parametrize("path", ["/admin/", "/admin/articles/article/", "/admin/login/?next=/admin/"])
def test_the_desk_leads_to_the_one_sign_in(client: Client, path: str) -> None:
    response = client.get(path, follow=True)

    assert response.redirect_chain[-1][0].startswith(f"{LOGIN}?next=")
    assert response.status_code == 200


def test_an_editor_comes_from_the_sign_in_to_the_desk(client: Client) -> None:
    make_user("chief@example.org", is_staff=True, is_superuser=True)

    response = sign_in(client, "chief@example.org", next="/admin/")

    assert response.headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_member_does_not_get_to_the_desk(client: Client, elif_: User) -> None:
    client.force_login(elif_)

    answers = [client.get(path) for path in ("/admin/", "/admin/articles/article/")]

    assert [answer.status_code for answer in answers] in ([302, 302], [403, 403])


def test_the_admins_own_form_signs_nobody_in(client: Client) -> None:
    make_user("chief@example.org", is_staff=True, is_superuser=True)

    client.post("/admin/login/", {"username": "chief@example.org", "password": PASSWORD, "next": "/admin/"})

    assert not is_in(client)


# --- Where one goes then


@pytest.mark.parametrize(
    ("wish", "led"),
    [
        ("/admin/", "/admin/"),
        ("/blog/?page=2", "/blog/?page=2"),
        ("//evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http:///evil.example", "/"),
        ("", "/"),
    ],
)
def test_one_is_led_on_to_this_site_only(client: Client, elif_: User, wish: str, led: str) -> None:
    assert sign_in(client, "elif@example.org", next=wish).headers["Location"] == led


def test_the_form_keeps_where_one_was_going(client: Client) -> None:
    assert 'name="next" value="/blog/"' in client.get(LOGIN, {"next": "/blog/"}).text


# --- Tries


def test_the_sixth_try_in_a_minute_is_refused_even_with_the_right_password(
    client: Client, elif_: User, clock: Any
) -> None:
    for number in range(5):
        # Another spelling is not another account.
        sign_in(client, "elif@example.org" if number % 2 else "ELIF@example.org", "wrong")

    sixth = sign_in(client, "elif@example.org")

    assert errors(sixth) == ["Too many tries. Wait a minute and try again."]
    assert not is_in(client)


def test_a_minute_later_one_may_try_again(client: Client, elif_: User, clock: Any) -> None:
    for _ in range(6):
        sign_in(client, "elif@example.org", "wrong")

    clock(seconds=61)
    sign_in(client, "elif@example.org")

    assert is_in(client)


def test_a_stranger_elsewhere_locks_nobody_out(client: Client, elif_: User, clock: Any) -> None:
    for _ in range(6):
        sign_in(client, "elif@example.org", "wrong")

    client.post(LOGIN, {"login": "elif@example.org", "password": PASSWORD}, REMOTE_ADDR="192.0.2.99")

    assert is_in(client)


def test_tries_for_one_account_do_not_count_for_another(client: Client, elif_: User, clock: Any) -> None:
    make_user("tomas@example.org")
    for _ in range(6):
        sign_in(client, "elif@example.org", "wrong")

    sign_in(client, "tomas@example.org")

    assert is_in(client)


def test_one_address_may_not_try_every_account(client: Client, elif_: User, clock: Any) -> None:
    for number in range(20):
        sign_in(client, f"member{number}@example.org", "wrong")

    response = sign_in(client, "elif@example.org")

    assert errors(response) == ["Too many tries. Wait a minute and try again."]


# --- In and out


def test_registration_is_closed(client: Client) -> None:
    pages = [
        client.get("/accounts/signup/"),
        client.post("/accounts/signup/", {"email": "new@example.org", "password1": PASSWORD}),
    ]

    assert ["Registration is not open yet." in page.text for page in pages] == [True, True]
    assert User.objects.count() == 0


def test_only_a_sent_form_signs_out(client: Client, elif_: User) -> None:
    client.force_login(elif_)

    asked = client.get("/accounts/logout/")
    still_in = is_in(client)
    sent = client.post("/accounts/logout/")

    assert (asked.status_code, still_in) == (200, True)
    assert (sent.status_code, sent.headers["Location"], is_in(client)) == (302, "/", False)


def test_signing_out_needs_the_forms_token(elif_: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(elif_)

    assert (client.post("/accounts/logout/").status_code, is_in(client)) == (403, True)


def test_the_session_begins_anew_at_sign_in(client: Client, elif_: User) -> None:
    client.get(LOGIN)
    sign_in(client, "elif@example.org")
    first = client.cookies["session"].value
    client.post("/accounts/logout/")
    sign_in(client, "elif@example.org")

    assert client.cookies["session"].value != first
    assert (client.cookies["session"]["httponly"], client.cookies["session"]["samesite"]) == (True, "Lax")


# --- Hashes

HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]


def test_an_old_hash_is_renewed_once(client: Client, elif_: User, settings: Any) -> None:
    settings.PASSWORD_HASHERS = HASHERS
    User.objects.update(password=make_password(PASSWORD, hasher="pbkdf2_sha256"))
    kept = []

    for _ in range(2):
        sign_in(client, "elif@example.org")
        kept.append(User.objects.get().password)
        client.post("/accounts/logout/")

    assert kept[0].startswith("scrypt$")
    assert kept[1] == kept[0]
