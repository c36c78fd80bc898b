"""The map of the world: each country's path, and which locator shows it. Drawn at release, read once."""

import json
import math
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from .geography import FOLDER, Point, Ring
from .lines import Sheet, countries_on

SIZE = (1000, 442)
# Cut in the Bering Strait: nobody lives on both edges of the map.
MIDDLE, EDGE = 11.0, -169.4
NORTH = 82.0
REGION_KEYS = ("europe", "mea", "eurasia")
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
FILE = FOLDER / "world.json"


class World(NamedTuple):
    """`land` is a path of what belongs to no country; `countries` {code: path}; `windows` {code: locators that show
    it, its own first}."""

    land: str
    countries: dict[str, str]
    windows: dict[str, list[str]]


class Locator(NamedTuple):
    """The window to show, and the parts of it to light: codes in small letters."""

    window: str
    lit: list[str]

    @property
    def file(self) -> str:
        return f"img/maps/{self.window}.svg"


@cache
def world() -> World:
    return World(**json.loads(FILE.read_text("utf-8")))


def locator(codes: Iterable[str]) -> Locator | None:
    """Where these countries lie: the window of most of them, the first's where none has more.

    None where the atlas has none of them.
    """
    windows = world().windows
    known = [code for code in codes if code in windows]
    if not known:
        return None
    window = Counter(windows[code][0] for code in known).most_common(1)[0][0]
    return Locator(window, [code.lower() for code in known if window in windows[code]])


def region_locator(key: str) -> Locator | None:
    """The whole region of a colour; None for a colour of no region."""
    return Locator(key, ["region"]) if key in REGION_KEYS else None


def equal_earth(lon: float, lat: float) -> Point:
    """Šavrič, Patterson and Jenny, “The Equal Earth map projection”, 2018: no country looks larger than it is."""
    turn, t = math.radians(lon - MIDDLE), math.asin(math.sqrt(3) / 2 * math.sin(math.radians(lat)))
    x = 2 * math.sqrt(3) * turn * math.cos(t) / (3 * (9 * A4 * t**8 + 7 * A3 * t**6 + 3 * A2 * t**2 + A1))
    return x, A4 * t**9 + A3 * t**7 + A2 * t**3 + A1 * t


SCALE = SIZE[0] / (2 * equal_earth(MIDDLE + 180, 0)[0])
TOP = equal_earth(MIDDLE, NORTH)[1]


def projected(arc: Ring) -> Ring:
    # What lies beyond the cut is drawn at the other edge, whole; an island on the cut stays in the west.
    is_eastern = all(lon < EDGE or lon > 0 for lon, _lat in arc)
    points = (equal_earth(lon + 360 if is_eastern and lon < EDGE else lon, lat) for lon, lat in arc)
    return [(SIZE[0] / 2 + x * SCALE, (TOP - y) * SCALE) for x, y in points]


def drawn_world(windows: dict[str, list[str]]) -> str:
    """What FILE holds."""
    paths = dict(countries_on(Sheet(SIZE, tolerance=0.8, smallest=3, projected=projected)))
    land = paths.pop("")
    stored = World(land, dict(sorted(paths.items())), windows)
    return json.dumps(stored._asdict(), indent=0) + "\n"
