"""Forms of the accounts that count their tries. allauth's own counts live in the cache, one set for each process."""

from allauth.account import forms as allauth
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.core.exceptions import ValidationError

from geopolist.guard import client

from .desk import audit
from .models import fold
from .throttling import Throttle

# A code has six digits and lives for a minute and a half: whoever has the password must not try them all.
CODES = Throttle("second-factor", tries=5, seconds=300)
RESETS = Throttle("password-reset", tries=3, seconds=3600)
RESETS_PER_ADDRESS = Throttle("password-reset-address", tries=10, seconds=3600)


class AuthenticateForm(mfa.AuthenticateForm):
    """The second factor at sign-in."""

    def clean_code(self) -> str:
        CODES.count(str(self.user.pk))
        try:
            return super().clean_code()
        except ValidationError:
            audit.wrong_code(context.request, self.user)
            raise


class ReauthenticateForm(mfa.ReauthenticateForm):
    """The second factor of somebody who has signed in already."""

    def clean_code(self) -> str:
        CODES.count(str(self.user.pk))
        return super().clean_code()


class ActivateTOTPForm(totp.ActivateTOTPForm):
    """A second factor is set up."""

    def clean_code(self) -> str:
        """Who has typed the first code has proved the factor: this session need not be asked for another one."""
        code = super().clean_code()
        record_authentication(context.request, self.user, method="mfa", type="totp")
        return code


class ResetPasswordForm(allauth.ResetPasswordForm):
    """Asks for the mail by which a new password is set: not a way to fill somebody's letter box."""

    def clean_email(self) -> str:
        RESETS.count(fold(self.cleaned_data["email"]))
        RESETS_PER_ADDRESS.count(client.address(context.request))
        return super().clean_email()


class ResetPasswordKeyForm(allauth.ResetPasswordKeyForm):
    """A new password, by a mailed link."""

    def save(self) -> None:
        """Whoever was invited shows by the first one that the address is theirs."""
        is_first = not self.user.has_usable_password()
        super().save()
        if is_first:
            self.user.confirm_only_address()
