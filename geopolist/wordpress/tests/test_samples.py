"""Other projects' exports, where they lie beside the repository: complete, or refused with line and reason."""

import io
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article
from geopolist.pages.models import Page
from geopolist.wordpress.convert import prepared
from geopolist.wordpress.convert.job import Job
from geopolist.wordpress.models import Imported
from geopolist.wordpress.wxr import Item, Refused, Repairs, read

from .exports import samples

SAMPLES = samples()
pytestmark = pytest.mark.django_db
# Categories and tags of each file as an independent reader counted them, those that only items name included.
TERMS = {
    "64-block-test-data.xml": (7, 4),
    "raw_xml.xml": (6, 0),
    "small-export.xml": (30, 3),
    "theme-preview.xml": (9, 0),
    "themeunittestdata.wordpress.xml": (68, 114),
    "valid-wxr-1.0.xml": (5, 4),
    "wordpress_export_example.xml": (5, 14),
}
FILES = sorted(SAMPLES.rglob("*.xml")) if SAMPLES else []
REFUSED = {"malformed.xml": "line 90, column 2", "missing-version-tag.xml": "wxr_version is missing"}
BROKEN = {"sample.xml", "attachments-only.xml"}


def name_of(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_sample_imports_completely_or_is_refused(path, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    out = io.StringIO()

    if path.name in REFUSED:
        with pytest.raises(CommandError, match=REFUSED[path.name]):
            call_command("import_wordpress", path, repair=True, stdout=out, stderr=out)
        assert Article.objects.count() == 0
        return
    call_command("import_wordpress", path, repair=path.name in BROKEN, stdout=out, stderr=out)

    counted = Counter(record.type for record in records(path) if isinstance(record, Item))
    assert Article.objects.count() == counted["post"]
    assert Page.objects.count() == counted["page"]
    assert "do not add up" not in out.getvalue()
    if path.name in TERMS:
        kinds = ("category", "tag")
        assert tuple(Imported.objects.filter(kind=kind).count() for kind in kinds) == TERMS[path.name]
    again = io.StringIO()
    call_command("import_wordpress", path, repair=path.name in BROKEN, stdout=again, stderr=again)
    assert "Nothing was written" in again.getvalue()


def records(path: Path) -> list:
    try:
        return list(read(path))
    except Refused:
        return list(read(path, Repairs()))


@pytest.mark.parametrize("path", [path for path in FILES if path.name not in REFUSED], ids=name_of)
def test_no_mark_of_the_old_editor_is_left_in_a_sample(path):
    for record in records(path):
        if isinstance(record, Item):
            source = prepared(record.content, Job())
            for mark in ("<!--", "data-wp", "class=", "style=", "[gallery", "[caption", "<img", "<iframe", "<font"):
                assert mark not in source, record.title
