"""A day at the desk, from a text in Word to a withdrawal: everybody in a browser of their own."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from articles.models import Article, Comment
from articles.moderation import Writing
from articles.tests.make import make_category, make_person, make_site
from geopolist.lib import tests
from geopolist.lib.tests.surface import PASTE
from geopolist.mail.models import Message

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
WORD = (Path(tests.__path__[0]) / "clipboards" / "word.html").read_text()
TITLE = "Ice on the Northern Route"


class Person:
    """Somebody at the desk, or a reader where `role` is empty, with what they do there."""

    def __init__(self, tab: Any, address: str, role: str) -> None:
        self.tab, self.address = tab, address
        if not role:
            return
        self.user = User.objects.create_user(f"{role}@example.org", name=f"The {role}", is_staff=True)
        self.user.groups.add(Group.objects.get(name=role))
        client = Client()
        client.force_login(self.user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        tab.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])

    def goes_to(self, path: str) -> Any:
        self.tab.goto(f"{self.address}{path}")
        return self.tab

    def opens(self, words: str) -> None:
        self.tab.get_by_role("link", name=words).first.click()
        self.tab.wait_for_function("() => document.querySelector('[data-prose] textarea')?.surface")

    def presses(self, name: str, answer: str) -> None:
        """A button, and waits until the desk has said so."""
        self.tab.get_by_role("button", name=name, exact=True).click()
        expect(self.tab.locator(".messagelist").get_by_text(answer)).to_be_visible()

    def chooses(self, field: str, words: str) -> None:
        """In a list that is searched by typing."""
        self.tab.locator(f"#id_{field} + .select2").click()
        self.tab.keyboard.type(words)
        self.tab.get_by_role("option", name=words).click()

    def reads(self, path: str) -> tuple[int, str]:
        answer = self.tab.goto(f"{self.address}{path}")
        return answer.status, self.tab.locator("main").inner_text()


@pytest.fixture
def person(new_tab: Callable[[], Any], live_server: Any) -> Callable[[str], Person]:
    return lambda role="": Person(new_tab(), live_server.url, role)


def test_a_day(person: Callable[..., Person]) -> None:
    make_site(comments_hold_first=True)
    make_category("Security")
    writer, editor, moderator, reader = person("contributor"), person("editor"), person("moderator"), person()
    make_person("W. Parallel", user=writer.user)
    at_work = (writer, editor, moderator)

    it_is_written(writer)
    it_is_sent_back_and_comes_again(editor, writer)
    it_appears_at_its_time(editor, reader)
    it_is_changed_and_restored(editor, reader)
    it_is_discussed(moderator, reader)
    it_is_withdrawn(editor, reader)

    assert [each.tab.complaints for each in at_work] == [[], [], []]
    assert [to.partition("@")[0] for to in Message.objects.order_by("pk").values_list("to", flat=True)] == [
        *("editor", "contributor", "editor"),
        *["contributor"] * 3,
    ]


def it_is_written(writer: Person) -> None:
    tab = writer.goes_to("/admin/articles/article/add/")
    tab.wait_for_function("() => document.querySelector('[data-prose] textarea')?.surface")
    tab.get_by_label("Title:", exact=True).fill(TITLE)
    tab.get_by_label("Standfirst:").fill("The channel is open for ninety days.")
    tab.locator(".prose-text").click()
    tab.evaluate(PASTE, [WORD, "", None])
    writer.chooses("primary_category", "Security")
    writer.chooses("bylines-0-person", "W. Parallel")
    expect(tab.locator(".standing__kept")).to_contain_text("Kept at")
    writer.presses("Submit for review", "It waits for review now.")

    article = Article.objects.get()
    assert (article.status, article.created_by, article.byline_text) == ("review", writer.user, "W. Parallel")
    assert "mso" not in article.body
    assert "data-footnote" in article.body


def it_is_sent_back_and_comes_again(editor: Person, writer: Person) -> None:
    editor.goes_to("/admin/")
    editor.opens(TITLE)
    editor.tab.get_by_text("Ask for changes …").click()
    editor.tab.get_by_label("What is to be changed?").fill("Name the pilot.")
    editor.presses("Ask for changes", "It went back to who wrote it.")

    writer.goes_to("/admin/")
    expect(writer.tab.get_by_text("Name the pilot.")).to_be_visible()
    writer.opens(TITLE)
    expect(writer.tab.get_by_role("note").get_by_text("Name the pilot.")).to_be_visible()
    writer.tab.get_by_label("Standfirst:").fill("The pilot of the Sabetta says so.")
    writer.presses("Submit for review", "It waits for review now.")
    # Once it is approved, an open form would be told that it is no more theirs.
    writer.goes_to("/admin/")


def it_appears_at_its_time(editor: Person, reader: Person) -> None:
    tomorrow = timezone.localtime() + timedelta(days=1)
    editor.goes_to("/admin/")
    editor.opens(TITLE)
    editor.presses("Approve", "It is approved.")
    editor.tab.locator("#id_publish_at_0").fill(f"{tomorrow:%Y-%m-%d}")
    editor.tab.locator("#id_publish_at_1").fill("06:00")
    editor.presses("Save", "Scheduled for")
    address = Article.objects.get().get_absolute_url()

    assert reader.reads(address)[0] == 404
    with time_machine.travel(at_six(tomorrow) + timedelta(minutes=1)):
        assert reader.reads(address)[0] == 200
        assert TITLE in reader.reads("/blog/")[1]


def at_six(day: datetime) -> datetime:
    return day.replace(hour=6, minute=0, second=0)


def it_is_changed_and_restored(editor: Person, reader: Person) -> None:
    article = Article.objects.get()
    address, form = article.get_absolute_url(), f"/admin/articles/article/{article.pk}/change/"
    article.publish(timezone.now() - timedelta(hours=2))
    editor.goes_to(form)
    editor.tab.get_by_label("Title:", exact=True).fill("Ice on every route")
    editor.presses("Save", "was changed successfully")
    waiting = reader.reads(address)[1]
    listed = editor.goes_to("/admin/articles/article/").locator("#result_list").inner_text()
    editor.goes_to(form)
    editor.presses("Publish changes", "Readers have the changes now.")
    changed = reader.reads(address)[1]

    editor.tab.get_by_role("link", name="Revisions").click()
    editor.tab.get_by_role("row").filter(has_text="Saved").last.get_by_role("button", name="Restore").click()
    expect(editor.tab.locator(".messagelist").get_by_text("is restored")).to_be_visible()
    editor.presses("Publish changes", "Readers have the changes now.")

    assert ("Ice on every route" in waiting, "Ice on every route" in changed) == (False, True)
    assert "Live, unpublished edits by The editor" in listed
    assert TITLE in reader.reads(address)[1]


def it_is_discussed(moderator: Person, reader: Person) -> None:
    article = Article.objects.get()
    for name in ("R. Keel", "S. Mast"):
        article.add_comment(Writing(name=name, text=f"{name} doubts it.", email=f"{name[0]}@example.org"))
    tab = moderator.goes_to("/admin/articles/comment/?status__exact=pending")
    rows = tab.locator("[data-queued]")
    held = rows.filter(has_text="S. Mast doubts it.")
    held.get_by_role("button", name="Approve").click()
    expect(tab.get_by_text("1 comment is approved.")).to_be_visible()
    kept = rows.filter(has_text="R. Keel doubts it.")
    kept.get_by_role("button", name="Bin").click()
    expect(tab.get_by_text("1 comment is in the bin.")).to_be_visible()

    assert dict(Comment.objects.values_list("name", "status")) == {"S. Mast": "approved", "R. Keel": "bin"}
    text = reader.reads(article.get_absolute_url())[1]
    assert ("S. Mast doubts it." in text, "R. Keel doubts it." in text) == (True, False)


def it_is_withdrawn(editor: Person, reader: Person) -> None:
    article = Article.objects.get()
    editor.goes_to(f"/admin/articles/article/{article.pk}/change/")
    editor.tab.get_by_text("Withdraw …").click()
    editor.tab.get_by_label("What are readers told?").fill("The pilot was misheard.")
    editor.presses("Withdraw", "It is withdrawn")

    status, text = reader.reads(article.get_absolute_url())
    assert (status, "The pilot was misheard." in text) == (410, True)
    assert TITLE not in reader.reads("/blog/")[1]
