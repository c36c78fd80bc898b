"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from geopolist.guard import client
from geopolist.identity.models import SiteIdentity
from geopolist.mail.account_mails import OutboxMails

from .desk import audit
from .models import User, fold
from .throttling import Throttle

# Per account and address together, and per address alone: a stranger elsewhere can lock nobody out.
SIGN_INS = Throttle("sign-in", tries=5, seconds=60)
SIGN_INS_PER_ADDRESS = Throttle("sign-in-address", tries=20, seconds=60)


class AccountAdapter(OutboxMails, DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Registration opens with the members' area."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try before any password is hashed. Raises ValidationError."""
        if SiteIdentity.objects.current().is_exposed_demo:
            raise ValidationError(
                _("This site holds the demonstration: nobody signs in to it until `manage.py demo --remove` was run.")
            )
        address = client.address(request)
        SIGN_INS.count(f"{credentials.get('email', '')}|{address}")
        SIGN_INS_PER_ADDRESS.count(address)
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        account = User.objects.filter(email=fold(credentials.get("email") or "")).first()
        if account:
            audit.failed(request, account)
        super().authentication_failed(request, **credentials)

    def post_login(self, request: HttpRequest, user: Any, **rest: Any) -> HttpResponse:
        audit.signed_in(request, user)
        return super().post_login(request, user, **rest)

    def clean_email(self, email: str) -> str:
        """What every form of allauth's takes: no longer than an account or the outbox keeps. Raises ValidationError."""
        User._meta.get_field("email").run_validators(email)
        return super().clean_email(email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """With the address among the values: allauth leaves it out where there is no account of that name."""
        super().send_mail(template_prefix, email, {"email": email, **context})
