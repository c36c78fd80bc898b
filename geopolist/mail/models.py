"""The outbox, and the texts that editors put in the place of ours."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from geopolist.mail.placeholders import names_in, strange_in


class State(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    SENDING = "sending", _("Being handed over")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Refused for now, tried again later")
    PARKED = "parked", _("Not sent, a person decides")


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> "MessageQuerySet":
        """What may be sent now, in order: account mail first, then as they came. One query."""
        is_time = Q(next_try_at=None) | Q(next_try_at__lte=now)
        return self.filter(is_time, state__in=[State.QUEUED, State.FAILED]).order_by("bulk", "pk")

    def held_back(self, now: datetime) -> "MessageQuerySet":
        """What waits for a mail server that did not answer: until then nothing else is sent either."""
        return self.filter(state=State.QUEUED, next_try_at__gt=now)


class Message(models.Model):
    """One mail to one recipient. Its Message-ID is made with the row and is the same on every try.

    Account mail arrives at least once; bulk mail at most once: where it is unclear whether the server took it, it is
    parked.
    """

    message_id = models.CharField(_("Message-ID"), max_length=250, unique=True)
    kind = models.CharField(_("kind"), max_length=60, db_index=True)
    bulk = models.BooleanField(_("to many"), default=False)
    to = models.EmailField(_("recipient"), max_length=254, db_index=True)
    sender = models.CharField(_("sender"), max_length=320, blank=True)
    language = models.CharField(_("language"), max_length=12)
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("HTML"), blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True)
    claimed_by = models.CharField(_("worker"), max_length=64, blank=True)
    claimed_at = models.DateTimeField(_("handed over since"), null=True, blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now, db_index=True)
    # Since when it has been tried: `created_at`, or when a person sent it again.
    queued_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "bulk", "id"], name="mail_message_lane")]
        constraints = [
            # One lane: the order is kept, and two workers never send at the same time.
            models.UniqueConstraint(fields=["state"], condition=Q(state="sending"), name="mail_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.to}"

    @property
    def can_be_sent_again(self) -> bool:
        is_over = self.state in (State.PARKED, State.FAILED)
        return is_over and not self.bulk and bool(self.text or self.html)

    def send_again(self) -> bool:
        """Queue account mail that was given up, as the same mail with the same date; False if this one is not such a
        mail, or its text is gone."""
        if not self.can_be_sent_again:
            return False
        given_up = Message.objects.filter(pk=self.pk, state=self.state)
        return bool(given_up.update(state=State.QUEUED, tries=0, next_try_at=None, queued_at=timezone.now()))


class MailText(models.Model):
    """An editor's own wording of one kind of mail in one language. Placeholders like {name} only, never code."""

    kind = models.CharField(_("kind"), max_length=60)
    language = models.CharField(_("language"), max_length=12)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("mail text")
        verbose_name_plural = _("mail texts")
        ordering = ["kind", "language"]
        constraints = [models.UniqueConstraint(fields=["kind", "language"], name="mail_one_text_for_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind} ({self.language})"

    def clean(self) -> None:
        from geopolist.mail import kinds, outbox  # they write and render with these models

        if self.kind not in kinds.KINDS:
            raise ValidationError({"kind": _("There is no such kind of mail.")})
        kind = kinds.KINDS[self.kind]
        for field, allowed in (("subject", ""), ("text", "\r\n\t")):
            if outbox.control_character_in(getattr(self, field), allowed=allowed):
                raise ValidationError({field: _("There is a line break or a control character in it: remove it.")})
        unknown = sorted(strange_in(f"{self.subject}\n{self.text}", kind.all_names()))
        if unknown:
            raise ValidationError(
                _("Unknown placeholder: %(names)s. This mail knows %(known)s.")
                % {"names": ", ".join(unknown), "known": _braced(sorted(kind.all_names()))}
            )
        # A subject is kept and shown where the text is not, and is one line.
        misplaced = sorted(names_in(self.subject) & {*kind.required, *kind.long})
        if misplaced:
            message = _("The subject must not contain %(names)s: it belongs in the text.")
            raise ValidationError({"subject": message % {"names": _braced(misplaced)}})
        missing = sorted(set(kind.required) - names_in(self.text))
        if missing:
            raise ValidationError({"text": _("The text must contain %(names)s.") % {"names": _braced(missing)}})


def _braced(names: list[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
