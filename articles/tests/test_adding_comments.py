"""How a comment comes in: in which order it is asked about, and what is kept of its writer."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from articles.models import Article, Comment
from articles.moderation import Closed, Duplicate, Refused, TooSoon, Writing
from articles.tests.make import make_article, make_comment, make_draft, make_moderator, make_person, make_site
from geopolist.guard.models import Counter
from geopolist.identity.models import SiteIdentity

pytestmark = pytest.mark.django_db

NOON = timezone.now().replace(microsecond=0)


def say(article: Article, text: str = "Well argued.", *, by: Any = None, parent: Any = None, **changes: Any) -> Comment:
    values = {"name": "G. Parallel", "email": "parallel@example.org", "address": "192.0.2.7", **changes}
    return article.add_comment(Writing(text=text, **values), by=by, parent=parent)


@pytest.fixture(autouse=True)
def pauses_in_rows(settings: Any) -> None:
    """By the clock that tests turn: Redis has one of its own."""
    settings.REDIS_URL = ""


@pytest.fixture
def open_site() -> SiteIdentity:
    """Nothing is held."""
    return make_site(comments_hold_first=False, comments_links=None)


@pytest.fixture
def member() -> User:
    return get_user_model().objects.create_user("member@example.org", name="Odette Fall")


# --- Open at all


def test_comments_close_after_the_sites_number_of_days(open_site: SiteIdentity) -> None:
    SiteIdentity.objects.update(comments_close_after=14)
    young = make_article(published_at=NOON - timedelta(days=13, hours=23))
    old = make_article(published_at=NOON - timedelta(days=14, hours=1))

    assert say(young).status == "approved"
    with pytest.raises(Closed, match="Comments on this article are closed"):
        say(old, name="Another")


@pytest.mark.parametrize(("own", "is_open"), [(None, False), (0, True), (100, True), (99, False)])
def test_an_article_may_have_a_number_of_days_of_its_own(
    own: int | None, is_open: bool, open_site: SiteIdentity
) -> None:
    SiteIdentity.objects.update(comments_close_after=14)
    article = make_article(published_at=NOON - timedelta(days=99, hours=1), comments_close_after=own)

    assert article.takes_comments(SiteIdentity.objects.current()) is is_open


def closed() -> Article:
    return make_article(comments_open=False)


def scheduled() -> Article:
    return make_article(published_at=timezone.now() + timedelta(days=1))


def withdrawn() -> Article:
    article = make_article()
    article.withdraw("An error.")
    return article


@pytest.mark.parametrize("make", [closed, make_draft, scheduled, withdrawn])
def test_nobody_comments_where_comments_are_closed_or_nobody_reads(make: Any, open_site: SiteIdentity) -> None:
    article = make()

    with pytest.raises(Closed):
        say(article)

    assert not Comment.objects.exists()


def test_moderators_comment_where_readers_may_no_more_but_never_where_nobody_reads(open_site: SiteIdentity) -> None:
    moderator, hidden = make_moderator(), withdrawn()

    assert say(closed(), by=moderator).status == "approved"
    with pytest.raises(Closed):
        say(hidden, by=moderator)


def test_an_article_that_was_closed_meanwhile_is_closed(open_site: SiteIdentity) -> None:
    article = make_article()
    Article.objects.update(comments_open=False)

    with pytest.raises(Closed):
        say(article)


# --- Lengths, and what is no comment


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "x" * 246}, "name"),
        ({"name": " \u200e\n"}, "name"),
        ({"email": f"{'x' * 60}@{'y' * 36}.org"}, "email"),
        ({"email": "nobody"}, "email"),
        ({"website": f"https://example.org/{'x' * 181}"}, "website"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "ftp://example.org/"}, "website"),
        ({"text": "x" * 65_526}, "text"),
        ({"text": " \n\x00 "}, "text"),
    ],
)
def test_what_is_too_long_or_no_comment_is_said_by_field(
    changes: dict[str, str], field: str, open_site: SiteIdentity
) -> None:
    with pytest.raises(ValidationError) as error:
        say(make_article(), **changes)

    assert list(error.value.message_dict) == [field]
    assert (Comment.objects.exists(), Counter.objects.exists()) == (False, False)


def test_the_longest_that_may_be_is_taken(open_site: SiteIdentity) -> None:
    longest = {
        "name": "n" * 245,
        "email": f"{'x' * 60}@{'y' * 35}.org",
        "website": f"https://example.org/{'x' * 180}",
        "text": "t" * 65_525,
    }

    comment = say(make_article(), **longest)

    assert {name: len(getattr(comment, name)) for name in longest} == {
        "name": 245, "email": 100, "website": 200, "text": 65_525,
    }  # fmt: skip


def test_an_answer_stands_under_what_readers_see(open_site: SiteIdentity) -> None:
    article = make_article()
    shown, held, elsewhere = (
        make_comment(article),
        make_comment(article, status="pending"),
        make_comment(make_article()),
    )

    assert say(article, parent=shown).parent == shown
    for parent in (held, elsewhere):
        with pytest.raises(ValidationError) as error:
            say(article, "Another.", parent=parent)
        assert list(error.value.message_dict) == ["parent"]


# --- Said already, and too fast


@pytest.mark.parametrize("status", ["approved", "pending", "spam", "bin"])
def test_the_same_is_refused_whatever_became_of_it(status: str, open_site: SiteIdentity) -> None:
    article = make_article()
    make_comment(article, "Well argued.", email="parallel@example.org", status=status)

    with pytest.raises(Duplicate, match="You have said this here already"):
        say(article, "  Well argued.\r\n", name="Another name", email="PARALLEL@example.org")


def test_the_same_elsewhere_of_another_or_as_an_answer_is_something_else(open_site: SiteIdentity) -> None:
    article, other = make_article(), make_article()
    said = make_comment(article, "Well argued.", email="parallel@example.org")
    told = [
        {"article": other, "email": "parallel@example.org", "address": "192.0.2.1"},
        {"article": article, "email": "other@example.org", "address": "192.0.2.2"},
        {"article": article, "email": "", "name": "Other", "address": "192.0.2.3"},
    ]

    with time_machine.travel(NOON, tick=False) as clock:
        for each in told:
            say(**each)  # type: ignore[arg-type]
            clock.shift(20)
        say(article, parent=said)

    assert Comment.objects.count() == 5


def test_without_an_address_a_writer_is_known_by_the_name(open_site: SiteIdentity) -> None:
    article = make_article()
    say(article, email="", address="")

    with pytest.raises(Duplicate):
        say(article, email="", address="")


@pytest.mark.parametrize("same", [{"email": "parallel@example.org"}, {"address": "192.0.2.7"}])
def test_fifteen_seconds_pass_between_two_of_one_writer(same: dict[str, str], open_site: SiteIdentity) -> None:
    article = make_article()
    other = {"email": "other@example.org", "address": "192.0.2.99"}

    with time_machine.travel(NOON, tick=False) as clock:
        say(article)
        clock.shift(14)
        with pytest.raises(TooSoon) as error:
            say(article, "More.", **{**other, **same})
        clock.shift(1)
        say(article, "More.", **{**other, **same})

    assert (error.value.retry_after, str(error.value)) == (1, "You write too fast: send it again in 1 second.")


def test_a_member_waits_from_wherever(member: User, open_site: SiteIdentity) -> None:
    say(make_article(), by=member, email="", address="192.0.2.1")

    with pytest.raises(TooSoon):
        say(make_article(), by=member, email="", address="192.0.2.2")


def test_what_is_refused_begins_no_pause(open_site: SiteIdentity) -> None:
    article = make_article()

    for changes in ({"text": ""}, {"website": "nowhere"}):
        with pytest.raises(ValidationError):
            say(article, **changes)

    assert say(article).status == "approved"


def test_moderators_need_not_wait(open_site: SiteIdentity) -> None:
    article, moderator = make_article(), make_moderator()

    for number in range(3):
        say(article, f"Number {number}.", by=moderator)

    assert Comment.objects.count() == 3


def test_behind_a_socket_nobody_waits_for_all_the_others(open_site: SiteIdentity) -> None:
    article = make_article()

    for number in range(2):
        say(article, email=f"reader{number}@example.org", address="unknown")

    assert Comment.objects.count() == 2


def test_a_repeat_is_told_before_haste(open_site: SiteIdentity) -> None:
    article = make_article()
    say(article)

    with pytest.raises(Duplicate):
        say(article)


def test_every_refusal_is_one_of_ours() -> None:
    assert {Closed, Duplicate, TooSoon} == set(Refused.__subclasses__())


# --- Approval


def test_the_articles_own_author_and_moderators_are_shown_at_once(member: User) -> None:
    make_site(comments_hold_all=True, comments_refused_words="argued")
    article = make_article(people=[make_person("Odette Fall", user=member)])
    other = get_user_model().objects.create_user("other@example.org")
    make_person("Another", user=other)

    found = [say(article, by=by, email="", address="") for by in (member, make_moderator(), other)]

    assert [comment.status for comment in found] == ["approved", "approved", "bin"]
    assert [comment.person and comment.person.name for comment in found] == ["Odette Fall", None, "Another"]
    assert found[0].is_by_author


def test_whoever_lost_the_right_to_moderate_or_the_account_moderates_no_more() -> None:
    make_site(comments_hold_all=True)
    sacked = make_moderator()
    sacked.is_active = False

    assert say(make_article(), by=sacked).status == "pending"


def test_a_first_comment_is_held_and_the_next_after_approval_is_shown() -> None:
    make_site(comments_links=None)
    article = make_article()

    with time_machine.travel(NOON, tick=False) as clock:
        said = []
        for text in ("First.", "Again.", "At last."):
            comment = say(article, text)
            said.append((comment.status, comment.why))
            if text == "Again.":
                comment.approve()
            clock.shift(20)

    assert said == [("pending", "first"), ("pending", "first"), ("approved", "")]


def test_nobody_borrows_a_members_good_name_by_the_address(member: User) -> None:
    make_site()
    article = make_article()
    make_comment(article, author=member)
    make_comment(article, email="parallel@example.org", author=member)

    borrowed = [say(article, email=email, address="") for email in ("member@example.org", "parallel@example.org")]

    assert [comment.status for comment in borrowed] == ["pending", "pending"]


def test_without_an_address_every_comment_is_the_first() -> None:
    make_site()
    article = make_article()
    make_comment(article, "Before.", name="G. Parallel")

    assert say(article, email="").why == "first"


def test_the_lists_of_the_site_are_looked_through() -> None:
    make_site(comments_hold_first=False, comments_held_words="casino\n\nlottery", comments_refused_words="pills")
    article = make_article()
    texts = ("A CASINO.", "Pills and lotteries.", "Well argued.")

    found = [say(article, text, email="", address="") for text in texts]

    assert [(each.status, each.why, each.why_detail) for each in found] == [
        ("pending", "words", "casino"), ("bin", "refused", "pills"), ("approved", "", ""),
    ]  # fmt: skip


def test_settings_change_nothing_that_was_decided_before() -> None:
    site = make_site(comments_hold_first=False)
    shown = say(make_article(), "A casino.")

    site.comments_hold_all, site.comments_refused_words = True, "casino"
    site.save()

    shown.refresh_from_db()
    assert (shown.status, shown.why) == ("approved", "")


# --- What is kept


def test_only_what_is_needed_is_kept_of_a_writer(member: User, open_site: SiteIdentity) -> None:
    article = make_article()
    say(article, "As a reader.", agent="Mozilla/5.0 (Secret)")
    say(article, "As a member.", by=member, email="", address="192.0.2.8")

    kept = str(list(Comment.objects.values()) + list(Counter.objects.values()))

    assert "parallel@example.org" in kept
    assert [word for word in ("192.0.2.", "Secret", "member@example.org") if word in kept] == []


def test_what_no_reader_sees_costs_nobody_a_page(purged: list[set[str]]) -> None:
    make_site()
    article = make_article()
    purged.clear()

    held = say(article)
    found = held.status, [*purged]
    held.approve()

    assert found == ("pending", [])
    assert article.surrogate_key in set().union(*purged)
    assert Article.objects.get().comment_count == 1


def test_what_is_shown_at_once_is_counted_at_once(open_site: SiteIdentity) -> None:
    article = make_article()

    say(article)

    assert Article.objects.get().comment_count == 1


def test_taking_one_in_costs_the_same_under_a_long_thread(open_site: SiteIdentity) -> None:
    article, costs = make_article(), []

    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            say(article, f"Number {number}.", email=f"reader{number}@example.org", address=f"192.0.2.{number}")
        costs.append(len(queries))
        Comment.objects.bulk_create(
            Comment(article=article, name="N", text=f"{n}", status="approved") for n in range(300)
        )

    assert costs == [15, 15]
