"""Several processes that want the same path at the same moment."""

from pathlib import Path

import pytest

from geopolist.addresses.models import Address
from geopolist.worker.tests.processes import site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
PROCESSES = 4
PATHS = 10


def test_one_path_goes_to_one_object(tmp_path: Path) -> None:
    code = f"""
from django.contrib.auth.models import Group
from geopolist.addresses.models import Address, AddressTaken
won = 0
for number in range({PATHS}):
    mine = Group.objects.create(name=uuid.uuid4().hex)
    Address.objects.claim(mine, f"/mine-{{mine.pk}}/")
    try:
        Address.objects.claim(mine, f"/wanted-{{number}}/")
        won += 1
    except AddressTaken:
        pass
print(won)
"""

    # Whatever the migrations have given an address.
    before = Address.objects.filter(is_current=True).count()

    with site(tmp_path) as here:
        won = [int(count) for count in here.run_python(f"import uuid\n{code}", copies=PROCESSES)]

    assert sum(won) == PATHS
    assert Address.objects.filter(key__startswith="/wanted-", is_current=True).count() == PATHS
    assert Address.objects.filter(is_current=True).count() - before == PATHS * PROCESSES
