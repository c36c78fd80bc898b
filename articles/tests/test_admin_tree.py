"""The tree of sections at the desk: drawn, moved, and without script too."""

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Category
from articles.models.category import MAX_DEPTH
from articles.querysets import shelves
from articles.tests.desk import sign_in
from articles.tests.make import make_article, make_category, make_draft, make_site

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/category/"
MOVE = f"{LIST}move/"
RIGHTS = ("articles.view_category", "articles.change_category", "articles.add_category")


@pytest.fixture
def desk(client: Client) -> Client:
    make_site()
    return sign_in(client, *RIGHTS)


@pytest.fixture
def sections() -> dict[str, Category]:
    economy = make_category("Economy", order=0)
    energy = make_category("Energy", parent=economy, order=0)
    trade = make_category("Trade", parent=economy, order=1)
    return {each.name: each for each in (economy, energy, trade, make_category("Security", order=1))}


def drawn(branches: list[Any]) -> list[Any]:
    """The tree as the page has it: a name, or a name with what lies under it."""
    return [(each.line.title, drawn(each.children)) if each.children else each.line.title for each in branches]


def tree(desk: Client) -> list[Any]:
    [group] = desk.get(LIST).context["tree"]
    return drawn(group.branches)


def button(page: str, label: str) -> str:
    """What the button of this label sends; '' for one that is switched off."""
    found = re.search(rf'<button name="_move" value="([^"]*)"[^>]* aria-label="{re.escape(label)}"', page)
    assert found, label
    return found[1]


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def press(desk: Client, label: str) -> list[str]:
    """Press a button of the page as it is now; what the desk says."""
    value = button(desk.get(LIST).text, label)
    return said(desk.post(MOVE, {"_move": value}, follow=True))


# --- What it shows


def test_every_section_stands_under_its_parent(desk: Client, sections: dict[str, Category]) -> None:
    page = desk.get(LIST)

    assert tree(desk) == [("Economy", ["Energy", "Trade"]), "Security"]
    assert "<title>Categories |" in page.text
    assert page.text.count("<desk-tree") == 1
    assert 'id="result_list"' not in page.text


def test_a_row_says_where_it_is_its_colour_and_how_many_public_articles_are_in_it_alone(
    desk: Client, sections: dict[str, Category], monkeypatch: pytest.MonkeyPatch
) -> None:
    for title in ("One", "Two"):
        make_article(title, categories=[sections["Energy"]], language="tr" if title == "Two" else "en")
    make_draft("Three", primary_category=sections["Energy"])
    Category.objects.filter(name="Trade").update(in_menu=False, colour="bole")
    monkeypatch.setattr(shelves, "OWN_COUNTED", 5)

    [group] = desk.get(LIST).context["tree"]

    economy = group.branches[0]
    lines = [each.line for each in (economy, *economy.children)]
    assert [line.notes for line in lines] == [
        ["0 articles"],
        ["2 articles"],
        ["0 articles", "not on the front page nor in lists"],
    ]
    assert [(line.address, line.colour, line.colour_name) for line in lines[1:]] == [
        ("/category/economy/energy/", "cobalt", "Cobalt"),
        ("/category/economy/trade/", "bole", "Bole red"),
    ]


def test_counting_stops_where_nobody_needs_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    economy = make_category("Economy")
    for number in range(3):
        make_article(f"Article {number}", categories=[economy])
    monkeypatch.setattr(shelves, "OWN_COUNTED", 2)

    assert [each.own_count for each in Category.objects.with_own_counts()] == [2]


def test_a_section_can_be_added_in_place(desk: Client, sections: dict[str, Category]) -> None:
    [group] = desk.get(LIST).context["tree"]
    economy = group.branches[0]
    form = desk.get(economy.add).context["adminform"].form

    assert group.add == f"{LIST}add/?order=2"
    assert economy.add == f"{LIST}add/?parent={economy.key}&order=2"
    assert (str(form["parent"].value()), form["order"].value()) == (str(economy.key), "2")
    # Wherever else it is begun, it stands last.
    assert desk.get(f"{LIST}add/").context["adminform"].form["order"].value() == 4


def test_its_queries_do_not_grow_with_the_tree(desk: Client) -> None:
    counts = []
    for _time in range(2):
        section = make_category()
        make_category(parent=section)
        make_article(categories=[section])
        desk.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            desk.get(LIST)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_who_may_only_look_sees_the_tree_without_handles(client: Client, sections: dict[str, Category]) -> None:
    make_site()
    page = sign_in(client, "articles.view_category").get(LIST).text

    assert "Energy" in page
    assert [word for word in ("tree__grip", "<button name=", ">Add<") if word in page] == []
    assert client.post(MOVE, {"_move": f"{sections['Energy'].pk}:::"}).status_code == 403


@pytest.mark.parametrize("query", ["?q=Energy", "?all=", "?o=1"])
def test_searched_or_asked_for_it_is_the_list_that_it_was(
    desk: Client, sections: dict[str, Category], query: str
) -> None:
    page = desk.get(f"{LIST}{query}")

    assert 'id="result_list"' in page.text
    assert "desk-tree" not in page.text
    assert f'<a href="{LIST}">As a tree</a>' in page.text


def test_it_is_taken_along_by_its_paths_as_before(desk: Client, sections: dict[str, Category]) -> None:
    page = desk.get(LIST).text

    rows = b"".join(desk.get(f"{LIST}export/csv/").streaming_content).decode().splitlines()

    assert f'href="{LIST}export/csv/?"' in page
    assert [row.split(",")[3] for row in rows[1:]] == ["economy", "economy/energy", "economy/trade", "security"]


# --- What its buttons do


def test_buttons_move_it_up_down_in_and_out(desk: Client, sections: dict[str, Category]) -> None:
    press(desk, "Move up: Trade")
    after_up = tree(desk)
    press(desk, "Move under “Trade”: Energy")
    after_in = tree(desk)
    press(desk, "Move out: Trade")
    after_out = tree(desk)
    press(desk, "Move down: Economy")

    assert after_up == [("Economy", ["Trade", "Energy"]), "Security"]
    assert after_in == [("Economy", [("Trade", ["Energy"])]), "Security"]
    assert after_out == ["Economy", ("Trade", ["Energy"]), "Security"]
    assert tree(desk) == [("Trade", ["Energy"]), "Economy", "Security"]


def test_what_would_change_nothing_is_switched_off(desk: Client, sections: dict[str, Category]) -> None:
    page = desk.get(LIST).text

    off = re.findall(r'value="" [^>]*aria-label="([^"]*)" disabled>', page)

    assert off == [
        *("Move up: Economy", "Move in: Economy", "Move out: Economy"),
        *("Move up: Energy", "Move in: Energy"),
        *("Move down: Trade", "Move down: Security", "Move out: Security"),
    ]


def test_what_is_as_deep_as_it_goes_is_not_moved_in(desk: Client) -> None:
    parent = None
    for level in range(1, MAX_DEPTH):
        parent = make_category(f"Level {level}", parent=parent)
    for name in ("One", "Two"):
        make_category(name, parent=parent)
    [group] = desk.get(LIST).context["tree"]
    deepest = group.branches[0]
    while deepest.children:
        deepest = deepest.children[-1]

    assert (deepest.line.title, deepest.level, sorted(deepest.steps), deepest.add) == ("Two", 6, ["out", "up"], "")


def test_the_desk_says_what_came_of_it_and_writes_it_down(desk: Client, sections: dict[str, Category]) -> None:
    energy, economy = sections["Energy"], sections["Economy"]
    value = button(desk.get(LIST).text, "Move out: Energy")

    response = desk.post(MOVE, {"_move": value}, follow=True)
    again = desk.post(MOVE, {"_move": value}, follow=True)

    assert response.redirect_chain == [(f"{LIST}#row-{energy.pk}", 302)]
    assert said(response) == [
        "“Energy” stands on the first level now, 2 of 3. Its address is now /category/energy/; the old one leads there."
    ]
    assert said(again) == ["“Energy” stands there already."]
    assert [(entry.object_id, entry.change_message) for entry in LogEntry.objects.all()] == [
        (str(energy.pk), "Moved to place 2 of 3")
    ]
    assert desk.get("/category/economy/energy/")["Location"] == "/category/energy/"
    assert economy.children.count() == 1


def test_a_move_beside_its_neighbours_keeps_the_address(desk: Client, sections: dict[str, Category]) -> None:
    assert press(desk, "Move up: Trade") == ["“Trade” stands under “Economy” now, 1 of 2."]


@pytest.mark.parametrize(
    ("place", "before", "why"),
    [
        ("Energy", "", "Nothing can lie under itself: choose another one."),
        ("999999", "", "Somebody has changed this meanwhile: look at it as it stands now, and move it again."),
        ("", "Trade", "Somebody has changed this meanwhile: look at it as it stands now, and move it again."),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    desk: Client, sections: dict[str, Category], place: str, before: str, why: str
) -> None:
    keys = {name: str(section.pk) for name, section in sections.items()}
    value = f"{keys['Economy']}::{keys.get(place, place)}:{keys.get(before, before)}"

    response = desk.post(MOVE, {"_move": value}, follow=True)

    assert said(response) == [why]
    assert tree(desk) == [("Economy", ["Energy", "Trade"]), "Security"]


def test_what_another_editor_has_moved_or_deleted_meanwhile_is_not_moved_again(
    desk: Client, sections: dict[str, Category]
) -> None:
    page = desk.get(LIST).text
    values = [button(page, f"Move {where}") for where in ("up: Trade", "up: Security")]
    Category.objects.get(name="Trade").move(sections["Security"].pk)
    answers = [said(desk.post(MOVE, {"_move": values[0]}, follow=True))]
    Category.objects.get(name="Trade").delete()
    Category.objects.get(name="Security").delete()

    answers += [said(desk.post(MOVE, {"_move": value}, follow=True)) for value in values]

    meanwhile = ["Somebody has changed this meanwhile: look at it as it stands now, and move it again."]
    assert answers == [meanwhile] * 3


@pytest.mark.parametrize("value", ["", "x", "1:2:3", "x:::", "1::footer:", "1:::x", "1:2:3:4:5", f"1::{'9' * 5000}:"])
def test_what_makes_no_sense_is_no_move(desk: Client, sections: dict[str, Category], value: str) -> None:
    assert desk.post(MOVE, {"_move": value}).status_code == 400


def test_a_link_moves_nothing(desk: Client) -> None:
    assert desk.get(MOVE).status_code == 405
