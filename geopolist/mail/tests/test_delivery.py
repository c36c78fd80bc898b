import re
import smtplib
from datetime import timedelta

import pytest
import time_machine
from django.core.mail import mailers
from django.utils import timezone

from geopolist.mail import delivery
from geopolist.mail.delivery import Fault
from geopolist.mail.models import Message, State
from geopolist.mail.tests.conftest import use_port
from geopolist.mail.tests.smtp import TAKEN, mail_server
from geopolist.worker.pulse import Pulse

pytestmark = pytest.mark.django_db


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_mail_is_sent_in_order_with_account_mail_first(desk, write):
    write("Newsletter", bulk=True)
    write("One")
    write("Two")

    assert delivery.drain() is False

    assert desk.subjects() == ["One", "Two", "Newsletter"]
    assert states() == [State.SENT] * 3
    assert delivery.drain() is False
    assert len(desk.received) == 3


def test_sent_mail_carries_what_the_row_says(desk, write):
    message = write("Günaydın", html="<p>Good day.</p>", headers={"Reply-To": "desk@example.org"}, language="tr")

    delivery.drain()

    mail = desk.received[0]
    assert mail["Message-ID"] == message.message_id
    assert re.fullmatch(r"<[0-9a-f]{32}@127\.0\.0\.1>", message.message_id)
    assert (mail["Subject"], mail["To"], mail["Reply-To"]) == ("Günaydın", "reader@example.org", "desk@example.org")
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "tr")
    assert mail["Date"].datetime == message.created_at.replace(microsecond=0)
    assert mail.get_body(("plain",)).get_content() == "Good day.\r\n"
    assert mail.get_body(("html",)).get_content() == "<p>Good day.</p>\r\n"
    assert not [name for name in mail.keys() if "geopolist" in name.lower()]  # noqa: SIM118 - a mail has no __iter__


def test_mail_of_html_alone_is_sent_as_html(desk, write):
    write(text="", html="<p>Good day.</p>")

    delivery.drain()

    assert desk.received[0].get_content_type() == "text/html"


def test_real_site_erases_what_was_sent(desk, write, settings):
    settings.IS_LIVE = True
    write(html="<p>secret link</p>", headers={"Reply-To": "desk@example.org"})

    delivery.drain()

    message = Message.objects.get()
    assert (message.state, message.text, message.html, message.headers) == (State.SENT, "", "", {})
    assert "Good day." in desk.received[0].as_string()


def test_workshop_keeps_what_was_sent(desk, write):
    write()

    delivery.drain()

    assert Message.objects.get().text == "Good day.\n"


def test_silent_server_holds_everything_back_and_the_order_is_kept(silence, settings, write):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        write("One")
        write("Newsletter", bulk=True)
        delivery.drain()
        write("Two")
        held = Message.objects.get(subject="One")
        assert (held.state, held.tries, held.next_try_at) == (State.QUEUED, 1, start + timedelta(seconds=10))
        assert held.last_error.startswith("ConnectionRefusedError")
        clock.shift(timedelta(seconds=9))
        with mail_server() as desk:
            use_port(settings, desk.port)
            delivery.drain()
            assert desk.subjects() == []
            clock.shift(timedelta(seconds=1))
            delivery.drain()
            assert desk.subjects() == ["One", "Two", "Newsletter"]


def test_pauses_grow_to_five_minutes(silence, write):
    start = timezone.now()
    pauses = []
    with time_machine.travel(start, tick=False) as clock:
        write()
        for _ in range(7):
            delivery.drain()
            pause = Message.objects.get().next_try_at - timezone.now()
            pauses.append(pause.total_seconds())
            clock.shift(pause)

    assert pauses == [10, 30, 60, 120, 300, 300, 300]


def test_mail_that_waited_three_days_is_parked(silence, write):
    write()
    Message.objects.update(queued_at=timezone.now() - timedelta(days=3, seconds=1))

    delivery.drain()

    assert states() == [State.PARKED]


def test_mail_sent_again_by_hand_is_the_same_mail_and_has_three_days_again(silence, settings, write):
    message = write()
    with time_machine.travel(timezone.now() + timedelta(days=4), tick=False) as clock:
        delivery.drain()
        assert states() == [State.PARKED]
        assert Message.objects.get().send_again()
        delivery.drain()
        assert states() == [State.QUEUED]
        clock.shift(timedelta(seconds=10))
        with mail_server() as desk:
            use_port(settings, desk.port)
            delivery.drain()

    (mail,) = desk.received
    assert mail["Message-ID"] == message.message_id
    assert mail["Date"].datetime == message.created_at.replace(microsecond=0)


def test_recipient_who_does_not_exist_stops_nobody_else(desk, write):
    desk.on_recipient = lambda address: "550 no such user" if address == "gone@example.org" else TAKEN
    write("One", to="gone@example.org")
    write("Two")

    delivery.drain()

    assert states() == [State.PARKED, State.SENT]
    assert "550" in Message.objects.get(subject="One").last_error


def test_recipient_who_is_busy_is_tried_again_later(desk, write):
    desk.on_recipient = lambda address: "450 come again" if address == "busy@example.org" else TAKEN
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        first = write("One", to="busy@example.org")
        write("Two")
        delivery.drain()
        assert states() == [State.FAILED, State.SENT]
        desk.on_recipient = lambda address: TAKEN
        clock.shift(timedelta(seconds=10))
        delivery.drain()

    assert states() == [State.SENT, State.SENT]
    assert desk.received[-1]["Message-ID"] == first.message_id


def test_recipient_who_stays_busy_is_parked_in_the_end(desk, write):
    desk.on_recipient = lambda address: "450 come again"
    write()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(delivery.REFUSALS):
            delivery.drain()
            clock.shift(timedelta(seconds=300))

    message = Message.objects.get()
    assert (message.state, message.tries) == (State.PARKED, delivery.REFUSALS)


def test_broken_connection_sends_account_mail_again_and_parks_bulk(desk, write):
    desk.on_data = lambda message: None  # taken, and never said so
    account = write("Account")
    bulk = write("Newsletter", bulk=True)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        delivery.drain()
        assert states() == [State.QUEUED, State.QUEUED]
        desk.on_data = lambda message: TAKEN if message["Subject"] == "Account" else None
        clock.shift(timedelta(seconds=10))
        delivery.drain()
        desk.on_data = lambda message: TAKEN
        clock.shift(timedelta(days=1))
        delivery.drain()

    assert states() == [State.SENT, State.PARKED]
    ids = [message["Message-ID"] for message in desk.received]
    assert ids == [account.message_id, account.message_id, bulk.message_id]


def test_mail_of_a_dead_worker_is_sent_again_only_if_it_is_account_mail(desk, write, settings, tmp_path):
    settings.DATA = tmp_path
    lock = Pulse("w")
    lock.hold()
    lock.release()
    for subject, bulk in (("Account", False), ("Newsletter", True)):
        message = write(subject, bulk=bulk)
        assert delivery._claim(message, "w")
        delivery.drain()

    assert states() == [State.SENT, State.PARKED]
    assert desk.subjects() == ["Account"]


def test_mail_of_a_living_worker_is_left_to_it(desk, write, settings, tmp_path):
    settings.DATA = tmp_path
    lock = Pulse("w")
    lock.hold()
    assert delivery._claim(write("One"), "w")
    write("Two")

    delivery.drain("another")

    assert states() == [State.SENDING, State.QUEUED]
    lock.release()


def test_worker_that_was_taken_for_dead_does_not_overrule(desk, write):
    message = write()
    delivery._claim(message, "slow")
    Message.objects.update(state=State.PARKED)

    delivery._move(message, state=State.SENT)

    assert states() == [State.PARKED]


def test_worker_that_was_overtaken_does_not_say_how_the_others_try_ended(desk, write):
    message = write()
    delivery._claim(message, "slow")
    Message.objects.update(claimed_by="other", claimed_at=message.claimed_at + timedelta(seconds=1))

    delivery._move(message, state=State.SENT)

    assert states() == [State.SENDING]


@pytest.mark.parametrize("state", [State.SENT, State.PARKED, State.FAILED])
def test_mail_that_another_worker_has_dealt_with_meanwhile_is_not_claimed(write, state):
    message = write()
    Message.objects.update(state=state)

    assert delivery._claim(message, "late") is False

    assert list(Message.objects.values_list("state", "tries", "claimed_by")) == [(state, 0, "")]


def test_mail_that_keeps_killing_its_worker_is_parked(desk, write):
    write()
    long_ago = timezone.now() - timedelta(hours=1)
    Message.objects.update(state=State.SENDING, tries=delivery.REFUSALS, claimed_at=long_ago)

    delivery.drain()

    assert states() == [State.PARKED]


def test_drain_stops_after_its_time_and_says_that_more_waits(desk, write):
    write("One")
    write("Two")

    assert delivery.drain(seconds=-1) is True
    assert desk.received == []


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.org": (550, b"no")}), Fault.NEVER),
        (smtplib.SMTPRecipientsRefused({"a@b.org": (451, b"later")}), Fault.LATER),
        (smtplib.SMTPSenderRefused(421, b"closing", "a@b.org"), Fault.SERVER),
        (smtplib.SMTPDataError(554, b"spam"), Fault.NEVER),
        (smtplib.SMTPDataError(452, b"full"), Fault.LATER),
        (smtplib.SMTPServerDisconnected("gone"), Fault.UNCLEAR),
        (TimeoutError(), Fault.UNCLEAR),
        (smtplib.SMTPNotSupportedError("SMTPUTF8"), Fault.NEVER),
        (ValueError("bad address"), Fault.NEVER),
    ],
)
def test_errors_are_judged_by_what_they_mean_for_the_mail(error, fault):
    assert delivery.judge(error) is fault


def test_folder_keeps_readable_mail(settings, tmp_path, write):
    folder = {"BACKEND": "geopolist.mail.backend.FolderBackend", "OPTIONS": {"folder": tmp_path / "mail"}}
    settings.MAILERS = {**settings.MAILERS, "delivery": folder}
    message = write("Günaydın", text="Bağlantı: https://example.org/\n")

    delivery.drain()

    (file,) = (tmp_path / "mail").iterdir()
    text = file.read_text()
    assert "Subject: Günaydın" in text
    assert "Bağlantı: https://example.org/" in text
    assert message.message_id in text
    assert states() == [State.SENT]
    assert [path.stat().st_mode & 0o777 for path in (file.parent, file)] == [0o700, 0o600]
    assert set(mailers) == {"default", "delivery"}
