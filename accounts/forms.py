"""Forms of the accounts that count their tries. allauth's own counts live in the cache, one set for each process."""

from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm
from allauth.core import context
from allauth.mfa.base import forms as mfa

from geopolist.guard import client

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
        return super().clean_code()


class ReauthenticateForm(mfa.ReauthenticateForm):
    """The second factor of somebody who has signed in already."""

    def clean_code(self) -> str:
        CODES.count(str(self.user.pk))
        return super().clean_code()


class ResetPasswordForm(AllauthResetPasswordForm):
    """Asks for the mail by which a new password is set: not a way to fill somebody's letter box."""

    def clean_email(self) -> str:
        RESETS.count(fold(self.cleaned_data["email"]))
        RESETS_PER_ADDRESS.count(client.address(context.request))
        return super().clean_email()
