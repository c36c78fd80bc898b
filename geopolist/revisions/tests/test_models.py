"""Working copies: nobody's edit overwrites another's unseen. Groups stand for objects."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.models import User
from geopolist.revisions.models import UNSEEN, Conflict, Seen, WorkingCopy

pytestmark = pytest.mark.django_db
BROKEN = {"title": "", "body": "<p>half a", "categories": [99, None], "bylines": [{"person": -1}]}


def version(number: int) -> Seen:
    """What an editor saw who had that version of the one copy before them."""
    return Seen(0, WorkingCopy.objects.values_list("pk", flat=True).first() or 99, number) if number else UNSEEN


@pytest.fixture
def group() -> Group:
    return Group.objects.create(name="one")


@pytest.fixture
def elif_() -> User:
    return User.objects.create_user("elif@example.org")


def test_a_first_edit_is_version_one(group: Group, elif_: User) -> None:
    copy = WorkingCopy.objects.keep(group, {"title": "A"}, by=elif_, seen=UNSEEN, began_from=7)

    assert (copy.data, copy.version, copy.author, copy.target) == ({"title": "A"}, 1, elif_, group)
    assert copy.began_from == 7


def test_an_edit_may_be_invalid(group: Group, elif_: User) -> None:
    WorkingCopy.objects.keep(group, BROKEN, by=elif_, seen=UNSEEN, began_from=7)

    assert WorkingCopy.objects.of(group).get().data == BROKEN


def test_an_edit_of_the_version_seen_takes_its_place(
    group: Group, elif_: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomas, later = User.objects.create_user("tomas@example.org"), datetime(2030, 1, 1, tzinfo=UTC)
    WorkingCopy.objects.keep(group, {"title": "A"}, by=elif_, seen=UNSEEN, began_from=7)
    monkeypatch.setattr(timezone, "now", lambda: later)

    copy = WorkingCopy.objects.keep(group, {"title": "B"}, by=tomas, seen=version(1), began_from=8)

    assert (copy.data, copy.version, copy.author, copy.updated_at) == ({"title": "B"}, 2, tomas, later)
    # Written on, it is still an edit of what it began from.
    assert copy.began_from == 7
    assert WorkingCopy.objects.count() == 1


@pytest.mark.parametrize("seen", [0, 1, 3])
def test_an_edit_of_another_version_is_refused_with_the_one_that_is_there(group: Group, elif_: User, seen: int) -> None:
    WorkingCopy.objects.keep(group, {"title": "A"}, by=elif_, seen=UNSEEN, began_from=7)
    WorkingCopy.objects.keep(group, {"title": "B"}, by=elif_, seen=version(1), began_from=8)

    with pytest.raises(Conflict) as conflict:
        WorkingCopy.objects.keep(group, {"title": "C"}, by=elif_, seen=version(seen), began_from=8)

    assert conflict.value.theirs is not None
    assert (conflict.value.theirs.data, conflict.value.theirs.version) == ({"title": "B"}, 2)
    assert WorkingCopy.objects.get().data == {"title": "B"}


def test_an_edit_of_a_copy_that_was_published_meanwhile_is_refused(group: Group, elif_: User) -> None:
    WorkingCopy.objects.keep(group, {"title": "A"}, by=elif_, seen=UNSEEN, began_from=7).delete()

    with pytest.raises(Conflict) as conflict:
        WorkingCopy.objects.keep(group, {"title": "B"}, by=elif_, seen=version(1), began_from=8)

    assert conflict.value.theirs is None


def test_each_object_has_its_own_copy(elif_: User) -> None:
    one, other = (Group.objects.create(pk=pk, name=str(pk)) for pk in (5000, 5001))
    user = User.objects.create(pk=5000, email="same-key@example.org")

    for title, each in (("A", one), ("B", other), ("C", user)):
        WorkingCopy.objects.keep(each, {"title": title}, by=elif_, seen=UNSEEN, began_from=7)

    assert [WorkingCopy.objects.of(each).get().data["title"] for each in (one, other, user)] == ["A", "B", "C"]


def test_a_copy_outlives_its_author(group: Group, elif_: User) -> None:
    WorkingCopy.objects.keep(group, {"title": "A"}, by=elif_, seen=UNSEEN, began_from=7)

    elif_.delete()

    assert WorkingCopy.objects.get().author is None
