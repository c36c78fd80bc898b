"""On a real site the desk opens only behind a second factor."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from accounts.models import User
from accounts.tests.make import PASSWORD, add_factor, make_live, make_user, prove_factor, signed_in
from geopolist.library.tests.make import make_document

pytestmark = pytest.mark.django_db
ACTIVATE = "/accounts/2fa/totp/activate/"
SUPERUSER = {"is_superuser": True, "is_staff": True}


@pytest.fixture(autouse=True)
def live(settings: Any) -> None:
    make_live(settings)


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client: Client, email: str, **more: str) -> str:
    return client.post("/accounts/login/", {"login": email, "password": PASSWORD, **more})["Location"]


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/articles/article/add/", "/admin/jsi18n/", "/admin/password_change/", "/admin/r/1/1/"]
)
@pytest.mark.parametrize("role", ["contributor", "moderator", "chief editor"])
def test_whoever_has_a_role_and_no_second_factor_is_led_to_setting_one_up(role: str, path: str) -> None:
    client = signed_in(role)

    answers = client.get(path), client.post(path)

    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, ACTIVATE)] * 2


def test_a_superuser_is_no_exception_and_recovery_codes_alone_are_no_factor() -> None:
    client = signed_in(**SUPERUSER)
    Authenticator.objects.create(user=User.objects.get(), type="recovery_codes", data={})

    assert client.get("/admin/")["Location"] == ACTIVATE


def test_the_way_out_stays_open() -> None:
    client = signed_in("editor")

    client.post("/admin/logout/")

    assert "_auth_user_id" not in client.session


def test_members_need_none() -> None:
    assert signed_in().get("/accounts/email/").status_code == 200


def test_from_the_sign_in_over_the_first_code_and_the_recovery_codes_to_where_one_was_going() -> None:
    make_user("editor", password=PASSWORD)
    client, wish = Client(), "/admin/articles/article/?kind=analysis"

    led = sign_in(client, "editor@example.org", next=wish)
    asked = client.get(led, follow=True).redirect_chain[-1][0]
    form = client.post(asked, {"password": PASSWORD, "next": ACTIVATE}, follow=True).context["form"]
    answer = client.post(ACTIVATE, {"code": code_of(form.secret)})
    codes = client.get(answer["Location"]).text

    assert answer["Location"] == "/accounts/2fa/recovery-codes/"
    assert f'href="{wish}"' in codes
    assert client.get(wish).status_code == 200
    assert sorted(Authenticator.objects.values_list("type", flat=True)) == ["recovery_codes", "totp"]


def test_a_wrong_first_code_opens_nothing() -> None:
    client = signed_in("editor", password=PASSWORD)
    sign_in(client, "editor@example.org")
    client.get(ACTIVATE)

    client.post(ACTIVATE, {"code": "000000"})

    assert (client.get("/admin/")["Location"], Authenticator.objects.count()) == (ACTIVATE, 0)


def test_a_session_from_before_the_factor_has_to_prove_it() -> None:
    """Whoever stole the password before must not come in on the owner's factor."""
    client = signed_in("editor")
    add_factor(User.objects.get())

    answer = client.get("/admin/articles/article/")

    assert answer["Location"] == "/accounts/2fa/reauthenticate/?next=%2Fadmin%2Farticles%2Farticle%2F"


def test_whoever_has_proved_it_is_at_the_desk_until_it_is_taken_away() -> None:
    client = signed_in("editor")
    prove_factor(client)
    inside = client.get("/admin/articles/article/").status_code

    Authenticator.objects.all().delete()

    assert (inside, client.get("/admin/articles/article/")["Location"]) == (200, ACTIVATE)


def test_without_it_rights_are_none_outside_of_the_desk_too() -> None:
    document = make_document()
    client = signed_in("editor")
    address = f"/files/{document.public_id}/{document.name}"

    without = client.get(address).status_code
    prove_factor(client)

    assert (without, client.get(address).status_code) == (404, 200)
    assert not make_user(email="root@example.org", **SUPERUSER).has_perm("articles.view_article")


def test_in_the_workshop_one_is_only_asked(settings: Any) -> None:
    settings.IS_LIVE = False
    client = signed_in("editor")

    asked = client.get("/admin/")
    add_factor(User.objects.get())

    assert f'<a href="{ACTIVATE}">Set up a second factor</a>' in asked.text
    assert "Set up a second factor" not in client.get("/admin/").text
