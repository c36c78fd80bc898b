"""Handing mail over to the mail server, one at a time and in order.

A fault of the server holds everything back, so that order is kept; a refusal of one mail concerns that mail only.
"""

import logging
import smtplib
import time
from datetime import timedelta
from email.utils import format_datetime
from enum import Enum
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMultiAlternatives, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from geopolist.mail.models import Message, State
from geopolist.worker import pulse

logger = logging.getLogger("geopolist.mail")

PAUSES = (10, 30, 60, 120, 300)  # seconds after the first failed try, the second, … the last for all that follow
REFUSALS = 12
OLDEST = timedelta(days=3)
# Longer than a hand-over can take with all its time-outs.
PATIENCE = timedelta(minutes=5)


class Fault(Enum):
    """What an error means for the mail in hand."""

    SERVER = "the server takes nothing now"
    LATER = "this mail is refused for now"
    NEVER = "this mail is refused"
    UNCLEAR = "the connection broke: it may have arrived"


def drain(worker: str = "", *, seconds: float = 5) -> bool:
    """Send what is due, oldest first, for about `seconds`. True if time was up and more is due."""
    recover()
    deadline = time.monotonic() + seconds
    mailer: BaseEmailBackend | None = None
    try:
        while message := next_due():
            if time.monotonic() > deadline:
                return True
            mailer = mailer or _open(message)
            if mailer is None or not _claim(message, worker) or not _hand_over(mailer, message):
                return False
        return False
    finally:
        if mailer is not None:
            _close(mailer)


def next_due() -> Message | None:
    """None also while the server is given time to recover."""
    now = timezone.now()
    if Message.objects.held_back(now).exists():
        return None
    return Message.objects.due(now).first()


def recover() -> None:
    """Decide about a mail whose worker ended in the middle of handing it over: nobody knows whether it arrived."""
    for message in Message.objects.filter(state=State.SENDING):
        if not pulse.is_lost(message.claimed_by, message.claimed_at, patience=PATIENCE):
            continue
        if message.bulk or message.tries >= REFUSALS:
            _park(message, "The worker ended while it handed this mail over: it may have arrived.")
        else:
            _move(message, state=State.QUEUED)


def judge(error: Exception) -> Fault:
    """RFC 5321: a reply of 4xx asks to come again, 5xx not to; 421 closes the service."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            code = next(iter(error.recipients.values()))[0]
        case smtplib.SMTPResponseException():
            code = error.smtp_code
        case smtplib.SMTPNotSupportedError():
            return Fault.NEVER
        case OSError():
            return Fault.UNCLEAR
        case _:
            return Fault.NEVER
    if code == 421:
        return Fault.SERVER
    return Fault.LATER if 400 <= code < 500 else Fault.NEVER


def _open(message: Message) -> BaseEmailBackend | None:
    """A connection, before anything is claimed: a server that is down leaves no doubt about any mail."""
    try:
        mailer = mailers["delivery"]
        mailer.open()
    except (OSError, ImproperlyConfigured) as error:
        logger.warning("the mail server does not answer: %s", error)
        _hold_back(message, error, tries=message.tries + 1)
        return None
    return mailer


def _claim(message: Message, worker: str) -> bool:
    """False if another worker is sending. That is the database's word: one row at most may be in this state."""
    untouched = Message.objects.filter(pk=message.pk, state=message.state)
    now = timezone.now()
    try:
        with transaction.atomic():
            claimed = untouched.update(
                state=State.SENDING, claimed_by=worker, claimed_at=now, tries=F("tries") + 1, next_try_at=None
            )
    except IntegrityError:
        return False
    message.state, message.claimed_by, message.claimed_at = State.SENDING, worker, now
    message.tries += 1
    return bool(claimed)


def _hand_over(mailer: BaseEmailBackend, message: Message) -> bool:
    """False if nothing more can be sent now."""
    try:
        mailer.send_messages([compose(message)])
    except Exception as error:
        logger.warning("mail not handed over: %s", error, extra={"kind": message.kind, "id": message.pk})
        return _give_back(message, error)
    _move(message, state=State.SENT, sent_at=timezone.now(), last_error="", **_erased())
    return True


def _give_back(message: Message, error: Exception) -> bool:
    fault = judge(error)
    if fault is Fault.SERVER or (fault is Fault.UNCLEAR and not message.bulk):
        _hold_back(message, error, tries=message.tries)
        return False
    is_tried_enough = message.tries >= REFUSALS or _is_old(message)
    if fault is Fault.LATER and not is_tried_enough:
        _move(message, state=State.FAILED, next_try_at=_pause(message.tries), last_error=_words(error))
    else:
        _park(message, _words(error))
    return fault is not Fault.UNCLEAR


def _hold_back(message: Message, error: Exception, *, tries: int) -> None:
    if _is_old(message):
        _park(message, _words(error))
    else:
        _move(message, state=State.QUEUED, tries=tries, next_try_at=_pause(tries), last_error=_words(error))


def _park(message: Message, reason: str) -> None:
    logger.error("mail parked", extra={"kind": message.kind, "id": message.pk})
    erased = _erased() if message.bulk else {}  # it is never sent again, and holds personal links
    _move(message, state=State.PARKED, next_try_at=None, last_error=reason, **erased)


def _move(message: Message, **changes: Any) -> None:
    # Only from where we saw it: a worker that was taken for dead must not overrule the one that took over.
    seen = Message.objects.filter(pk=message.pk, state=message.state, claimed_at=message.claimed_at)
    seen.update(**changes)


def _erased() -> dict[str, Any]:
    """On a real site nothing personal is kept longer than needed; here people want to read what was sent."""
    return {"text": "", "html": "", "headers": {}} if settings.IS_LIVE else {}


def _pause(tries: int) -> Any:
    return timezone.now() + timedelta(seconds=PAUSES[min(max(tries, 1), len(PAUSES)) - 1])


def _is_old(message: Message) -> bool:
    return message.queued_at < timezone.now() - OLDEST


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:1000]


def _close(mailer: BaseEmailBackend) -> None:
    try:
        mailer.close()
    except OSError as error:
        logger.info("the mail server did not say goodbye: %s", error)


def compose(message: Message) -> EmailMultiAlternatives:
    """The mail as it leaves: the same on every try, Message-ID and date included."""
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text or message.html,
        from_email=message.sender or settings.DEFAULT_FROM_EMAIL,
        to=[message.to],
        headers={
            "Message-ID": message.message_id,
            "Date": format_datetime(message.created_at),
            "Auto-Submitted": "auto-generated",
            "Content-Language": message.language,
            **message.headers,
        },
    )
    if not message.text:
        mail.content_subtype = "html"
    elif message.html:
        mail.attach_alternative(message.html, "text/html")
    return mail
