"""Maps drawn from open data: covers in place of stock photographs, share cards, the map of regions.

Natural Earth 1:50m is in the public domain; it draws borders as they are held, save that Crimea is shown with Ukraine
(UN General Assembly 68/262). The same region, seed, style, palette and size give the same image for ever.
"""

from .card import make_card
from .cover import make_cover
from .region_map import locator_svg, regions_svg
from .sheet import PALETTES, REGIONS, STYLES

__all__ = ["PALETTES", "REGIONS", "STYLES", "locator_svg", "make_card", "make_cover", "regions_svg"]
