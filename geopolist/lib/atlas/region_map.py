"""The map of the front page, as SVG without ids or styles: colour comes from the style sheet (components/map.css)."""

from collections.abc import Mapping

from .geography import Point, Projection, atlas, inner, merged
from .lines import Sheet, lines_on, outlined, stroked

# A wide sheet: its sides fade into the band.
SIZE = (640, 400)
PROJECTION = Projection(44, 38, 116, SIZE, limit=-0.35)
SHEET = Sheet(SIZE, tolerance=2.3, smallest=12, projected=PROJECTION.all)
# Where the site lives has a colour of its own.
HOME, ISTANBUL = "TR", (29, 41)
LABELS = {"europe": (14, 49.5), "mea": (20, 22), "eurasia": (66, 55)}


def regions_svg(regions: Mapping[str, str]) -> str:
    """A Django template: it puts each category's name on the region of its colour.

    `regions` is {country's code: colour of its region}. Borders inside a region are drawn once, those of
    other land not.
    """
    lines = lines_on(SHEET)
    parts: dict[str, list[list[int]]] = {key: [] for key in ("", *LABELS, "home")}
    for code, rings in atlas().shapes:
        parts["home" if code == HOME else regions.get(code, "")] += rings
    outlines = {key: outlined(merged(rings, atlas().arcs), lines, SHEET) for key, rings in parts.items()}
    borders = "".join(stroked(inner(rings, atlas().arcs), lines, SHEET) for key, rings in parts.items() if key)
    body = "".join(path(key, line) for key, line in outlines.items()) + f'<path class="map__borders" d="{borders}"/>'
    x, y = placed(ISTANBUL)
    pin = f'<circle class="map__pin" cx="{x}" cy="{y}" r="4"/>'
    width, height = SIZE
    return (
        f'<svg class="map" viewBox="0 0 {width} {height}" preserveAspectRatio="xMidYMid slice" aria-hidden="true" '
        f'focusable="false">{body}{labels()}{pin}</svg>'
    )


def path(region: str, line: str) -> str:
    look = f'map__region" data-region="{region}"' if region else 'map__land"'
    return f'<path class="{look} d="{line}"/>'


def labels() -> str:
    """The template's loop: a region is told by the colour of its category."""
    choices: list[str] = []
    for key, place in LABELS.items():
        x, y = placed(place)
        choices.append(
            f'{{% {"elif" if choices else "if"} region.category.colour == "{key}" %}}'
            f'<text class="map__label" data-region="{key}" x="{x}" y="{y}">{{{{ region.category }}}}</text>'
        )
    return "{% for region in regions %}" + "".join(choices) + "{% endif %}{% endfor %}"


def placed(place: Point) -> tuple[int, int]:
    point = PROJECTION(*place)
    if point is None:
        raise ValueError(f"{place} is on the far side of the world.")
    return round(point[0]), round(point[1])
