"""What two editors do at the same instant. Threads with connections of their own, so rows are really committed."""

import time
import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client

from articles.models import Article, Category, Comment, Tag
from articles.moderation import Duplicate, TooSoon, Writing
from articles.tests.desk import form, sign_in
from articles.tests.make import make_article, make_category, make_comment, make_draft, make_moderator, make_site
from geopolist.addresses.models import Address
from geopolist.pages.models import Page
from geopolist.revisions.models import UNSEEN, WorkingCopy
from geopolist.search.models import Document

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def at_once(acts: Iterable[Callable[[], Any]]) -> list[Any]:
    """What each act gave, or the ValidationError that it raised."""
    acts = list(acts)
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            barrier.wait(10)
            return act()
        except ValidationError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def roots_reached(model: type[Category] | type[Page]) -> bool:
    """Whether every line of parents ends."""
    parents = dict(model._default_manager.values_list("pk", "parent_id"))
    for start in parents:
        seen, above = set(), start
        while above is not None:
            if above in seen:
                return False
            seen.add(above)
            above = parents[above]
    return True


@pytest.mark.parametrize("_round", range(5))
def test_two_moves_at_once_close_no_circle(_round: int) -> None:
    one, two = make_category("One"), make_category("Two")

    def move(what: Category, under: Category) -> None:
        what = Category.objects.get(pk=what.pk)
        what.parent = Category.objects.get(pk=under.pk)
        what.save()

    answers = at_once([lambda: move(one, two), lambda: move(two, one)])

    assert sorted(type(answer) for answer in answers if answer) == [ValidationError]
    assert roots_reached(Category)


def test_two_pages_moved_at_once_close_no_circle() -> None:
    one, two = Page.objects.create(title="One"), Page.objects.create(title="Two")

    def move(what: Page, under: Page) -> None:
        what = Page.objects.get(pk=what.pk)
        what.parent = Page.objects.get(pk=under.pk)
        what.save()

    answers = at_once([lambda: move(one, two), lambda: move(two, one)])

    assert sorted(type(answer) for answer in answers if answer) == [ValidationError]
    assert roots_reached(Page)


@pytest.mark.parametrize("_round", range(3))
def test_many_put_in_order_at_once_are_numbered_without_a_gap(_round: int) -> None:
    top = make_category("Top")
    sections = [make_category(f"Section {number}", order=number + 1) for number in range(4)]

    at_once(
        lambda section=section, before=before: section.move(None if before else top.pk, before and before.pk)
        for section, before in zip(sections, [None, top, None, sections[1]], strict=True)
    )

    for parent in (None, top):
        numbers = sorted(Category.objects.filter(parent=parent).values_list("order", flat=True))
        assert numbers == list(range(len(numbers)))


def test_a_child_made_while_its_parent_moves_has_the_new_path() -> None:
    economy, security = make_category("Economy"), make_category("Security")

    def move() -> None:
        moved = Category.objects.get(pk=economy.pk)
        moved.parent = security
        moved.save()

    at_once([move, lambda: make_category("Energy", parent=Category.objects.get(pk=economy.pk))])

    assert Category.objects.get(name="Energy").path == "security/economy/energy"


def test_articles_of_one_title_published_at_once_all_get_addresses() -> None:
    drafts = [make_draft("Soundings") for _number in range(4)]

    at_once([draft.publish for draft in drafts])

    slugs = sorted(Article.objects.values_list("slug", flat=True))
    assert slugs == ["soundings", "soundings-2", "soundings-3", "soundings-4"]
    assert Address.objects.filter(is_current=True).count() == 4


def test_one_topic_typed_by_many_at_once_is_one_row() -> None:
    drafts = [make_draft() for _number in range(4)]
    spellings = ["Black Sea", "black sea", "BLACK SEA", "Black  Sea"]

    at_once([lambda pair=pair: pair[0].tags.set([pair[1]]) for pair in zip(drafts, spellings, strict=True)])

    assert Tag.objects.count() == 1
    assert Article.objects.filter(tags=Tag.objects.get()).count() == 4


def test_publishing_and_withdrawing_at_once_leave_a_state_that_is_whole() -> None:
    article = make_article("Soundings", categories=[make_category()])
    copies = [Article.objects.get(pk=article.pk) for _number in range(4)]

    at_once([copies[0].publish, lambda: copies[1].withdraw("An error."), copies[2].publish, copies[3].publish])

    article.refresh_from_db()
    is_public = article.status == "published"
    assert (article.withdrawal_notice == "") is is_public
    assert (article.listings.count(), Document.objects.count()) == ((2, 1) if is_public else (0, 0))


@pytest.mark.parametrize("_round", range(5))
def test_a_title_saved_while_a_verb_is_at_work_is_what_search_finds(_round: int) -> None:
    article = make_draft("Soundings")

    def rename() -> None:
        copy = Article.objects.get(pk=article.pk)
        copy.title = "Deep soundings"
        copy.save()
        copy.settle()

    at_once([article.publish, rename])

    assert Article.objects.get().title == Document.objects.get().title == "Deep soundings"


def test_a_writer_who_saves_while_another_publishes_waits_and_is_refused() -> None:
    article = make_draft("Soundings")
    writer = sign_in(Client(), "articles.change_article", "articles.view_article")
    is_held = Event()

    def publish() -> None:
        with transaction.atomic():
            Article.objects.get(pk=article.pk).publish()
            is_held.set()
            time.sleep(1)

    def save() -> int:
        is_held.wait(10)
        return writer.post(f"/admin/articles/article/{article.pk}/change/", form(article, title="Mine")).status_code

    answers = at_once([publish, save])

    found = Article.objects.get()
    assert (answers[1], found.status, found.title) == (403, "published", "Soundings")


@pytest.mark.parametrize("_round", range(5))
def test_an_edit_published_twice_at_once_is_published_once(_round: int) -> None:
    article = make_article("Soundings")
    article.stage({"title": "Deep soundings"}, by=None, seen=UNSEEN)
    version = Article.objects.get().version
    copies = [Article.objects.get() for _number in range(3)]

    at_once([copy.publish_changes for copy in copies])

    assert (Article.objects.get().title, Article.objects.get().version) == ("Deep soundings", version + 1)
    assert WorkingCopy.objects.count() == 0


# --- Comments


@pytest.mark.parametrize("_round", range(5))
def test_two_editors_who_approve_at_once_are_both_counted(_round: int) -> None:
    article = make_article()
    comments = [make_comment(article, f"{number}", status="pending") for number in range(4)]

    at_once(comment.approve for comment in comments)

    assert Article.objects.get(pk=article.pk).comment_count == 4


@pytest.mark.parametrize("_round", range(3))
def test_two_who_decide_about_the_same_comments_at_once_do_it_once(_round: int) -> None:
    article = make_article()
    keys = [make_comment(article, f"{number}").pk for number in range(6)]

    instants = at_once(
        lambda rows=rows: Comment.objects.with_keys(rows).move("spam") for rows in (keys, keys[::-1], keys)
    )

    assert len([instant for instant in instants if instant]) == 1
    assert {comment.status_before for comment in Comment.objects.with_keys(keys)} == {"approved"}
    assert Article.objects.get(pk=article.pk).comment_count == 0


@pytest.mark.parametrize("_round", range(3))
def test_the_same_sent_by_a_moderator_three_times_at_once_is_there_once(_round: int) -> None:
    article, moderator = make_article(), make_moderator(f"{uuid.uuid4()}@example.org")

    def send() -> str:
        try:
            return Article.objects.get(pk=article.pk).add_comment(Writing(name="M", text="Yes."), by=moderator).status
        except Duplicate:
            return "duplicate"

    assert sorted(at_once([send] * 3)) == ["approved", "duplicate", "duplicate"]
    assert Article.objects.get(pk=article.pk).comment_count == 1


@pytest.mark.parametrize("_round", range(3))
def test_a_reader_who_sends_three_at_once_has_one_taken_in(_round: int) -> None:
    make_site(comments_hold_first=False)
    article = make_article()

    def send(number: int) -> str:
        writing = Writing(name="R", text=f"{number}", email=f"{number}@example.org", address="192.0.2.7")
        try:
            return Article.objects.get(pk=article.pk).add_comment(writing).status
        except TooSoon:
            return "too soon"

    assert sorted(at_once(lambda number=number: send(number) for number in range(3))) == [
        "approved", "too soon", "too soon",
    ]  # fmt: skip


@pytest.mark.parametrize("_round", range(3))
def test_two_merges_of_the_same_two_at_once_leave_one_of_them(_round: int) -> None:
    make_site()
    articles = [make_article(tags=["Strait"]), make_article(tags=["Straits"])]
    one, two = Tag.objects.get(name="Strait"), Tag.objects.get(name="Straits")
    one_again, two_again = Tag.objects.get(pk=one.pk), Tag.objects.get(pk=two.pk)

    outcomes = at_once([lambda: one.absorb(two), lambda: two_again.absorb(one_again)])

    left = Tag.objects.get()
    assert sorted(isinstance(each, ValidationError) for each in outcomes) == [False, True]
    assert [list(article.tags.all()) for article in articles] == [[left], [left]]
    assert {row.target for row in Address.objects.filter(key__startswith="/tag/")} == {left}
