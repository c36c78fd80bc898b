"""Small maps that show where a country or region lies: one file of parts for each window on the world."""

from collections.abc import Mapping
from typing import NamedTuple

from .geography import Point, Projection, atlas, joined, middle
from .lines import Sheet, countries_on, on
from .region_map import HOME

SIZE = (480, 320)


class Window(NamedTuple):
    """Centre, and degrees across the width."""

    lon: float
    lat: float
    span: float


# Of the regions, by the colours of their categories, and of the country where the site lives.
REGIONS = {
    "europe": Window(14, 53, 58),
    "mea": Window(34, 8, 130),
    "eurasia": Window(72, 52, 112),
    "home": Window(35, 39.2, 34),
}
# Every other country is shown in the window whose middle is nearest.
FURTHER = {
    "asia": Window(98, 28, 96),
    "oceania": Window(163, -18, 118),
    "north-america": Window(-96, 36, 100),
    "south-america": Window(-66, -16, 112),
}
WINDOWS = REGIONS | FURTHER


def windows(regions: Mapping[str, str]) -> dict[str, list[str]]:
    """{code: windows that show it, its own first}, of every country that the atlas has."""
    shown = {}
    for code, rings in sorted(atlas().shapes):
        if code:
            place = middle([joined(ring, atlas().arcs) for ring in rings])
            own = "home" if code == HOME else regions.get(code) or nearest(place)
            shown[code] = [own, *(key for key in WINDOWS if key != own and on(sheet(key), place))]
    return shown


def nearest(place: Point) -> str:
    def distance(key: str) -> float:
        window = FURTHER[key]
        around = (place[0] - window.lon + 180) % 360 - 180
        return (around * 0.7) ** 2 + (place[1] - window.lat) ** 2

    return min(FURTHER, key=distance)


def sheet(key: str) -> Sheet:
    return Sheet(SIZE, tolerance=1.3, smallest=14, projected=Projection(*WINDOWS[key], SIZE, limit=-0.35).all)


def locator_svg(key: str, shown: Mapping[str, list[str]]) -> str:
    """A file of parts: `land`, `region` (all whose own window it is), and each that `shown` puts there, by its code.

    Raises KeyError for a window that there is not.
    """
    paths = countries_on(sheet(key))
    parts = {
        "land": "".join(paths.values()),
        "region": "".join(path for code, path in paths.items() if code and shown[code][0] == key),
    }
    parts |= {code.lower(): path for code, path in paths.items() if code and key in shown[code]}
    body = "".join(f'<path id="{name}" d="{line}"/>\n' for name, line in parts.items())
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{body}</svg>\n'
