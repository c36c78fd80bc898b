"""People in their roles, for tests."""

from time import time
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.models import User
from accounts.roles import groups

PASSWORD = "anchor-basin-beacon-cape"


def make_user(role: str = "", email: str = "", password: str | None = None, **fields: Any) -> User:
    """An account with a confirmed address; in a role where one is named."""
    named = role.partition(" ")[0] or "member"
    user = User.objects.create_user(email or f"{named}@example.org", password, **fields)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    user.take_roles([groups().get(name=role)] if role else [], of=[])
    return User.objects.get(pk=user.pk)


def signed_in(role: str = "", **fields: Any) -> Client:
    client = Client()
    client.force_login(make_user(role, **fields))
    return client


def make_live(settings: Any) -> None:
    """A site on https, as far as the desk asks, spoken to over plain http."""
    settings.IS_LIVE, settings.SECURE_SSL_REDIRECT = True, False


def add_factor(user: User) -> Authenticator:
    return Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})


def prove_factor(client: Client) -> None:
    """As who has typed a code of theirs has at sign-in."""
    user = User.objects.get(pk=client.session["_auth_user_id"])
    if not user.has_second_factor:
        add_factor(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time()}]
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)
    session.save()
