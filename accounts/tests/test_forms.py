"""Second factors and mails for a new password: both counted."""

import time
from typing import Any

import pytest
from allauth.core import context
from allauth.mfa.totp.internal import auth as totp
from django.test import Client, RequestFactory

from accounts import forms
from accounts.models import User
from geopolist.mail.models import Message

pytestmark = pytest.mark.django_db
RESET = "/accounts/password/reset/"


@pytest.fixture
def user() -> User:
    made = User.objects.create_user("elif@example.org", "anchor-basin-beacon-cape")
    made.emailaddress_set.create(email=made.email, verified=True, primary=True)
    return made


@pytest.fixture
def our_forms(settings: Any) -> None:
    settings.ACCOUNT_FORMS = {"reset_password": "accounts.forms.ResetPasswordForm"}
    settings.MFA_FORMS = {
        "authenticate": "accounts.forms.AuthenticateForm",
        "reauthenticate": "accounts.forms.ReauthenticateForm",
    }


@pytest.mark.parametrize("form_class", [forms.AuthenticateForm, forms.ReauthenticateForm])
def test_the_sixth_code_in_five_minutes_is_refused_even_if_it_is_right(user: User, form_class: Any) -> None:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    right = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    request = RequestFactory().post("/accounts/2fa/authenticate/")
    answers = []

    with context.request_context(request):
        for code in [*["000000"] * 5, right]:
            form = form_class(user=user, data={"code": code})
            answers.append((form.is_valid(), form.errors.get("code", [""])[0]))

    assert [valid for valid, _error in answers] == [False] * 6
    assert answers[0][1] == "Incorrect code."
    assert answers[5][1] == "Too many tries. Wait 5 minutes and try again."


@pytest.mark.usefixtures("our_forms")
def test_nobodys_letter_box_is_filled_with_mails_for_a_new_password(client: Client, user: User) -> None:
    answers = [
        client.post(RESET, {"email": email})
        for email in ("elif@example.org", "ELIF@example.org", "elif@example.org", "elif@example.org")
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 200]
    assert answers[3].context["form"].errors["email"] == ["Too many tries. Wait 60 minutes and try again."]
    assert Message.objects.filter(kind="password_reset").count() == 3


@pytest.mark.usefixtures("our_forms")
def test_one_address_does_not_ask_for_everybody(client: Client) -> None:
    answers = [client.post(RESET, {"email": f"member{number}@example.org"}) for number in range(11)]

    assert [answer.status_code for answer in answers] == [302] * 10 + [200]


LONG = f"elif@{'x' * 60}.{'y' * 60}.{'z' * 60}.{'w' * 60}.{'v' * 34}.org"


@pytest.mark.usefixtures("our_forms")
def test_an_address_that_is_too_long_to_keep_is_refused_by_every_form_that_mails(client: Client, user: User) -> None:
    asked = client.post(RESET, {"email": LONG})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "email": user.email}]
    session.save()
    added = client.post("/accounts/email/", {"email": LONG, "action_add": ""})

    sentence = f"Ensure this value has at most 254 characters (it has {len(LONG)})."
    assert [answer.context["form"].errors.get("email") for answer in (asked, added)] == [[sentence]] * 2
    assert Message.objects.count() == 0


@pytest.mark.usefixtures("our_forms")
def test_the_answer_does_not_tell_who_has_an_account(client: Client, user: User) -> None:
    answers = [client.post(RESET, {"email": email}) for email in ("elif@example.org", "nobody@example.org")]

    assert [answer.headers["Location"] for answer in answers] == ["/accounts/password/reset/done/"] * 2
    assert set(Message.objects.values_list("to", "kind")) == {
        ("elif@example.org", "password_reset"),
        ("nobody@example.org", "unknown_account"),
    }
