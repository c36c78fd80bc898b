from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from geopolist.mail.account_mails import _CHANGES, OutboxMails
from geopolist.mail.models import Message

pytestmark = pytest.mark.django_db


class Packages:
    """In the place of allauth's adapter."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def send_mail(self, template_prefix, email, context):
        self.sent.append(template_prefix)


class Adapter(OutboxMails, Packages):
    pass


def send(prefix: str, **context) -> Message:
    Adapter().send_mail(prefix, "ada@example.org", context)
    return Message.objects.get()


@pytest.mark.parametrize(
    ("prefix", "name", "kind"),
    [
        ("account/email/email_confirmation_signup", "activate_url", "confirm_email"),
        ("account/email/account_already_exists", "password_reset_url", "account_exists"),
        ("account/email/password_reset_key", "password_reset_url", "password_reset"),
    ],
)
def test_mails_with_a_link_carry_it(prefix, name, kind):
    message = send(prefix, **{name: "https://a.org/x/"})

    assert message.kind == kind
    assert "https://a.org/x/" in message.text


def test_mail_is_written_in_the_members_language():
    message = send("account/email/password_reset_key", password_reset_url="x", user=SimpleNamespace(language="tr"))

    assert message.subject == "Yeni parola belirleyin"


def test_change_tells_what_when_and_from_where():
    message = send(
        "account/email/email_changed",
        from_email="a@example.org",
        to_email="b@example.org",
        timestamp=datetime(2026, 5, 1, 9, 30, tzinfo=UTC),
        ip="192.0.2.7",
        user_agent="Fire\r\nfox",
    )

    assert message.kind == "account_change"
    assert "Your e-mail address was changed from a@example.org to b@example.org." in message.text
    assert "Time: May 1, 2026, 12:30 p.m." in message.text
    assert "Network address: 192.0.2.7\nBrowser: Fire  fox\n" in message.text


@pytest.mark.parametrize("prefix", sorted(_CHANGES))
def test_every_change_has_its_mail(prefix):
    message = send(prefix, from_email="a", to_email="b", deleted_email="c")

    assert message.kind == "account_change"


def test_unknown_mail_keeps_the_packages_words():
    adapter = Adapter()

    adapter.send_mail("account/email/something_new", "ada@example.org", {})

    assert adapter.sent == ["account/email/something_new"]
    assert Message.objects.count() == 0
