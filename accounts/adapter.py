"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from geopolist.guard import client, limits
from geopolist.mail.account_mails import OutboxMails

# Per account and address together, and per address alone: a stranger elsewhere can lock nobody out.
SIGN_INS_PER_MINUTE = 5
ADDRESS_PER_MINUTE = 20


class AccountAdapter(OutboxMails, DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Registration opens with the members' area."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try before any password is hashed; a count that cannot be kept refuses (when Redis is down)."""
        address = client.address(request)
        account = f"{credentials.get('email', '')}|{address}"
        verdicts = [
            limits.hit("sign-in", account, limit=SIGN_INS_PER_MINUTE, seconds=60, when_down="closed"),
            limits.hit("sign-in-address", address, limit=ADDRESS_PER_MINUTE, seconds=60, when_down="closed"),
        ]
        if not all(verdict.allowed for verdict in verdicts):
            raise ValidationError(_("Too many tries. Wait a minute and try again."))
        super().pre_authenticate(request, **credentials)
