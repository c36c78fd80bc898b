"""Sections put elsewhere in their tree, and in order among those beside them."""

from contextlib import suppress

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import User
from articles.models import Article, Category
from articles.models.category import MAX_DEPTH
from articles.tests.conftest import Committed
from articles.tests.make import make_article, make_category
from geopolist.addresses.models import Address

pytestmark = pytest.mark.django_db


def standing(parent: Category | None = None) -> list[tuple[str, int]]:
    """(name, number) of those under `parent`, in their order."""
    return list(Category.objects.filter(parent=parent).order_by("order").values_list("name", "order"))


def four() -> list[Category]:
    return [make_category(name) for name in ("A", "B", "C", "D")]


@pytest.mark.parametrize(
    ("before", "order"), [("A", "DABC"), ("B", "ADBC"), ("C", "ABDC"), (None, "ABCD")], ids=["A", "B", "C", "last"]
)
def test_it_stands_before_the_one_that_is_named_and_all_are_numbered(before: str | None, order: str) -> None:
    four()
    key = Category.objects.get(name=before).pk if before else None

    has_moved = Category.objects.get(name="D").move(None, key)

    assert standing() == [(name, number) for number, name in enumerate(order)]
    assert has_moved == (order != "ABCD")


def test_it_lies_under_another_last_or_before_a_child_and_both_places_are_numbered() -> None:
    a, b, c, d = four()

    d.move(a.pk)
    b.move(a.pk, d.pk)

    assert (standing(), standing(a)) == ([("A", 0), ("C", 1)], [("B", 0), ("D", 1)])
    assert [Category.objects.get(pk=each.pk).path for each in (b, c, d)] == ["a/b", "c", "a/d"]


def test_twice_is_once(client: Client) -> None:
    a, b, *_others = four()
    by = User.objects.create_user("chief@example.org")

    moves = [b.move(a.pk, by=by), Category.objects.get(pk=b.pk).move(a.pk, by=by)]

    assert moves == [True, False]
    assert [entry.change_message for entry in LogEntry.objects.all()] == ["Moved under “A”, place 1 of 1"]
    assert LogEntry.objects.get().get_edited_object() == b


def test_what_is_known_of_it_is_as_old_as_it_likes() -> None:
    a, b, *_others = four()
    old = Category.objects.get(pk=b.pk)
    b.name, b.description = "Better", "Written meanwhile."
    b.save()

    old.name = "Never saved"
    old.move(a.pk)

    found = Category.objects.get(pk=b.pk)
    assert (found.name, found.description, found.path) == ("Better", "Written meanwhile.", "a/b")


def test_under_itself_below_itself_and_too_deep_it_stays_where_it_is() -> None:
    line = [make_category("Level 1")]
    for number in range(2, MAX_DEPTH + 1):
        line.append(make_category(f"Level {number}", parent=line[-1]))
    top = make_category("Top")
    before = list(Category.objects.order_by("pk").values("parent", "order", "path"))

    for moved, under, why in (
        (line[0], line[0], "Nothing can lie under itself"),
        (line[0], line[3], "Nothing can lie under itself"),
        (top, line[-1], "It goes 6 levels deep at most"),
        (line[1], top, ""),
    ):
        with pytest.raises(ValidationError, match=why) if why else transaction.atomic():
            moved.move(under.pk)
        if why:
            assert list(Category.objects.order_by("pk").values("parent", "order", "path")) == before


def test_what_vanished_or_went_elsewhere_meanwhile_is_said() -> None:
    a, b, c, d = four()
    b.move(a.pk)
    gone = c.pk
    c.delete()

    for under, before in ((gone, None), (None, gone), (None, b.pk), (None, d.pk)):
        with pytest.raises(ValidationError, match="Somebody has changed this meanwhile"):
            d.move(under, before)
    c.pk = gone
    with pytest.raises(ValidationError, match="Somebody has changed this meanwhile"):
        c.move(None)


def test_articles_are_filed_anew_and_pages_that_show_the_order_are_told(
    committed: Committed, purged: list[set[str]]
) -> None:
    a, b, c, _d = four()
    article = make_article(categories=[b])
    purged.clear()

    with committed():
        c.move(None, a.pk)
    assert set().union(*purged) >= {"articles.category", f"articles.category:{a.pk}", f"articles.category:{b.pk}"}
    with committed():
        b.move(a.pk)

    crumbs = Article.objects.get(pk=article.pk).furniture["crumbs"]
    assert [crumb["url"] for crumb in crumbs] == ["/category/a/", "/category/a/b/"]


# --- Any series of moves

NAMES = "ABCDEF"
move = st.tuples(st.sampled_from(NAMES), st.sampled_from([None, *NAMES]), st.sampled_from([None, *NAMES]))


@settings(max_examples=25, deadline=None)
@given(st.lists(move, min_size=1, max_size=8))
def test_after_any_moves_the_tree_is_sound_and_every_old_address_leads_to_the_present_one(
    moves: list[tuple[str, str | None, str | None]],
) -> None:
    with transaction.atomic():
        keys = {name: make_category(name, order=number).pk for number, name in enumerate(NAMES)}
        for name, under, before in moves:
            with suppress(ValidationError):
                Category.objects.get(pk=keys[name]).move(keys.get(under or ""), keys.get(before or ""))

        rows = {each.pk: each for each in Category.objects.all()}
        for row in rows.values():
            above = rows.get(row.parent_id or 0)
            assert row.path == (f"{above.path}/{row.slug}" if above else row.slug)
            assert len(row.path.split("/")) <= MAX_DEPTH
        for parent in [None, *rows]:
            beside = sorted(row.order for row in rows.values() if row.parent_id == parent)
            assert beside == list(range(len(beside)))
        for address in Address.objects.filter(content_type=ContentType.objects.get_for_model(Category)):
            answer = Client().get(address.key)
            now = rows[address.object_id].get_absolute_url()
            assert (answer.status_code, answer.get("Location", now)) == (200 if address.key == now else 301, now)
        transaction.set_rollback(True)
