"""How often an article was read, as it is kept and as it is printed."""

import pytest
from django.test import Client
from django.utils import translation

from articles.models import Article, Category, Tag, rank
from articles.querysets import shelves
from articles.tests.make import make_article, make_category, make_draft, make_site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("views", "english", "turkish", "arabic"),
    [
        (0, "", "", ""),
        (1, "1 View", "1 görüntülenme", "1 مشاهدة"),
        (5, "5 Views", "5 görüntülenme", "5 مشاهدات"),
        (999, "999 Views", "999 görüntülenme", "999 مشاهدة"),
        (1000, "1k Views", "1\xa0B görüntülenme", "1\xa0ألف مشاهدة"),
        # A thousand and five is said as a thousand: its noun follows the word that stands there.
        (1005, "1k Views", "1\xa0B görüntülenme", "1\xa0ألف مشاهدة"),
        (1500, "1.5k Views", "1,5\xa0B görüntülenme", "1,5\xa0ألف مشاهدة"),
        (999_949, "999.9k Views", "999,9\xa0B görüntülenme", "999,9\xa0ألف مشاهدة"),
        (999_950, "1M Views", "1\xa0Mn görüntülenme", "1\xa0مليون مشاهدة"),
    ],
)
def test_a_count_is_short_and_in_the_language_spoken(views: int, english: str, turkish: str, arabic: str) -> None:
    said = []
    for language in ("en", "tr", "ar"):
        with translation.override(language):
            said.append(Article(views=views).views_text)

    assert said == [english, turkish, arabic]


def test_counts_are_added_to_those_that_are_there() -> None:
    first, second, third = (make_article(views=views) for views in (0, 5, 7))

    Article.objects.add_views({first.pk: 2, second.pk: 2, third.pk: 1, 10**6: 9})

    assert list(Article.objects.order_by("pk").values_list("views", flat=True)) == [2, 7, 8]


def test_the_page_of_the_most_read_shows_every_window_in_the_language_of_the_page(client: Client) -> None:
    make_site(languages=["tr"])
    make_article("Prices", views=3, categories=[make_category("Economy")])
    make_article("Fiyatlar", views=2, language="tr")
    rank()

    english, turkish = client.get("/most-read/"), client.get("/tr/most-read/")

    windows = [(each["title"], [one.title for one in each["articles"]]) for each in english.context["windows"]]
    assert windows == [("In 24 hours", ["Prices"]), ("In 7 days", ["Prices"]), ("In 30 days", ["Prices"])]
    assert [one.title for each in turkish.context["windows"] for one in each["articles"]] == ["Fiyatlar"] * 3
    assert ("Son 24 saatte" in turkish.text, "Prices" in turkish.text) == (True, False)


def test_before_anything_is_published_it_says_so(client: Client) -> None:
    rank()

    assert "Nothing published yet" in client.get("/most-read/").text


def test_a_long_list_is_counted_no_further_than_anybody_wants_to_know(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "COUNTED", 2)
    section = make_category()
    for _time in range(3):
        make_article(categories=[section], tags=["Ports"])

    assert [each.article_count for each in Category.objects.with_counts("en")] == [2]
    assert [each.article_count for each in Tag.objects.used("en")] == [2]


def test_what_nobody_sees_is_not_counted(client: Client) -> None:
    section = make_category()
    make_draft(categories=[section], tags=["Straits"])

    assert [each.article_count for each in Category.objects.with_counts("en")] == [0]
    assert list(Tag.objects.used("en")) == []
