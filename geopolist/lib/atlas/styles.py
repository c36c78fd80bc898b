"""Six ways to draw a region. Each takes a sheet of plain sea and leaves a map."""

from collections.abc import Callable

from PIL import ImageChops

from .geography import Point, Ring, middle
from .relief import distance, hatching, isolines
from .sheet import Sheet, mixed


def tide(sheet: Sheet) -> None:
    """Depth lines crowd the coast; one warm beacon where the sheet's centre is at sea."""
    colours, unit = sheet.palette, sheet.unit
    land = sheet.mask()
    sheet.fill(isolines(distance(land), sheet.size), colours.line)
    sheet.fill(land, colours.land)
    sheet.borders(colours.edge, 3 * unit)
    sheet.fill(sheet.mask(sheet.region.focus), colours.hot)
    sheet.borders(colours.edge, 4 * unit, sheet.region.focus)
    centre = sheet.projection(sheet.region.lon, sheet.region.lat)
    if centre and is_inside(centre, sheet.size) and not land.getpixel((int(centre[0]), int(centre[1]))):
        sheet.circle(centre, 58 * unit, outline=colours.accent, width=5 * unit)
        sheet.circle(centre, 26 * unit, fill=colours.accent)


def is_inside(point: Point, size: tuple[int, int]) -> bool:
    return 0 < point[0] < size[0] and 0 < point[1] < size[1]


def hachure(sheet: Sheet) -> None:
    """The story's countries hatched, one of them filled, on a graticule."""
    colours, unit, focus = sheet.palette, sheet.unit, sheet.region.focus
    sheet.graticule(mixed(colours.sea, colours.line, 0.5), 2 * unit)
    sheet.fill(sheet.mask(), colours.land)
    sheet.borders(colours.edge, 4 * unit)
    lines = hatching(sheet.size, 26 * unit, 9 * unit, sheet.chance.choice([1, -1, 0.55]))
    sheet.fill(ImageChops.multiply(sheet.mask(focus), lines), colours.hot)
    chosen = sheet.mask({focus[sheet.chance.randrange(len(focus))]})
    sheet.fill(chosen, colours.accent if sheet.chance.random() < 0.5 else colours.hot)
    sheet.borders(colours.hot, 5 * unit, focus)


def dots(sheet: Sheet) -> None:
    """Land as dots that swell inland; water as points."""
    colours, gap = sheet.palette, 58 * sheet.unit
    land, hot = sheet.mask(), sheet.mask(sheet.region.focus[:1])
    inland = distance(ImageChops.invert(land), 240)
    width, height = sheet.size
    for x, y in honeycomb(sheet.size, gap):
        at = min(width - 1, int(x)), min(height - 1, int(y))
        if not land.getpixel(at):
            sheet.circle((x, y), gap * 0.055, fill=mixed(colours.sea, colours.line, 0.55))
            continue
        column, row = int(x / width * inland.width), int(y / height * inland.height)
        depth = inland.getpixel((min(inland.width - 1, column), min(inland.height - 1, row))) / 255  # type: ignore[operator]
        earth = mixed(colours.land, colours.line, 0.35 + 0.65 * min(1, depth * 1.2))
        sheet.circle((x, y), gap * (0.2 + 0.26 * min(1, depth * 1.3)), fill=colours.hot if hot.getpixel(at) else earth)


def honeycomb(size: tuple[int, int], gap: float) -> Ring:
    """Points in rows, every other row half a gap along."""
    points, row, y = [], 0, gap / 2
    while y < size[1]:
        x = gap / 2 + (gap / 2 if row % 2 else 0)
        while x < size[0]:
            points.append((x, y))
            x += gap
        y += gap * 0.866
        row += 1
    return points


def blocks(sheet: Sheet) -> None:
    """Every country its own flat tint, the story's in full colour."""
    colours, focus = sheet.palette, sheet.region.focus
    land, line = colours.land, colours.line
    others = [(line, 0.45), (colours.sea, 0.45), (colours.hot, 0.16), (line, 0.2)]
    tints = [land, *(mixed(land, colour, part) for colour, part in others)]
    strong = dict.fromkeys(focus, mixed(colours.hot, line, 0.45))
    strong |= {focus[-1]: colours.accent}
    strong |= {focus[0]: colours.hot}
    for country in sorted(sheet.countries):
        tint = tints[sheet.chance.randrange(len(tints))]
        for ring in country.rings:
            sheet.draw.polygon(ring, fill=strong.get(country.code, tint))
    sheet.borders(colours.sea, 7 * sheet.unit)


def reach(sheet: Sheet) -> None:
    """Rings of range around one of the story's countries, and arcs from it to the others."""
    colours, unit, focus = sheet.palette, sheet.unit, sheet.region.focus
    sheet.graticule(mixed(colours.sea, colours.line, 0.35), 2 * unit)
    sheet.fill(sheet.mask(), colours.land)
    sheet.borders(colours.edge, 3 * unit)
    sheet.fill(sheet.mask(focus), mixed(colours.land, colours.hot, 0.24))
    rings = {country.code: country.rings for country in sheet.countries}
    nodes = [middle(rings[code]) for code in focus if code in rings]
    centre = nodes[-1] if nodes else sheet.projection(sheet.region.lon, sheet.region.lat)
    assert centre  # noqa: S101  the centre of its own projection is always shown
    for number in range(1, 9):
        tint = mixed(colours.line, colours.hot, 0.5 if number < 4 else 0.15)
        radius = sheet.size[0] * 0.052 * number * (1 + 0.05 * number)
        sheet.circle(centre, radius, outline=tint, width=(6 - number * 0.5) * unit)
    for node in nodes:
        if node != centre:
            sheet.stroke(bow(centre, node), colours.hot, 7 * unit)
            sheet.circle(node, 16 * unit, fill=colours.sea, outline=colours.hot, width=7 * unit)
    sheet.circle(centre, 30 * unit, fill=colours.accent)


def bow(start: Point, end: Point) -> Ring:
    """A curve between two points, bent to one side."""
    (ax, ay), (bx, by) = start, end
    mx, my = (bx + ax) / 2 + (ay - by) * 0.22, (by + ay) / 2 + (bx - ax) * 0.22
    parts = [step / 60 for step in range(61)]
    return [
        ((1 - t) ** 2 * ax + 2 * t * (1 - t) * mx + t * t * bx, (1 - t) ** 2 * ay + 2 * t * (1 - t) * my + t * t * by)
        for t in parts
    ]


def relief(sheet: Sheet) -> None:
    """Height lines inside the land, calm sea."""
    colours = sheet.palette
    land, hot = sheet.mask(), sheet.mask(sheet.region.focus)
    sheet.fill(land, colours.land)
    inland = distance(ImageChops.invert(land))
    heights = isolines(inland, sheet.size, first=6, step=8, grow=1.1, fade=0.96, strength=210)
    sheet.fill(ImageChops.multiply(heights, land), colours.line, 0.8)
    sheet.fill(hot, mixed(colours.land, colours.hot, 0.92))
    peaks = isolines(distance(ImageChops.invert(hot)), sheet.size, first=6, step=9, grow=1.06, fade=0.98, strength=255)
    sheet.fill(ImageChops.multiply(peaks, hot), mixed(colours.hot, colours.accent, 0.55))
    sheet.borders(colours.sea, 5 * sheet.unit)


DRAW: dict[str, Callable[[Sheet], None]] = {
    "tide": tide,
    "hachure": hachure,
    "dots": dots,
    "blocks": blocks,
    "range": reach,
    "relief": relief,
}
