"""What menus and the bell tell of the newsroom: right at every moment, without a query of a page's own."""

import json
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from operator import sub
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from lxml import html

from articles.models import Article, Category
from articles.models.ranking import rank
from articles.tests.make import make_article, make_category, make_copies, make_draft, make_site
from geopolist.identity.chrome import Chrome, Link
from geopolist.identity.models import MenuItem, SiteIdentity
from geopolist.identity.tasks import renew

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def site() -> SiteIdentity:
    return make_site(languages=["tr"])


@pytest.fixture
def security() -> Category:
    return make_category("Security")


def clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: now)


def featured(category: Category) -> MenuItem:
    """Told after the readings have been folded."""
    rank()
    return MenuItem.objects.create(label="Section", target=category, panel="featured")


def latest(category: Category) -> MenuItem:
    return MenuItem.objects.create(label="Section", target=category, panel="latest")


def item(code: str = "en") -> Link:
    with translation.override(code):
        return Chrome("/").menus["primary"][0]


def titles(entries: list[dict[str, Any]]) -> list[str]:
    return [entry["title"] for entry in entries]


def fill(category: Category, count: int, **changes: Any) -> list[Article]:
    """So many, each an hour older than the one before, the newest of an hour ago."""
    begin = changes.pop("begin", timezone.now())
    return [
        make_article(f"N{number}", categories=[category], published_at=begin - number * HOUR, **changes)
        for number in range(1, count + 1)
    ]


def test_a_panel_tells_the_five_latest_with_the_day_they_were_published(security: Category) -> None:
    fill(security, 7, begin=datetime(2026, 5, 4, 22, tzinfo=UTC), changed_at=NOON + 90 * HOUR)
    latest(security)

    assert [(entry["title"], entry["url"], entry["begins"][:10], entry["date"]) for entry in item().latest] == [
        ("N1", "/n1/", "2026-05-05", "5 May 2026"),  # past midnight in Istanbul
        ("N2", "/n2/", "2026-05-04", "4 May 2026"),
        ("N3", "/n3/", "2026-05-04", "4 May 2026"),
        ("N4", "/n4/", "2026-05-04", "4 May 2026"),
        ("N5", "/n5/", "2026-05-04", "4 May 2026"),
    ]
    assert item().top == []


def test_a_featured_panel_tells_what_was_read_most_and_then_the_latest_of_the_others(security: Category) -> None:
    articles = fill(security, 9)
    for number, views in ((2, 50), (8, 90), (4, 70), (6, 10)):
        Article.objects.filter(pk=articles[number - 1].pk).update(views=views)
    featured(security)

    assert titles(item().top) == ["N8", "N4", "N2"]
    assert titles(item().latest) == ["N1", "N3", "N5", "N6"]


def test_a_panel_tells_of_what_lies_under_its_section_and_of_nothing_else(security: Category) -> None:
    make_article("Below", categories=[make_category("Fleets", parent=security)])
    make_article("Elsewhere", categories=[make_category("Economy")])
    latest(security)

    assert titles(item().latest) == ["Below"]


def test_the_first_of_the_top_news_carries_its_standfirst_cut_at_a_word(security: Category) -> None:
    make_article("Read most", categories=[security], views=9, standfirst="How does <b>NATO</b> get funded? " * 9)
    make_article("Read less", categories=[security], views=5, standfirst="A standfirst.")
    featured(security)

    standfirsts = [entry.get("standfirst") for entry in item().top]

    assert standfirsts[0].endswith(" funded? How…")
    assert len(standfirsts[0]) <= 140
    assert standfirsts[1:] == [None]


def test_each_language_has_its_own_articles_and_its_own_way_to_write_a_day(security: Category) -> None:
    make_article("Soundings", categories=[security], published_at=NOON)
    make_article("Derinlikler", language="tr", categories=[security], published_at=NOON)
    latest(security)

    assert [(each["title"], each["date"]) for each in item().latest] == [("Soundings", "4 May 2026")]
    assert [(each["title"], each["date"]) for each in item("tr").latest] == [("Derinlikler", "4 May 2026")]
    # Arabic is not switched on: what is there is told instead.
    assert titles(item("ar").latest) == ["Soundings"]


def test_the_clock_publishes_and_ends_in_a_panel_without_anything_having_run(
    security: Category, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    make_article("Coming", categories=[security], published_at=now + HOUR)
    make_article("Ending", categories=[security], published_at=now - HOUR, ends_at=now + 2 * HOUR, views=9)
    fill(security, 6, begin=now - 9 * HOUR)
    featured(security)
    shown = []

    for instant in (now, now + HOUR, now + 2 * HOUR):
        clock(monkeypatch, instant)
        shown.append((titles(item().top), titles(item().latest)))

    assert shown == [
        (["Ending"], ["N1", "N2", "N3", "N4"]),
        (["Ending"], ["Coming", "N1", "N2", "N3"]),
        ([], ["Coming", "N1", "N2", "N3"]),
    ]


def test_a_panel_is_full_again_after_one_of_five_has_ended(security: Category, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    fill(security, 6, begin=now - HOUR)
    make_article("Ending", categories=[security], published_at=now - HOUR, ends_at=now + HOUR)
    latest(security)
    before = titles(item().latest)

    clock(monkeypatch, now + 2 * HOUR)

    assert before == ["Ending", "N1", "N2", "N3", "N4"]
    assert titles(item().latest) == ["N1", "N2", "N3", "N4", "N5"]


def test_every_act_on_an_article_is_seen_in_the_panel_at_once(security: Category) -> None:
    latest(security)
    seen = []

    article = make_draft("Live", categories=[security])
    seen.append(titles(item().latest))
    article.publish()
    seen.append(titles(item().latest))
    article.title = "Renamed"
    article.save()
    article.settle()
    seen.append(titles(item().latest))
    article.primary_category = make_category("Economy")
    article.categories.set([article.primary_category])
    article.save()
    article.settle()
    seen.append(titles(item().latest))
    article.categories.add(security)
    article.settle()
    seen.append(titles(item().latest))
    article.withdraw()
    seen.append(titles(item().latest))

    assert seen == [[], ["Live"], ["Renamed"], [], ["Renamed"], []]


def test_what_was_read_most_is_renewed_by_the_worker(security: Category) -> None:
    _first, second = fill(security, 2, views=5)
    featured(security)
    before = titles(item().top)

    Article.objects.filter(pk=second.pk).update(views=9)
    rank()
    unchanged = titles(item().top)
    renew()

    assert (before, unchanged, titles(item().top)) == (["N1", "N2"], ["N1", "N2"], ["N2", "N1"])


def test_an_old_article_that_is_settled_again_renews_nothing(
    security: Category, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = fill(security, 20)
    featured(security)
    renewed: list[list[str]] = []
    monkeypatch.setattr("geopolist.identity.models.tell_anew", renewed.append)

    for article in (articles[19], articles[0]):
        article.settle()
    make_draft("Draft", categories=[security])
    make_article("Türkçe", language="tr", categories=[security])
    make_article("Arabic", language="ar", categories=[security])

    assert renewed == [["en"], ["tr"]]


def test_a_section_without_articles_has_no_headings_and_one_without_anything_opens_nothing(
    security: Category, client: Client
) -> None:
    featured(security)
    nothing = item().opens
    security.description = "Armies & navies."
    security.save()

    page = html.fromstring(client.get("/").content)

    assert (nothing, item().opens) == (False, True)
    (panel,) = page.xpath("//div[@class='panel']")
    assert [" ".join(each.text_content().split()) for each in panel.xpath(".//p")] == ["Section", "Armies & navies."]
    assert [(each.text, each.get("aria-label")) for each in panel.xpath(".//a")] == [
        ("Show more", "Show more in Section")
    ]


def test_a_page_prints_the_panels_escaped_once_and_each_with_its_time(security: Category, client: Client) -> None:
    make_article('Law & <b>"order"</b>', categories=[security], views=3, published_at=NOON, standfirst="Q & A")
    make_article("Other", categories=[security], published_at=NOON)
    featured(security)

    page = html.fromstring(client.get("/people/").content)

    (panel,) = page.xpath("//div[@class='panel']")
    assert [each.text for each in panel.xpath(".//*[@class='side__title']")] == ["Top news", "Latest"]
    assert [each.text for each in panel.xpath(".//li/a")] == ['Law & <b>"order"</b>', "Other"]
    assert [each.text for each in panel.xpath(".//li/p")] == ["Q & A"]
    assert [(each.get("datetime"), each.text) for each in panel.xpath(".//time")] == [("2026-05-04", "4 May 2026")] * 2


def test_what_is_prepared_stays_small(security: Category, site: SiteIdentity) -> None:
    """Every page reads it."""
    first = make_article("A title of the usual length, with a second part", categories=[security], views=3)
    make_copies(first, 50)
    for panel in ("featured", "latest", "latest"):
        MenuItem.objects.create(label="Section", target=make_copied(security), panel=panel)

    site.refresh_from_db()

    assert len(json.dumps(site.prepared["stories"]["en"])) < 9_000


def make_copied(category: Category) -> Category:
    """Another section with the same articles."""
    other = make_category()
    for article in Article.objects.in_category(category, "en")[:20]:
        article.categories.add(other)
        article.settle()
    return other


# --- The bell


def test_the_bell_knows_when_the_newest_nine_appeared(
    client: Client, security: Category, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(security, 12, begin=NOON)
    make_article("Türkçe", language="tr", published_at=NOON)
    clock(monkeypatch, NOON)
    make_article("Coming", published_at=NOON + HOUR)
    noon = int(NOON.timestamp())

    def instants(path: str) -> list[int]:
        (bell,) = html.fromstring(client.get(path).content).xpath("//*[@data-bell]")
        # The newest, then how much earlier each next one was.
        return list(accumulate(map(int, bell.get("data-bell").split()), sub))

    assert instants("/") == [noon - 3600 * number for number in range(1, 10)]
    assert instants("/tr/") == [noon]
    clock(monkeypatch, NOON + HOUR)
    assert instants("/people/") == [noon + 3600, *(noon - 3600 * number for number in range(1, 9))]


def test_without_script_the_bell_leads_to_all_articles_of_the_language(client: Client) -> None:
    (english,) = html.fromstring(client.get("/").content).xpath("//a[@data-bell]")
    (turkish,) = html.fromstring(client.get("/people/?lang=tr").content).xpath("//a[@data-bell]")

    assert (english.get("href"), english.get("data-from"), english.get("data-bell")) == ("/blog/", "/notices/", "")
    assert (turkish.get("href"), turkish.get("data-from")) == ("/tr/blog/", "/notices/?lang=tr")


def test_what_the_bell_opens_is_public_and_speaks_the_language(client: Client, security: Category) -> None:
    fill(security, 10, begin=NOON)
    make_draft("Draft")
    make_article("Coming", published_at=timezone.now() + HOUR)
    make_article("Türkçe", language="tr", published_at=NOON)

    english, turkish = client.get("/notices/"), client.get("/notices/?lang=tr")

    assert [each["title"] for each in english.json()["articles"]] == [f"N{number}" for number in range(1, 10)]
    assert turkish.json() == {
        "articles": [
            {
                "at": int(NOON.timestamp()),
                "title": "Türkçe",
                "url": "/türkçe/",
                "day": "2026-05-04",
                "date": "4 May 2026",
            }
        ],
        "words": ["Son bakışınızdan bu yana yeni bir şey yok.", "1 yeni yazı"],
        "more": "Daha fazla göster",
    }
    assert english.json()["words"][1:3] == ["1 new article", "2 new articles"]
    assert "Set-Cookie" not in turkish


def test_the_bells_panel_costs_two_queries(client: Client, django_assert_num_queries: Any) -> None:
    make_article("Soundings")

    with django_assert_num_queries(1):
        client.get("/notices/")
    with django_assert_num_queries(2):
        client.get("/notices/?lang=tr")
