"""Several processes at the same moment."""

import os
import uuid

import pytest
from django.conf import settings

from geopolist.guard import form_keys
from geopolist.worker.tests.processes import site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
PROCESSES = 4
# `make soak` runs the full thousand.
HITS = 1000 if os.environ.get("SOAK") else 100


@pytest.fixture
def here(tmp_path, store):
    with site(tmp_path, REDIS_URL=settings.REDIS_URL) as made:
        yield made


def test_exactly_the_limit_is_allowed(here):
    key = uuid.uuid4().hex
    limit = HITS // 2 + 1
    code = f"""
from geopolist.guard import limits
print(sum(limits.hit("race", "{key}", limit={limit}, seconds=600).allowed for _ in range({HITS // PROCESSES})))
"""

    allowed = [int(count) for count in here.run_python(code, copies=PROCESSES)]

    assert sum(allowed) == limit
    assert len(allowed) == PROCESSES


def test_never_two_hold_one_lock(here, tmp_path):
    ledger = tmp_path / "ledger"
    ledger.write_text("0")
    code = f"""
from pathlib import Path
from geopolist.guard import locks
ledger = Path("{ledger}")
for _ in range({HITS // PROCESSES // 5}):
    with locks.hold("{uuid.uuid4().hex}", 30, wait=60):
        seen = int(ledger.read_text())
        time.sleep(0.002)
        ledger.write_text(str(seen + 1))
"""

    here.run_python(code, copies=PROCESSES)

    assert int(ledger.read_text()) == HITS // PROCESSES // 5 * PROCESSES


def test_form_sent_many_times_at_once_acts_once(tmp_path):
    key = form_keys.issue()
    code = f"""
from django.db import transaction
from geopolist.guard import form_keys
effects = 0
for _ in range({HITS // PROCESSES}):
    with transaction.atomic():
        if form_keys.spend("{key}"):
            time.sleep(0.05)
            form_keys.remember("{key}", "done")
            effects += 1
    assert form_keys.outcome("{key}") == "done"
print(effects)
"""

    with site(tmp_path) as here:
        effects = [int(count) for count in here.run_python(code, copies=PROCESSES)]

    assert sorted(effects) == [0, 0, 0, 1]
