"""Draw the maps and the site's share card anew: `python -m geopolist.lib.atlas`."""

import json
from pathlib import Path

from .card import site_card
from .locators import WINDOWS, locator_svg, windows
from .region_map import regions_svg
from .world import FILE, drawn_world

ROOT = Path(__file__).resolve().parents[3]
COUNTRIES = ROOT / "articles" / "countries.json"
REGION_MAP = ROOT / "templates" / "includes" / "map_regions.html"
LOCATORS = ROOT / "static" / "img" / "maps"
SHARE_CARD = ROOT / "static" / "img" / "share.png"
# The colours of the regions that countries.json names.
COLOURS = {"europe": "europe", "middle-east-africa": "mea", "eurasia": "eurasia"}


def regions() -> dict[str, str]:
    """{country's code: colour of its region}"""
    entries = json.loads(COUNTRIES.read_text("utf-8"))
    return {entry["code"]: COLOURS[entry["region"]] for entry in entries if entry["region"]}


def files() -> dict[Path, str]:
    """Every file of text that is built, and what belongs in it."""
    colours = regions()
    shown = windows(colours)
    built = {
        REGION_MAP: "{# The regions, built by geopolist.lib.atlas. Inputs: regions. #}\n" + regions_svg(colours) + "\n",
        FILE: drawn_world(shown),
    }
    return built | {LOCATORS / f"{key}.svg": locator_svg(key, shown) for key in WINDOWS}


if __name__ == "__main__":
    LOCATORS.mkdir(exist_ok=True)
    for path, text in files().items():
        path.write_text(text, "utf-8")
    site_card().save(SHARE_CARD, optimize=True)
