"""An article's page: what stands around the text, and what it leads to."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from articles.models import Article
from articles.tests.make import (
    make_article,
    make_category,
    make_comment,
    make_copies,
    make_person,
    make_series,
    make_site,
)
from articles.views.article import RELATED

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def titles(articles: list[Article]) -> list[str]:
    return [each.title for each in articles]


def test_everything_that_belongs_to_it_is_printed(client: Client) -> None:
    economy = make_category("Economy")
    person = make_person("Odette Fall", affiliation="Harbour Institute", role="Fellow", bio="<p>Reads charts.</p>")
    article = make_article(
        "Soundings",
        standfirst="What lies below.",
        body="<h2>Depth</h2><p>" + "word " * 450 + "</p><h2>Width</h2><p>Words.</p><h2>Ends</h2><p>Words.</p>",
        categories=[economy, make_category("Security")],
        people=[person, make_person("Tomas B")],
        tags=["Ports"],
        published_at=NOON + timedelta(microseconds=366_950),
        views=1530,
        sponsor="Port of Nowhere",
        sources="A chart.\n\n  A book.  ",
    )
    Article.objects.filter(pk=article.pk).update(changed_at=NOON + DAY)

    text = client.get("/soundings/").content.decode()

    for words in (
        "<h1>Soundings</h1>",
        "What lies below.",
        '<a href="/category/economy/">Economy</a>',
        '<a href="/category/security/">Security</a>',
        '<a href="/author/odette-fall/" rel="author">Odette Fall</a> <span>(Harbour Institute)</span>',
        '<a href="/author/tomas-b/" rel="author">Tomas B</a>',
        '<time datetime="2026-05-04T15:00:00+03:00">4 May 2026</time>',
        '<time datetime="2026-05-05T15:00:00+03:00">5 May 2026</time>',
        "3 min",
        "1.5k Views",
        "Paid for by Port of Nowhere",
        "<li>A chart.</li><li>A book.</li>",
        '<a class="chip" href="/tag/ports/" rel="tag">Ports</a>',
        '<h2 id="depth">Depth</h2>',
        'href="#depth"',
        "<p>Reads charts.</p>",
        "https://x.com/intent/post?text=Soundings&amp;url=http%3A%2F%2F127.0.0.1%3A8000%2Fsoundings%2F",
    ):
        assert words in text, words


def test_the_sixth_section_and_those_after_it_are_folded(client: Client) -> None:
    few, many = ([make_category(f"Section {i}") for i in range(count)] for count in (5, 8))
    make_article("Few", categories=few)
    make_article("Many", categories=many)

    assert "kicker__rest" not in client.get("/few/").text
    shown, _, folded = client.get("/many/").text.partition('<details class="kicker__rest">')
    assert '<summary>+3<span class="visually-hidden"> more sections</span></summary>' in folded
    assert [f'<a href="{each.url}">' in shown for each in many] == [True] * 5 + [False] * 3
    assert [f'<a href="{each.url}">' in folded for each in many] == [False] * 5 + [True] * 3


def test_a_plain_article_prints_no_empty_parts(client: Client) -> None:
    make_article("Soundings", published_at=NOON)

    text = client.get("/soundings/").content.decode()

    absent = (
        "Last updated",
        "Views",
        "Sponsored",
        "Sources",
        "In the series",
        "Also in",
        "You might also like",
        "Latest<",
        "By\n",
        'class="chips"',
    )
    assert [words for words in absent if words in text] == []
    assert "None" not in text


def test_neighbours_are_the_nearest_in_time_and_of_one_instant_by_key(client: Client) -> None:
    make_article("Long before", published_at=NOON - 9 * DAY)
    before = make_article("Before", published_at=NOON)
    make_article("Soundings", published_at=NOON)
    after = make_article("After", published_at=NOON)
    make_article("Long after", published_at=NOON + 9 * DAY)
    make_article("Araya giren", language="tr", published_at=NOON)

    response = client.get("/soundings/")

    assert (response.context["previous"], response.context["next"]) == (before, after)
    assert '<a href="/before/" rel="prev">' in response.content.decode()
    assert '<a class="neighbours__next" href="/after/" rel="next">' in response.content.decode()


def test_the_first_and_the_last_have_one_neighbour(client: Client) -> None:
    first, last = make_article("First", published_at=NOON), make_article("Last", published_at=NOON + DAY)

    contexts = [client.get(path).context for path in ("/first/", "/last/")]

    assert [(each["previous"], each["next"]) for each in contexts] == [(None, last), (first, None)]


def test_related_share_tags_before_sections_and_newer_before_older(client: Client) -> None:
    economy, security = make_category("Economy"), make_category("Security")
    shared = {"one tag": ["Ports"], "two tags": ["Ports", "Straits"]}
    make_article("Soundings", categories=[economy], tags=["Ports", "Straits"], published_at=NOON)
    make_article("After", published_at=NOON)
    make_article("One section", categories=[economy], published_at=NOON)
    make_article("One section, older", categories=[economy], published_at=NOON - DAY)
    make_article("One tag", tags=shared["one tag"], published_at=NOON - 8 * DAY)
    make_article("Two tags", tags=shared["two tags"], published_at=NOON - 9 * DAY)
    make_article("Nothing shared", categories=[security], tags=["Food"], published_at=NOON)
    make_article("Başka dil", language="tr", categories=[economy], tags=["Ports"], published_at=NOON)
    make_article("Before", published_at=NOON - timedelta(hours=1))

    related = client.get("/soundings/").context["related"]

    assert titles(related) == ["Two tags", "One tag", "One section", "One section, older"]
    assert len(related) == RELATED


def test_no_article_stands_twice(client: Client) -> None:
    """All in one section and one series or beside it: each place has to be filled from further down."""
    economy, series = make_category("Economy"), make_series("Chokepoints")
    for number in range(3):
        make_article(f"Part {number}", series=series, series_position=number, categories=[economy], published_at=NOON)
    make_copies(make_article("Before", categories=[economy], published_at=NOON - DAY), 9)
    make_article("After", categories=[economy], published_at=NOON + DAY)

    context = client.get("/part-2/").context

    assert titles(context["opened"].series["articles"]) == ["Part 0", "Part 1", "Part 2"]
    assert titles([context["previous"], context["next"]]) == ["Part 1", "After"]
    assert titles(context["related"]) == ["Before", "Before 1", "Before 2", "Before 3"]
    assert titles(context["latest"]) == ["Before 4", "Before 5", "Before 6", "Before 7"]


def test_a_translation_is_no_part_of_the_series_beside_the_text(client: Client) -> None:
    make_site()
    group, series = uuid.uuid4(), make_series("Chokepoints")
    make_article("Soundings", series=series, translation_group=group)
    make_article("Derinlikler", language="tr", series=series, translation_group=group)

    context = client.get("/soundings/").context

    assert titles(context["opened"].series["articles"]) == ["Soundings"]
    assert [each["language"] for each in context["opened"].translations] == ["tr"]


def test_comments_are_told_from_articles_without_any(client: Client) -> None:
    make_comment(make_article("Talked about"), "Well argued.")
    make_article("Quiet")

    talked, quiet = (client.get(path).content.decode() for path in ("/talked-about/", "/quiet/"))

    assert ("1 comment<" in talked, "Well argued." in talked) == (True, True)
    assert "comment<" not in quiet


def test_who_is_no_author_any_more_is_none_in_the_discussion(client: Client) -> None:
    make_site()
    person = make_person("Ada Bosun")
    article = make_article("Soundings", people=[person])
    make_comment(article, person=person)
    before = client.get("/soundings/").content.decode()

    article.bylines.all().delete()
    article.settle()
    after = client.get("/soundings/").content.decode()

    assert [page.count('<span class="tag tag--accent">Author</span>') for page in (before, after)] == [1, 0]
