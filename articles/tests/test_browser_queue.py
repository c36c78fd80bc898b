"""The queue of comments under an editor's hands, in a real browser."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from articles.models import Comment
from articles.tests.make import make_article, make_comment, make_moderator, make_site
from articles.tests.queue import QUEUE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def queue(tab: Any, live_server: Any) -> Any:
    """The queue with three held comments, the newest first, and one that is shown."""
    make_site()
    client = Client()
    client.force_login(make_moderator("moderator@example.org", "delete_comment"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    tab.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    article = make_article("Soundings")
    above = make_comment(article, "Shown.", name="R. Keel")
    for name in ("Third", "Second", "First"):
        make_comment(article, f"{name} thought.", name=name, parent=above, status="pending", why="first")
    tab.goto(f"{live_server.url}{QUEUE}")
    return tab


def states() -> dict[str, str]:
    return dict(Comment.objects.values_list("name", "status"))


def row(tab: Any, name: str) -> Any:
    return tab.locator("[data-queued]").filter(has=tab.get_by_role("link", name=name, exact=True))


def said(tab: Any, words: str) -> None:
    """Wait until the desk says so, and hears keys again."""
    expect(tab.get_by_text(words)).to_be_visible()
    expect(tab.locator("[data-queue]")).to_be_visible()


def test_an_editor_decides_by_the_keyboard_and_goes_on_from_there(queue: Any) -> None:
    queue.keyboard.press("j")
    expect(row(queue, "First")).to_be_focused()
    queue.keyboard.press("j")
    expect(row(queue, "Second")).to_be_focused()

    queue.keyboard.press("a")

    said(queue, "1 comment is approved.")
    expect(row(queue, "Third")).to_be_focused()
    queue.keyboard.press("k")
    queue.keyboard.press("s")
    said(queue, "1 comment is spam.")
    queue.keyboard.press("b")
    said(queue, "1 comment is in the bin.")
    assert states() == {"R. Keel": "approved", "Second": "approved", "First": "spam", "Third": "bin"}

    queue.keyboard.press("z")

    said(queue, "1 comment is as before.")
    assert states()["Third"] == "pending"
    assert queue.complaints == []


def test_a_key_is_only_a_letter_where_somebody_writes(queue: Any) -> None:
    queue.keyboard.press("j")
    queue.keyboard.press("r")
    answer = row(queue, "First").get_by_label("Your answer")
    expect(answer).to_be_focused()

    queue.keyboard.type("Jabs and banks.")

    expect(answer).to_have_value("Jabs and banks.")
    row(queue, "First").get_by_role("button", name="Send").click()
    expect(queue.get_by_text("Your answer is shown.")).to_be_visible()
    assert states() == {
        "R. Keel": "approved", "First": "approved", "Second": "pending", "Third": "pending", "M. Buoy": "approved",
    }  # fmt: skip


def test_without_a_row_in_hand_or_with_keys_switched_off_no_key_decides(queue: Any) -> None:
    for key in ("a", "s", "b"):
        queue.keyboard.press(key)
    queue.keyboard.press("j")
    queue.keyboard.press("Control+a")
    queue.get_by_text("Keys", exact=True).click()
    queue.get_by_label("Use them").uncheck()
    queue.reload()
    queue.keyboard.press("j")
    queue.keyboard.press("a")

    expect(row(queue, "First")).not_to_be_focused()
    assert set(states().values()) == {"approved", "pending"}
    assert Comment.objects.held().count() == 3


def test_the_keys_are_listed_and_choose_for_an_action(queue: Any) -> None:
    queue.get_by_text("Keys", exact=True).click()
    expect(queue.locator("[data-queue] dl")).to_contain_text("Approve")

    for _row in range(2):
        queue.keyboard.press("j")
        queue.keyboard.press("x")
    queue.get_by_label("Action:").select_option("mark_spam")
    queue.get_by_role("button", name="Run").click()

    expect(queue.get_by_text("2 comments are spam.")).to_be_visible()
    queue.get_by_role("button", name="Undo").click()
    expect(queue.get_by_text("2 comments are as before.")).to_be_visible()
    assert Comment.objects.held().count() == 3


def test_verbs_and_undo_work_without_script(queue: Any, browser: Any, live_server: Any) -> None:
    context = browser.new_context(java_script_enabled=False, storage_state=queue.context.storage_state())
    page = context.new_page()
    page.goto(f"{live_server.url}{QUEUE}?status__exact=pending")

    row(page, "First").get_by_role("button", name="Bin").click()

    expect(page.get_by_text("1 comment is in the bin.")).to_be_visible()
    assert page.url == f"{live_server.url}{QUEUE}?status__exact=pending"
    assert states()["First"] == "bin"
    page.get_by_role("button", name="Undo").click()
    assert states()["First"] == "pending"
    row(page, "Second").get_by_text("Approve and answer").click()
    row(page, "Second").get_by_label("Your answer").fill("Thank you.")
    row(page, "Second").get_by_role("button", name="Send").click()
    expect(page.get_by_text("Your answer is shown.")).to_be_visible()
    context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 375)])
def test_the_queues_pages_are_accessible_wide_enough_and_complain_of_nothing(
    width: int, scheme: str, queue: Any, live_server: Any
) -> None:
    queue.set_viewport_size({"width": width, "height": 900})
    queue.emulate_media(color_scheme=scheme)
    comment = Comment.objects.held().first()
    assert comment is not None
    Comment.objects.bulk_create(Comment(article=comment.article, name="N", text="T", status="spam") for _ in range(50))
    make_comment(comment.article, "long" * 300, name="n" * 245, email=f"{'e' * 60}@example.org", status="pending")
    found = {}

    for path in ("", f"{comment.pk}/change/", "add/", "empty-bin/", f"{comment.pk}/answer/"):
        if path.endswith("answer/"):
            queue.goto(f"{live_server.url}{QUEUE}")
            row(queue, "First").locator("summary").click()
            row(queue, "First").get_by_label("Your answer").fill("\u200b")
            row(queue, "First").get_by_role("button", name="Send").click()
            expect(queue.get_by_text("This field cannot be blank.")).to_be_visible()
            queue.complaints.clear()  # that the answer is a 422
        else:
            queue.goto(f"{live_server.url}{QUEUE}{path}", wait_until="networkidle")
        wide = queue.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        faults = Axe().run(queue, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
        found[path] = [fault["id"] for fault in faults], wide, [*queue.complaints]

    assert {path: facts for path, facts in found.items() if facts != ([], 0, [])} == {}
