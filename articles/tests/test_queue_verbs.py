"""What an editor does to comments in the queue: each verb, its way back, who may, and what the log says."""

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Comment
from articles.tests.make import make_article, make_comment, make_moderator
from articles.tests.queue import QUEUE, act, act_on, log, said, states, undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(client: Client) -> Client:
    client.force_login(make_moderator())
    return client


VERBS = [
    ("approve", "pending", "approved", "1 comment is approved."),
    ("hold", "approved", "pending", "1 comment is held."),
    ("mark-spam", "pending", "spam", "1 comment is spam."),
    ("not-spam", "spam", "pending", "1 comment is no spam."),
    ("put-in-bin", "approved", "bin", "1 comment is in the bin."),
    ("restore", "bin", "pending", "1 comment is taken out of the bin."),
]


@pytest.mark.parametrize(("verb", "before", "after", "words"), VERBS)
def test_a_verb_does_what_it_says_once_and_can_be_undone(
    verb: str, before: str, after: str, words: str, moderator: Client
) -> None:
    article = make_article()
    comment = make_comment(article, status=before)

    done = act(moderator, verb, comment)
    at = Comment.objects.get().status_at
    repeated = act(moderator, verb, comment)
    counted = Article.objects.get().comment_count

    assert (said(done), states(comment)) == ([words], [after])
    assert said(repeated) == ["There was nothing to change: it is so already."]
    assert (Comment.objects.get().status_at, counted) == (at, int(after == "approved"))

    undone = undo(moderator, done)
    undone_again = undo(moderator, done)

    assert (said(undone), states(comment)) == (["1 comment is as before."], [before])
    assert said(undone_again) == ["There is nothing left to undo."]
    assert Article.objects.get().comment_count == int(before == "approved")


def test_who_did_what_stands_in_the_log(moderator: Client) -> None:
    comment = make_comment(make_article(), "A thought.", status="pending", name="R. Keel")

    undo(moderator, act(moderator, "mark-spam", comment))
    act(moderator, "approve", comment)
    act(moderator, "approve", comment)

    assert log() == [("M. Buoy", "R. Keel: A thought.", words) for words in ("Spam", "Undone", "Approve")]


def test_out_of_spam_and_bin_a_comment_goes_where_it_was(moderator: Client) -> None:
    comment = make_comment(make_article())
    found = []

    for verb in ("mark-spam", "put-in-bin", "restore", "not-spam"):
        act(moderator, verb, comment)
        found += states(comment)

    # It was spam before it was in the bin, and of spam nobody knows any more what it was before that.
    assert found == ["spam", "bin", "spam", "pending"]
    act(moderator, "approve", comment)
    act(moderator, "mark-spam", comment)
    act(moderator, "not-spam", comment)
    assert states(comment) == ["approved"]


def test_undo_leaves_alone_what_another_editor_decided_since(moderator: Client) -> None:
    article = make_article()
    one, two = make_comment(article, "One."), make_comment(article, "Two.")
    done = act_on(moderator, "put_in_bin", one, two)
    two.approve()

    undone = undo(moderator, done)

    assert (said(undone), states(one, two)) == (["1 comment is as before."], ["approved", "approved"])


@pytest.mark.parametrize(
    "at", ["", "yesterday", "2026-05-04", "2026-05-04T12:00:00", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00+23:59"]
)
def test_undo_of_nothing_changes_nothing(at: str, moderator: Client) -> None:
    comment = make_comment(make_article(), status="pending")

    page = moderator.post(f"{QUEUE}undo/", {"at": at}, follow=True)

    assert (said(page), states(comment)) == (["There is nothing left to undo."], ["pending"])


def test_what_came_in_at_that_instant_is_no_act_to_undo(moderator: Client) -> None:
    comment = make_comment(make_article(), status="approved")

    moderator.post(f"{QUEUE}undo/", {"at": comment.status_at.isoformat()})

    assert states(comment) == ["approved"]


def test_verbs_for_many_are_one_act(moderator: Client) -> None:
    one, two = make_article(), make_article()
    comments = [make_comment(one, status="pending"), make_comment(two, status="pending"), make_comment(two)]

    done = act_on(moderator, "approve", *comments)

    assert said(done) == ["2 comments are approved."]
    assert states(*comments) == ["approved"] * 3
    assert dict(Article.objects.values_list("pk", "comment_count")) == {one.pk: 1, two.pk: 2}
    assert len(log()) == 2

    assert said(undo(moderator, done)) == ["2 comments are as before."]
    assert states(*comments) == ["pending", "pending", "approved"]


def test_out_of_the_bin_each_of_many_goes_where_it_was(moderator: Client) -> None:
    article = make_article()
    comments = [make_comment(article, status=status) for status in ("pending", "approved", "spam")]
    act_on(moderator, "put_in_bin", *comments)

    done = act_on(moderator, "restore", *comments)

    assert states(*comments) == ["pending", "approved", "spam"]
    undo(moderator, done)
    assert states(*comments) == ["bin"] * 3


def test_a_whole_list_is_done_a_thousand_at_a_time(moderator: Client) -> None:
    article = make_article()
    Comment.objects.bulk_create(Comment(article=article, name="N", text="T", status="spam") for _ in range(1002))
    values = {"action": "put_in_bin", "_selected_action": Comment.objects.first().pk, "select_across": 1, "index": 0}

    page = moderator.post(f"{QUEUE}?status__exact=spam", values, follow=True)

    assert said(page) == [
        "1000 comments are in the bin.", "That was done to the first 1000 of them: do it again for the next.",
    ]  # fmt: skip
    assert Comment.objects.in_bin().count() == 1000


def test_a_verb_leads_back_to_the_list_as_it_was_filtered(moderator: Client) -> None:
    article = make_article()
    held = make_comment(article, "One.", status="pending")
    make_comment(article, "Two.", status="pending")
    make_comment(make_article(), "Elsewhere.", status="pending")
    listed = moderator.get(QUEUE, {"status__exact": "pending", "article": article.pk}).context["cl"].result_list
    [address] = [address for verb, address in listed[-1].beside.offers if verb.name == "approve"]

    page = moderator.post(address, follow=True)

    assert page.redirect_chain == [(f"{QUEUE}?status__exact=pending&article={article.pk}", 302)]
    assert [each.text for each in page.context["cl"].result_list] == ["Two."]
    assert states(held) == ["approved"]
    assert undo(moderator, page).redirect_chain == page.redirect_chain


def test_nobody_is_led_to_another_site(moderator: Client) -> None:
    comment = make_comment(make_article(), status="pending")

    page = act(moderator, "approve", comment, keep="_changelist_filters=//evil.example/%3Fq=1")

    assert all(where.startswith(QUEUE) for where, _status in page.redirect_chain)


def test_a_comment_that_is_gone_is_missed(moderator: Client) -> None:
    assert moderator.post(f"{QUEUE}999/approve/").status_code == 404
    assert moderator.post(f"{QUEUE}{'9' * 40}/approve/").status_code == 404


@pytest.mark.parametrize("verb", [*(verb for verb, *_ in VERBS), "answer"])
def test_without_the_right_to_change_nothing_is_done(verb: str, client: Client) -> None:
    viewer = make_moderator()
    viewer.user_permissions.set(viewer.user_permissions.exclude(codename="change_comment"))
    client.force_login(viewer)
    comment = make_comment(make_article(), status="pending")

    assert client.post(f"{QUEUE}{comment.pk}/{verb}/").status_code == 403
    assert client.post(f"{QUEUE}undo/", {"at": timezone.now().isoformat()}).status_code == 403
    act_on(client, verb.replace("-", "_"), comment)
    assert (states(comment), log()) == (["pending"], [])


def test_a_link_changes_nothing_and_a_form_of_another_site_neither() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_moderator())
    comment = make_comment(make_article(), status="pending")

    assert client.get(f"{QUEUE}{comment.pk}/approve/").status_code == 405
    assert client.post(f"{QUEUE}{comment.pk}/approve/").status_code == 403
    assert states(comment) == ["pending"]
