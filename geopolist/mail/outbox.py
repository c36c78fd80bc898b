"""Mail is written into the outbox with the change that causes it, and leaves in a task once that is committed."""

import re
import unicodedata
import uuid
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from geopolist.mail.models import Message
from geopolist.mail.tasks import deliver

_HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_LONGEST_SUBJECT = 250


def queue(
    *,
    kind: str,
    to: str,
    subject: str,
    text: str,
    language: str,
    html: str = "",
    bulk: bool = False,
    sender: str = "",
    headers: Mapping[str, str] | None = None,
) -> Message:
    """Write one mail to one recipient; it is sent soon after the present transaction is committed.

    Raises ValueError, and writes nothing, if the address is none, or if address, subject, sender or a header holds a
    line break or another control character: with one, a name in a subject could add recipients.
    """
    refuse_bad_address(to)
    for value in (subject, sender, kind, language, *(headers or {}).values()):
        refuse_control_characters(value)
    for name in headers or {}:
        if not _HEADER_NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name for a header.")
    message = Message.objects.create(
        message_id=new_message_id(),
        kind=kind,
        bulk=bulk,
        to=to,
        sender=sender,
        language=language,
        subject=subject[:_LONGEST_SUBJECT],
        text=text,
        html=html,
        headers=dict(headers or {}),
    )
    transaction.on_commit(wake)
    return message


def wake() -> None:
    """Have a worker look at the outbox, unless one is about to."""
    waiting = DBTaskResult.objects.ready().filter(task_path=deliver.module_path)
    if not waiting.exists():
        deliver.enqueue()


def new_message_id() -> str:
    """Unique for ever, and telling nothing of time, process or machine."""
    return f"<{uuid.uuid4().hex}@{urlsplit(settings.SITE_URL).hostname}>"


def refuse_bad_address(address: str) -> None:
    """Raises ValueError for what is no address, or is longer than the outbox keeps."""
    try:
        Message._meta.get_field("to").clean(address, None)
    except ValidationError:
        raise ValueError(f"{address!r} is no e-mail address.") from None


def refuse_control_characters(text: str, *, allowed: str = "") -> None:
    """Raises ValueError if there are any but the `allowed` ones."""
    if character := control_character_in(text, allowed=allowed):
        raise ValueError(f"{text!r} holds the control character {character!r}.")


def control_character_in(text: str, *, allowed: str = "") -> str:
    """The first that is not `allowed`; Unicode's line separators count as such. Empty if there is none."""
    strange = (mark for mark in text if unicodedata.category(mark) in ("Cc", "Zl", "Zp") and mark not in allowed)
    return next(strange, "")
