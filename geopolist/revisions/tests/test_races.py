"""Several editors save at the same moment."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Group

from geopolist.revisions.models import WorkingCopy
from geopolist.worker.tests.processes import site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
PROCESSES = 4
ROUNDS = 10


def test_of_those_who_saw_one_version_one_saves(tmp_path: Path) -> None:
    group = Group.objects.create(name="one")
    code = f"""
from django.contrib.auth.models import Group
from geopolist.revisions.models import Conflict, Seen, WorkingCopy
group, kept = Group.objects.get(pk={group.pk}), 0
copy_pk = lambda: WorkingCopy.objects.of(group).get().pk
for seen in range({ROUNDS}):
    try:
        before = Seen(0, copy_pk() if seen else 0, seen)
        copy = WorkingCopy.objects.keep(group, {{"by": os.getpid()}}, by=None, seen=before, began_from=1)
        assert copy.data == {{"by": os.getpid()}}
        kept += 1
    except Conflict as conflict:
        assert conflict.theirs is not None
    while WorkingCopy.objects.of(group).get().version <= seen:
        time.sleep(0.001)
print(kept)
"""

    with site(tmp_path) as here:
        kept = [int(count) for count in here.run_python(code, copies=PROCESSES)]

    assert (sum(kept), len(kept)) == (ROUNDS, PROCESSES)
    assert WorkingCopy.objects.get().version == ROUNDS
