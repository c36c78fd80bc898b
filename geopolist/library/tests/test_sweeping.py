import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from geopolist.library import sweeping
from geopolist.library.models import Document, Image, Use, record_uses
from geopolist.library.tests import make
from geopolist.library.tests.conftest import Desk

pytestmark = pytest.mark.django_db


def files(shelves: Path) -> set[str]:
    return {str(path.relative_to(shelves)) for path in shelves.rglob("*") if path.is_file()}


def age(shelves: Path, days: int = 40) -> None:
    """As if everything had been made that long ago."""
    then = timezone.now() - timedelta(days=days)
    Image.objects.update(drawn_at=then)
    Document.objects.update(filed_at=then)
    for path in shelves.rglob("*"):
        os.utime(path, (then.timestamp(), then.timestamp()))


def test_old_crops_and_files_go_when_nobody_can_still_see_them(shelves: Path) -> None:
    image, document = make.make_image(make.quarters()), make.make_document()
    make.crop_around(image, 0.1, 0.1)
    image.replace(make.picture((90, 60)))
    document.replace(make.PDF + b"%")
    age(shelves)

    removed = sweeping.sweep()

    image.refresh_from_db()
    document.refresh_from_db()
    left = files(shelves)
    assert removed > 10
    assert {f"private/{image.original.name}", f"private/{document.file.name}"} < left
    assert all(image.crop_key in name for name in left if name.startswith("media/"))
    assert len(left) == 2 + 6
    assert sweeping.sweep() == 0


def test_nothing_is_swept_while_stored_pages_may_show_it(shelves: Path) -> None:
    image = make.make_image(make.quarters())
    age(shelves)
    make.crop_around(image, 0.1, 0.1)  # just now: the old files are old, but were shown until today
    before = files(shelves)

    assert sweeping.sweep() == 0
    assert files(shelves) == before


def test_files_of_deleted_rows_go_with_their_folders(shelves: Path) -> None:
    kept = make.make_image()
    make.make_image()
    make.make_document()
    Document.objects.all().delete()
    Image.objects.exclude(pk=kept.pk).delete()
    assert sweeping.sweep() == 0
    age(shelves)

    sweeping.sweep()

    assert {name.split("/")[2] for name in files(shelves)} == {kept.key}
    assert [path.name for path in (shelves / "media" / "renditions").iterdir()] == [kept.key]
    assert list((shelves / "private" / "documents").iterdir()) == []


def test_current_files_stay_however_old(shelves: Path) -> None:
    image = make.make_image(make.quarters())
    image.make_later_formats()
    make.make_document()
    age(shelves, days=4000)
    before = files(shelves)

    assert sweeping.sweep() == 0
    assert files(shelves) == before


def test_empty_shelves_are_swept_without_a_word() -> None:
    assert sweeping.sweep() == 0


def test_uses_of_deleted_objects_are_forgotten(desk: Desk) -> None:
    gone, there = desk.make(), desk.make()
    stranger = Permission.objects.order_by("pk").first()
    for user in (gone, there, stranger):
        record_uses(user, [("image", "aaa")])
    Group.objects.filter(pk=gone.pk).delete()

    assert sweeping.forget_gone_users() == 1
    assert sorted(Use.objects.values_list("object_id", flat=True)) == sorted([there.pk, stranger.pk])
