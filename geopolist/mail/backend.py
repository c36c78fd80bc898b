"""Two mailers for settings.MAILERS: one writes into the outbox, the other into a folder."""

from collections.abc import Iterable
from datetime import UTC, datetime
from email import policy
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import get_language

from geopolist.mail import kinds, outbox

KIND = "X-Geopolist-Kind"
OTHER = "other"


class OutboxBackend(BaseEmailBackend):
    """The default mailer: whatever is sent by Django or a package waits in the outbox, a row for each recipient."""

    def send_messages(self, email_messages: Iterable[EmailMessage]) -> int:
        """How many were written. Raises ValueError for line breaks in headers, and for attachments: link to them."""
        return sum(self._write(message) for message in email_messages if message.recipients())

    def _write(self, message: EmailMessage) -> int:
        message.message()  # Django's own check of every header
        if message.attachments:
            raise ValueError("The outbox keeps no attachments: put a link into the mail.")
        headers = {name: str(value) for name, value in message.extra_headers.items()}
        kind = headers.pop(KIND, OTHER)
        if message.reply_to:
            headers["Reply-To"] = ", ".join(message.reply_to)
        text, html = _bodies(message)
        for recipient in message.recipients():
            outbox.queue(
                kind=kind,
                to=parseaddr(recipient)[1],
                sender="" if message.from_email == settings.DEFAULT_FROM_EMAIL else message.from_email,
                language=get_language() or settings.LANGUAGE_CODE,
                subject=str(message.subject),
                text=text,
                html=html,
                headers=_without_own(headers),
                bulk=kind in kinds.KINDS and kinds.KINDS[kind].bulk,
            )
        return 1


class FolderBackend(BaseEmailBackend):
    """Mail as files that any mail program opens: how mail "leaves" where there is no server for it."""

    def __init__(self, *, folder: str | Path, **options: Any) -> None:
        super().__init__(**options)
        self.folder = Path(folder)

    def send_messages(self, email_messages: Iterable[EmailMessage]) -> int:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Text as people write it, instead of encoded for old servers.
        readable = policy.default.clone(cte_type="8bit", utf8=True)
        count = 0
        for message in email_messages:
            made = message.message(policy=readable)
            mark = "".join(letter for letter in made["Message-ID"] if letter.isalnum())[:8]
            name = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{mark}.eml"
            file = self.folder / name
            # It may hold the link by which a password is set: for the owner's eyes alone, from the first byte.
            file.touch(mode=0o600)
            file.write_bytes(made.as_bytes())
            count += 1
        return count


def _bodies(message: EmailMessage) -> tuple[str, str]:
    """Text and HTML, either of which may be empty."""
    if message.content_subtype == "html":
        return "", str(message.body)
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    html = [str(content) for content, media_type in alternatives if media_type == "text/html"]
    return str(message.body), html[0] if html else ""


def _without_own(headers: dict[str, str]) -> dict[str, str]:
    """What the outbox decides itself: above all the Message-ID, which is one for each row."""
    own = {"message-id", "date", "from", "to", "cc", "bcc"}
    return {name: value for name, value in headers.items() if name.lower() not in own}
