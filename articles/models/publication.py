"""When readers see something: the stored state, the times, and the verbs that change them."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as spoken
from django.utils.translation import gettext_lazy as _

from geopolist.addresses.models import Address


class WasPublic(Exception):
    """What readers once had is withdrawn with a notice, never deleted."""


class WrongState(Exception):
    """The verb does not apply to something in this state. The message is for the editor."""


class PublicationStatus(models.TextChoices):
    """Stored states. *Scheduled* and *ended* follow from the times and are never stored."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "review", _("In review")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    BIN = "bin", _("In the bin")


class Publication(models.Model):
    """Mixed into articles and pages."""

    Status = PublicationStatus
    # What verbs, counters and settle() write: an object that was read before them must not write it back.
    kept_from_saving: ClassVar[frozenset[str]] = frozenset(
        {"status", "status_at", "published_at", "was_public", "withdrawal_notice", "binned_at"}
    )

    status = models.CharField(_("state"), max_length=10, choices=PublicationStatus, default=PublicationStatus.DRAFT)
    status_at = models.DateTimeField(_("in this state since"), default=timezone.now, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    was_public = models.BooleanField(editable=False, default=False)
    withdrawal_notice = models.TextField(_("notice of withdrawal"), blank=True)
    binned_at = models.DateTimeField(_("put in the bin"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=PublicationStatus.values),
                name="%(class)s_state_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="published") | models.Q(published_at__isnull=False),
                name="%(class)s_published_has_a_date",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=models.F("published_at")),
                name="%(class)s_ends_after_it_begins",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write what editors write; of a row that is there already nothing in `kept_from_saving`."""
        if not self._state.adding and kwargs.get("update_fields") is None:
            read = {field.attname for field in self._meta.concrete_fields} - self.get_deferred_fields()
            kwargs["update_fields"] = read - self.kept_from_saving - {self._meta.pk.attname}
        super().save(*args, **kwargs)

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete what readers never had, and all that was kept of it. Raises WasPublic."""
        self.hold()
        if self.has_been_public:
            raise WasPublic(spoken("“%s” was public: withdraw it with a notice instead.") % self)
        self.forget()
        return super().delete(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.ends_before_it_begins:
            raise ValidationError({"ends_at": _("It would end before it begins: choose a later time.")})

    def forget(self) -> None:
        """Drop what is kept of it elsewhere. Nobody was ever sent to its address: that is free again."""
        Address.objects.of(self).delete()

    # --- Asking

    @property
    def is_published(self) -> bool:
        """Whether readers see it now. The same rule as `public_at()`, for a row at hand."""
        now = timezone.now()
        return (
            self.status == self.Status.PUBLISHED
            and self.published_at is not None
            and self.published_at <= now
            and (self.ends_at is None or self.ends_at > now)
        )

    @property
    def has_been_public(self) -> bool:
        """The clock publishes without a save, so the stored flag alone does not tell."""
        begun = self.published_at is not None and self.published_at <= timezone.now()
        return self.was_public or (self.status == self.Status.PUBLISHED and begun)

    @property
    def is_gone(self) -> bool:
        """Whether readers had it once and no longer do: the address answers 410."""
        return self.has_been_public and not self.is_published

    @property
    def is_settled_on(self) -> bool:
        """Whether readers have it, had it or will have it: to change it is to publish."""
        return self.status in (self.Status.APPROVED, self.Status.PUBLISHED, self.Status.WITHDRAWN)

    @property
    def ends_before_it_begins(self) -> bool:
        return self.ends_at is not None and self.published_at is not None and self.ends_at <= self.published_at

    # --- Verbs

    # Each is safe to repeat or raises WrongState. `by` is whose act it is, for the log; None where it is nobody's.

    def submit_for_review(self, *, by: Any = None, note: str = "") -> None:
        self.go(self.Status.IN_REVIEW, allowed=[self.Status.DRAFT], by=by, note=note)

    def approve(self, *, by: Any = None) -> None:
        self.go(self.Status.APPROVED, allowed=[self.Status.DRAFT, self.Status.IN_REVIEW], by=by)

    def ask_for_changes(self, *, by: Any = None, note: str = "") -> None:
        self.go(self.Status.DRAFT, allowed=[self.Status.IN_REVIEW, self.Status.APPROVED], by=by, note=note)

    @transaction.atomic
    def publish(self, at: datetime | None = None, *, by: Any = None) -> None:
        """Let readers have it now, or at the instant `at`; the clock does the rest. Safe to repeat.

        What was public keeps its first date unless `at` says otherwise. Raises WrongState where it ends before
        anybody could read it; where it is a person's act, also what refuse_unready() does.
        """
        self.hold()
        begins = at or (self.published_at if self.has_been_public else None) or timezone.now()
        self.schedule(begins, self.ends_at, by=by)

    @transaction.atomic
    def schedule(self, begins: datetime, ends: datetime | None, *, by: Any = None) -> None:
        """Let readers have it from `begins` until `ends`, for good where that is None. Safe to repeat.

        Both at once: either of them alone might contradict the other one that is stored. Raises as publish() does.
        """
        if ends is not None and ends <= max(begins, timezone.now()):
            raise WrongState(spoken("It ends before that time: change the end first."))
        self.refuse_unready(by)
        self.go(
            self.Status.PUBLISHED,
            allowed=[status for status in self.Status if status != self.Status.BIN],
            by=by,
            published_at=begins,
            ends_at=ends,
            withdrawal_notice="",
        )

    def withdraw(self, notice: str = "", *, by: Any = None) -> None:
        """Take it from readers: the address answers 410 with `notice`. Safe to repeat, with another notice too."""
        self.go(
            self.Status.WITHDRAWN,
            allowed=[self.Status.PUBLISHED, self.Status.WITHDRAWN],
            by=by,
            note=notice,
            withdrawal_notice=notice,
        )

    @transaction.atomic
    def bin(self, *, by: Any = None) -> None:
        """Put away what readers never had; in thirty days it is deleted. Raises WasPublic."""
        self.hold()
        if self.has_been_public:
            raise WasPublic(spoken("“%s” was public: withdraw it with a notice instead.") % self)
        self.go(self.Status.BIN, allowed=list(self.Status), by=by, binned_at=self.binned_at or timezone.now())

    def take_from_bin(self, *, by: Any = None) -> None:
        self.go(self.Status.DRAFT, allowed=[self.Status.BIN], by=by, binned_at=None)

    def refuse_unready(self, by: Any) -> None:
        """Raise checklist.NotReady where `by` must not let readers have it as it is. What is nobody's act is not held
        up: an import only reports."""

    @transaction.atomic
    def go(
        self,
        status: PublicationStatus,
        *,
        allowed: list[PublicationStatus],
        by: Any = None,
        note: str = "",
        **changes: Any,
    ) -> None:
        """Change the state, with it `changes`, and all that follows. Raises WrongState where it stands elsewhere."""
        self.hold()
        before, was = self.status, self.get_status_display()
        if self.status not in allowed:
            words = {"now": was, "then": status.label}
            raise WrongState(spoken("It is in the state “%(now)s” and cannot go to “%(then)s”.") % words)
        if status != self.status:
            self.status_at = timezone.now()
        for name, value in {"status": status, **changes}.items():
            setattr(self, name, value)
        self.save(update_fields=["status", "status_at", "was_public", *changes])
        self.follow()
        if by is not None:
            self.log(by, f"{was} → {status.label}" + (f": {note}" if note else ""))
            if before != status:
                self.tell(before, by=by, note=note)

    def tell(self, before: str, *, by: Any, note: str) -> None:
        """Let others know that `by` has brought it here from the state `before`."""

    def log(self, by: Any, what: str) -> None:
        """Write down who did what, for the object's history."""
        rows = type(self)._base_manager.filter(pk=self.pk)
        LogEntry.objects.log_actions(by.pk, rows, CHANGE, what, single_object=True)

    def hold(self) -> None:
        """Lock the row and read it anew: another editor may have been quicker. What was set and not saved is lost.

        A new one is saved instead.
        """
        if self._state.adding:
            self.save()
        else:
            self.refresh_from_db(from_queryset=type(self)._base_manager.select_for_update())
        self.was_public = self.has_been_public

    @transaction.atomic
    def settle(self) -> None:
        """Make all that follows from the row and its relations. Call it once after both are saved. Idempotent."""
        self.hold()
        self.follow()

    def follow(self) -> None:
        """What settle() does, for a row that is held."""
        raise NotImplementedError
