"""What may be done with an article or page from its form: the verbs of everywhere, offered to those who may."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import PublicationStatus
from geopolist.revisions.models import WorkingCopy

Status = PublicationStatus
SHORT = {"live": gettext_lazy("Live"), "scheduled": gettext_lazy("Scheduled"), "ended": gettext_lazy("Ended")}
UNPUBLISHED = (Status.DRAFT, Status.IN_REVIEW, Status.APPROVED)


@dataclass(frozen=True)
class Verb:
    """`right` is the desk's permission that it needs, `note` the label of what may be said with it; '' for nothing.

    `look` is a class of the button.
    """

    name: str
    label: str | Promise
    states: tuple[Status, ...]
    right: Literal["change", "publish"]
    act: Callable[[Any, Any, str], object]
    done: str | Promise
    note: str | Promise = ""
    look: str = ""

    def is_offered(self, desk: Any, request: HttpRequest, row: Any, copy: WorkingCopy | None) -> bool:
        if self.name in ("publish_changes", "discard") and copy is None:
            return False
        if self.name == "bin" and (row.pk is None or row.has_been_public):
            return False
        may: Callable[[HttpRequest, Any], bool] = getattr(desk, f"has_{self.right}_permission")
        return row.status in self.states and may(request, row)


VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            "submit", gettext_lazy("Submit for review"), (Status.DRAFT,), "change",
            lambda row, by, note: row.submit_for_review(by=by, note=note),
            gettext_lazy("It waits for review now."),
        ),
        Verb(
            "approve", gettext_lazy("Approve"), (Status.DRAFT, Status.IN_REVIEW), "publish",
            lambda row, by, note: row.approve(by=by),
            gettext_lazy("It is approved."),
        ),
        Verb(
            "ask", gettext_lazy("Ask for changes"), (Status.IN_REVIEW, Status.APPROVED), "publish",
            lambda row, by, note: row.ask_for_changes(by=by, note=note),
            gettext_lazy("It went back to who wrote it."), note=gettext_lazy("What is to be changed?"),
        ),
        Verb(
            "publish", gettext_lazy("Publish now"), (*UNPUBLISHED, Status.WITHDRAWN), "publish",
            lambda row, by, note: row.publish(by=by),
            gettext_lazy("Readers have it now."), look="default",
        ),
        Verb(
            "publish_changes", gettext_lazy("Publish changes"), (Status.PUBLISHED,), "publish",
            lambda row, by, note: row.publish_changes(by=by),
            gettext_lazy("Readers have the changes now."), look="default",
        ),
        Verb(
            "discard", gettext_lazy("Discard changes"), tuple(Status), "change",
            lambda row, by, note: row.discard_changes(by=by),
            gettext_lazy("The changes are gone; the history has what was saved of them."),
        ),
        Verb(
            "withdraw", gettext_lazy("Withdraw"), (Status.PUBLISHED,), "publish",
            lambda row, by, note: row.withdraw(note, by=by),
            gettext_lazy("It is withdrawn: its address answers with the notice."),
            note=gettext_lazy("What are readers told?"), look="deletelink",
        ),
        Verb(
            "bin", gettext_lazy("Put in the bin"), UNPUBLISHED, "change",
            lambda row, by, note: row.bin(by=by),
            gettext_lazy("It lies in the bin for thirty days."), look="deletelink",
        ),
        Verb(
            "take", gettext_lazy("Take out of the bin"), (Status.BIN,), "change",
            lambda row, by, note: row.take_from_bin(by=by),
            gettext_lazy("It is a draft again."), look="default",
        ),
    )
}  # fmt: skip


def offered(desk: Any, request: HttpRequest, row: Any, copy: WorkingCopy | None) -> list[Verb]:
    """`desk` is the row's own EditedAdmin."""
    return [verb for verb in VERBS.values() if verb.is_offered(desk, request, row, copy)]


def in_words(row: Any, edited_by: str | None) -> str:
    """Where it stands, as one says it, with the zone of its times. `edited_by` is whose edit waits; None for none."""
    said = state_in_words(row)
    if edited_by is None:
        return said
    name = edited_by or _("somebody")
    if row.waits_for_publication:
        return _("%(state)s, with unpublished edits by %(name)s") % {"state": said, "name": name}
    return _("%(state)s, with autosaved text by %(name)s") % {"state": said, "name": name}


def in_short(row: Any, edited_by: str | None) -> str:
    """The same for a list, which has the dates beside it."""
    said = str(SHORT[state_of(row)]) if state_of(row) else str(row.get_status_display())
    if edited_by is None:
        return said
    return _("%(state)s, unpublished edits by %(name)s") % {"state": said, "name": edited_by or _("somebody")}


def state_of(row: Any) -> str:
    """What the clock makes of what is published; '' for what is not."""
    now = timezone.now()
    if row.status != Status.PUBLISHED or row.published_at is None:
        return ""
    if row.ends_at and row.ends_at <= now:
        return "ended"
    return "scheduled" if row.published_at > now else "live"


def state_in_words(row: Any) -> str:
    state, begins, ends = state_of(row), row.published_at, row.ends_at
    if not state or begins is None:
        return str(row.get_status_display())
    if state == "ended" and ends:
        return _("Ended on %(when)s") % {"when": moment(ends)}
    if state == "scheduled":
        return _("Scheduled for %(when)s") % {"when": moment(begins)}
    if ends:
        return _("Live until %(when)s") % {"when": moment(ends)}
    return _("Live since %(when)s") % {"when": moment(begins)}


def moment(when: datetime) -> str:
    """`4 May 2026, 09:00 (Europe/Istanbul)`: the zone by its name."""
    local = timezone.localtime(when)
    return f"{date_format(local, 'DATETIME_FORMAT')} ({timezone.get_current_timezone_name()})"
