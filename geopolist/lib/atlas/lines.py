"""Rings of points as SVG paths: simplified, in whole pixels, in relative steps."""

import math
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from .geography import Atlas, Point, Ring, atlas, joined, middle, touches

# A country that is too small to be seen is a dot of this radius.
DOT = 4
# So many pixels over the edge, shapes end.
BEYOND = 3


class Sheet(NamedTuple):
    """What a map is drawn on: `tolerance` and `smallest` (an area) are in pixels of its own `size`.

    `projected` takes an arc to the sheet, without the points that it does not show.
    """

    size: tuple[int, int]
    tolerance: float
    smallest: float
    projected: Callable[[Ring], Ring]


def lines_on(sheet: Sheet, world: Atlas | None = None) -> list[Ring]:
    """Each arc of the atlas. Simplified before they are joined: both neighbours of a border keep the same points."""
    return [simplified(sheet.projected(arc), sheet.tolerance) for arc in (world or atlas()).arcs]


def outlined(rings: Iterable[list[int]], lines: list[Ring], sheet: Sheet) -> str:
    """The path of what is large enough and on the sheet; empty where nothing is."""
    return "".join(
        drawn(points)
        for points in (whole(clipped(joined(ring, lines), sheet.size)) for ring in rings)
        if len(points) > 3 and area(points) >= sheet.smallest
    )


def stroked(borders: Iterable[list[int]], lines: list[Ring], sheet: Sheet) -> str:
    """The path of lines that enclose nothing."""
    return "".join(
        drawn([*points, points[0]]).removesuffix("z")
        for points in (whole(joined(border, lines)) for border in borders)
        if len(points) > 1 and touches(points, sheet.size)
    )


def countries_on(sheet: Sheet) -> Mapping[str, str]:
    """{code: path} of what the sheet shows, a dot where the country is too small; "" holds land of no country."""
    lines = lines_on(sheet)
    paths: dict[str, str] = {"": ""}
    for code, rings in atlas().shapes:
        if path := outlined(rings, lines, sheet):
            paths[code] = paths.get(code, "") + path
        elif code and (point := on(sheet, middle([joined(ring, atlas().arcs) for ring in rings]))):
            paths[code] = dot(point)
    return paths


def on(sheet: Sheet, place: Point) -> Point | None:
    """Where a place lies on the sheet, if it does."""
    for point in sheet.projected([place]):
        if 0 <= point[0] <= sheet.size[0] and 0 <= point[1] <= sheet.size[1]:
            return point
    return None


def clipped(points: Ring, size: tuple[int, int]) -> Ring:
    """Sutherland and Hodgman's polygon: what lies beyond the sheet runs along its edge, where nobody sees it."""
    for axis, edge, sign in ((0, -BEYOND, 1), (0, size[0] + BEYOND, -1), (1, -BEYOND, 1), (1, size[1] + BEYOND, -1)):
        kept: Ring = []
        for i, point in enumerate(points):
            before = points[i - 1]
            depth, depth_before = (point[axis] - edge) * sign, (before[axis] - edge) * sign
            if depth * depth_before < 0:
                part = depth_before / (depth_before - depth)
                kept.append((before[0] + (point[0] - before[0]) * part, before[1] + (point[1] - before[1]) * part))
            if depth >= 0:
                kept.append(point)
        points = kept
    return [*points, points[0]] if points and points[0] != points[-1] else points


def simplified(points: Ring, tolerance: float) -> Ring:
    """Douglas and Peucker's line: no dropped point lies further than `tolerance` from it."""
    if len(points) < 3:
        return points
    keep, waiting = {0, len(points) - 1}, [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        distances = [off_line(point, points[first], points[last]) for point in points[first + 1 : last]]
        if distances and max(distances) > tolerance:
            furthest = first + 1 + distances.index(max(distances))
            keep.add(furthest)
            waiting += [(first, furthest), (furthest, last)]
    return [points[i] for i in sorted(keep)]


def off_line(point: Point, start: Point, end: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = math.hypot(x2 - x1, y2 - y1)
    if length == 0:
        return math.hypot(x - x1, y - y1)
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def whole(points: Ring) -> Ring:
    """In whole pixels, repeats left out."""
    rounded = [(round(x), round(y)) for x, y in points]
    return [point for i, point in enumerate(rounded) if i == 0 or point != rounded[i - 1]]


def area(points: Ring) -> float:
    return abs(sum(x * points[i - 1][1] - points[i - 1][0] * y for i, (x, y) in enumerate(points))) / 2


def drawn(points: Ring) -> str:
    """A path in relative steps; the last point is the first again."""
    steps = [f"{x - px} {y - py}" for (px, py), (x, y) in pairwise(points[:-1])]
    return (f"M{points[0][0]} {points[0][1]}l" + " ".join(steps)).replace(" -", "-") + "z"


def dot(point: Point) -> str:
    x, y = round(point[0]), round(point[1])
    return f"M{x - DOT} {y}a{DOT} {DOT} 0 1 0 {2 * DOT} 0a{DOT} {DOT} 0 1 0-{2 * DOT} 0z"
