"""What the desk's log says of accounts: Django's own LogEntry, written on the account. Nobody changes an entry."""

from typing import TYPE_CHECKING

from django.contrib.admin.models import CHANGE, LogEntry
from django.http import HttpRequest
from django.utils.translation import gettext as _

from geopolist.guard import client, limits

if TYPE_CHECKING:
    from accounts.models import User

# An attack leaves lines in the log, not a flood of them.
FAILURES, SECONDS = 20, 3600


def note(by: "User", account: "User", what: str) -> None:
    LogEntry.objects.log_actions(by.pk, [account], CHANGE, what, single_object=True)


def signed_in(request: HttpRequest, account: "User") -> None:
    """Of those who may enter the desk: what members do is nobody's business."""
    if account.is_staff:
        note(account, account, _("Signed in from %(address)s") % {"address": client.address(request)})


def failed(request: HttpRequest, account: "User") -> None:
    failure(request, account, _("Failed sign-in from %(address)s"))


def wrong_code(request: HttpRequest, account: "User") -> None:
    failure(request, account, _("Wrong code of the second factor from %(address)s"))


def failure(request: HttpRequest, account: "User", what: str) -> None:
    """Says from where, never what was typed."""
    if account.is_staff and limits.hit("failures-noted", str(account.pk), limit=FAILURES, seconds=SECONDS).allowed:
        note(account, account, what % {"address": client.address(request)})
