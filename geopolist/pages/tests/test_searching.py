"""The search page: what it finds, how it is narrowed and ordered, and what it does not do."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from articles.tests.make import make_article, make_category, make_copies, make_person
from geopolist.library.tests.make import make_image
from geopolist.pages.models import Page
from geopolist.pages.views import searching
from geopolist.search import index

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def found(client: Client, **query: str) -> list[str]:
    """Addresses of what the page lists, in its order."""
    text = client.get("/search/", query).content.decode()
    return re.findall(r'<h3 class="card__title"[^>]*><a href="([^"]*)">', text)


def make_page(title: str, **changes: object) -> Page:
    page = Page(title=title, **changes)
    page.publish()
    return page


def test_without_words_it_explains_itself_and_asks_nothing(client: Client) -> None:
    text = client.get("/search/").content.decode()

    assert "Put a phrase in quotation marks" in text
    assert '<meta name="robots" content="noindex, follow">' in text


def test_articles_people_and_pages_are_found_each_in_its_place(client: Client) -> None:
    make_article("Wolframite mines", categories=[make_category("Mining")], people=[make_person("Odette Fall")])
    make_article("Other", body="<p>Of wolframite too.</p>")
    make_page("About wolframite")
    make_person("Wolframite Institute", role="Sponsor")

    response = client.get("/search/", {"q": "wolframite"})
    text = response.content.decode()

    assert set(found(client, q="wolframite")) == {"/wolframite-mines/", "/other/", "/about-wolframite/"}
    assert [person["name"] for person in response.context["people"]] == ["Wolframite Institute"]
    assert response.context["counts"] == {"article": 2, "page": 1, "person": 1}
    assert "<mark>Wolframite</mark> mines" in text
    assert "3 results" in text
    assert "<b>Odette Fall</b>" in text
    assert '<p class="kicker"><span>Mining</span>' in text


def test_an_article_looks_as_in_any_list(client: Client) -> None:
    make_article("Wolframite", format="audio", categories=[make_category("Mining", colour="amber")])
    make_article("ولفراميت wolframite", language="ar")

    text = client.get("/search/", {"q": "wolframite"}).content.decode()

    assert 'class="card__media tile tile--amber"' in text
    assert re.search(r'<p class="kicker"><span>Mining</span>\s*<span class="format">.*?Audio</span>', text, re.S)
    assert '<h3 class="card__title" lang="ar" dir="rtl">' in text


@pytest.mark.parametrize(
    ("kind", "addresses", "panel"),
    [
        ("article", ["/wolframite/"], 0),
        ("page", ["/about-wolframite/"], 0),
        ("person", ["/author/wolframite-institute/"], 0),
        ("nonsense", ["/about-wolframite/", "/wolframite/"], 1),
    ],
)
def test_kind_narrows_what_is_listed(kind: str, addresses: list[str], panel: int, client: Client) -> None:
    make_article("Wolframite")
    make_page("About wolframite")
    make_person("Wolframite Institute")

    response = client.get("/search/", {"q": "wolframite", "kind": kind})

    assert sorted(found(client, q="wolframite", kind=kind)) == addresses
    assert len(response.context["people"]) == panel
    assert response.context["counts"] == {"article": 1, "page": 1, "person": 1}


def test_sorting_by_date_goes_both_ways(client: Client) -> None:
    for number in range(3):
        make_article(f"Wolframite {number}", published_at=NOON + timedelta(days=number))

    newest, oldest = (found(client, q="wolframite", sort=sort) for sort in ("newest", "oldest"))

    assert newest == ["/wolframite-2/", "/wolframite-1/", "/wolframite-0/"]
    assert oldest == newest[::-1]


def test_results_come_in_pages_that_keep_the_question(client: Client) -> None:
    first = make_article("Wolframite", published_at=NOON)
    for copy in make_copies(first, 24):
        index.store(copy, kind="article", language="en", title=copy.title, visible_from=copy.published_at)

    pages = [found(client, q="wolframite", sort="newest", page=str(number)) for number in (1, 2, 3)]
    text = client.get("/search/", {"q": "wolframite", "sort": "newest", "page": "2"}).content.decode()

    assert [len(page) for page in pages] == [10, 10, 5]
    assert len({address for page in pages for address in page}) == 25
    assert 'href="/search/?q=wolframite&amp;sort=newest&amp;page=3"' in text
    assert client.get("/search/", {"q": "wolframite", "page": "4"}).status_code == 404
    assert client.get("/search/", {"q": "wolframite", "page": "x"}).status_code == 404


def test_nothing_found_says_what_to_do(client: Client) -> None:
    text = client.get("/search/", {"q": "wolframite"}).content.decode()

    assert "Nothing found for “wolframite”" in text
    assert "Browse all articles" in text


@pytest.mark.parametrize(
    "query", ['"', "*", "a OR", "NEAR(", "-", "%", "\x00", "'; DROP TABLE", "()", "x" * 5000, "ا", "🙂", "&|!"]
)
def test_no_sign_of_a_query_language_breaks_it(query: str, client: Client) -> None:
    make_article("Wolframite")

    assert client.get("/search/", {"q": query}).status_code == 200


def test_what_is_asked_is_printed_as_text(client: Client) -> None:
    text = client.get("/search/", {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in text
    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_markup_of_what_is_found_is_text_too(client: Client) -> None:
    make_article("<b>Wolframite</b>", body="<p>&lt;script&gt;alert(1)&lt;/script&gt; wolframite</p>")

    text = client.get("/search/", {"q": "wolframite"}).content.decode()

    assert "&lt;b&gt;<mark>Wolframite</mark>&lt;/b&gt;" in text
    assert "<script>alert" not in text


def test_pictures_stand_beside_what_has_them(client: Client) -> None:
    image = make_image()
    make_article("Wolframite", cover=image)
    make_page("Wolframite too", cover=image)

    text = client.get("/search/", {"q": "wolframite"}).content.decode()

    assert text.count(f'src="{image.picture("card").src}"') == 2


def test_too_many_searches_wait_a_minute(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "PER_MINUTE", 2)
    make_article("Wolframite")

    answers = [client.get("/search/", {"q": "wolframite"}) for _number in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 60
    assert "too many searches" in answers[2].content.decode()
    assert found(client, q="") == []
    assert client.get("/search/").status_code == 200


def test_typed_address_without_slash_leads_on(client: Client) -> None:
    response = client.get("/search?q=black+sea")

    assert (response.status_code, response["Location"]) == (301, "/search/?q=black+sea")


def test_a_long_question_is_cut_where_it_is_repeated_but_not_where_it_is_asked_again(client: Client) -> None:
    question = "strait " * 28

    text = client.get("/search/", {"q": question}).content.decode()

    cut = f"{question[:59]}…"
    assert f"<title>Search: {cut}" in text
    assert f"Search results for “{cut}”" in text
    assert f'value="{question.strip()}"' in text
    assert text.count(question.strip()) == 1
