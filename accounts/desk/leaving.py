"""Somebody leaves: what they had in hand goes to a successor, and the account is closed."""

from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Article
from geopolist.revisions.models import Presence, WorkingCopy

from . import audit


@dataclass(frozen=True)
class Estate:
    """In numbers, what somebody has in hand. `edits` stay under their name."""

    drafts: int
    edits: int
    sessions: int


def estate_of(user: User) -> Estate:
    """Three queries."""
    return Estate(
        drafts=Article.objects.in_hand_of(user).count(),
        edits=WorkingCopy.objects.filter(author=user.pk).count(),
        sessions=UserSession.objects.filter(user=user.pk).count(),
    )


@transaction.atomic
def hand_over(leaver: User, successor: User, *, by: User) -> Estate:
    """What was handed over. Safe to repeat: what has no owner to change stays as it is.

    Bylines stay: who wrote what is history. Roles and second factors stay with the closed account.
    """
    leaver = User.objects.select_for_update().get(pk=leaver.pk)
    estate = estate_of(leaver)
    Article.objects.hand_over(leaver, successor, by=by)
    Presence.objects.filter(user=leaver.pk).delete()
    leaver.end_sessions()
    if leaver.is_active or estate.drafts:
        leaver.is_active = False
        leaver.save(update_fields=["is_active"])
        audit.note(
            by,
            leaver,
            _("Handed over to %(successor)s, drafts: %(drafts)d. The account is closed.")
            % {"successor": successor, "drafts": estate.drafts},
        )
    return estate
