import logging
import time
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from geopolist.guard import limits
from geopolist.guard.limits import Verdict
from geopolist.guard.models import Counter

pytestmark = pytest.mark.django_db


@pytest.fixture
def key():
    return uuid.uuid4().hex


def test_hits_within_the_limit_are_allowed_and_the_next_is_not(store, key):
    verdicts = [limits.hit("login", key, limit=2, seconds=60) for _ in range(3)]

    assert verdicts[:2] == [Verdict(True, 1, 0), Verdict(True, 0, 0)]
    assert verdicts[2] in (Verdict(False, 0, 60), Verdict(False, 0, 59))


def test_scopes_and_keys_do_not_mix(store, key):
    limits.hit("login", key, limit=1, seconds=60)

    assert limits.hit("search", key, limit=1, seconds=60).allowed
    assert limits.hit("login", key + "x", limit=1, seconds=60).allowed
    assert not limits.hit("login", key, limit=1, seconds=60).allowed


def test_window_ends(no_redis, key):
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        limits.hit("login", key, limit=1, seconds=60)
        clock.shift(timedelta(seconds=59))
        refused = limits.hit("login", key, limit=1, seconds=60)
        clock.shift(timedelta(seconds=1))
        allowed = limits.hit("login", key, limit=1, seconds=60)

    assert refused == Verdict(False, 0, 1)
    assert allowed == Verdict(True, 0, 0)


def test_window_ends_by_the_real_clock(store, key):
    limits.hit("login", key, limit=1, seconds=1)
    refused = limits.hit("login", key, limit=1, seconds=1)

    time.sleep(1.1)

    assert refused == Verdict(False, 0, 1)
    assert limits.hit("login", key, limit=1, seconds=1).allowed


def test_forgotten_hits_do_not_count(store, key):
    limits.hit("login", key, limit=1, seconds=60)

    limits.forget("login", key)

    assert limits.hit("login", key, limit=1, seconds=60).allowed


def test_table_holds_no_address(no_redis):
    limits.hit("login", "reader@example.org", limit=1, seconds=60)

    row = Counter.objects.get()
    assert len(row.key) == 64
    assert "reader" not in row.key


def test_reached_limit_leaves_one_line(no_redis, key, caplog):
    with caplog.at_level(logging.WARNING, logger="geopolist.guard"):
        for _ in range(5):
            limits.hit("login", key, limit=2, seconds=60)

    assert [(record.message, record.scope) for record in caplog.records] == [("limit reached", "login")]


def test_without_redis_the_named_rule_decides(dead_redis, key):
    assert limits.hit("mail", key, limit=3, seconds=60) == Verdict(False, 0, 60)
    assert limits.hit("mail", key, limit=3, seconds=60, when_down="closed") == Verdict(False, 0, 60)
    assert limits.hit("read", key, limit=3, seconds=60, when_down="open") == Verdict(True, 3, 0)


@pytest.mark.parametrize(("limit", "seconds"), [(0, 60), (1, 0)])
def test_limit_of_nothing_is_refused(limit, seconds):
    with pytest.raises(ValueError, match="both are at least 1"):
        limits.hit("login", "k", limit=limit, seconds=seconds)
