import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from accounts.tests.make import make_live, prove_factor
from geopolist.mail.models import MailText, Message, State

pytestmark = pytest.mark.django_db


def signed_in(*permissions: str) -> Client:
    """A member of staff who has these permissions and no others; all, if none is named."""
    people = get_user_model()
    person = people(**{people.USERNAME_FIELD: "desk@example.org"}, is_staff=True, is_superuser=not permissions)
    person.set_unusable_password()
    person.save()
    person.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def desk_client(settings):
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
    return signed_in


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"admin:mail_{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_list_shows_recipient_kind_and_state(desk_client, write):
    write(kind="password_reset")

    text = page(desk_client(), "message_changelist")

    assert "reader@example.org" in text
    assert "password_reset" in text
    assert "Waiting" in text


def test_text_is_read_in_the_workshop_only(desk_client, write, settings):
    message = write(text="Open https://a.org/x/ <script>")
    client = desk_client()

    shown = page(client, "message_change", message.pk)
    make_live(settings)
    prove_factor(client)
    hidden = page(client, "message_change", message.pk)

    assert '<a href="https://a.org/x/"' in shown
    assert "&lt;script&gt;" in shown
    assert "https://a.org/x/" not in hidden
    assert "reader@example.org" in hidden


def test_text_is_found_out_by_nobody_who_asks_for_it_letter_by_letter(desk_client, write, settings):
    write(text="Open https://a.org/x/")
    client = desk_client()
    make_live(settings)
    prove_factor(client)

    asked = [f"{name}__contains=x" for name in ("text", "html", "headers")]

    assert [client.get(f"/admin/mail/message/?{query}").status_code for query in asked] == [400] * 3


def test_nothing_is_changed_or_deleted_by_hand(desk_client, write):
    message = write()
    client = desk_client()

    assert client.get(reverse("admin:mail_message_add")).status_code == 403
    assert client.get(reverse("admin:mail_message_delete", args=[message.pk])).status_code == 403
    assert client.post(reverse("admin:mail_message_change", args=[message.pk]), {"to": "x@y.org"}).status_code == 403


def send_again(client: Client, *messages: Message) -> list[str]:
    facts = {"action": "send_again", "_selected_action": [message.pk for message in messages]}
    answer = client.post(reverse("admin:mail_message_changelist"), facts, follow=True)
    return [str(message) for message in answer.context["messages"]]


def test_parked_account_mail_is_sent_again_and_bulk_is_not(desk_client, write):
    account, bulk = write("account"), write("bulk", bulk=True)
    Message.objects.update(state=State.PARKED)

    words = send_again(desk_client(), account, bulk)

    assert words == [
        "1 message is sent again.",
        "Only account mail that was not sent and still has its text can be sent again.",
    ]
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == [State.QUEUED, State.PARKED]


def test_reader_of_the_outbox_cannot_send_again(desk_client, write):
    message = write()
    Message.objects.update(state=State.PARKED)

    send_again(desk_client("view_message"), message)

    assert Message.objects.get().state == State.PARKED


def test_editors_words_are_written_and_shown_as_they_read(desk_client):
    client = desk_client()
    assert "{link}" in page(client, "mailtext_add")

    facts = {"kind": "password_reset", "language": "tr", "subject": "Parola", "text": "Buyurun: {link}"}
    client.post(reverse("admin:mail_mailtext_add"), facts)

    own = MailText.objects.get()
    text = page(client, "mailtext_change", own.pk)
    assert "Buyurun: https://www.example.org/accounts/…" in text
    assert "Yeni parola belirleyin" in text  # ours, to compare with


def test_subject_of_two_lines_is_refused_whoever_sends_it(desk_client):
    facts = {"kind": "password_reset", "language": "tr", "subject": "Parola\r\nBcc: x@example.org", "text": "{link}"}

    answer = desk_client().post(reverse("admin:mail_mailtext_add"), facts)

    assert "There is a line break or a control character in it: remove it." in answer.content.decode()
    assert MailText.objects.count() == 0


def test_unknown_placeholder_is_refused_in_a_sentence(desk_client):
    facts = {"kind": "password_reset", "language": "tr", "subject": "Parola", "text": "{link} {password}"}

    answer = desk_client().post(reverse("admin:mail_mailtext_add"), facts)

    assert "Unknown placeholder: {password}." in answer.content.decode()
    assert MailText.objects.count() == 0
