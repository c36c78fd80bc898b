"""Draw the maps of the templates and the site's share card anew: `python -m geopolist.lib.atlas`."""

from pathlib import Path

from .card import site_card
from .region_map import LOCATORS, locator_svg, regions_svg

ROOT = Path(__file__).resolve().parents[3]
INCLUDES = ROOT / "templates" / "includes"
SHARE_CARD = ROOT / "static" / "img" / "share.png"


def templates() -> dict[str, str]:
    """File names in INCLUDES and what belongs in them."""
    maps = {"map_regions.html": "{# The regions, built by geopolist.lib.atlas. Inputs: regions. #}\n" + regions_svg()}
    for key in LOCATORS:
        maps[f"map_{key}.html"] = (
            "{# Where a region lies, built by geopolist.lib.atlas. Inputs: none. #}\n" + locator_svg(key)
        )
    return {name: text + "\n" for name, text in maps.items()}


if __name__ == "__main__":
    for name, text in templates().items():
        (INCLUDES / name).write_text(text, "utf-8")
    site_card().save(SHARE_CARD, optimize=True)
