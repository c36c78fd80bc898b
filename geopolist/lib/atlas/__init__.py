"""Maps drawn from open data: covers in place of stock photographs, share cards, the maps of regions and of the world.

Natural Earth 1:50m is in the public domain. Which shape belongs to which country, borders.json alone decides: edit it,
then `python -m geopolist.lib.atlas`. The same region, seed, style, palette and size give the same image for ever.
"""

from .card import make_card
from .cover import make_cover
from .region_map import regions_svg
from .sheet import PALETTES, REGIONS, STYLES

__all__ = ["PALETTES", "REGIONS", "STYLES", "make_card", "make_cover", "regions_svg"]
