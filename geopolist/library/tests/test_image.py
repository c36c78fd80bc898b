import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from PIL import Image as Pillow
from PIL import ImageColor

from geopolist.library import store, tasks
from geopolist.library.models import Image
from geopolist.library.tests import make

pytestmark = pytest.mark.django_db


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def rendition(image: Image, ratio: str) -> Pillow.Image:
    name = image.picture(ratio).src.removeprefix("/media/")
    with default_storage.open(name) as file:
        return Pillow.open(io.BytesIO(file.read()))


def test_upload_keeps_the_original_privately_and_draws_the_jpegs(shelves: Path) -> None:
    image = make.make_image(make.picture((600, 400)), name="harbour.png")

    folder = f"renditions/{image.key}/{image.crop_key}"
    assert files(shelves / "private") == [f"originals/{image.key}/{image.sha256[:16]}.png"]
    names = "card-480 cover-600 lead-320 portrait-192 portrait-384 portrait-96 share-600 whole-480"
    assert files(shelves / "media") == [f"{folder}/{name}.jpg" for name in names.split()]
    image.refresh_from_db()
    assert (image.name, image.width, image.height, image.formats) == ("harbour.png", 600, 400, ["jpg"])
    assert image.bytes == len(make.picture((600, 400)))


def test_names_tell_nothing_and_cannot_be_guessed(shelves: Path) -> None:
    image = make.make_image(name="secret-merger.png")

    assert re.fullmatch("[a-z2-7]{26}", image.key)
    assert not [name for name in files(shelves / "media") if image.public_id in name or "merger" in name]
    assert image.key not in (image.public_id, make.make_image().key)


def test_picture_is_printed_without_a_query(django_assert_num_queries: Any) -> None:
    image = make.make_image(
        make.picture((2000, 1500)), alt="A harbour", caption="Izmir", credit="E. Fathom", formats=["jpg"]
    )

    with django_assert_num_queries(0):
        shown = image.picture("card")

    base = f"/media/renditions/{image.key}/{image.crop_key}/card"
    assert shown.src == f"{base}-960.jpg"
    assert shown.srcset == f"{base}-480.jpg 480w, {base}-960.jpg 960w"
    assert (shown.width, shown.height, shown.sources) == (960, 640, ())
    assert (shown.alt, shown.caption, shown.credit, shown.decorative) == ("A harbour", "Izmir", "E. Fathom", False)
    with pytest.raises(KeyError):
        image.picture("panorama")


def test_worker_adds_the_better_formats_after_the_commit(
    django_capture_on_commit_callbacks: Any, shelves: Path
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        image = make.make_image(make.picture((600, 400)))
        assert not [name for name in files(shelves / "media") if name.endswith("avif")]

    image.refresh_from_db()
    assert image.formats == ["jpg", "avif", "webp"]
    base = f"/media/renditions/{image.key}/{image.crop_key}/card-480"
    assert [(source.type, source.srcset) for source in image.picture("card").sources] == [
        ("image/avif", f"{base}.avif 480w"),
        ("image/webp", f"{base}.webp 480w"),
    ]
    assert image.picture("share").sources == ()
    for source in image.picture("lead").sources:
        name = source.srcset.split()[0].removeprefix("/media/")
        with default_storage.open(name) as file:
            assert Pillow.open(file).size == (320, 400)
    assert not [name for name in files(shelves / "media") if "share" in name and not name.endswith("jpg")]


def test_task_may_run_twice_and_outlive_its_image(monkeypatch: pytest.MonkeyPatch) -> None:
    image = make.make_image()
    tasks.make_later_formats.call(image.pk)
    monkeypatch.setattr(store, "put", lambda *args: pytest.fail("drawn again"))

    tasks.make_later_formats.call(image.pk)
    Image.objects.all().update(formats=["jpg"])
    tasks.make_later_formats.call(image.pk)
    tasks.make_later_formats.call(image.pk + 1)

    image.refresh_from_db()
    assert image.formats == ["jpg", "avif", "webp"]


def test_half_a_file_left_by_a_killed_worker_is_made_again() -> None:
    image = make.make_image(make.picture((600, 400)))
    broken = f"renditions/{image.key}/{image.crop_key}/card-480.webp"
    store.put(broken, b"RIFF\x00\x01")

    image.make_later_formats()

    with default_storage.open(broken) as file:
        assert Pillow.open(file).size == (480, 320)


def test_task_of_an_older_crop_does_not_announce_formats() -> None:
    image = make.make_image(make.quarters())
    stale = Image.objects.get(pk=image.pk)
    make.crop_around(image, 0.1, 0.1)

    stale.make_later_formats()

    image.refresh_from_db()
    assert image.formats == ["jpg"]


def test_nothing_but_the_picture_reaches_readers(shelves: Path) -> None:
    content = make.telling_jpeg()
    assert content.count(b"SECRET") == 4
    assert b"Exif" in content

    image = make.make_image(content)
    image.make_later_formats()

    published = [(shelves / "media" / name).read_bytes() for name in files(shelves / "media")]
    assert len(published) == 16
    for each in published:
        for trace in (b"SECRET", b"Exif", b"EXIF", b"xmp", b"XMP", b"ICC", b"Photoshop", b"http"):
            assert trace not in each
        if each.startswith(b"\xff\xd8"):
            assert jpeg_segments(each) <= {0xE0, 0xDB, 0xC0, 0xC2, 0xC4, 0xDA}
    assert b"SECRET-ARTIST" in image.original.open().read()


def jpeg_segments(content: bytes) -> set[int]:
    """The markers in front of the first scan."""
    markers, place = set(), 2
    while True:
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4])
        markers.add(marker)
        if marker == 0xDA:
            return markers
        place += 2 + length


def test_renditions_are_progressive_and_have_their_size() -> None:
    image = make.make_image(make.quarters((1000, 1000)))

    shown = rendition(image, "cover")

    assert (shown.format, shown.size, shown.info.get("progressive")) == ("JPEG", (800, 410), 1)


@pytest.mark.parametrize(
    ("focus", "colour"),
    [((0.25, 0.5), "red"), ((0.75, 0.5), "lime"), ((0, 0), "red"), ((1, 1), "lime")],
)
def test_focal_point_decides_the_piece(focus: tuple[float, float], colour: str) -> None:
    image = make.make_image(make.quarters((1600, 400)))

    make.crop_around(image, *focus)

    image.refresh_from_db()
    piece = rendition(image, "portrait")
    shown = piece.getpixel((piece.width // 2, 20))
    wanted = ImageColor.getrgb(colour)
    assert max(abs(got - want) for got, want in zip(shown, wanted, strict=True)) < 20


def test_moving_the_focal_point_makes_new_files_and_keeps_the_old(shelves: Path) -> None:
    image = make.make_image(make.quarters(), formats=["jpg", "avif"])
    old = set(files(shelves / "media"))
    Image.objects.update(formats=["jpg", "avif", "webp"])
    image.refresh_from_db()

    make.crop_around(image, 0.25, 0.25)

    now = set(files(shelves / "media"))
    assert old < now
    assert len(now) == 2 * len(old)
    image.refresh_from_db()
    assert (image.focal_x, image.focal_y, image.formats) == (0.25, 0.25, ["jpg"])


def test_replacing_the_file_keeps_what_describes_it(shelves: Path) -> None:
    image = make.make_image(make.picture(colour="teal"), alt="A harbour", credit="E. Fathom", name="old.png")
    before, public_id = image.picture("whole").src, image.public_id

    image.replace(make.picture((90, 60), "JPEG", colour="red"))

    image.refresh_from_db()
    assert (image.public_id, image.alt, image.credit, image.name) == (public_id, "A harbour", "E. Fathom", "old.png")
    assert (image.width, image.height, image.original.name[-4:]) == (90, 60, ".jpg")
    assert image.picture("whole").src != before
    assert len(files(shelves / "private")) == 2


def test_refused_replacement_changes_nothing(shelves: Path) -> None:
    image = make.make_image()
    before = files(shelves)

    with pytest.raises(ValidationError):
        image.replace(b"<svg/>")

    assert files(shelves) == before
    assert Image.objects.get().sha256 == image.sha256


def test_refused_upload_leaves_nothing(shelves: Path) -> None:
    with pytest.raises(ValidationError):
        Image.upload(make.bomb(), name="a.png")

    assert (Image.objects.count(), files(shelves)) == (0, [])


def test_same_picture_is_found_by_its_bytes() -> None:
    first = make.make_image(make.picture(colour="teal"))
    make.make_image(make.picture(colour="teal"))

    assert Image.find_same(make.picture(colour="teal")) == first
    assert Image.find_same(make.picture(colour="red")) is None


def test_missing_alt_and_credit_are_listed() -> None:
    make.make_image(alt="A harbour", credit="E. Fathom")
    decorative = make.make_image(alt="", decorative=True)
    missing = make.make_image(alt="", credit="E. Fathom")

    assert list(Image.objects.missing_alt()) == [missing]
    assert list(Image.objects.missing_credit()) == [decorative]
    assert decorative.picture("card").decorative is True


def test_decorative_picture_has_no_alternative_text() -> None:
    assert make.make_image(alt="Waves", decorative=True).picture("card").alt == ""


def test_pictures_of_a_page_cost_one_query(django_assert_num_queries: Any) -> None:
    images = [make.make_image() for _ in range(3)]

    with django_assert_num_queries(1):
        pictures = Image.objects.pictures([image.public_id for image in images] + ["unknown"], "card")

    assert pictures == {image.public_id: image.picture("card") for image in images}


def test_database_refuses_a_focal_point_outside() -> None:
    image = make.make_image()

    with pytest.raises(IntegrityError), transaction.atomic():
        Image.objects.filter(pk=image.pk).update(focal_x=1.2)
