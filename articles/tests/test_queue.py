"""The queue of comments: what an editor sees of each, and in which order."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.admin import comment_queue
from articles.models import Article, Comment
from articles.tests.make import make_article, make_comment, make_draft, make_moderator
from articles.tests.queue import QUEUE, shown

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def moderator(client: Client) -> Client:
    client.force_login(make_moderator())
    return client


def row_of(page: Any, comment: Comment) -> str:
    """What the queue shows of one comment."""
    rows = page.text.split('<div class="queued" role')[1:]
    return next(row for row in rows if f"{QUEUE}{comment.pk}/" in row)


def test_what_is_held_comes_first_then_the_newest(moderator: Client) -> None:
    article = make_article()
    states = ("pending", "approved", "spam", "bin", "pending", "approved")
    for hours, status in enumerate(states):
        make_comment(article, f"{hours} {status}", status=status, created_at=NOW - timedelta(hours=hours))

    assert shown(moderator) == ["0 pending", "4 pending", "1 approved", "2 spam", "3 bin", "5 approved"]


def test_a_comment_is_shown_with_all_that_is_needed_to_decide(moderator: Client) -> None:
    article = make_article("Soundings")
    above = make_comment(article, "Depth is not everything.", name="R. Keel")
    make_comment(article, status="spam", email="parallel@example.org")
    make_comment(make_article(), "Elsewhere.", email="parallel@example.org")
    held = make_comment(
        article, "See https://a.example/", parent=above, status="pending", why="links", why_detail="4",
        email="parallel@example.org", website="https://example.org/me",
    )  # fmt: skip

    row = row_of(moderator.get(QUEUE), held)

    for wanted in (
        '<a href="/soundings/">Soundings</a>',
        f'<a href="{QUEUE}?article={article.pk}">1 comment shown, 1 held</a>',
        "To R. Keel: Depth is not everything.",
        "It has 4 links.",
        "parallel@example.org · https://example.org/me",
        f'<a href="{QUEUE}?writer={held.pk}">Held: 1, Approved: 1, Spam: 1</a>',
        "See https://a.example/",
    ):
        assert wanted in row
    assert '<a href="https://a.example/' not in row


def test_what_is_decided_says_no_reason_any_more(moderator: Client) -> None:
    article = make_article()
    held = make_comment(article, status="pending", why="first")
    refused = make_comment(article, status="bin", why="refused", why_detail="casino")
    thrown_out = make_comment(article, status="bin", status_before="pending", why="first")
    comments = (held, refused, thrown_out)

    found = [comment.why_in_words for comment in comments]
    held.approve()

    assert found == [
        "Nothing of this writer was approved before.", "“casino” is on the list of words that are refused.", "",
    ]  # fmt: skip
    assert held.why_in_words == ""


def test_an_article_that_nobody_reads_is_named_without_a_link(moderator: Client) -> None:
    comment = make_comment(make_draft("Soundings"), status="pending")

    row = row_of(moderator.get(QUEUE), comment)

    assert "Soundings" in row
    assert 'href="/soundings/"' not in row


def test_of_a_writer_without_an_address_nothing_is_told(moderator: Client) -> None:
    member = get_user_model().objects.create_user("member@example.org", name="Odette Fall")
    article = make_article()
    nobody, known = make_comment(article, status="pending"), make_comment(article, author=member)
    make_comment(article)
    page = moderator.get(QUEUE)

    assert "Without an address" in row_of(page, nobody)
    assert "?writer=" not in row_of(page, nobody)
    assert "Member: Odette Fall" in row_of(page, known)
    assert "Nothing else of this writer" in row_of(page, known)


@pytest.mark.parametrize(
    ("status", "verbs"),
    [
        ("pending", ["Approve", "Spam", "Bin"]),
        ("approved", ["Hold", "Spam", "Bin"]),
        ("spam", ["Not spam", "Bin"]),
        ("bin", ["Restore"]),
    ],
)
def test_only_verbs_that_change_something_are_offered(status: str, verbs: list[str], moderator: Client) -> None:
    make_comment(make_article(), status=status)

    [comment] = moderator.get(QUEUE).context["cl"].result_list

    assert [str(verb.label) for verb, _address in comment.beside.offers] == verbs
    assert bool(comment.beside.answer_address) is (status in ("pending", "approved"))


def test_hostile_words_are_only_words(moderator: Client) -> None:
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    parent = make_comment(make_article("Soundings"), evil, name=evil)
    make_comment(parent.article, evil, name=evil, parent=parent, website=f"https://e.example/{evil}", why="words",
                 why_detail=evil, status="pending", email="x@example.org")  # fmt: skip

    page = moderator.get(QUEUE).text

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 6


def test_a_long_text_is_folded_and_whole(moderator: Client) -> None:
    text = " ".join(f"word{number}" for number in range(400))
    comment = make_comment(make_article(), text, status="pending")

    [listed] = moderator.get(QUEUE).context["cl"].result_list

    assert f"{listed.beside.beginning} {listed.beside.rest}" == text
    assert len(listed.beside.beginning) <= 700
    assert "word399" in row_of(moderator.get(QUEUE), comment)


# --- Filters and search


def test_the_queue_is_filtered_by_state_article_reason_and_day(moderator: Client) -> None:
    one, two = make_article("One"), make_article("Two")
    long_ago = NOW - timedelta(days=40)
    make_comment(one, "a", status="pending", why="links")
    make_comment(one, "b", status="spam", created_at=long_ago)
    make_comment(two, "c", status="pending", why="first", created_at=NOW - timedelta(hours=1))

    assert shown(moderator, status__exact="pending") == ["a", "c"]
    assert shown(moderator, article=one.pk) == ["a", "b"]
    assert shown(moderator, why__exact="first") == ["c"]
    assert shown(moderator, created_at__gte=str(NOW - timedelta(days=7))) == ["a", "c"]
    assert shown(moderator, status__exact="spam", article=one.pk) == ["b"]


def test_the_filter_offers_the_articles_with_the_most_that_is_held(moderator: Client) -> None:
    quiet, busy = make_article("Quiet"), make_article("Busy")
    make_comment(quiet)
    for _number in range(2):
        make_comment(busy, status="pending")
    make_comment(make_article("Some"), status="pending")

    page = moderator.get(QUEUE, {"article": quiet.pk})
    [offered] = [spec for spec in page.context["cl"].filter_specs if spec.title == "article"]

    assert [title for _value, title in offered.lookup_choices] == ["Quiet", "Busy (2)", "Some (1)"]


def test_what_else_a_writer_wrote_is_found_without_naming_the_address(moderator: Client) -> None:
    article = make_article()
    mine = make_comment(article, "Mine.", email="parallel@example.org")
    make_comment(article, "Mine too.", name="Another name", email="PARALLEL@example.org", status="spam")
    make_comment(article, "Not mine.", email="other@example.org")

    assert sorted(shown(moderator, writer=mine.pk)) == ["Mine too.", "Mine."]


@pytest.mark.parametrize("asked", ["x", "999999", "-1", "9" * 40, "٣", "1 OR 1=1"])
@pytest.mark.parametrize("name", ["writer", "article"])
def test_an_address_that_names_nothing_shows_nothing(name: str, asked: str, moderator: Client) -> None:
    make_comment(make_article())

    assert shown(moderator, **{name: asked}) == []


def test_search_finds_names_addresses_and_words(moderator: Client) -> None:
    article = make_article()
    make_comment(article, "Deep water.", name="R. Keel")
    make_comment(article, "Shallow.", name="G. Parallel", email="parallel@example.org")

    assert [shown(moderator, q=asked) for asked in ("keel", "WATER", "parallel@", "nobody")] == [
        ["Deep water."], ["Deep water."], ["Shallow."], [],
    ]  # fmt: skip


def test_a_page_that_is_decided_away_shows_the_first(moderator: Client) -> None:
    article = make_article()
    Comment.objects.bulk_create(Comment(article=article, name="N", text=f"{number}") for number in range(50))

    page = moderator.get(QUEUE, {"status__exact": "pending", "p": 2})

    assert (page.status_code, len(page.context["cl"].result_list)) == (200, 50)


def test_pages_have_numbers_as_far_as_those_of_readers(moderator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comment_queue, "LAST_PAGE", 2)
    article = make_article()
    Comment.objects.bulk_create(Comment(article=article, name="N", text=f"{number}") for number in range(151))

    page = moderator.get(QUEUE, {"p": 3})

    assert (page.context["cl"].result_count, page.context["cl"].paginator.num_pages) == (151, 2)
    assert (page.status_code, page.context["cl"].page_num) == (200, 1)


# --- Who sees what


def test_whoever_may_only_look_gets_no_buttons(client: Client) -> None:
    viewer = make_moderator()
    viewer.user_permissions.set(viewer.user_permissions.filter(codename="view_comment"))
    client.force_login(viewer)
    comment = make_comment(make_article(), status="pending")

    page, form = client.get(QUEUE), client.get(f"{QUEUE}{comment.pk}/change/")

    assert (page.status_code, form.status_code) == (200, 200)
    assert "Well argued." in page.text
    for text in (page.text, form.text):
        assert [word for word in ("formaction", "<textarea", "Empty the bin", "data-queue ") if word in text] == []


def test_whoever_may_not_add_comments_gives_no_answers(client: Client) -> None:
    moderator = make_moderator()
    moderator.user_permissions.set(moderator.user_permissions.exclude(codename="add_comment"))
    client.force_login(moderator)
    comment = make_comment(make_article(), status="pending")

    assert "<textarea" not in client.get(QUEUE).text
    assert client.post(f"{QUEUE}{comment.pk}/answer/", {"text": "Yes.", "key": "x"}).status_code == 403


# --- What it costs


def cost(client: Client) -> int:
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(QUEUE).status_code == 200
    return len(queries)


def test_the_queue_costs_the_same_with_one_row_and_with_three(moderator: Client) -> None:
    def write() -> None:
        member = get_user_model().objects.create_user(f"member{Comment.objects.count()}@example.org")
        article = make_article()
        make_comment(article, parent=make_comment(article), author=member, status="pending")
        make_comment(article, email=member.email, status="pending", why="first")

    write()
    one = cost(moderator)
    write()
    write()
    three = cost(moderator)

    # Session, member, rights twice, filter, count, rows, histories, held, site's row.
    assert (one, three) == (10, 10)


def test_the_front_page_of_the_desk_is_told_of_the_queue_in_two_queries(django_assert_num_queries: Any) -> None:
    articles = [make_article(f"Article {number}") for number in range(7)]
    for number, article in enumerate(articles):
        make_comment(article, f"{number}", status="pending", created_at=NOW - timedelta(hours=number))
        make_comment(article)

    with django_assert_num_queries(2):
        waiting = Comment.objects.waiting()
        told = [(comment.text, comment.article.title, comment.why_in_words) for comment in waiting.latest]

    assert (waiting.number, waiting.since) == (7, NOW - timedelta(hours=6))
    assert told == [(f"{number}", f"Article {number}", "") for number in range(5)]


def test_an_empty_queue_is_told_in_one_query(django_assert_num_queries: Any) -> None:
    make_comment(make_article())

    with django_assert_num_queries(1):
        assert Comment.objects.waiting() == (0, None, [])


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("asked", "index"),
    [({}, "comment_queue"), ({"status__exact": "approved"}, "comment_in_state")],
    ids=["everything", "one state"],
)
def test_the_queue_is_one_walk_along_an_index(asked: dict[str, str], index: str, moderator: Client) -> None:
    make_comment(make_article())

    rows = moderator.get(QUEUE, asked).context["cl"].queryset[:50]

    assert f"USING INDEX {index}" in rows.explain()
    assert "TEMP B-TREE" not in rows.explain()


def test_an_article_is_asked_only_for_what_the_queue_shows(moderator: Client) -> None:
    make_comment(make_article("Soundings", body="<p>Thousands of words.</p>"), status="pending")

    with CaptureQueriesContext(connection) as queries:
        moderator.get(QUEUE)

    assert [query for query in queries if "rendered" in query["sql"] or '"body"' in query["sql"]] == []
    assert Article.objects.get().rendered
