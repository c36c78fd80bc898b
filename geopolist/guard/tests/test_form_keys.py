from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from geopolist.guard import form_keys, tasks
from geopolist.guard.form_keys import BadKey
from geopolist.guard.models import Counter, Lock, SpentKey

pytestmark = pytest.mark.django_db


def reason(call) -> str:
    with pytest.raises(BadKey) as caught:
        call()
    return caught.value.reason


def test_key_is_spent_once():
    key = form_keys.issue("comment")

    assert [form_keys.spend(key, "comment") for _ in range(3)] == [True, False, False]


def test_two_showings_have_two_keys():
    assert form_keys.issue() != form_keys.issue()


def test_showing_a_form_writes_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        form_keys.issue()


def test_second_sender_learns_what_came_of_the_first():
    key = form_keys.issue()
    form_keys.spend(key)
    assert form_keys.outcome(key) == ""

    form_keys.remember(key, "/receipt/abc/")

    assert form_keys.outcome(key) == "/receipt/abc/"
    assert form_keys.outcome("unknown") == ""


def test_key_of_another_form_is_refused():
    assert reason(lambda: form_keys.spend(form_keys.issue("comment"), "contact")) == "forged"


@pytest.mark.parametrize("key", ["", "x", "a:b:c", "ü:1:2", "a" * 10_000])
def test_forged_key_is_refused(key):
    assert reason(lambda: form_keys.spend(key)) == "forged"


def test_key_has_its_time():
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        key = form_keys.issue()
        clock.shift(timedelta(seconds=2))
        assert reason(lambda: form_keys.spend(key, youngest=3)) == "too soon"
        clock.shift(timedelta(hours=24))
        assert reason(lambda: form_keys.spend(key)) == "too old"
        assert reason(lambda: form_keys.spend(key, oldest=10**6)) == "too old"
        clock.shift(timedelta(hours=-23))
        assert form_keys.spend(key, youngest=3) is True


def test_key_stays_unspent_when_the_effect_fails():
    key = form_keys.issue()

    with transaction.atomic():
        form_keys.spend(key)
        transaction.set_rollback(True)

    assert form_keys.spend(key) is True


def test_old_rows_are_forgotten_and_new_ones_kept():
    start = timezone.now()
    past = int((start - timedelta(hours=26)).timestamp() * 1000)
    soon = int((start + timedelta(seconds=5)).timestamp() * 1000)
    for name, instant in (("old", past), ("new", soon)):
        Counter.objects.create(key=name, hits=1, ends_at=instant)
        Lock.objects.create(name=name, token="t", ends_at=instant)
        SpentKey.objects.create(key=name, spent_at=instant)

    tasks.forget()

    assert [model.objects.get().pk for model in (Counter, Lock, SpentKey)] == ["new", "new", "new"]
