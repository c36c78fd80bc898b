"""What the desk's front page says that somebody did: to content, with links that open."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import Model
from django.test import Client, RequestFactory

from accounts.desk import audit
from accounts.models import User
from accounts.tests.make import make_user
from articles.tests.make import make_article, make_comment, make_draft, make_person
from geopolist.pages.desk import Line
from geopolist.pages.recent import recent

pytestmark = pytest.mark.django_db


def did(user: User, *things: Model) -> None:
    for thing in things:
        LogEntry.objects.log_actions(user.pk, [thing], CHANGE, "Changed", single_object=True)


def acts_of(user: User) -> list[Line]:
    request = RequestFactory().get("/admin/")
    request.user = user
    return recent(request).lines


def test_acts_on_content_are_told_the_newest_first_and_lead_there() -> None:
    editor, article, person = make_user("editor"), make_article("Soundings"), make_person("Odette Fall")
    did(editor, article, person)

    assert acts_of(editor) == [
        Line("Odette Fall", f"/admin/articles/person/{person.pk}/change/", "person, changed"),
        Line("Soundings", f"/admin/articles/article/{article.pk}/change/", "article, changed"),
    ]


def test_signing_in_is_no_act_and_neither_is_what_others_did() -> None:
    chief, colleague = make_user("chief editor"), make_user("editor")
    did(colleague, make_article("Theirs"))
    audit.note(chief, chief, "Signed in from 192.0.2.1")

    assert acts_of(chief) == []


def test_what_is_gone_or_another_persons_bears_no_link() -> None:
    writer = make_user("author")
    mine, theirs, gone = make_draft("Mine", created_by=writer), make_draft("Handed over"), make_draft("Gone")
    did(writer, mine, theirs, gone)
    gone.delete()

    assert [(act.text, bool(act.url)) for act in acts_of(writer)] == [
        ("Gone", False), ("Handed over", False), ("Mine", True),
    ]  # fmt: skip


def test_who_may_no_longer_look_into_a_desk_is_told_nothing_of_it() -> None:
    writer = make_user("author")
    did(writer, make_comment(make_article()))

    assert acts_of(writer) == []


def test_every_link_of_the_front_page_of_the_desk_opens() -> None:
    """Signing in wrote a line about the account, which an editor may not open."""
    editor, client = make_user("editor"), Client()
    audit.note(editor, editor, "Signed in from 192.0.2.1")
    did(editor, make_article("Soundings"))
    client.force_login(editor)

    page = client.get("/admin/")

    assert "Soundings</a> <span>article, changed</span>" in page.text.partition("What you did last")[2]
    assert "/accounts/user/" not in page.text
