import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow
from PIL import ImageFile

from geopolist.library import intake
from geopolist.library.tests import make


def refusal(content: bytes, name: str = "") -> tuple[str, str]:
    with pytest.raises(ValidationError) as caught:
        intake.read(content, name=name)
    return caught.value.code, caught.value.messages[0]


@pytest.mark.parametrize(
    ("kind", "extension"),
    [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp"), ("GIF", "gif"), ("AVIF", "avif")],
)
def test_every_accepted_kind_is_read(kind: str, extension: str) -> None:
    incoming = intake.read(make.picture((60, 40), kind), name=f"Harbour.{extension.upper()}")

    assert (incoming.extension, incoming.width, incoming.height) == (extension, 60, 40)
    assert (incoming.master.mode, incoming.master.size) == ("RGB", (60, 40))


def test_picture_comes_as_bytes_path_or_upload(tmp_path: Path) -> None:
    content = make.picture()
    path = tmp_path / "harbour.png"
    path.write_bytes(content)

    read = [intake.read(each) for each in (content, path, SimpleUploadedFile("harbour.png", content))]

    assert [(each.name, each.content == content) for each in read] == [
        ("", True),
        ("harbour.png", True),
        ("harbour.png", True),
    ]


def test_bomb_is_refused_on_its_header_and_never_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    content = make.bomb()
    decoded: list[object] = []
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda image: decoded.append(image))

    code, message = refusal(content, "poster.png")

    assert len(content) < 60_000
    assert decoded == []
    assert code == "pixels"
    assert message == "The picture has more than 25 million pixels. Make it smaller: 3,000 pixels wide is plenty."


def test_bomb_just_over_the_limit_is_refused_too() -> None:
    assert refusal(make.bomb(5_000, 5_001), "poster.png")[0] == "pixels"
    assert intake.read(make.bomb(4_000, 2_000), name="poster.png").width == 4_000


def test_kinds_that_need_more_memory_have_a_smaller_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake.limits, "MAX_PIXELS_OF", {"WEBP": 2_399})

    assert refusal(make.picture((60, 40), "WEBP"), "a.webp")[0] == "pixels"
    assert intake.read(make.picture((60, 40), "PNG"), name="a.png").width == 60


@pytest.mark.parametrize(
    ("kind", "million", "largest", "options"),
    [("AVIF", 16, (4_000, 4_000), {"speed": 10}), ("WEBP", 12, (3_000, 4_000), {"method": 0, "quality": 1})],
)
def test_what_those_kinds_may_have_is_what_was_measured(
    monkeypatch: pytest.MonkeyPatch, kind: str, million: int, largest: tuple[int, int], options: dict[str, int]
) -> None:
    """Their decoders hold several copies of every pixel: a higher limit would need more memory than a process has."""
    decoded: list[tuple[int, int]] = []
    monkeypatch.setattr(intake, "_decode", lambda image: decoded.append(image.size) or (image, image.size))
    width, height = largest

    code, message = refusal(make.picture((width, height + 1), kind, mode="L", colour=0, **options))
    intake.read(make.picture(largest, kind, mode="L", colour=0, **options))

    assert (code, decoded) == ("pixels", [largest])
    assert message.startswith(f"The picture has more than {million} million pixels.")


def test_very_long_picture_is_refused() -> None:
    assert refusal(make.bomb(16_008, 8), "line.png") == (
        "side",
        "One side of the picture is longer than 16000 pixels. Crop it or make it smaller.",
    )


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a drawing -->\n<SVG onload="alert(1)"/>',
    ],
)
@pytest.mark.parametrize("name", ["logo.svg", "logo.png", ""])
def test_svg_is_refused_under_any_name(content: bytes, name: str) -> None:
    code, message = refusal(content, name)

    assert code == "svg"
    assert message.endswith("Export the drawing as a PNG of 1,600 pixels or more.")


def test_heic_is_refused_with_advice() -> None:
    assert refusal(b"\0\0\0\x18ftypheic" + bytes(64), "IMG_1.heic")[1].endswith("Export the photograph as a JPEG.")


@pytest.mark.parametrize(
    "content",
    [
        b"alert(1)",
        b"<!doctype html><script>alert(1)</script>",
        b"GIF89a=1;alert(1)//",
        b"BM" + bytes(60),
        b"%PDF-1.4",
        b"\x89PNG\r\n\x1a\n",
        make.picture(kind="TIFF"),
        make.picture(kind="ICO"),
    ],
)
def test_what_is_no_picture_of_ours_is_refused(content: bytes) -> None:
    code, message = refusal(content, "picture.png")

    assert code in ("type", "damaged")
    assert message in (
        "This is not a picture we can read. Choose a JPEG, PNG, WebP, AVIF or GIF file.",
        "The picture is damaged or cut short. Save it again and retry.",
    )


def test_extension_must_tell_the_truth_unless_an_old_site_lied() -> None:
    content = make.picture(kind="JPEG")

    assert refusal(content, "harbour.png") == (
        "extension",
        "The file is called “harbour.png” but holds a JPEG picture. Rename it to end in .jpg.",
    )
    assert refusal(content, "harbour.jpg.php")[0] == "extension"
    assert refusal(content, "harbour")[0] == "extension"
    assert intake.read(content, name="harbour.png", any_extension=True).extension == "jpg"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "AVIF"])
def test_truncated_picture_is_refused(kind: str) -> None:
    noise = io.BytesIO()
    Pillow.effect_noise((120, 90), 80).convert("RGB").save(noise, kind)

    assert refusal(noise.getvalue()[: len(noise.getvalue()) // 2])[0] in ("damaged", "type")


def test_empty_and_heavy_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geopolist.library.limits.IMAGE_BYTES", 2**20)

    assert refusal(b"") == ("empty", "The file is empty. Choose another.")
    assert refusal(make.picture() + bytes(2**20)) == (
        "bytes",
        "The picture has more than 1 MB. Save it smaller or with stronger compression.",
    )


@pytest.mark.parametrize(
    ("mode", "colour", "shown"),
    [
        ("L", 128, (128, 128, 128)),
        ("1", 1, (255, 255, 255)),
        ("P", 0, (0, 0, 0)),
        ("LA", (0, 0), (255, 255, 255)),
        ("LA", (0, 255), (0, 0, 0)),
        ("RGBA", (255, 0, 0, 0), (255, 255, 255)),
        ("RGBA", (255, 0, 0, 255), (255, 0, 0)),
        ("I;16", 65535, (255, 255, 255)),
        ("I;16", 32768, (128, 128, 128)),
    ],
)
def test_every_mode_becomes_rgb_on_white(mode: str, colour: object, shown: tuple[int, int, int]) -> None:
    master = intake.read(make.picture((20, 10), "PNG", mode=mode, colour=colour)).master

    assert (master.mode, master.getpixel((5, 5))) == ("RGB", shown)


def test_strips_of_a_tall_transparent_picture_fit_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "STRIP", 4)
    tall = Pillow.new("RGBA", (40, 37), (0, 0, 0, 0))
    tall.paste((10, 20, 30, 255), (0, 9, 40, 20))

    shown = intake._on_paper(tall, 1)

    assert [shown.getpixel((20, y)) for y in (8, 9, 19, 20, 36)] == [
        (255, 255, 255),
        (10, 20, 30),
        (10, 20, 30),
        (255, 255, 255),
        (255, 255, 255),
    ]
    assert intake._on_paper(tall, 3).size == (14, 13)


def test_cmyk_becomes_rgb() -> None:
    master = intake.read(make.picture((20, 10), "JPEG", mode="CMYK", colour=(0, 255, 255, 0))).master

    red, green, blue = master.getpixel((5, 5))
    assert red > 200 > 60 > max(green, blue)


def test_colours_of_a_profile_become_srgb() -> None:
    content = make.picture((20, 10), "PNG", colour=(255, 0, 0), icc_profile=make.swapped_profile())

    master = intake.read(content).master

    red, green, blue = master.getpixel((5, 5))
    assert blue > 240 > 30 > max(red, green)
    assert master.info == {}


@pytest.mark.parametrize("profile", [b"broken", b"\0" * 200])
def test_broken_profile_is_left_out(profile: bytes) -> None:
    content = make.picture((20, 10), "PNG", colour=(100, 100, 100), icc_profile=profile)

    assert intake.read(content).master.getpixel((5, 5)) == (100, 100, 100)


def test_picture_is_turned_upright() -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6  # the camera was held upright: turn by a quarter to the right
    photo = Pillow.new("RGB", (80, 40), "blue")
    photo.paste("red", (0, 0, 40, 40))
    file = io.BytesIO()
    photo.save(file, "JPEG", exif=exif, quality=100)

    incoming = intake.read(file.getvalue())

    assert (incoming.width, incoming.height, incoming.master.size) == (40, 80, (40, 80))
    assert incoming.master.getpixel((20, 10))[0] > 200
    assert incoming.master.getpixel((20, 70))[2] > 200


def test_first_frame_of_an_animation_is_taken() -> None:
    frames = [Pillow.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])

    assert intake.read(file.getvalue()).master.getpixel((5, 5)) == (255, 0, 0)


def test_big_jpeg_is_not_decoded_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    decoded = []
    monkeypatch.setattr(intake, "_opaque", lambda image, needed: decoded.append(image.size) or image)

    incoming = intake.read(make.picture((3200, 2400), "JPEG"))

    assert decoded == [(1600, 1200)]
    assert (incoming.width, incoming.height) == (3200, 2400)
    assert incoming.master.size == (1600, 1200)


def test_script_behind_a_picture_is_not_drawn() -> None:
    png = make.picture() + b"<script>alert(1)</script>" + make.zipped({"a.js": b"alert(1)"})
    gif = b"GIF89a/*" + make.picture(kind="GIF")[8:] + b"*/=1;alert(1)"

    for polyglot in (png, gif):
        master = intake.read(polyglot).master
        assert b"alert" in polyglot
        assert b"alert" not in master.tobytes()
        assert master.info == {}
