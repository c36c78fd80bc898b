"""Invitations: an account in a role, and a mail with the link by which its owner sets the password."""

from datetime import datetime, timedelta
from enum import Enum

from allauth.account.adapter import get_adapter
from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import label_of
from geopolist.lib.text import one_line
from geopolist.mail import kinds
from geopolist.mail.models import Message

from . import audit

KIND = "invitation"
# Who sends the form twice sends one mail.
PATIENCE = timedelta(minutes=1)

kinds.register(
    KIND,
    label=gettext_lazy("Invitation to the desk"),
    placeholders={
        "link": "https://www.example.org/accounts/…",
        "role": "editor",
        "by": "Odette Fall",
        "until": "4 May 2026, 12:30",
    },
    required=["link"],
)


class Outcome(Enum):
    INVITED = gettext_lazy("The invitation is on its way.")
    WAITING = gettext_lazy("An invitation went there less than a minute ago: nothing more was sent.")
    GIVEN = gettext_lazy("There is an account with this address already: it has the role now.")
    HELD = gettext_lazy("There is an account with this address already, and it has this role.")


def invite(email: str, role: Group, *, name: str, language: str, by: User) -> Outcome:
    """Safe to send twice. Whoever has an account keeps its name, language and password."""
    with transaction.atomic():
        user, is_new = User.objects.get_or_create(
            email=email, defaults={"name": name, "language": language, "password": "!"}
        )
        changes = user.take_roles([*user.groups.all(), role], of=[])
        if is_new:
            user.emailaddress_set.create(email=user.email, primary=True)  # type: ignore[attr-defined]
        if changes:
            audit.note(by, user, _("Roles: %(changes)s") % {"changes": " ".join(changes)})
        if is_waiting(user):
            return send(user, by=by)
    return Outcome.GIVEN if changes else Outcome.HELD


def is_waiting(user: User) -> bool:
    """Whether they have yet to set a password."""
    return user.is_active and user.last_login is None and not user.has_usable_password()


def send(user: User, *, by: User) -> Outcome:
    """Mail the link. It takes the place of those before it."""
    last = Message.objects.filter(kind=KIND, to=user.email).order_by("-created_at").first()
    if last and last.created_at > timezone.now() - PATIENCE:
        return Outcome.WAITING
    user.set_unusable_password()
    user.save(update_fields=["password"])
    language = user.language or settings.LANGUAGE_CODE
    with translation.override(language):
        role = ", ".join(label_of(each) for each in user.groups.all())
        until = date_format(timezone.localtime(expiry(timezone.now())), "DATETIME_FORMAT")
    link, name = link_for(user), one_line(str(by))
    kinds.send(KIND, to=user.email, language=language, link=link, role=role, by=name, until=until)
    audit.note(by, user, _("Invited"))
    return Outcome.INVITED


def link_for(user: User) -> str:
    """allauth's own: whoever opens it sets a new password."""
    key = f"{user_pk_to_url_str(user)}-{PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)}"
    return str(get_adapter().get_reset_password_from_key_url(key))


def expiry(sent_at: datetime) -> datetime:
    return sent_at + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


def waits_until(user: User) -> datetime | None:
    """Until when the last invitation works; None where none is out."""
    if not is_waiting(user):
        return None
    last = Message.objects.filter(kind=KIND, to=user.email).order_by("-created_at").first()
    return expiry(last.created_at) if last else None
