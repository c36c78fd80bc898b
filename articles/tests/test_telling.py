"""Who is mailed about what becomes of a text."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from articles.models import Article
from articles.tests.make import make_draft, make_person
from geopolist.mail.models import Message
from geopolist.pages.models import Page

pytestmark = pytest.mark.django_db


def make_user(email: str, *rights: str, **changes: Any) -> Any:
    user = get_user_model().objects.create_user(email, is_staff=True, **changes)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return user


@pytest.fixture
def editor() -> Any:
    return make_user("editor@example.org", "publish_article", "publish_page", name="E. Meridian")


@pytest.fixture
def writer() -> Any:
    return make_user("writer@example.org", name="W. Parallel")


def written_by(writer: Any, title: str = "Soundings") -> Article:
    article = make_draft(title)
    Article.objects.filter(pk=article.pk).update(created_by=writer)
    article.refresh_from_db()
    return article


def mails() -> list[tuple[str, str]]:
    return list(Message.objects.order_by("pk").values_list("to", "subject"))


def test_who_decides_hears_of_what_waits_for_review_and_who_sent_it_does_not(editor: Any, writer: Any) -> None:
    other = make_user("other@example.org", "publish_article")
    make_user("left@example.org", "publish_article", is_active=False)
    article = written_by(editor)

    article.submit_for_review(by=editor, note="Is the strait named right?")

    assert mails() == [(other.email, "For review: Soundings")]
    text = Message.objects.get().text
    assert "E. Meridian has submitted “Soundings” for review." in text
    assert "Is the strait named right?" in text
    assert f"/admin/articles/article/{article.pk}/change/" in text


def test_who_began_it_and_who_signs_it_hear_what_is_to_be_changed(editor: Any, writer: Any) -> None:
    signer = make_user("signer@example.org")
    article = written_by(writer)
    article.bylines.create(person=make_person("A Signer", user=signer))
    article.submit_for_review()

    article.ask_for_changes(by=editor, note="Name the strait.")

    assert mails() == [(each.email, "Changes asked for: Soundings") for each in (writer, signer)]
    assert "Name the strait." in Message.objects.first().text


@pytest.mark.parametrize(
    ("decide", "subject"),
    [
        (lambda article, by: article.approve(by=by), "Approved: Soundings"),
        (lambda article, by: article.publish(by=by), "Published: Soundings"),
        (
            lambda article, by: article.publish(datetime(2026, 5, 5, 6, tzinfo=UTC), by=by),
            "Scheduled for May 5, 2026, 9 a.m. (Europe/Istanbul): Soundings",
        ),
    ],
)
@time_machine.travel(datetime(2026, 5, 4, 12, tzinfo=UTC), tick=False)
def test_who_wrote_it_hears_what_was_decided(decide: Any, subject: str, editor: Any, writer: Any) -> None:
    article = written_by(writer)
    ready(article)

    decide(article, editor)

    assert mails() == [(writer.email, subject)]


def test_who_wrote_it_hears_that_it_is_withdrawn(editor: Any, writer: Any) -> None:
    article = written_by(writer)
    article.publish()

    article.withdraw("An error.", by=editor)

    assert mails() == [(writer.email, "Withdrawn: Soundings")]


def ready(article: Article) -> None:
    """Let the checklist have nothing against it."""
    for finding in article.blocking():
        article.overrides.create(rule=finding.rule, subject=finding.subject, reason="A test.")


def test_the_mail_speaks_the_language_of_who_gets_it(editor: Any) -> None:
    writer = make_user("yazar@example.org", language="tr")
    article = written_by(writer)

    article.approve(by=editor)

    assert mails() == [(writer.email, "Soundings: Onaylandı")]


def test_nothing_is_mailed_twice_nor_of_what_nobody_did_nor_to_oneself(editor: Any, writer: Any) -> None:
    article = written_by(writer)

    article.submit_for_review()
    article.approve(by=editor)
    with pytest.raises(Exception, match="cannot go"):
        article.approve(by=editor)
    own = written_by(editor, "Own")
    own.approve(by=editor)
    binned = written_by(writer, "Binned")
    binned.bin(by=editor)
    binned.take_from_bin(by=editor)

    assert mails() == [(writer.email, "Approved: Soundings")]


def test_pages_are_told_of_alike(editor: Any, writer: Any) -> None:
    page = Page.objects.create(title="About", created_by=writer)

    page.submit_for_review(by=writer)
    page.publish(by=editor)

    assert mails() == [(editor.email, "For review: About"), (writer.email, "Published: About")]


def test_an_address_that_takes_no_mail_keeps_it_from_nobody_else(editor: Any, writer: Any) -> None:
    get_user_model().objects.filter(pk=editor.pk).update(email="broken\n@example.org")
    other = make_user("other@example.org", "publish_article")

    written_by(writer).submit_for_review(by=writer)

    assert mails() == [(other.email, "For review: Soundings")]
