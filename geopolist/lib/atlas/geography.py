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
    """`code`: ISO 3166-1, empty for land of no country; `rings`: each island, exclave or hole a list of points."""

    code: str
    rings: list[Ring]


class Shape(NamedTuple):
    """Arcs as numbers into the atlas: a negative one, ~n, is arc n walked backwards. `code` as borders.json has it."""

    code: str
    rings: list[list[int]]


class Atlas(NamedTuple):
    """Borders are stored once and shared by both neighbours, so that they still meet after any simplification."""

    arcs: list[Ring]
    shapes: list[Shape]


@lru_cache(maxsize=1)
def atlas() -> Atlas:
    """Raises KeyError for a shape that borders.json does not name: whose it is, nobody may guess."""
    stored = json.loads((FOLDER / "atlas.json").read_text("utf-8"))
    owners: dict[str, str | None] = json.loads((FOLDER / "borders.json").read_text("utf-8"))
    arcs = [walk(steps, stored["t"]["scale"], stored["t"]["translate"]) for steps in stored["arcs"]]
    shapes: dict[str, Shape] = {}
    for name, _number, polygons in stored["c"]:
        code = owners[name] or ""
        rings = [ring for polygon in polygons for ring in polygon]
        # What belongs to one country is one shape, without a border inside.
        if code in shapes:
            rings = merged([*shapes[code].rings, *rings], arcs)
        shapes[code or name] = Shape(code, rings)
    return Atlas(arcs, list(shapes.values()))


def merged(rings: list[list[int]], arcs: list[Ring]) -> list[list[int]]:
    """The outline of all `rings` together: arcs that are walked both ways lie inside and go."""
    walked = {number for ring in rings for number in ring}
    return linked((number for number in walked if ~number not in walked), arcs)


def inner(rings: list[list[int]], arcs: list[Ring]) -> list[list[int]]:
    """The lines between two of `rings`: arcs that are walked both ways, once each."""
    walked = {number for ring in rings for number in ring}
    return linked((number for number in walked if number >= 0 and ~number in walked), arcs)


def linked(numbers: Iterable[int], arcs: list[Ring]) -> list[list[int]]:
    """Arcs in lines as long as can be: each begins where the one before it ends."""
    starts: dict[Point, list[int]] = {}
    for number in sorted(numbers):
        starts.setdefault(ends(number, arcs)[0], []).append(number)
    lines = []
    while starts:
        line: list[int] = []
        point = next(iter(starts))
        while point in starts:
            number = starts[point].pop()
            if not starts[point]:
                del starts[point]
            line.append(number)
            point = ends(number, arcs)[1]
        lines.append(line)
    return lines


def ends(number: int, arcs: list[Ring]) -> tuple[Point, Point]:
    """Where the arc begins and ends, walked in the direction that the number says."""
    arc = arcs[number] if number >= 0 else arcs[~number]
    return (arc[0], arc[-1]) if number >= 0 else (arc[-1], arc[0])


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
    return [Country(shape.code, [joined(ring, arcs) for ring in shape.rings]) for shape in shapes]


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
            shown.append(Country(country.code, rings))
    return shown


def middle(rings: list[Ring]) -> Point:
    """The mean of the points of the longest ring: near enough to where a label would stand."""
    ring = max(rings, key=len)
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
