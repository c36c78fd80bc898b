"""Menus and social links put in order at the desk."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from articles.models import Category
from articles.tests.make import make_article, make_category, make_draft, make_person
from geopolist.identity.chrome import Chrome
from geopolist.identity.models import MenuItem, SiteIdentity, SocialLink
from geopolist.lib.ordering import MEANWHILE

pytestmark = pytest.mark.django_db
ITEMS, LINKS = "/admin/identity/menuitem/", "/admin/identity/sociallink/"


@pytest.fixture
def chief(client: Client) -> Client:
    SiteIdentity.objects.create(languages=["tr"])
    client.force_login(User.objects.create_superuser("chief@example.org"))
    return client


@pytest.fixture
def items() -> dict[str, MenuItem]:
    """Home and News with Blog under it in the main menu, About in the footer, nothing in the legal line."""
    home = MenuItem.objects.create(label="Home", url="/", order=0)
    news = MenuItem.objects.create(label="News", order=1)
    blog = MenuItem.objects.create(label="Blog", url="/blog/", parent=news)
    about = MenuItem.objects.create(label="About", url="/people/", menu="footer")
    return {each.label: each for each in (home, news, blog, about)}


def menus() -> dict[str, Any]:
    """The menus as readers have them: a label, or a label with those under it."""
    return {
        name: [
            (link.label, [child.label for child in link.children]) if link.children else link.label for link in links
        ]
        for name, links in Chrome("/").menus.items()
    }


def press(desk: Client, path: str, label: str) -> list[str]:
    """Press a button of the page as it is now; what the desk says."""
    found = re.search(rf'value="([^"]+)"[^>]* aria-label="{re.escape(label)}"', desk.get(path).text)
    assert found, label
    answer = desk.post(f"{path}move/", {"_move": found[1]}, follow=True)
    return [str(message) for message in answer.context["messages"]]


# --- Menus


def test_each_menu_is_a_tree_with_room_for_more(chief: Client, items: dict[str, MenuItem]) -> None:
    groups = chief.get(ITEMS).context["tree"]

    assert [(group.name, [branch.line.title for branch in group.branches]) for group in groups] == [
        ("Main menu", ["Home", "News"]),
        ("Footer columns", ["About"]),
        ("Legal line", []),
    ]
    news = groups[0].branches[1]
    assert [group.add for group in groups] == [
        f"{ITEMS}add/?menu={menu}&order={number}" for menu, number in (("primary", 2), ("footer", 1), ("legal", 0))
    ]
    assert (news.add, news.children[0].add) == (f"{ITEMS}add/?menu=primary&parent={news.key}&order=1", "")


def test_an_item_says_what_it_leads_to_and_what_readers_do_not_see(chief: Client) -> None:
    day = timedelta(days=1)
    economy = make_category("Economy")
    gone = ContentType.objects.get_for_model(Category)
    MenuItem.objects.create(label="Markets", target=economy, panel="latest", order=0)
    MenuItem.objects.create(label="Draft", target=make_draft("A draft"), order=1)
    MenuItem.objects.create(label="Soon", target=make_article("Soon", published_at=timezone.now() + day), order=2)
    MenuItem.objects.create(label="Gone", content_type=gone, object_id=999, order=3)
    MenuItem.objects.create(label="Heading", order=4)
    MenuItem.objects.create(label="Out", url="https://example.org/", order=5)

    branches = chief.get(ITEMS).context["tree"][0].branches

    hidden = "What it follows is not public: readers do not see it."
    assert [(each.line.title, each.line.address, each.line.notes, each.line.faults) for each in branches] == [
        ("Markets", "/category/economy/", ["Category: Economy", "opens: The latest of its section"], []),
        ("Draft", "", ["Article: A draft"], [hidden]),
        ("Soon", "/soon/", ["Article: Soon"], [hidden]),
        ("Gone", "", [], ["What it follows is gone: readers do not see it."]),
        ("Heading", "", ["a heading"], []),
        ("Out", "https://example.org/", [], []),
    ]


def test_buttons_move_an_item_in_out_and_from_menu_to_menu(chief: Client, items: dict[str, MenuItem]) -> None:
    said = press(chief, ITEMS, "Move out: Blog")
    said += press(chief, ITEMS, "Move down: Blog")
    said += press(chief, ITEMS, "Move down: Blog")
    said += press(chief, ITEMS, "Move under “About”: Blog")
    said += press(chief, ITEMS, "Move up: About")

    assert said == [
        "“Blog” stands under “Main menu” now, 3 of 3.",
        "“Blog” stands under “Footer columns” now, 1 of 2.",
        "“Blog” stands under “Footer columns” now, 2 of 2.",
        "“Blog” stands under “About” now, 1 of 1.",
        "“About” stands under “Main menu” now, 3 of 3.",
    ]
    assert menus() == {"primary": ["Home", "News", ("About", ["Blog"])], "footer": [], "legal": []}
    assert list(MenuItem.objects.filter(parent=None).values_list("label", "order")) == [
        ("Home", 0),
        ("News", 1),
        ("About", 2),
    ]
    assert LogEntry.objects.filter(object_id=str(items["Blog"].pk)).count() == 4


def test_what_has_others_under_it_stays_on_the_first_level(chief: Client, items: dict[str, MenuItem]) -> None:
    page = chief.get(ITEMS).text
    value = f"{items['News'].pk}:primary:{items['About'].pk}:"

    answer = chief.post(f"{ITEMS}move/", {"_move": value}, follow=True)

    assert re.search(r'value="" [^>]*aria-label="Move in: News" disabled', page)
    assert [str(message) for message in answer.context["messages"]] == [
        "Menus have two levels: choose an item of the first level."
    ]
    assert menus()["footer"] == ["About"]


def test_a_panel_stays_behind_where_there_can_be_none(chief: Client) -> None:
    item = MenuItem.objects.create(label="Economy", target=make_category("Economy"), panel="featured")

    said = press(chief, ITEMS, "Move down: Economy")

    assert said == ["“Economy” stands under “Footer columns” now, 1 of 1. There it opens the items under it alone."]
    item.refresh_from_db()
    item.full_clean()
    assert (item.panel, item.target.name) == ("plain", "Economy")


def test_an_item_is_moved_once_and_only_among_what_is_there(items: dict[str, MenuItem]) -> None:
    home, blog = items["Home"], items["Blog"]

    assert [blog.move("footer", None, items["About"].pk) for _time in range(2)] == [True, False]
    for under, before in ((999, None), (None, home.pk), (None, 999)):
        with pytest.raises(ValidationError, match=str(MEANWHILE)):
            blog.move("legal", under, before)
    with pytest.raises(ValidationError, match="another menu"):
        blog.move("legal", home.pk)
    assert list(MenuItem.objects.filter(menu="footer").values_list("label", "order")) == [("Blog", 0), ("About", 1)]


@pytest.mark.parametrize("path", [ITEMS, LINKS])
def test_queries_do_not_grow_with_the_tree(chief: Client, path: str) -> None:
    counts = []
    for _time in range(2):
        item = MenuItem.objects.create(label="Economy", target=make_category())
        MenuItem.objects.create(label="Somebody", target=make_person(), parent=item)
        SocialLink.objects.create(kind="rss", url="/feed/")
        chief.get(path)
        with CaptureQueriesContext(connection) as queries:
            chief.get(path)
        counts.append(len(queries))

    assert counts[0] == counts[1]


# --- Social links


def test_social_links_are_put_in_order(chief: Client) -> None:
    for kind in ("x", "rss", "email"):
        SocialLink.objects.create(kind=kind, url="/feed/", label="News by mail" if kind == "email" else "")

    said = press(chief, LINKS, "Move up: News by mail") + press(chief, LINKS, "Move up: News by mail")

    assert said == ["“News by mail” is number 2 of 3 now.", "“News by mail” is number 1 of 3 now."]
    assert list(SocialLink.objects.values_list("kind", "order")) == [("email", 0), ("x", 1), ("rss", 2)]
    assert [link["kind"] for link in Chrome("/").social] == ["email", "x", "rss"]
    [group] = chief.get(LINKS).context["tree"]
    assert [each.line.notes for each in group.branches] == [["E-mail"], [], []]
    assert "Move out" not in chief.get(LINKS).text


def test_a_social_link_that_is_gone_is_not_moved() -> None:
    link = SocialLink.objects.create(kind="x", url="/feed/")
    SocialLink.objects.all().delete()
    link.pk = 1

    with pytest.raises(ValidationError, match=str(MEANWHILE)):
        link.move()
