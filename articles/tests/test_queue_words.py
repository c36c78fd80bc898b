"""What editors say in the queue: answers, mended words, and what they delete for good."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from articles.models import Article, Comment
from articles.tests.make import make_article, make_comment, make_moderator, make_person
from articles.tests.queue import QUEUE, log, said, shown, states, undo
from geopolist.guard import form_keys
from geopolist.identity.models import SiteIdentity

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def moderator(client: Client) -> Client:
    client.force_login(make_moderator())
    return client


# --- Answers


def answer(client: Client, comment: Comment, text: str = "Thank you.", key: str = "") -> Any:
    values = {"text": text, "key": key or form_keys.issue("answer to a comment")}
    return client.post(f"{QUEUE}{comment.pk}/answer/", values, follow=True)


def test_an_answer_is_shown_at_once_under_what_it_answers(moderator: Client) -> None:
    SiteIdentity.objects.create(comments_hold_all=True)
    article = make_article("Soundings")
    comment = make_comment(article, "Why so deep?", status="pending")

    page = answer(moderator, comment, "Because it\r\nis.")

    reply = Comment.objects.get(parent=comment)
    assert said(page) == ["Your answer is shown."]
    assert (reply.text, reply.name, reply.status, reply.author.email) == (
        "Because it\nis.", "M. Buoy", "approved", "moderator@example.org",
    )  # fmt: skip
    assert states(comment) == ["approved"]
    [node] = Client().get("/soundings/").context["comments"]
    assert (node["comment"].text, node["children"][0]["comment"].text) == ("Why so deep?", "Because it\nis.")
    assert [(what, message) for _who, what, message in log()] == [
        ("M. Buoy: Because it\nis.", "Added."), ("G. Parallel: Why so deep?", "Approve"),
    ]  # fmt: skip


def test_an_answer_is_undone_with_what_was_approved_for_it(moderator: Client) -> None:
    article = make_article()
    comment = make_comment(article, status="pending")
    page = answer(moderator, comment)
    reply = Comment.objects.get(parent=comment)

    undone = undo(moderator, page)

    assert (said(undone), states(comment, reply)) == (["2 comments are as before."], ["pending", "bin"])
    assert Article.objects.get().comment_count == 0


def test_an_answer_that_is_sent_twice_is_there_once(moderator: Client) -> None:
    comment = make_comment(make_article())
    key = form_keys.issue("answer to a comment")

    answer(moderator, comment, key=key)
    page = answer(moderator, comment, key=key)

    assert said(page) == ["Your answer is there already."]
    assert Comment.objects.filter(parent=comment).count() == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "This field is required."),
        ("\u200b", "This field cannot be blank."),
        ("Thank you.", "You have said this here already: there is no need to send it again."),
    ],
)
def test_an_answer_that_cannot_be_sent_comes_back_with_the_reason(text: str, reason: str, moderator: Client) -> None:
    comment = make_comment(make_article(), "Why so deep?")
    answer(moderator, comment, "Thank you.")

    page = answer(moderator, comment, text)

    assert page.status_code == 422
    assert page.context["form"].errors == {"text": [reason]}
    assert "Why so deep?" in page.text
    assert page.context["form"]["text"].value() == text
    assert Comment.objects.filter(parent=comment).count() == 1
    again = answer(moderator, comment, "Another.", key=page.context["form"]["key"].value())
    assert said(again) == ["Your answer is shown."]


def test_a_page_that_was_open_for_days_loses_no_answer(moderator: Client) -> None:
    comment = make_comment(make_article())
    with time_machine.travel(NOW - timedelta(days=3)):
        key = form_keys.issue("answer to a comment")

    page = answer(moderator, comment, "Late words.", key=key)

    assert page.context["form"].errors == {"text": ["The page was open for too long: send it again."]}
    assert "Late words." in page.text
    answer(moderator, comment, "Late words.", key=page.context["form"]["key"].value())
    assert Comment.objects.get(parent=comment).text == "Late words."


@pytest.mark.parametrize("status", ["spam", "bin"])
def test_what_nobody_is_to_see_is_not_answered(status: str, moderator: Client) -> None:
    comment = make_comment(make_article(), status=status)

    page = answer(moderator, comment)

    assert (page.status_code, Comment.objects.count()) == (422, 1)
    assert states(comment) == [status]


def test_an_article_that_nobody_reads_takes_no_answer_and_approves_nothing(moderator: Client) -> None:
    article = make_article()
    comment = make_comment(article, status="pending")
    article.withdraw("An error.")

    page = answer(moderator, comment)

    assert page.context["form"].errors == {"text": ["Comments on this article are closed."]}
    assert (states(comment), page.context["comment"].status) == (["pending"], "pending")


@pytest.mark.parametrize(
    ("account", "person", "expected"),
    [("M. Buoy", "", "M. Buoy"), ("M. Buoy", "Margarethe Buoy", "Margarethe Buoy"), ("", "", "The Straits Review")],
)
def test_an_editor_answers_by_name_and_never_by_address(
    account: str, person: str, expected: str, client: Client
) -> None:
    SiteIdentity.objects.create(name="The Straits Review")
    moderator = make_moderator(name=account)
    if person:
        make_person(person, user=moderator)
    client.force_login(moderator)
    comment = make_comment(make_article())

    answer(client, comment)

    reply = Comment.objects.get(parent=comment)
    assert (reply.name, reply.email) == (expected, "")
    assert (reply.person.name if reply.person else "") == person


# --- Words


def words(comment: Comment, **changes: str) -> dict[str, str]:
    """What the form sends."""
    values = {"text": comment.text, "name": comment.name, "email": comment.email, "website": "", "note": ""}
    return {**values, "author": "", "person": "", **changes}


def test_words_are_changed_with_a_note_that_stays_in_the_log(moderator: Client) -> None:
    comment = make_comment(make_article("Soundings"), "Call me: 555 0199.")

    page = moderator.post(
        f"{QUEUE}{comment.pk}/change/", words(comment, text="Call me.", note="A telephone number"), follow=True
    )

    assert page.redirect_chain == [(QUEUE, 302)]
    assert [message for _who, _what, message in log()] == ["Changed Text. Added note “A telephone number”."]
    assert "Call me." in Client().get("/soundings/").text
    assert "555 0199" not in Client().get("/soundings/").text


@pytest.mark.parametrize("changes", [{"text": "Other words."}, {"name": "Another"}])
def test_a_readers_words_are_not_changed_without_a_note(changes: dict[str, str], moderator: Client) -> None:
    comment = make_comment(make_article(), "My words.")

    page = moderator.post(f"{QUEUE}{comment.pk}/change/", words(comment, **changes))

    assert page.context["adminform"].form.errors == {"note": ["Say why you change what a reader wrote."]}
    assert next(iter(changes.values())) in page.text
    assert (Comment.objects.get().text, log()) == ("My words.", [])


def test_changing_words_decides_nothing_that_was_decided_meanwhile(moderator: Client, monkeypatch: Any) -> None:
    comment = make_comment(make_article(), status="pending")
    whole = Comment.full_clean

    def meanwhile(self: Comment, *args: Any, **kwargs: Any) -> None:
        whole(self, *args, **kwargs)
        comment.mark_spam()

    monkeypatch.setattr(Comment, "full_clean", meanwhile)
    moderator.post(f"{QUEUE}{comment.pk}/change/", words(comment, text="Mended.", note="A slip"))

    assert (Comment.objects.get().text, states(comment)) == ("Mended.", ["spam"])


def test_the_form_offers_the_verbs_too(moderator: Client) -> None:
    comment = make_comment(make_article(), status="pending", why="first")

    page = moderator.get(f"{QUEUE}{comment.pk}/change/")

    assert f'formaction="{QUEUE}{comment.pk}/approve/"' in page.text
    assert "Nothing of this writer was approved before." in page.text
    assert "author" in page.context["adminform"].form.fields


def test_a_comment_that_is_added_by_hand_is_held(moderator: Client) -> None:
    article = make_article()

    moderator.post(f"{QUEUE}add/", {"article": article.pk, "text": "From a letter.", "name": "R. Keel"})

    comment = Comment.objects.get()
    assert (comment.text, comment.status, comment.article) == ("From a letter.", "pending", article)


# --- The bin


@pytest.fixture
def keeper(client: Client) -> Client:
    client.force_login(make_moderator("keeper@example.org", "delete_comment"))
    return client


def test_the_bin_is_emptied_after_a_question(keeper: Client) -> None:
    article = make_article()
    binned, shown_one = make_comment(article, "Secret words.", status="bin"), make_comment(article)

    asked = keeper.get(f"{QUEUE}empty-bin/")
    still_there = Comment.objects.count()
    late = make_comment(article, "Thrown out since.", status="bin")
    done = keeper.post(f"{QUEUE}empty-bin/", {"before": asked.context["before"]}, follow=True)
    again = keeper.post(f"{QUEUE}empty-bin/", {"before": asked.context["before"]}, follow=True)

    assert ("1 comment is deleted for good." in asked.text, still_there) == (True, 2)
    assert (said(done), said(again)) == (["1 comment is deleted."], ["0 comments are deleted."])
    assert set(Comment.objects.all()) == {late, shown_one}
    assert Article.objects.get().comment_count == 1
    assert binned.text not in str(log())


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_who_may_delete_empties_the_bin(method: str, moderator: Client) -> None:
    make_comment(make_article(), status="bin")

    response = getattr(moderator, method)(f"{QUEUE}empty-bin/", {"before": timezone.now().isoformat()})

    assert (response.status_code, Comment.objects.count()) == (403, 1)
    assert "Empty the bin" not in moderator.get(QUEUE).text


def test_answers_to_what_is_deleted_stay(keeper: Client) -> None:
    article = make_article()
    reply = make_comment(article, "An answer.", parent=make_comment(article, status="bin"))

    keeper.post(f"{QUEUE}empty-bin/", {"before": timezone.now().isoformat()})

    assert (shown(keeper), Comment.objects.get().parent) == (["An answer."], None)
    assert states(reply) == ["approved"]
