import pytest

from geopolist.library import renditions
from geopolist.library.renditions import RATIOS


def test_sizes_of_a_large_picture() -> None:
    made = {word: ratio.sizes(4000, 3000) for word, ratio in RATIOS.items()}

    assert made == {
        "card": [(480, 320), (960, 640)],
        "lead": [(640, 800), (960, 1200)],
        "cover": [(800, 410), (1600, 820)],
        "share": [(1200, 630)],
        "portrait": [(96, 96), (192, 192), (384, 384)],
        "whole": [(480, 360), (960, 720), (1600, 1200)],
    }


def test_small_picture_is_never_enlarged() -> None:
    made = {word: ratio.sizes(200, 300) for word, ratio in RATIOS.items()}

    assert made == {
        "card": [(200, 133)],
        "lead": [(200, 250)],
        "cover": [(200, 102)],
        "share": [(200, 105)],
        "portrait": [(96, 96), (192, 192)],
        "whole": [(200, 300)],
    }


@pytest.mark.parametrize("size", [(1, 1), (16_000, 1), (1, 16_000), (3, 2)])
def test_every_size_gives_at_least_one_rendition_inside_the_picture(size: tuple[int, int]) -> None:
    for ratio in RATIOS.values():
        assert len(ratio.sizes(*size)) >= 1
        assert all(width >= 1 and height >= 1 for width, height in ratio.sizes(*size))
        left, top, right, bottom = ratio.box(*size, 1, 1)
        assert 0 <= left < right <= size[0]
        assert 0 <= top < bottom <= size[1]


@pytest.mark.parametrize(
    ("focus", "box"),
    [
        ((0.5, 0.5), (50, 0, 150, 100)),
        ((0, 0), (0, 0, 100, 100)),
        ((1, 1), (100, 0, 200, 100)),
        ((0.3, 0.9), (10, 0, 110, 100)),
    ],
)
def test_crop_keeps_the_focal_point_as_near_to_the_middle_as_it_can(
    focus: tuple[float, float], box: renditions.Box
) -> None:
    assert RATIOS["portrait"].box(200, 100, *focus) == box


def test_crop_key_follows_file_and_focal_point() -> None:
    key = renditions.crop_key("a" * 64, 0.5, 0.5)

    assert key == renditions.crop_key("a" * 64, 0.5, 0.5)
    assert len({key, renditions.crop_key("b" * 64, 0.5, 0.5), renditions.crop_key("a" * 64, 0.5, 0.25)}) == 3


def test_master_is_no_larger_than_the_renditions_need() -> None:
    assert renditions.smallest_master(4000, 3000) == (1600, 1200)
    assert renditions.smallest_master(3000, 4000) == (1600, 2134)
    assert renditions.smallest_master(300, 200) == (300, 200)
