"""Who has an address, who had it, and who may take it. Groups stand for objects: the table knows only keys."""

from typing import Any

import pytest
from django.contrib.auth.models import Group

from geopolist.addresses.models import Address, AddressReserved, AddressTaken
from geopolist.addresses.paths import BadPath

pytestmark = pytest.mark.django_db


@pytest.fixture
def one() -> Group:
    return Group.objects.create(name="one")


@pytest.fixture
def other() -> Group:
    return Group.objects.create(name="other")


def rows(obj: Group) -> list[tuple[str, bool]]:
    return list(Address.objects.of(obj).order_by("key").values_list("key", "is_current"))


def test_a_claimed_path_is_current(one: Group) -> None:
    assert Address.objects.claim(one, "About") == "/about/"
    assert rows(one) == [("/about/", True)]


def test_a_second_claim_makes_the_first_former(one: Group) -> None:
    Address.objects.claim(one, "/first/")
    Address.objects.claim(one, "/second/")

    assert rows(one) == [("/first/", False), ("/second/", True)]


def test_claiming_again_what_one_has_changes_nothing(one: Group) -> None:
    Address.objects.claim(one, "/first/")
    before = list(Address.objects.values())

    Address.objects.claim(one, "/first/")

    assert list(Address.objects.values()) == before


def test_a_former_address_can_be_taken_back_by_its_object(one: Group) -> None:
    for path in ("/first/", "/second/", "/first/"):
        Address.objects.claim(one, path)

    assert rows(one) == [("/first/", True), ("/second/", False)]


@pytest.mark.parametrize("kept", ["/first/", "/second/"], ids=["former", "current"])
def test_nobody_takes_what_another_has_or_had(one: Group, other: Group, kept: str) -> None:
    Address.objects.claim(one, "/first/")
    Address.objects.claim(one, "/second/")
    Address.objects.claim(other, "/mine/")

    with pytest.raises(AddressTaken):
        Address.objects.claim(other, kept)

    assert rows(one) == [("/first/", False), ("/second/", True)]
    assert rows(other) == [("/mine/", True)]


def test_a_refused_claim_changes_nothing_even_where_the_other_has_only_former_addresses(
    one: Group, other: Group
) -> None:
    Address.objects.remember(one, "/old/")
    Address.objects.claim(other, "/mine/")

    with pytest.raises(AddressTaken):
        Address.objects.claim(other, "/old/")

    assert (rows(one), rows(other)) == ([("/old/", False)], [("/mine/", True)])


@pytest.mark.parametrize("path", ["/search/", "/2026/", "/tr/", "/a/feed/", "/a/page/b/", "/", "/category/x/"])
def test_a_word_of_the_site_is_refused(one: Group, path: str) -> None:
    with pytest.raises(AddressReserved):
        Address.objects.claim(one, path)

    assert rows(one) == []


def test_a_kind_may_claim_under_its_own_route(one: Group) -> None:
    assert Address.objects.claim(one, "/category/feed-mills/", is_own_route=True) == "/category/feed-mills/"


def test_a_path_that_is_no_address_is_refused(one: Group) -> None:
    with pytest.raises(BadPath):
        Address.objects.claim(one, "/a/../b/")


@pytest.mark.parametrize(
    ("path", "free"),
    [
        ("/new/", "/new/"),
        ("/taken/", "/taken-3/"),
        ("/former/", "/former-2/"),
        ("/search/", "/search-2/"),
        ("/feed/", "/feed-2/"),
        ("/a/feed/", "/a/feed-2/"),
    ],
)
def test_the_nearest_free_path_has_a_number(one: Group, other: Group, path: str, free: str) -> None:
    for taken in ("/former/", "/taken-2/", "/taken/"):
        Address.objects.claim(one, taken)

    assert Address.objects.free(path, other) == free


def test_what_one_has_or_had_is_free_for_oneself(one: Group) -> None:
    Address.objects.claim(one, "/first/")
    Address.objects.claim(one, "/second/")

    assert [Address.objects.free(path, one) for path in ("/first/", "/second/")] == ["/first/", "/second/"]


def test_what_is_not_saved_yet_has_nothing(one: Group) -> None:
    Address.objects.claim(one, "/first/")

    assert Address.objects.free("/first/", Group(name="new")) == "/first-2/"


def test_no_number_helps_under_a_word_of_the_site(one: Group) -> None:
    with pytest.raises(AddressReserved):
        Address.objects.free("/search/for/", one)


def test_under_its_own_route_a_kind_may_take_a_word_of_the_site(one: Group, other: Group) -> None:
    Address.objects.claim(one, "/tag/news/", is_own_route=True)

    assert Address.objects.free("/tag/en/", other, is_own_route=True) == "/tag/en/"
    assert Address.objects.free("/tag/news/", other, is_own_route=True) == "/tag/news-2/"


def test_an_old_key_leads_to_its_object(one: Group, other: Group) -> None:
    assert Address.objects.remember(one, "?p=12")
    assert Address.objects.remember(one, "/2019/05/Hello/")
    assert Address.objects.remember(one, "?p=12")

    assert not Address.objects.remember(other, "?p=12")
    assert rows(one) == [("/2019/05/hello/", False), ("?p=12", False)]


def test_remembering_a_current_address_leaves_it_current(one: Group) -> None:
    Address.objects.claim(one, "/about/")

    assert Address.objects.remember(one, "/about/")
    assert rows(one) == [("/about/", True)]


def test_a_look_up_costs_one_query_and_prefers_the_first_key(
    one: Group, other: Group, django_assert_num_queries: Any
) -> None:
    Address.objects.claim(one, "/one/")
    Address.objects.claim(other, "/other/")

    with django_assert_num_queries(1):
        found = Address.objects.look_up("/none/", "/other/", "/one/")

    assert found is not None
    assert found.key == "/other/"


def test_addresses_outlive_their_object(one: Group, other: Group) -> None:
    Address.objects.claim(one, "/about/")

    one.delete()

    assert Address.objects.get(key="/about/").is_current
    with pytest.raises(AddressTaken):
        Address.objects.claim(other, "/about/")


def test_a_claim_that_comes_second_takes_nothing(one: Group, other: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when another process writes between our look and our claim."""
    looks = iter([None])
    look_up = Address.objects.look_up
    Address.objects.claim(one, "/wanted/")
    Address.objects.claim(other, "/mine/")
    monkeypatch.setattr(
        type(Address.objects),
        "look_up",
        lambda self, *keys: next(looks) if looks.__length_hint__() else look_up(*keys),
    )

    with pytest.raises(AddressTaken):
        Address.objects.claim(other, "/wanted/")

    assert rows(one) == [("/wanted/", True)]
    assert rows(other) == [("/mine/", True)]
