from datetime import timedelta

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import IntegrityError, transaction
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from geopolist.mail import outbox, tasks
from geopolist.mail.models import Message, State
from geopolist.worker.working import SiteWorker

pytestmark = pytest.mark.django_db


def test_any_mail_of_django_becomes_a_row_for_each_recipient(desk):
    mail = EmailMultiAlternatives(
        "Hello",
        "Good day.",
        to=["Ada <ada@example.org>", "ben@example.org"],
        bcc=["cem@example.org"],
        reply_to=["desk@example.org"],
        headers={"X-Geopolist-Kind": "greeting", "X-Sample": "yes"},
    )
    mail.attach_alternative("<p>Good day.</p>", "text/html")

    assert mail.send() == 1

    rows = Message.objects.order_by("pk")
    assert [row.to for row in rows] == ["ada@example.org", "ben@example.org", "cem@example.org"]
    assert {(row.kind, row.subject, row.text, row.html) for row in rows} == {
        ("greeting", "Hello", "Good day.", "<p>Good day.</p>")
    }
    assert rows[0].headers == {"Reply-To": "desk@example.org", "X-Sample": "yes"}
    assert len({row.message_id for row in rows}) == 3


def test_sender_of_its_own_is_kept(desk):
    send_mail("Hello", "Good day.", "editor@example.org", ["ada@example.org"])
    send_mail("Hello", "Good day.", None, ["ada@example.org"])

    assert list(Message.objects.order_by("pk").values_list("sender", "kind")) == [
        ("editor@example.org", "other"),
        ("", "other"),
    ]


@pytest.mark.parametrize(("length", "is_kept"), [(254, True), (255, False)])
def test_address_that_the_outbox_cannot_keep_is_refused_before_the_database_does(write, length, is_kept):
    address = f"reader@{'x' * 50}.{'y' * 50}.{'z' * 50}.{'w' * 50}.".ljust(length - 4, "v") + ".org"

    if is_kept:
        assert write(to=address).to == address
        return
    with pytest.raises(ValueError, match="is no e-mail address"):
        write(to=address)
    assert Message.objects.count() == 0


def test_attachment_is_refused(desk):
    mail = EmailMessage("Hello", "Good day.", to=["ada@example.org"])
    mail.attach("a.txt", "text")

    with pytest.raises(ValueError, match="put a link"):
        mail.send()
    assert Message.objects.count() == 0


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x00", "\u2028", "\x85"])
@pytest.mark.parametrize("field", ["subject", "to", "sender", "header"])
def test_line_break_anywhere_but_in_the_text_sends_nothing(write, field, end):
    bad = f"Ada{end}Bcc: all@example.org"
    changes = {"headers": {"X-Name": bad}} if field == "header" else {field: bad}

    with pytest.raises(ValueError, match=r"control character|no e-mail address"):
        write(**changes)
    assert Message.objects.count() == 0


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_line_break_in_djangos_own_mail_sends_nothing(desk, end):
    with pytest.raises(ValueError):  # noqa: PT011 - Django's own words
        send_mail(f"Hello{end}Bcc: all@example.org", "Good day.", None, ["ada@example.org"])
    assert Message.objects.count() == 0


@pytest.mark.parametrize("address", ["", "ada", "ada@", "a@b.org, c@d.org", "Ada <ada@example.org>", "ä@example.org"])
def test_address_that_is_none_is_refused(write, address):
    with pytest.raises(ValueError, match="no e-mail address"):
        write(to=address)


def test_bad_header_name_is_refused(write):
    with pytest.raises(ValueError, match="no name for a header"):
        write(headers={"X: y\r\nBcc": "all@example.org"})


def test_one_row_at_most_is_being_handed_over(write):
    write("One")
    write("Two")
    Message.objects.filter(subject="One").update(state=State.SENDING)

    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(subject="Two").update(state=State.SENDING)


def test_many_mails_wake_the_worker_once(write, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(5):
            write()

    assert DBTaskResult.objects.filter(task_path=tasks.deliver.module_path).count() == 1


def test_mail_of_a_change_that_was_undone_is_never_written(write):
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    assert Message.objects.count() == 0


def test_given_up_account_mail_is_sent_again_by_hand_and_bulk_never(desk, write):
    account, bulk, sent, erased = (write(name, bulk=name == "bulk") for name in ("account", "bulk", "sent", "erased"))
    Message.objects.exclude(pk=sent.pk).update(state=State.PARKED, tries=9)
    Message.objects.filter(pk=sent.pk).update(state=State.SENT)
    Message.objects.filter(pk=erased.pk).update(text="")

    again = [Message.objects.get(pk=row.pk).send_again() for row in (account, bulk, sent, erased)]

    assert again == [True, False, False, False]
    account.refresh_from_db()
    assert (account.state, account.tries, account.next_try_at) == (State.QUEUED, 0, None)


@pytest.mark.django_db(transaction=True)
def test_worker_sends_what_was_committed(desk, write):
    write("One")
    write("Two")

    SiteWorker(interval=0).run()

    assert desk.subjects() == ["One", "Two"]
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {TaskResultStatus.SUCCESSFUL}


def test_recurring_job_wakes_the_worker_only_for_waiting_mail(write):
    tasks.send_waiting()
    assert DBTaskResult.objects.count() == 0
    write()

    tasks.send_waiting()

    assert DBTaskResult.objects.count() == 1


def test_old_mail_is_forgotten(write, settings):
    now = timezone.now()
    for subject, days, state in (("old", 91, State.SENT), ("parked", 15, State.PARKED), ("new", 1, State.PARKED)):
        row = write(subject)
        Message.objects.filter(pk=row.pk).update(created_at=now - timedelta(days=days), state=state)
    settings.IS_LIVE = True

    tasks.forget()

    assert list(Message.objects.order_by("pk").values_list("subject", "text")) == [
        ("parked", ""),
        ("new", "Good day.\n"),
    ]


def test_message_ids_tell_nothing_and_differ():
    assert outbox.new_message_id() != outbox.new_message_id()
