"""Maps for the page itself, as SVG without ids or styles: colour comes from the style sheet (components/map.css)."""

import math
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from .geography import Atlas, Point, Projection, Ring, atlas, joined, touches

MEMBERS = {
    "europe": """
        Albania|Andorra|Austria|Belgium|Bosnia and Herz.|Bulgaria|Croatia|Cyprus|N. Cyprus|Czechia|Denmark|
        Estonia|Finland|France|Germany|Greece|Hungary|Iceland|Ireland|Italy|Kosovo|Latvia|Liechtenstein|
        Lithuania|Luxembourg|Macedonia|North Macedonia|Malta|Moldova|Montenegro|Netherlands|Norway|Poland|
        Portugal|Romania|Serbia|Slovakia|Slovenia|Spain|Sweden|Switzerland|Ukraine|United Kingdom
    """,
    "mea": """
        Algeria|Angola|Bahrain|Benin|Botswana|Burkina Faso|Burundi|Cameroon|Central African Rep.|Chad|
        Comoros|Congo|Côte d'Ivoire|Dem. Rep. Congo|Djibouti|Egypt|Eq. Guinea|Eritrea|Ethiopia|Gabon|Gambia|
        Ghana|Guinea|Guinea-Bissau|Iran|Iraq|Israel|Jordan|Kenya|Kuwait|Lebanon|Lesotho|Liberia|Libya|
        Madagascar|Malawi|Mali|Mauritania|Morocco|Mozambique|Namibia|Niger|Nigeria|Oman|Palestine|Qatar|
        Rwanda|S. Sudan|Saudi Arabia|Senegal|Sierra Leone|Somalia|Somaliland|South Africa|Sudan|Swaziland|
        eSwatini|Syria|Tanzania|Togo|Tunisia|Uganda|United Arab Emirates|W. Sahara|Yemen|Zambia|Zimbabwe
    """,
    "eurasia": """
        Russia|Kazakhstan|Kyrgyzstan|Tajikistan|Turkmenistan|Uzbekistan|Azerbaijan|Armenia|Georgia|Belarus|
        Mongolia
    """,
    "home": "Turkey",
}
REGION_OF = {country.strip(): key for key, members in MEMBERS.items() for country in members.split("|")}
LAND = "land"


class View(NamedTuple):
    """A window on the world: `tolerance` and `smallest` (an area) are in pixels of its own `size`."""

    lon: float
    lat: float
    span: float
    size: tuple[int, int]
    tolerance: float
    smallest: float


WIDE = View(44, 38, 116, (1000, 640), 2.1, 60)
LOCATORS = {
    "europe": View(14, 53, 58, (480, 320), 1.7, 30),
    "mea": View(34, 14, 112, (480, 320), 1.7, 30),
    "eurasia": View(72, 52, 112, (480, 320), 1.7, 30),
}
LABELS = {"europe": (14, 49.5), "mea": (20, 22), "eurasia": (66, 55)}
ISTANBUL = (29, 41)
SVG = '<svg class="{look}" viewBox="0 0 {width} {height}"{more} aria-hidden="true" focusable="false">{body}</svg>'


def regions_svg() -> str:
    """The map of the front page, a Django template: it puts each category's name on the region of its colour."""
    paths = region_paths(WIDE, ("europe", "mea", "eurasia", "home"))
    body = path("map__land", paths[LAND]) + "".join(
        path("map__region", paths[key], key) for key in ("europe", "mea", "eurasia", "home")
    )
    x, y = placed(WIDE, ISTANBUL)
    pin = f'<circle class="map__pin" cx="{x}" cy="{y}" r="6"/>'
    return svg("map", WIDE, body + labels() + pin, ' preserveAspectRatio="xMidYMid slice"')


def locator_svg(key: str) -> str:
    """A small map with one region lit. Raises KeyError for a key that is not in LOCATORS."""
    view = LOCATORS[key]
    paths = region_paths(view, (key,))
    return svg("map map--locator", view, path("map__land", paths[LAND]) + path("map__region", paths[key], key))


def svg(look: str, view: View, body: str, more: str = "") -> str:
    return SVG.format(look=look, width=view.size[0], height=view.size[1], more=more, body=body)


def path(look: str, line: str, region: str = "") -> str:
    return f'<path class="{look}"{f' data-region="{region}"' if region else ""} d="{line}"/>'


def labels() -> str:
    """The template's loop: a region is told by the colour of its category."""
    choices: list[str] = []
    for key, place in LABELS.items():
        x, y = placed(WIDE, place)
        choices.append(
            f'{{% {"elif" if choices else "if"} region.category.colour == "{key}" %}}'
            f'<text class="map__label" data-region="{key}" x="{x}" y="{y}">{{{{ region.category }}}}</text>'
        )
    return "{% for region in regions %}" + "".join(choices) + "{% endif %}{% endfor %}"


def projection_of(view: View) -> Projection:
    return Projection(view.lon, view.lat, view.span, view.size, limit=-0.35)


def placed(view: View, place: Point) -> tuple[int, int]:
    point = projection_of(view)(*place)
    if point is None:
        raise ValueError(f"{place} is on the far side of the world.")
    return round(point[0]), round(point[1])


def region_paths(view: View, regions: Iterable[str], world: Atlas | None = None) -> Mapping[str, str]:
    """The SVG path of each region and of all other land."""
    arcs, shapes = world or atlas()
    projection = projection_of(view)
    # Simplified before they are joined: both neighbours of a border keep the same points.
    lines = [simplified(projection.all(arc), view.tolerance) for arc in arcs]
    paths: dict[str, list[str]] = {key: [] for key in (*regions, LAND)}
    for shape in shapes:
        region = REGION_OF.get(shape.name, LAND)
        target = paths[region if region in paths else LAND]
        for ring in shape.rings:
            points = whole(joined(ring, lines))
            if len(points) > 3 and touches(points, view.size) and area(points) >= view.smallest:
                target.append(drawn(points))
    return {key: "".join(parts) for key, parts in paths.items()}


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
    """An SVG path in relative steps; the last point is the first again."""
    steps = [f"{x - px} {y - py}" for (px, py), (x, y) in pairwise(points[:-1])]
    return (f"M{points[0][0]} {points[0][1]}l" + " ".join(steps)).replace(" -", "-") + "z"
