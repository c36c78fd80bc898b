"""How articles and pages are written: every save is kept, nobody overwrites another unseen, edits of what is public
wait."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as spoken
from django.utils.translation import gettext_lazy as _

from geopolist.revisions.models import UNSEEN, Conflict, Presence, PreviewLink, Reason, Revision, Seen, WorkingCopy

from . import snapshot, telling
from .body import WithBody
from .merged import current
from .publication import Publication


class Edited(WithBody, Publication):
    """Mixed into articles and pages: a body with its publication, and what editors do to both."""

    title: str
    language: str
    fingerprint: str

    # What an edit says of the row itself, by the names of its columns; instants are kept as text.
    written: ClassVar[tuple[str, ...]]
    written_instants: ClassVar[tuple[str, ...]] = ("ends_at",)

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("begun by"),
    )  # fmt: skip
    review_note = models.TextField(_("changes asked for"), blank=True, editable=False)

    version = models.PositiveIntegerField(_("version"), editable=False, default=0)

    class Meta(Publication.Meta):
        abstract = True

    def snapshot(self) -> dict[str, Any]:
        """The row and its relations as JSON: where a working copy begins."""
        return snapshot.of_row(self)

    def take_over(self, data: dict[str, Any], drawn: Any = None) -> None:
        """Become what a snapshot says, as far as it goes, and be saved. Raises ValidationError where that is not valid.

        `drawn` may have drawn the same body beforehand. The caller settles it and holds the transaction.
        """
        snapshot.to_row(self, data)
        if drawn is not None:
            self.take_drawing(drawn)
        self.full_clean()
        self.save()

    @classmethod
    def begin(cls, key: UUID, language: str, title: str, *, by: Any) -> tuple[Self, bool]:
        """The one draft that a new form with this key has become, and whether it did so just now."""
        raise NotImplementedError

    @property
    def working_copy(self) -> WorkingCopy | None:
        """The edit that waits beside the row. One query."""
        return WorkingCopy.objects.of(self).select_related("author").first()

    @property
    def waits_for_publication(self) -> bool:
        """Whether edits wait beside the row, because readers have it or will have it at their time."""
        return self.status == self.Status.PUBLISHED

    def is_changed_since(self, copy: WorkingCopy) -> bool:
        """Whether readers have got another text than the one that `copy` began from."""
        return copy.began_from != self.version

    # --- Verbs

    @transaction.atomic
    def ask_for_changes(self, *, by: Any = None, note: str = "") -> None:
        """With a note that stands over the form until it is approved or public."""
        super().ask_for_changes(by=by, note=note)
        type(self)._base_manager.filter(pk=self.pk).update(review_note=note)

    @transaction.atomic
    def publish(self, at: datetime | None = None, *, by: Any = None) -> None:
        """As Publication.publish(); a person's act is kept as a revision."""
        super().publish(at, by=by)
        if by is not None:
            Revision.objects.keep(self, self.snapshot(), Reason.PUBLISHED, by=by)

    @transaction.atomic
    def stage(self, data: dict[str, Any], *, by: Any, seen: Seen, began_from: int | None = None) -> WorkingCopy:
        """Keep an edit beside the row, valid or not; the row says nothing of it. Raises revisions.Conflict.

        `began_from` is the version of the article that its editor was shown; None for the row as it is.
        """
        self.hold_as(seen)
        began_from = self.version if began_from is None else began_from
        return WorkingCopy.objects.keep(self, data, by=by, seen=seen, began_from=began_from)

    @transaction.atomic
    def save_edit(
        self,
        data: dict[str, Any],
        *,
        by: Any,
        seen: Seen,
        reason: Reason = Reason.SAVED,
        note: str = "",
        allow: Callable[[Any], None] = lambda row: None,
        drawn: Any = None,
    ) -> Revision:
        """Save what an editor wrote, and keep it as a revision: beside the row where that waits for publication.

        `allow` is asked about the row as it is stored, locked, and raises where it must not be saved. Raises
        ValidationError where the row cannot become that, and revisions.Conflict where somebody else was quicker.
        `drawn` may have drawn the same body beforehand.
        """
        self.hold_as(seen)
        allow(self)
        self.keep_found()
        if self.waits_for_publication:
            version = self.version
            data = WorkingCopy.objects.keep(self, data, by=by, seen=seen, began_from=version).data
        else:
            self.become(data, drawn)
            self.discard_changes()
            data = self.snapshot()
        return Revision.objects.keep(self, data, reason, by=by, note=note)

    @transaction.atomic
    def amend(self, changes: dict[str, Any], *, by: Any, allow: Callable[[Any], None] = lambda row: None) -> None:
        """Change some fields at once, of the row and of the edit that waits beside it; kept as a revision.

        Where readers have it, the checklist has to agree. Raises ValidationError, checklist.NotReady, and what `allow`
        raises of the row as it is stored.
        """
        self.hold()
        allow(self)
        if all(self.snapshot()[name] == value for name, value in changes.items()):
            return
        self.keep_found()
        self.become(self.snapshot() | changes)
        if self.waits_for_publication:
            self.refuse_unready(by)
        copy = self.working_copy
        if copy is not None:
            WorkingCopy.objects.keep(self, copy.data | changes, by=by, seen=Seen.of(self), began_from=copy.began_from)
        reason = Reason.PUBLISHED if self.waits_for_publication else Reason.SAVED
        Revision.objects.keep(self, self.snapshot(), reason, by=by)

    @transaction.atomic
    def duplicate(self, *, by: Any) -> Any:
        """A new draft of the same text, with an address of its own."""
        title = (spoken("Copy of %s") % self.title)[:300]
        kind: Any = type(self)
        copy = kind(title=title, created_by=by, language=self.language)
        copy.save()
        data = self.snapshot() | {"title": title, "slug": "", "ends_at": None}
        copy.save_edit(data | self.not_duplicated(), by=by, seen=UNSEEN)
        return copy

    def not_duplicated(self) -> dict[str, Any]:
        """What of a snapshot is another in a copy, besides title, address and end."""
        return {}

    def restore(self, revision: Revision, *, by: Any, seen: Seen) -> Revision:
        """Make it what it was, as an edit like any other. The same errors as save_edit()."""
        return self.save_edit(
            current(revision.data), by=by, seen=seen, reason=Reason.RESTORED, note=str(revision.number)
        )

    @transaction.atomic
    def publish_changes(self, *, by: Any = None, note: str = "") -> None:
        """Make the working copy what readers see. Raises ValidationError, and keeps the copy, when it is not valid.

        Where it is a person's act, the checklist has to agree: raises checklist.NotReady.
        """
        self.hold()
        copy = WorkingCopy.objects.of(self).select_for_update().first()
        if copy is None:
            return
        self.keep_found()
        self.become(copy.data)
        self.refuse_unready(by)
        copy.delete()
        Revision.objects.keep(self, self.snapshot(), Reason.PUBLISHED, by=by, note=note)

    def discard_changes(self, *, by: Any = None) -> None:
        """Drop the edit that waits. What was saved of it is among the revisions."""
        dropped, _kinds = WorkingCopy.objects.of(self).delete()
        if by is not None and dropped:
            self.log(by, spoken("Changes discarded"))

    def forget_edits(self) -> None:
        """Of what is deleted, and readers never had."""
        for kept in (WorkingCopy, Revision, Presence, PreviewLink):
            kept.objects.of(self).delete()

    @transaction.atomic
    def drop_empty_edit(self) -> None:
        """Where the edit that waits says nothing else than the row, none waits."""
        copy = self.working_copy
        if copy is not None and copy.data == self.snapshot():
            self.discard_changes()

    def tell(self, before: str, *, by: Any, note: str) -> None:
        telling.tell(self, before, by=by, note=note)

    def written_by(self) -> models.Q:
        """Whose it is, asked of accounts."""
        return models.Q(pk=self.created_by_id)

    # --- What they are made of

    def hold_as(self, seen: Seen) -> None:
        """Lock the row. Raises revisions.Conflict unless it still is what the editor saw."""
        self.hold()
        if Seen.of(self) != seen:
            raise Conflict(self.working_copy)

    def become(self, data: dict[str, Any], drawn: Any = None) -> None:
        """Make the row, which is held, what `data` says, and all that follows from it. Raises ValidationError."""
        try:
            with transaction.atomic():
                self.take_over(data, drawn)
        except ValidationError:
            # The row at hand is to say again what is stored.
            self.refresh_from_db()
            raise
        self.follow()

    def keep_found(self) -> None:
        """Before its first change: what was imported, or written before revisions were, is never lost."""
        # What was never settled has only just begun.
        if self.fingerprint and not Revision.objects.of(self).exists():
            Revision.objects.keep(self, self.snapshot(), Reason.FOUND, by=None)
