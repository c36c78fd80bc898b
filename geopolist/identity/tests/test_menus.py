"""Menus follow what they lead to, and show it only while readers may see it."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from articles.models import Category
from articles.tests.make import make_article, make_category, make_draft, make_tag
from geopolist.identity.chrome import Chrome, Link
from geopolist.identity.models import MenuItem, SiteIdentity, SocialLink, refresh
from geopolist.pages.models import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site() -> SiteIdentity:
    return SiteIdentity.objects.create(pk=1, languages=["tr"])


def primary(path: str = "/") -> list[Link]:
    return Chrome(path).menus["primary"]


def urls(path: str = "/") -> list[str]:
    return [link.url for link in primary(path)]


def test_a_site_without_items_has_empty_menus() -> None:
    assert Chrome("/").menus == {"primary": [], "footer": [], "legal": []}


def test_items_stand_in_their_order_under_their_parents() -> None:
    second = MenuItem.objects.create(label="Second", url="/second/", order=2)
    MenuItem.objects.create(label="First", url="/first/", order=1)
    MenuItem.objects.create(label="B", url="/b/", parent=second, order=2)
    MenuItem.objects.create(label="A", url="/a/", parent=second, order=1)
    MenuItem.objects.create(label="Terms", url="/terms/", menu="legal")

    assert [(link.label, [child.label for child in link.children]) for link in primary()] == [
        ("First", []),
        ("Second", ["A", "B"]),
    ]


def test_a_menu_follows_a_section_that_is_renamed_or_moved() -> None:
    economy = make_category("Economy")
    energy = make_category("Energy", parent=economy)
    MenuItem.objects.create(label="Energy", target=energy)

    economy.slug = "markets"
    economy.save()
    after_renaming = urls()
    energy = Category.objects.get(pk=energy.pk)
    energy.parent = None
    energy.save()

    assert (after_renaming, urls()) == (["/category/markets/energy/"], ["/category/energy/"])


def test_a_menu_leaves_out_what_is_deleted() -> None:
    economy = make_category("Economy")
    MenuItem.objects.create(label="Economy", target=economy)

    economy.delete()

    assert urls() == []


def test_a_menu_leaves_out_a_withdrawn_page_with_what_stands_under_it() -> None:
    page = Page(title="About")
    page.publish()
    item = MenuItem.objects.create(label="About", target=page)
    MenuItem.objects.create(label="More", url="/more/", parent=item)
    before = urls()

    page.withdraw()
    between = urls()
    page.publish()

    assert (before, between, urls()) == (["/about/"], [], ["/about/"])


def test_a_menu_follows_what_an_article_becomes() -> None:
    article = make_draft("Live")
    MenuItem.objects.create(label="Live", target=article)
    draft = urls()

    article.publish()
    published = urls()
    article.slug = "moved"
    article.save()
    article.settle()
    moved = urls()
    article.withdraw()

    assert (draft, published, moved, urls()) == ([], ["/live/"], ["/moved/"], [])


def test_a_menu_leaves_out_a_deleted_article_before_its_time_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    article = make_article("Live", published_at=timezone.now() + timedelta(hours=1))
    MenuItem.objects.create(label="Live", target=article)

    article.delete()
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert urls() == []


def test_the_clock_shows_and_hides_an_item(monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    hour = timedelta(hours=1)
    MenuItem.objects.create(label="Live", target=make_article("Live", published_at=now + hour, ends_at=now + 2 * hour))
    shown = []

    for instant in (now, now + hour, now + 2 * hour - timedelta(seconds=1), now + 2 * hour):
        monkeypatch.setattr(timezone, "now", lambda instant=instant: instant)
        shown.append(urls())

    assert shown == [[], ["/live/"], ["/live/"], []]


def test_deleting_items_one_by_one_or_together_takes_them_out() -> None:
    for number in range(3):
        MenuItem.objects.create(label=str(number), url=f"/{number}/", order=number)
        SocialLink.objects.create(kind="rss", url=f"/{number}/", order=number)

    MenuItem.objects.get(label="0").delete()
    SocialLink.objects.get(url="/0/").delete()
    one_by_one = urls()
    MenuItem.objects.filter(label="1").delete()
    SocialLink.objects.filter(url="/1/").delete()

    assert (one_by_one, urls()) == (["/1/", "/2/"], ["/2/"])
    assert Chrome("/").social == [{"kind": "rss", "label": "RSS", "url": "/2/"}]


def test_what_stands_under_an_item_moves_to_its_menu() -> None:
    item = MenuItem.objects.create(label="About", url="/about/")
    MenuItem.objects.create(label="Team", url="/team/", parent=item)

    item.menu = "footer"
    item.save()

    menus = Chrome("/").menus
    assert [child.label for child in menus["footer"][0].children] == ["Team"]
    assert menus["primary"] == []


def test_where_the_reader_is_is_marked() -> None:
    economy = make_category("Economy")
    item = MenuItem.objects.create(label="Economy", target=economy, order=1)
    MenuItem.objects.create(label="Energy", target=make_category("Energy", parent=economy), parent=item)
    MenuItem.objects.create(label="Home", url="/", order=2)
    MenuItem.objects.create(label="Jobs", url="/jobs/", order=3)
    MenuItem.objects.create(label="About", url="/about", order=4)

    def marks(path: str) -> list[tuple[str, str]]:
        return [
            (link.label, "is" if link.is_current else "above")
            for link in primary(path)
            if link.is_current or link.is_ancestor
        ]

    assert marks("/") == [("Home", "is")]
    assert marks("/category/economy/") == [("Economy", "is")]
    assert marks("/category/economy/energy/") == [("Economy", "above")]
    assert marks("/category/economy-of-war/") == []
    assert marks("/jobs/older/") == [("Jobs", "above")]
    assert marks("/about-us/") == []


def test_a_menu_leads_to_the_lists_of_the_language_that_is_spoken() -> None:
    page = Page(title="About")
    page.publish()
    labels = {"tr": {"label": "Ekonomi", "description": "Piyasalar"}}
    MenuItem.objects.create(label="Economy", target=make_category("Economy"), texts=labels, order=1)
    MenuItem.objects.create(label="About", target=page, order=2)
    MenuItem.objects.create(label="All", url="/blog/", order=3)
    MenuItem.objects.create(label="Home", url="/", order=4)
    MenuItem.objects.create(label="People", url="/people/", order=5)
    MenuItem.objects.create(label="Elsewhere", url="https://www.example.org/", order=6)
    MenuItem.objects.create(label="Heading", order=7)

    with translation.override("tr"):
        links = primary("/tr/category/economy/")
    with translation.override("ar"):
        unspoken = urls()

    assert [link.url for link in links] == [
        "/tr/category/economy/",
        "/about/",
        "/tr/blog/",
        "/tr/",
        "/people/?lang=tr",
        "https://www.example.org/",
        "",
    ]
    assert (links[0].label, links[0].description, links[0].is_current) == ("Ekonomi", "Piyasalar", True)
    assert [link.label for link in links if link.is_ancestor] == []
    # Arabic is not switched on: an article that still speaks it leads to the lists there are.
    assert unspoken == urls()
    assert urls()[0] == "/category/economy/"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"url": "javascript:alert(1)"}, "__all__"),
        ({"url": "/nope/"}, "__all__"),
        ({"url": "/blog/", "object_id": 1}, "url"),
        ({"object_id": 1}, "object_id"),
        ({"parent": "child"}, "parent"),
        ({"parent": "footer"}, "parent"),
    ],
)
def test_an_item_that_leads_nowhere_is_refused(changes: dict[str, Any], field: str) -> None:
    top = MenuItem.objects.create(label="Top", url="/top/")
    items = {
        "child": MenuItem.objects.create(label="Child", url="/child/", parent=top),
        "footer": MenuItem.objects.create(label="Footer", url="/footer/", menu="footer"),
    }
    item = MenuItem(label="New", **{**changes, "parent": items.get(changes.get("parent", ""))})

    with pytest.raises(ValidationError) as refusal:
        item.full_clean()

    assert list(refusal.value.message_dict) == [field]


def test_an_item_with_others_under_it_stays_on_the_first_level() -> None:
    top = MenuItem.objects.create(label="Top", url="/top/")
    MenuItem.objects.create(label="Child", url="/child/", parent=top)
    top.parent = MenuItem.objects.create(label="Other", url="/other/")

    with pytest.raises(ValidationError, match="two levels"):
        top.full_clean()


def test_an_object_that_is_not_there_is_refused() -> None:
    item = MenuItem(label="New", content_type=ContentType.objects.get_for_model(Category), object_id=99)

    with pytest.raises(ValidationError, match="There is no such object"):
        item.full_clean()


def test_only_a_featured_item_without_words_of_its_own_has_the_description_of_its_section() -> None:
    texts = {"tr": {"name": "Ekonomi", "description": "Para"}, "ar": {"description": ""}}
    economy = make_category("Economy", description="Money", texts=texts)
    silent = {"tr": {"label": "İktisat", "description": ""}}
    MenuItem.objects.create(label="Silent", target=economy, order=1, panel="featured", texts=silent)
    MenuItem.objects.create(label="Spoken", target=economy, order=2, panel="featured", description="Markets")
    MenuItem.objects.create(label="Latest", target=economy, order=3, panel="latest")
    MenuItem.objects.create(label="Plain", target=economy, order=4)

    described = {}
    for code in ("en", "tr", "ar"):
        with translation.override(code):
            described[code] = [(link.label, link.description) for link in primary()]

    others = [("Spoken", "Markets"), ("Latest", ""), ("Plain", "")]
    assert described == {
        "en": [("Silent", "Money"), *others],
        "tr": [("İktisat", "Para"), *others],
        "ar": [("Silent", "Money"), *others],
    }


def test_a_description_is_cut_after_twenty_five_words() -> None:
    long = " ".join(f"word{number}" for number in range(1, 26)) + ", word26 &amp; more."
    texts = {"tr": {"description": long.replace("word", "söz")}}
    MenuItem.objects.create(label="Long", target=make_category(description=long, texts=texts), panel="featured")

    with translation.override("tr"):
        turkish = primary()[0].description

    assert (primary()[0].description[-14:], turkish[-12:]) == ("word24 word25…", "söz24 söz25…")


def test_a_menu_follows_the_description_of_a_section() -> None:
    economy = make_category("Economy", description="Money")
    MenuItem.objects.create(label="Economy", target=economy, panel="featured")

    economy.description = "Markets"
    economy.save()

    assert [link.description for link in primary()] == ["Markets"]


@pytest.mark.parametrize("changes", [{"url": "/top/"}, {"menu": "footer"}, {"parent": True}, {"of": "tag"}])
def test_a_panel_is_for_sections_of_the_first_level(changes: dict[str, Any]) -> None:
    top = MenuItem.objects.create(label="Top", url="/blog/")
    item = MenuItem(label="New", panel="latest", target=make_category("Economy"))
    item.full_clean()

    for name, value in changes.items():
        if name == "of":
            item.target = make_tag("Ports")
        elif name == "url":
            item.target, item.url = None, "/blog/"
        else:
            setattr(item, name, top if name == "parent" else value)

    with pytest.raises(ValidationError) as refusal:
        item.full_clean()
    assert list(refusal.value.message_dict) == ["panel"]


def test_a_child_that_leads_where_its_parent_does_is_left_out() -> None:
    jobs = MenuItem.objects.create(label="Jobs", url="/jobs/")
    MenuItem.objects.create(label="All jobs", url="/jobs/", parent=jobs)

    assert [(link.label, link.children, link.opens) for link in primary()] == [("Jobs", [], False)]


def test_the_footers_links_that_the_main_menu_has_not_are_listed_once() -> None:
    economy = make_category("Economy")
    item = MenuItem.objects.create(label="Economy", target=economy)
    MenuItem.objects.create(label="Jobs", url="/jobs/", parent=item)
    column = MenuItem.objects.create(label="Column", menu="footer")
    for order, (label, url) in enumerate([("Jobs", "/jobs/"), ("Markets", "/category/economy/"), ("About", "/about/")]):
        MenuItem.objects.create(label=label, url=url, menu="footer", parent=column, order=order)
    MenuItem.objects.create(label="About us", url="/about/", menu="legal")
    MenuItem.objects.create(label="Terms", url="/terms/", menu="legal")

    links = Chrome("/").footer_links

    assert [link.url for link in links] == ["/about/", "/terms/"]


def test_nothing_is_written_where_nothing_has_changed() -> None:
    MenuItem.objects.create(label="Economy", target=make_category("Economy"), panel="featured")

    with CaptureQueriesContext(connection) as queries:
        refresh()

    assert [query["sql"] for query in queries if query["sql"].startswith("UPDATE")] == []
