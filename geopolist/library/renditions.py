"""The closed list of shapes and sizes in which a picture is shown, and their names. Plain values: no rows, no files.

Names follow from the image alone, so that a page prints them without asking anybody.
"""

import hashlib
import math
from dataclasses import dataclass

MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
# Made by the worker, best first: the order in which a browser is offered them.
LATER_FORMATS = ("avif", "webp")
TOP = "renditions"

type Size = tuple[int, int]
type Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Ratio:
    """A shape and the widths it is made in. `shape` None keeps the picture whole."""

    widths: tuple[int, ...]
    shape: Size | None = None
    jpeg_only: bool = False

    def cut(self, width: int, height: int) -> tuple[float, float]:
        """Width and height of the largest piece of this shape inside a picture."""
        if self.shape is None:
            return float(width), float(height)
        across, down = self.shape
        cut_width = min(width, height * across / down)
        return cut_width, min(height, cut_width * down / across)

    def sizes(self, width: int, height: int) -> list[Size]:
        """What is made of a picture, smallest first. Nothing is enlarged: a small picture gives its own size."""
        cut_width, cut_height = self.cut(width, height)
        widths = [wanted for wanted in self.widths if wanted <= cut_width] or [max(1, int(cut_width))]
        return [(wanted, max(1, round(wanted * cut_height / cut_width))) for wanted in widths]

    def box(self, width: int, height: int, focal_x: float, focal_y: float) -> Box:
        """The piece to keep, in pixels: as near to having the focal point in its middle as the edges allow."""
        cut_width, cut_height = self.cut(width, height)
        left = min(max(focal_x * width - cut_width / 2, 0), width - cut_width)
        top = min(max(focal_y * height - cut_height / 2, 0), height - cut_height)
        # The sums may pass the edge by a hair, which Pillow refuses.
        return left, top, min(left + cut_width, width), min(top + cut_height, height)


RATIOS = {
    "card": Ratio((480, 960), (3, 2)),
    "lead": Ratio((640, 960), (4, 5)),
    "cover": Ratio((800, 1600), (1600, 820)),
    # Other sites fetch this one for their previews; many of them read nothing but JPEG.
    "share": Ratio((1200,), (1200, 630), jpeg_only=True),
    "portrait": Ratio((96, 192, 384), (1, 1)),
    "whole": Ratio((480, 960, 1600)),
}


def crop_key(sha256: str, focal_x: float, focal_y: float) -> str:
    """Changes with the file and with the focal point, so a stored page never shows yesterday's crop at today's name."""
    return hashlib.sha256(f"{sha256} {focal_x:.4f} {focal_y:.4f}".encode()).hexdigest()[:12]


def name(key: str, crop: str, ratio: str, width: int, extension: str) -> str:
    """Where one rendition lies in public storage. `extension` is jpg, webp or avif."""
    return f"{TOP}/{key}/{crop}/{ratio}-{width}.{extension}"


def smallest_master(width: int, height: int) -> Size:
    """The smallest size of the whole picture from which every rendition can be made without enlarging."""
    share = max(
        made_width / ratio.cut(width, height)[0]
        for ratio in RATIOS.values()
        for made_width, _height in ratio.sizes(width, height)
    )
    return min(width, math.ceil(width * share)), min(height, math.ceil(height * share))
