"""What moderators are mailed about comments: one mail a burst, in their language, to those who may act on it."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission

from articles.emails import tell_of_comments
from articles.models import Comment
from articles.moderation import Writing
from articles.tests.make import make_article, make_comment, make_moderator, make_site
from geopolist.mail.models import Message

pytestmark = pytest.mark.django_db


def come_in(number: int = 1, text: str = "Well argued.", **changes: Any) -> list[Comment]:
    """So many comments of different readers under one article."""
    article = make_article("Soundings")
    return [
        article.add_comment(Writing(name=f"Reader {each}", text=text, email=f"reader{each}@example.org", **changes))
        for each in range(number)
    ]


def mails() -> list[tuple[str, str]]:
    tell_of_comments()
    return list(Message.objects.order_by("pk").values_list("to", "subject"))


def test_a_burst_makes_one_mail_and_is_told_once(settings: Any) -> None:
    make_site(comments_hold_first=False, comments_held_words="argued")
    make_moderator()
    come_in(12)

    first, second = mails(), mails()

    assert first == second == [("moderator@example.org", "New comments: 12")]
    text = Message.objects.get().text
    assert text.count("“argued” is on the list of words that are held.") == 10
    assert ("Reader 0 on “Soundings”" in text, "Reader 10 on" in text) == (True, False)
    assert f"{settings.SITE_URL}/admin/articles/comment/" in text


@pytest.mark.parametrize(("setting", "told"), [("every", "New comments: 2"), ("held", "New comments: 1"), ("none", "")])
def test_the_setting_says_what_is_told(setting: str, told: str) -> None:
    make_site(comments_hold_first=False, comments_held_words="casino", comments_refused_words="pills",
              comments_mail=setting)  # fmt: skip
    make_moderator()
    for number, text in enumerate(("Well argued.", "A casino.", "Pills.")):
        make_article().add_comment(Writing(name="N", text=text, email=f"reader{number}@example.org"))

    assert [subject for _to, subject in mails()] == ([told] if told else [])


def test_a_setting_that_changes_tells_of_nothing_that_was_there_before() -> None:
    site = make_site(comments_mail="none")
    make_moderator()
    come_in()

    site.comments_mail = "every"
    site.save()

    assert mails() == []


def test_what_an_editor_was_quicker_with_is_told_to_nobody() -> None:
    make_site()
    make_moderator()
    approved, binned, waiting = come_in(3)
    approved.approve()
    binned.bin()

    assert mails() == [("moderator@example.org", "New comments: 1")]
    assert waiting.name in Message.objects.get().text


def test_nobody_is_mailed_about_what_a_moderator_says_or_an_import_brings() -> None:
    make_site(comments_mail="every")
    moderator = make_moderator()
    make_comment(make_article(), status="pending").answer("Thank you.", by=moderator)

    assert mails() == []


def test_only_who_may_enter_the_desk_and_change_comments_is_told() -> None:
    make_site()
    come_in()
    users = get_user_model().objects
    make_moderator("own@example.org")
    users.create_superuser("chief@example.org")
    group = Group.objects.create(name="Moderators")
    group.permissions.set(Permission.objects.filter(codename="change_comment"))
    for name, is_staff in (("group", True), ("outside", False)):
        users.create_user(f"{name}@example.org", is_staff=is_staff).groups.add(group)
    make_moderator("sacked@example.org", is_active=False)
    users.create_user("bare@example.org", is_staff=True)

    assert [to for to, _subject in mails()] == ["own@example.org", "chief@example.org", "group@example.org"]


def test_a_moderator_is_told_in_the_language_of_the_account() -> None:
    make_site()
    make_moderator(language="tr")
    come_in()

    assert mails() == [("moderator@example.org", "Yeni yorum: 1")]
    assert "Bu yazarın daha önce onaylanmış bir yorumu yok." in Message.objects.get().text


def test_hostile_words_break_no_mail() -> None:
    make_site()
    make_moderator()
    come_in(text="Bcc: all@example.org\r\n\r\n.\r\n{{ site_url }} {link} %(name)s <script>x</script>\x85\u2028")

    assert mails() == [("moderator@example.org", "New comments: 1")]
    assert "Bcc: all@example.org . {{ site_url }} {link} %(name)s <script>x</script>" in Message.objects.get().text


def test_one_address_that_takes_no_mail_keeps_it_from_nobody(caplog: Any) -> None:
    make_site()
    come_in()
    get_user_model().objects.create_superuser("no address")
    make_moderator()

    assert [to for to, _subject in mails()] == ["moderator@example.org"]
    assert "takes no mail" in caplog.text
