"""What a transaction notes of its changes, and what becomes of it."""

from contextlib import suppress

import pytest
from django.db import transaction

from geopolist.lib.surrogate import changed
from geopolist.pagecache import purging
from geopolist.pagecache.models import Purge

pytestmark = pytest.mark.django_db(transaction=True)


class TakenBackError(Exception):
    pass


def noted() -> list[list[str]]:
    """What was noted, row by row; all of it is carried out."""
    assert not Purge.objects.filter(is_done=False).exists()
    return list(Purge.objects.order_by("pk").values_list("keys", flat=True))


def test_a_transaction_notes_a_key_once() -> None:
    with transaction.atomic():
        changed("sea", "land")
        with transaction.atomic():
            changed("land")
            changed("sea", "air")
        changed("air")
    changed("sea")

    assert noted() == [["land", "sea"], ["air"], ["sea"]]


def test_a_savepoint_that_is_taken_back_takes_no_key_of_others_along() -> None:
    with transaction.atomic():
        changed("sea")
        with suppress(TakenBackError), transaction.atomic():
            changed("sea", "land")
            with transaction.atomic():
                changed("air")
            raise TakenBackError
        changed("land")
        with transaction.atomic():
            changed("air", "sea")

    assert noted() == [["sea"], ["land"], ["air"]]


def test_what_only_a_savepoint_that_is_taken_back_has_noted_is_forgotten() -> None:
    with transaction.atomic(), suppress(TakenBackError), transaction.atomic():
        changed("sea")
        raise TakenBackError

    assert noted() == []


def test_a_key_of_a_transaction_that_is_taken_back_is_noted_by_the_next() -> None:
    with suppress(TakenBackError), transaction.atomic():
        changed("sea")
        raise TakenBackError
    with transaction.atomic():
        changed("sea")

    assert noted() == [["sea"]]


def test_a_transaction_that_changes_very_much_purges_everything() -> None:
    with transaction.atomic():
        for number in range(purging.MANY + 5):
            with transaction.atomic():
                changed(f"article:{number}")

    assert len(noted()) == purging.MANY + 1
    assert noted()[-1] == [purging.ALL]


def test_a_change_of_very_many_keys_purges_these_alone() -> None:
    with transaction.atomic():
        changed(*(f"views:{number}" for number in range(purging.MANY * 5)))

    assert len(noted()) == 1
