"""What is kept of an object: every revision, who has it open, links for outsiders. Groups stand for objects."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from geopolist.revisions.models import UNSEEN, Presence, PreviewLink, Reason, Revision, Seen, WorkingCopy

pytestmark = pytest.mark.django_db


@pytest.fixture
def group() -> Group:
    return Group.objects.create(name="one")


@pytest.fixture
def elif_() -> User:
    return User.objects.create_user("elif@example.org")


def test_revisions_of_an_object_are_numbered_from_one(group: Group, elif_: User) -> None:
    other = Group.objects.create(name="other")
    for each in (group, other, group):
        Revision.objects.keep(each, {"title": each.name}, Reason.SAVED, by=elif_)

    assert list(Revision.objects.of(group).values_list("number", flat=True)) == [2, 1]
    assert Revision.objects.latest_number(other) == 1


def test_no_number_is_given_twice(group: Group) -> None:
    Revision.objects.keep(group, {}, Reason.SAVED, by=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.filter(pk=Revision.objects.keep(group, {}, Reason.SAVED, by=None).pk).update(number=1)


def test_a_revision_outlives_its_author(group: Group, elif_: User) -> None:
    Revision.objects.keep(group, {"title": "A"}, Reason.SAVED, by=elif_)

    elif_.delete()

    assert (Revision.objects.get().author, Revision.objects.get().data) == (None, {"title": "A"})


def test_what_was_seen_is_told_by_revision_copy_and_version(group: Group) -> None:
    before = Seen.of(group)
    Revision.objects.keep(group, {}, Reason.SAVED, by=None)
    copy = WorkingCopy.objects.keep(group, {}, by=None, seen=UNSEEN, began_from=1)

    assert (before, Seen.of(group)) == (UNSEEN, Seen(1, copy.pk, 1))
    assert Seen.parse(str(Seen.of(group))) == Seen.of(group)


@pytest.mark.parametrize("text", ["", "1.2", "1.2.3.4", "a.b.c", "-1.0.0", "1..2", "٣.٠.٠", f"{'9' * 19}.0.0"])
def test_a_token_that_was_never_given_matches_nothing(text: str, group: Group) -> None:
    assert Seen.parse(text) != Seen.of(group)


def test_a_copy_that_was_discarded_is_not_taken_for_the_next_one(group: Group) -> None:
    WorkingCopy.objects.keep(group, {}, by=None, seen=UNSEEN, began_from=1)
    seen = Seen.of(group)
    WorkingCopy.objects.of(group).delete()
    WorkingCopy.objects.keep(group, {}, by=None, seen=UNSEEN, began_from=1)

    assert Seen.of(group) != seen


def test_others_are_told_of_those_who_have_it_open(
    group: Group, elif_: User, django_assert_num_queries: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomas = User.objects.create_user("tomas@example.org")
    for _time in range(2):
        Presence.objects.note(group, elif_)

    assert [each.user for each in Presence.objects.others(group, tomas)] == [elif_]
    assert list(Presence.objects.others(group, elif_)) == []

    later = timezone.now() + timedelta(minutes=11)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert list(Presence.objects.others(group, tomas)) == []
    Presence.objects.all().drop_old()
    assert Presence.objects.count() == 0


def test_a_link_opens_by_its_secret_which_is_kept_nowhere(group: Group, elif_: User) -> None:
    link, token = PreviewLink.objects.make(group, by=elif_, label="The lawyer")

    assert PreviewLink.objects.opened_by(token) == link
    assert PreviewLink.objects.opened_by(token[:-1]) is None
    assert token not in str(PreviewLink.objects.values().get())
    assert link.target == group


def test_a_link_ends_when_it_expires_or_is_revoked(group: Group, elif_: User, monkeypatch: pytest.MonkeyPatch) -> None:
    one, first = PreviewLink.objects.make(group, by=elif_)
    _other, second = PreviewLink.objects.make(group, by=elif_, lasts=timedelta(days=1))

    one.revoke()
    one.revoke()
    later = timezone.now() + timedelta(days=1, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert [PreviewLink.objects.opened_by(token) for token in (first, second)] == [None, None]
    assert [each.is_valid for each in PreviewLink.objects.all()] == [False, False]


def test_each_opening_is_written_down(group: Group, elif_: User) -> None:
    link, _token = PreviewLink.objects.make(group, by=elif_)

    link.note_opening("a")
    link.note_opening("b")

    assert sorted(link.openings.values_list("reader", flat=True)) == ["a", "b"]
