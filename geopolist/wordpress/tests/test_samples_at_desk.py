"""What real exports bring is opened at the desk and saved without a change."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from articles.models import Article
from geopolist.lib.tests.surface import Surface, surface
from geopolist.lib.tests.test_prose_trip import trip
from geopolist.pages.models import Page

from .exports import samples

__all__ = ["surface"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def imported(path: Path) -> list[str]:
    """The bodies that a file leaves in a site of its own; none of one that is refused."""
    said = io.StringIO()
    with transaction.atomic():
        try:
            call_command("import_wordpress", path, repair=True, stdout=said, stderr=said)
            bodies = [body for model in (Article, Page) for body in model.objects.values_list("body", flat=True)]
        except CommandError:
            bodies = []
        transaction.set_rollback(True)
    return bodies


def test_imported_bodies_come_back(surface: Surface, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    folder = samples()
    assert folder is not None
    sources = [body for path in sorted(folder.rglob("*.xml")) for body in imported(path)]

    changed, kept = trip(surface, sources)

    assert len(sources) > 100
    assert (changed, kept) == ([], [])
