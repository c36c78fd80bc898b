import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from geopolist.guard import locks
from geopolist.guard.models import Lock

pytestmark = pytest.mark.django_db


@pytest.fixture
def name():
    return uuid.uuid4().hex


def test_held_lock_is_refused_to_others_and_free_afterwards(store, name):
    with locks.hold(name, 30):
        with pytest.raises(locks.Taken, match=name), locks.hold(name, 30):
            pass
        with locks.hold(name + "x", 30):
            pass

    with locks.hold(name, 30):
        pass


def test_lock_is_free_after_an_error(store, name):
    with pytest.raises(RuntimeError), locks.hold(name, 30):
        raise RuntimeError

    with locks.hold(name, 30):
        pass


def test_overdue_holder_cannot_release_the_next_ones_lock(no_redis, name):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        late = locks.hold(name, 10)
        late.__enter__()
        clock.shift(timedelta(seconds=10))
        with locks.hold(name, 10):
            late.__exit__(None, None, None)

            assert Lock.objects.filter(name=name).exists()
            with pytest.raises(locks.Taken), locks.hold(name, 10):
                pass


def test_overdue_holder_cannot_release_by_the_real_clock(store, name):
    late = locks.hold(name, 0.1)
    late.__enter__()
    with locks.hold(name, 30, wait=2):
        late.__exit__(None, None, None)

        with pytest.raises(locks.Taken), locks.hold(name, 10):
            pass


def test_renewed_lock_is_still_held(store, name):
    with locks.hold(name, 30) as renew:
        renew()

        with pytest.raises(locks.Taken), locks.hold(name, 30):
            pass


def test_renewed_lock_is_held_for_as_long_again(no_redis, name):
    with time_machine.travel(timezone.now(), tick=False) as clock, locks.hold(name, 10) as renew:
        clock.shift(timedelta(seconds=8))
        renew()
        clock.shift(timedelta(seconds=8))

        with pytest.raises(locks.Taken), locks.hold(name, 10):
            pass


def test_lock_that_was_lost_cannot_be_renewed(store, name):
    late = locks.hold(name, 0.1)
    renew = late.__enter__()
    with locks.hold(name, 30, wait=2), pytest.raises(locks.Taken, match=name):
        renew()


def test_waiting_gives_up_after_the_time(store, name):
    with locks.hold(name, 30), pytest.raises(locks.Taken), locks.hold(name, 30, wait=0.12):
        pass


def test_without_redis_no_lock_is_given(dead_redis, name):
    with pytest.raises(locks.Taken), locks.hold(name, 30):
        pass
