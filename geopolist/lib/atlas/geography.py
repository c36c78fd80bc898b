"""Countries as rings of longitude and latitude, and their way onto a flat sheet."""

import json
import math
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parent

type Point = tuple[float, float]
type Ring = list[Point]


class Country(NamedTuple):
    """`rings`: each island, exclave or hole a list of points."""

    name: str
    rings: list[Ring]


class Shape(NamedTuple):
    """A country's arcs, as numbers into the atlas: a negative one, ~n, is arc n walked backwards."""

    name: str
    rings: list[list[int]]


class Atlas(NamedTuple):
    """Borders are stored once and shared by both neighbours, so that they still meet after any simplification."""

    arcs: list[Ring]
    shapes: list[Shape]


@lru_cache(maxsize=1)
def atlas() -> Atlas:
    stored = json.loads((FOLDER / "atlas.json").read_text("utf-8"))
    arcs = [walk(steps, stored["t"]["scale"], stored["t"]["translate"]) for steps in stored["arcs"]]
    shapes = [Shape(name, [ring for polygon in polygons for ring in polygon]) for name, _, polygons in stored["c"]]
    return Atlas(arcs, shapes)


def walk(steps: list[int], scale: Point, origin: Point) -> Ring:
    """The points of an arc stored as whole-number steps: x, y, x, y …"""
    x = y = 0
    points = []
    for step_x, step_y in zip(steps[::2], steps[1::2], strict=True):
        x += step_x
        y += step_y
        points.append((x * scale[0] + origin[0], y * scale[1] + origin[1]))
    return points


def joined[P](ring: list[int], arcs: list[list[P]]) -> list[P]:
    """The ring's arcs end to end, the points where they meet once."""
    points: list[P] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return points


@lru_cache(maxsize=1)
def countries() -> list[Country]:
    arcs, shapes = atlas()
    return [Country(shape.name, [joined(ring, arcs) for ring in shape.rings]) for shape in shapes]


class Projection:
    """Lambert azimuthal equal-area around (`lon`, `lat`): `span` degrees across `width` pixels.

    `roll` turns the sheet, in degrees; `shift` moves the centre, in parts of width and height.
    Points whose angular distance from the centre has a cosine below `limit` are not shown.
    """

    def __init__(
        self,
        lon: float,
        lat: float,
        span: float,
        size: tuple[int, int],
        *,
        limit: float,
        roll: float = 0.0,
        shift: Point = (0.0, 0.0),
    ) -> None:
        self.lon, self.lat = math.radians(lon), math.radians(lat)
        self.scale = size[0] / math.radians(span)
        self.x, self.y = size[0] * (0.5 + shift[0]), size[1] * (0.5 + shift[1])
        self.cos_roll, self.sin_roll = math.cos(math.radians(roll)), math.sin(math.radians(roll))
        self.limit = limit

    def __call__(self, lon: float, lat: float) -> Point | None:
        east, north = math.radians(lon) - self.lon, math.radians(lat)
        cosine = math.sin(self.lat) * math.sin(north) + math.cos(self.lat) * math.cos(north) * math.cos(east)
        if cosine < self.limit:
            return None
        stretch = math.sqrt(2 / (1 + cosine))
        x = stretch * math.cos(north) * math.sin(east)
        y = stretch * (math.cos(self.lat) * math.sin(north) - math.sin(self.lat) * math.cos(north) * math.cos(east))
        x, y = x * self.cos_roll - y * self.sin_roll, x * self.sin_roll + y * self.cos_roll
        return self.x + x * self.scale, self.y - y * self.scale

    def all(self, points: Iterable[Point]) -> Ring:
        """Those of `points` that are shown."""
        return [shown for point in points if (shown := self(*point))]


def touches(points: Ring, size: tuple[int, int]) -> bool:
    """Whether the box around `points` meets the sheet."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) >= 0 and min(xs) <= size[0] and max(ys) >= 0 and min(ys) <= size[1]


def on_sheet(projection: Projection, size: tuple[int, int]) -> list[Country]:
    """The countries that a sheet shows, in its pixels."""
    shown = []
    for country in countries():
        rings = [points for ring in country.rings if len(points := projection.all(ring)) > 2 and touches(points, size)]
        if rings:
            shown.append(Country(country.name, rings))
    return shown


def middle(rings: list[Ring]) -> Point:
    """The mean of the points of the longest ring: near enough to where a label would stand."""
    ring = max(rings, key=len)
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
