"""Several editors at the same moment."""

from pathlib import Path

import pytest

from geopolist.identity.models import SiteIdentity
from geopolist.worker.tests.processes import site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
PROCESSES = 4


def test_nobodys_menu_item_is_lost(tmp_path: Path) -> None:
    SiteIdentity.objects.create()
    code = """
from django.db import transaction
from geopolist.identity.models import MenuItem
with transaction.atomic():
    MenuItem.objects.create(label="New", url="/new/")
    time.sleep(0.3)
"""

    with site(tmp_path) as here:
        here.run_python(code, copies=PROCESSES)

    assert len(SiteIdentity.objects.get().prepared["menus"]["primary"]) == PROCESSES
