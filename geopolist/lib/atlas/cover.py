"""An abstract map of a region, to stand over an article."""

import math
import random

from PIL import Image

from .geography import Projection, on_sheet
from .sheet import PALETTES, REGIONS, STYLES, Sheet
from .styles import DRAW


def make_cover(
    region: str = "world",
    seed: int | str = 0,
    size: tuple[int, int] = (1600, 1067),
    style: str | None = None,
    palette: str | None = None,
    shift: float = 0.0,
) -> Image.Image:
    """An RGB image of `size`. The seed chooses crop and tilt, and style and palette where they are not given.

    `shift` moves the middle sideways, in parts of the width (-0.5 to 0.5).
    Raises KeyError for a region, style or palette that is not in REGIONS, STYLES, PALETTES.
    """
    chance = random.Random(f"{region}/{seed}")  # noqa: S311  the same seed must give the same image
    style = style or chance.choice(STYLES)
    palette = palette or chance.choice(list(PALETTES))
    place = REGIONS[region]
    table = size[0] * 2, size[1] * 2
    span = place.span * chance.uniform(0.78, 1.06)
    roll = chance.uniform(-16, 16)
    moved = shift + chance.uniform(-0.05, 0.05), chance.uniform(-0.05, 0.05)
    limit = math.cos(math.radians(min(150, span * 1.6 + 25)))
    projection = Projection(place.lon, place.lat, span, table, limit=limit, roll=roll, shift=moved)
    sheet = Sheet(
        image=Image.new("RGB", table, PALETTES[palette].sea),
        region=place,
        palette=PALETTES[palette],
        projection=projection,
        countries=on_sheet(projection, table),
        span=span,
        chance=chance,
    )
    DRAW[style](sheet)
    return sheet.image.resize(size, Image.Resampling.LANCZOS)
