"""What may be done to an article, and what may not."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from articles.models import Article, Listing, WasPublic, WrongState
from articles.tests.make import make_article, make_draft, make_tag
from geopolist.addresses.models import Address
from geopolist.library.models import Use
from geopolist.revisions.models import UNSEEN, WorkingCopy
from geopolist.search.models import Document

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
VERBS = {
    "submit": lambda article: article.submit_for_review(),
    "approve": lambda article: article.approve(),
    "ask for changes": lambda article: article.ask_for_changes(),
    "publish": lambda article: article.publish(),
    "withdraw": lambda article: article.withdraw("An error of fact."),
}
# (from, verb) -> to; what is not here is refused.
ALLOWED = {
    ("draft", "submit"): "review",
    ("draft", "approve"): "approved",
    ("review", "approve"): "approved",
    ("review", "ask for changes"): "draft",
    ("approved", "ask for changes"): "draft",
    ("draft", "publish"): "published",
    ("review", "publish"): "published",
    ("approved", "publish"): "published",
    ("published", "publish"): "published",
    ("withdrawn", "publish"): "published",
    ("published", "withdraw"): "withdrawn",
    ("withdrawn", "withdraw"): "withdrawn",
}


def stored(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("status", Article.Status.values)
def test_a_verb_leads_where_the_table_says_or_is_refused(status: str, verb: str) -> None:
    published_at = NOON if status in ("published", "withdrawn") else None
    article = make_article(status=status, published_at=published_at)

    if (status, verb) in ALLOWED:
        VERBS[verb](article)
    else:
        with pytest.raises(WrongState):
            VERBS[verb](article)

    assert stored(article).status == ALLOWED.get((status, verb), status)


def test_publish_without_a_time_means_now() -> None:
    article = make_draft()

    with time_machine.travel(NOON, tick=False):
        article.publish()

    assert stored(article).published_at == NOON


def test_publish_again_keeps_the_first_date() -> None:
    article = make_article(published_at=NOON)

    article.publish()
    article.publish()

    assert stored(article).published_at == NOON


def test_publish_at_a_time_is_scheduled_until_then() -> None:
    article = make_draft()

    with time_machine.travel(NOON, tick=False):
        article.publish(at=NOON + timedelta(minutes=1))
        before = stored(article).is_published
    with time_machine.travel(NOON + timedelta(minutes=1), tick=False):
        then = stored(article).is_published

    assert (before, then) == (False, True)


def test_a_scheduled_article_published_now_appears_now() -> None:
    with time_machine.travel(NOON, tick=False):
        article = make_draft()
        article.publish(at=NOON + timedelta(days=1))

        article.publish()

    assert stored(article).published_at == NOON


def test_what_ends_before_the_time_of_publishing_is_refused_in_words() -> None:
    article = make_draft(ends_at=NOON)

    with pytest.raises(WrongState, match="change the end first"):
        article.publish(at=NOON + timedelta(hours=1))

    assert stored(article).status == "draft"


def test_beginning_and_end_move_together() -> None:
    article = make_draft(ends_at=NOON + timedelta(days=9))
    with time_machine.travel(NOON, tick=False):
        article.publish(at=NOON + timedelta(days=8))

        article.schedule(NOON + timedelta(days=1), NOON + timedelta(days=2))
        earlier = stored(article)
        article.schedule(NOON + timedelta(days=20), None)
        for_good = stored(article)
        with pytest.raises(WrongState, match="change the end first"):
            article.schedule(NOON - timedelta(days=2), NOON - timedelta(days=1))

    assert (earlier.published_at, earlier.ends_at) == (NOON + timedelta(days=1), NOON + timedelta(days=2))
    assert (for_good.published_at, for_good.ends_at) == (NOON + timedelta(days=20), None)
    assert stored(article).published_at == NOON + timedelta(days=20)


def test_a_verb_acts_on_the_row_and_not_on_what_was_read_before() -> None:
    article = make_draft()
    read_before = stored(article)
    article.publish()

    with pytest.raises(WrongState):
        read_before.submit_for_review()

    assert stored(article).status == "published"


def test_saving_what_was_read_before_a_verb_undoes_neither_the_verb_nor_the_counts() -> None:
    article = make_article("Soundings")
    read_before = stored(article)
    article.withdraw("An error.")
    Article.objects.filter(pk=article.pk).update(views=10, comment_count=2)

    read_before.title = "Deep soundings"
    read_before.save()
    read_before.settle()

    found = stored(article)
    assert (found.title, found.status, found.withdrawal_notice) == ("Deep soundings", "withdrawn", "An error.")
    assert (found.views, found.comment_count) == (10, 2)
    assert (Document.objects.count(), Listing.objects.count()) == (0, 0)


def test_a_verb_on_what_was_read_before_a_save_keeps_what_was_saved() -> None:
    article = make_draft("Soundings")
    read_before = stored(article)
    article.title, article.slug = "Deep soundings", "deep"
    article.save()
    article.settle()

    read_before.publish()

    assert (stored(article).slug, Document.objects.get().title) == ("deep", "Deep soundings")


def test_publishing_what_has_ended_is_refused_in_words() -> None:
    now = timezone.now()
    article = make_article(published_at=now - timedelta(days=1), ends_at=now - timedelta(hours=1))

    with pytest.raises(WrongState, match="change the end first"):
        article.publish()


@pytest.mark.parametrize("column", ["status", "kind", "format", "language"])
def test_the_database_refuses_what_nobody_can_mean(column: str) -> None:
    article = make_article()

    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**{column: "xx"})


def test_withdrawn_page_says_gone_with_the_notice(client: Client) -> None:
    article = make_article("Soundings")

    article.withdraw("The figures were <wrong>.")
    response = client.get("/soundings/")

    assert response.status_code == 410
    assert "The figures were &lt;wrong&gt;." in response.content.decode()
    assert "Words about a strait" not in response.content.decode()


def test_published_again_after_withdrawal_it_is_back_and_its_notice_is_gone(client: Client) -> None:
    article = make_article("Soundings", published_at=NOON)
    article.withdraw("By mistake.")

    article.publish()
    response = client.get("/soundings/")

    assert response.status_code == 200
    assert (stored(article).withdrawal_notice, stored(article).published_at) == ("", NOON)


def test_postponing_what_readers_had_leaves_it_gone_and_not_unknown(client: Client) -> None:
    with time_machine.travel(NOON, tick=False):
        article = make_draft("Soundings")
        article.publish(at=NOON + timedelta(hours=1))
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        article.publish(at=NOON + timedelta(days=9))

        response = client.get("/soundings/")

    assert response.status_code == 410


@pytest.mark.parametrize("status", ["published", "withdrawn"])
def test_what_was_public_cannot_be_deleted(status: str) -> None:
    article = make_article()
    if status == "withdrawn":
        article.withdraw("An error.")

    with pytest.raises(WasPublic):
        article.delete()

    assert Article.objects.count() == 1


def test_what_the_clock_made_public_cannot_be_deleted_either() -> None:
    with time_machine.travel(NOON, tick=False):
        article = make_draft()
        article.publish(at=NOON + timedelta(minutes=1))

    with time_machine.travel(NOON + timedelta(minutes=2), tick=False), pytest.raises(WasPublic):
        stored(article).delete()


def test_bulk_deletion_with_one_public_article_deletes_none() -> None:
    make_draft()
    make_article()

    with pytest.raises(WasPublic):
        Article.objects.all().delete()

    assert Article.objects.count() == 2


def test_bulk_deletion_of_drafts_deletes_them_with_all_that_was_kept() -> None:
    one, other = make_draft(tags=["Ports"]), make_draft()
    one.stage({"title": "New"}, by=None, seen=UNSEEN)

    Article.objects.filter(pk__in=[one.pk, other.pk]).delete()

    assert (Article.objects.count(), WorkingCopy.objects.count()) == (0, 0)


def test_a_deleted_scheduled_article_leaves_nothing_in_search_lists_or_uses() -> None:
    article = make_article(published_at=timezone.now() + timedelta(days=1), tags=["Ports"])
    assert (Document.objects.count(), Listing.objects.count()) == (1, 2)

    article.delete()

    assert (Document.objects.count(), Listing.objects.count(), Use.objects.count()) == (0, 0, 0)


def test_a_draft_has_no_address_and_a_published_article_has_one() -> None:
    article = make_draft("Soundings")
    before = Address.objects.of(article).count()

    article.publish()

    assert before == 0
    assert list(Address.objects.of(article).values_list("key", "is_current")) == [("/soundings/", True)]


def test_drafts_stand_in_no_list_and_in_no_index() -> None:
    article = make_article(tags=["Ports"])

    article.withdraw("An error.")

    assert (article.listings.count(), Document.objects.count()) == (0, 0)


def test_unused_tag_of_a_withdrawn_article_is_no_topic(client: Client) -> None:
    make_tag("Straits")
    article = make_article(tags=["Ports"])
    article.withdraw("An error.")

    response = client.get("/topics/")

    assert "No topics yet" in response.content.decode()


def test_a_deleted_article_that_nobody_had_leaves_its_address_free(client: Client) -> None:
    article = make_article("Soundings", published_at=timezone.now() + timedelta(days=1))

    article.delete()

    assert client.get("/soundings/").status_code == 404
    assert make_article("Soundings").slug == "soundings"


def test_what_was_published_after_it_was_read_cannot_be_deleted() -> None:
    article = make_draft("Soundings")
    read_before = stored(article)
    article.publish()

    with pytest.raises(WasPublic):
        read_before.delete()

    assert stored(article).is_published
