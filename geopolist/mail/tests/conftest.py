import pytest

from geopolist.mail import outbox
from geopolist.mail.tests.smtp import mail_server
from geopolist.worker.tests.conftest import queue
from geopolist.worker.tests.processes import free_port

__all__ = ["queue"]
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def use_port(settings, port: int) -> None:
    settings.MAILERS = {
        "default": {"BACKEND": "geopolist.mail.backend.OutboxBackend"},
        "delivery": {"BACKEND": SMTP, "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 5}},
    }


@pytest.fixture
def desk(settings):
    """A mail server that takes everything, and our outbox before it."""
    with mail_server() as desk:
        use_port(settings, desk.port)
        yield desk


@pytest.fixture
def silence(settings):
    """A port where no mail server listens."""
    port = free_port()
    use_port(settings, port)
    return port


@pytest.fixture
def write():
    """Put a mail into the outbox."""

    def write(subject: str = "Hello", **changes):
        facts = {"kind": "other", "to": "reader@example.org", "text": "Good day.\n", "language": "en", **changes}
        return outbox.queue(subject=subject, **facts)

    return write
