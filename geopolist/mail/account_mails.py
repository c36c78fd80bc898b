"""The mails of accounts: allauth decides when one is due, the words and the way out are ours.

The account adapter inherits OutboxMails before allauth's own.
"""

from collections.abc import Callable
from typing import Any

from django.utils import formats, timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from geopolist.mail import kinds

_LINK = {"link": "https://www.example.org/accounts/…"}

kinds.register("confirm_email", label=_("Confirm an e-mail address"), placeholders=_LINK, required=["link"])
kinds.register("account_exists", label=_("Registered already"), placeholders=_LINK, required=["link"])
kinds.register("password_reset", label=_("Set a new password"), placeholders=_LINK, required=["link"])
kinds.register("unknown_account", label=_("No account with this address"), placeholders={"email": "reader@example.org"})
kinds.register(
    "account_change",
    label=_("Something about the account changed"),
    placeholders={
        "change": "Your password was changed.",
        "time": "1 May 2026, 12:30",
        "address": "192.0.2.7",
        "browser": "Firefox",
    },
    required=["change"],
)

# allauth's template prefix -> our kind, and which of its values is the link.
_LINKS = {
    "account/email/email_confirmation": ("confirm_email", "activate_url"),
    "account/email/email_confirmation_signup": ("confirm_email", "activate_url"),
    "account/email/account_already_exists": ("account_exists", "password_reset_url"),
    "account/email/password_reset_key": ("password_reset", "password_reset_url"),
}
_CHANGES: dict[str, str | Promise] = {
    "account/email/password_changed": _("Your password was changed."),
    "account/email/password_reset": _("Your password was set anew by a link we mailed to you."),
    "account/email/password_set": _("A password was set for your account."),
    "account/email/email_changed": _("Your e-mail address was changed from %(from_email)s to %(to_email)s."),
    "account/email/email_confirm": _("Your e-mail address was confirmed."),
    "account/email/email_deleted": _("The e-mail address %(deleted_email)s was removed from your account."),
    "mfa/email/totp_activated": _("An authenticator app was added as your second factor."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed as your second factor."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made; the old ones no longer work."),
    "mfa/email/webauthn_added": _("A security key was added as your second factor."),
    "mfa/email/webauthn_removed": _("A security key was removed as your second factor."),
}


class OutboxMails:
    """For the account adapter: allauth's mails as our kinds. A mail we have no kind for keeps allauth's words."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        user = context.get("user")
        language = getattr(user, "language", "") or translation.get_language() or "en"
        compose = _composer(template_prefix)
        if compose is None:
            super().send_mail(template_prefix, email, context)  # type: ignore[misc]
            return
        with translation.override(language):
            kind, values = compose(context)
        kinds.send(kind, to=email, language=language, **values)


type _Composed = tuple[str, dict[str, Any]]


def _composer(prefix: str) -> Callable[[dict[str, Any]], _Composed] | None:
    if prefix in _LINKS:
        kind, name = _LINKS[prefix]
        return lambda context: (kind, {"link": context[name]})
    if prefix in _CHANGES:
        return lambda context: ("account_change", _change(prefix, context))
    if prefix == "account/email/unknown_account":
        return lambda context: ("unknown_account", {"email": context["email"]})
    return None


def _change(prefix: str, context: dict[str, Any]) -> dict[str, str]:
    time = timezone.localtime(context.get("timestamp") or timezone.now())
    return {
        "change": str(_CHANGES[prefix]) % context,
        "time": formats.date_format(time, "DATETIME_FORMAT"),
        "address": str(context.get("ip") or "–"),
        "browser": _one_line(str(context.get("user_agent") or "–")),
    }


def _one_line(text: str) -> str:
    """A browser names itself as it likes: what it says must not refuse the warning mail."""
    return "".join(character if character.isprintable() else " " for character in text)[:200]
