"""What is on the drawing table: a region, its colours, its countries, and the strokes all styles share."""

import random
from collections.abc import Container
from dataclasses import dataclass
from typing import NamedTuple

from PIL import Image, ImageDraw

from .geography import Country, Point, Projection, Ring

type Colour = tuple[int, int, int]


class Region(NamedTuple):
    """Centre, degrees across the width, and the codes of the countries that the story is about."""

    lon: float
    lat: float
    span: float
    focus: tuple[str, ...]


REGIONS = {
    "world": Region(32, 28, 150, ("TR",)),
    "europe": Region(12, 50, 44, ("DE", "FR", "PL")),
    "western-balkans": Region(20, 43.4, 20, ("RS", "BA", "XK")),
    "black-sea": Region(34, 43.6, 26, ("UA", "TR", "RO")),
    "turkey": Region(35, 39, 24, ("TR",)),
    "straits": Region(28.2, 40.7, 9, ("TR",)),
    "aegean": Region(25.5, 38.2, 14, ("GR", "TR")),
    "caucasus": Region(45, 41.4, 17, ("AZ", "AM", "GE")),
    "central-asia": Region(66, 43.5, 40, ("KZ", "UZ", "TM")),
    "eurasia": Region(62, 52, 84, ("RU", "KZ")),
    "levant": Region(36.6, 33.6, 15, ("SY", "LB")),
    "gulf": Region(51, 27, 25, ("AE", "QA", "IR")),
    "middle-east": Region(43, 30, 44, ("IQ", "SY", "SA")),
    "red-sea": Region(41, 17, 30, ("YE", "ER", "DJ")),
    "horn": Region(44, 8, 30, ("ET", "SO")),
    "north-africa": Region(12, 29, 42, ("LY", "EG", "DZ")),
    "sahel": Region(6, 16, 40, ("ML", "NE", "BF")),
    "east-med": Region(31, 34.6, 18, ("CY", "EG", "IL")),
    "baltic": Region(22, 57.6, 26, ("EE", "LV", "LT")),
    "arctic": Region(40, 76, 66, ("NO", "RU")),
    "indo-pacific": Region(112, 14, 70, ("CN", "TW", "PH")),
    "atlantic": Region(-34, 44, 90, ("US", "GB")),
}
STYLES = ("tide", "hachure", "dots", "blocks", "range", "relief")


def rgb(written: str) -> Colour:
    """`#rrggbb` as three numbers."""
    return int(written[1:3], 16), int(written[3:5], 16), int(written[5:7], 16)


def mixed(a: Colour, b: Colour, part: float) -> Colour:
    """`part` of the way from `a` to `b`."""
    red, green, blue = (round(x + (y - x) * part) for x, y in zip(a, b, strict=True))
    return red, green, blue


class Palette(NamedTuple):
    """Colours of İznik tile: `hot` fills the countries of the story, `accent` marks one point."""

    sea: Colour
    land: Colour
    edge: Colour
    hot: Colour
    accent: Colour
    line: Colour


PALETTES = {
    name: Palette(*map(rgb, colours.split()))
    for name, colours in {
        "cobalt": "#12307f #1c44a8 #12307f #e9eef2 #e2553a #7fa2ee",
        "quartz": "#eef1f2 #d3dbe1 #eef1f2 #1d47b0 #c23a22 #9fb0bf",
        "night": "#0c131d #1a2634 #0c131d #3fb6b2 #e2553a #3d5269",
        "bole": "#a92c18 #c2452d #a92c18 #f6ece6 #14204a #ec9c84",
        "turquoise": "#0d6c74 #178b91 #0d6c74 #eaf3f0 #f0b43c #7cc9c8",
        "ochre": "#e7b23e #d59a23 #e7b23e #1a2540 #ab2f1b #f6dc9b",
        "plum": "#2b2140 #3f3160 #2b2140 #e8e2ee #ee7a58 #7f6ea8",
        "sage": "#dfe7df #bccdc0 #dfe7df #1f5a44 #c23a22 #8fab99",
    }.items()
}


@dataclass
class Sheet:
    """One drawing in the making, at twice its final size. `unit` is a stroke's width: 2 px on a cover 1,600 px wide."""

    image: Image.Image
    region: Region
    palette: Palette
    projection: Projection
    countries: list[Country]
    span: float
    chance: random.Random

    def __post_init__(self) -> None:
        self.draw = ImageDraw.Draw(self.image)
        self.size = self.image.size
        self.unit = self.size[0] / 3200

    def mask(self, codes: Container[str] | None = None) -> Image.Image:
        """Where land is, or only the countries of `codes`."""
        mask = Image.new("L", self.size, 0)
        draw = ImageDraw.Draw(mask)
        for country in self.countries:
            if codes is None or country.code in codes:
                for ring in country.rings:
                    draw.polygon(ring, fill=255)
        return mask

    def fill(self, mask: Image.Image, colour: Colour, strength: float = 1.0) -> None:
        if strength < 1:
            mask = mask.point(lambda value: round(value * strength))
        self.image.paste(colour, (0, 0), mask)

    def stroke(self, points: Ring, colour: Colour, width: float, *, closed: bool = False) -> None:
        line = points + points[:1] if closed else points
        self.draw.line(line, fill=colour, width=max(1, round(width)), joint="curve")

    def borders(self, colour: Colour, width: float, codes: Container[str] | None = None) -> None:
        for country in self.countries:
            if codes is None or country.code in codes:
                for ring in country.rings:
                    self.stroke(ring, colour, width, closed=True)

    def circle(
        self,
        centre: Point,
        radius: float,
        *,
        fill: Colour | None = None,
        outline: Colour | None = None,
        width: float = 1,
    ) -> None:
        x, y = centre
        box = (x - radius, y - radius, x + radius, y + radius)
        self.draw.ellipse(box, fill=fill, outline=outline, width=round(width))

    def graticule(self, colour: Colour, width: float) -> None:
        """Meridians and parallels: at most nine across, or every thirty degrees."""
        step = next(step for step in (1, 2, 5, 10, 15, 30) if self.span / step <= 9 or step == 30)
        for lon in range(-180, 180, step):
            meridian = self.projection.all((lon, lat) for lat in range(-84, 85))
            if len(meridian) > 1:
                self.stroke(meridian, colour, width)
        for lat in range(-75, 90, step):
            for run in self.runs(lat):
                self.stroke(run, colour, width)

    def runs(self, lat: int) -> list[Ring]:
        """The visible pieces of a parallel."""
        runs: list[Ring] = [[]]
        for lon in range(-180, 181):
            point = self.projection(lon, lat)
            if point:
                runs[-1].append(point)
            elif runs[-1]:
                runs.append([])
        return [run for run in runs if len(run) > 1]
