"""The picture that other sites show beside a shared link: headline on quartz, cover at the right."""

import math

from PIL import Image, ImageDraw, ImageFont

from .cover import make_cover
from .geography import FOLDER
from .sheet import Colour, rgb

PAPER, INK, BLUE, GREY = rgb("#f7f8f8"), rgb("#10151d"), rgb("#1d47b0"), rgb("#55606d")
BAND, RING = rgb("#0f2460"), rgb("#2a417f")
LARGEST, SMALLEST = 66, 34


def make_card(
    title: str,
    kicker: str = "",
    region: str = "world",
    seed: int | str = 0,
    size: tuple[int, int] = (1200, 630),
    style: str | None = None,
    palette: str | None = None,
    *,
    site: str = "Geopolist",
    organisation: str = "",
) -> Image.Image:
    """An RGB image of `size` with the title set as large as it fits. Letters: Latin, Turkish included.

    Raises KeyError as make_cover() does.
    """
    width, height = size
    image = Image.new("RGB", size, PAPER)
    picture = round(width * 0.4)
    image.paste(make_cover(region, seed, (picture, height), style, palette), (width - picture, 0))
    draw = ImageDraw.Draw(image)
    margin = round(width * 0.05)
    draw.rectangle((0, 0, width - picture - 1, 9), fill=INK)
    y = round(height * 0.13)
    if kicker:
        draw.text((margin, y), kicker, font=font("sans", 25), fill=BLUE)
        y += 48
    lines, pixels = headline(draw, title, (width - picture - margin * 2, height * 0.56))
    for line in lines:
        draw.text((margin, y), line, font=font("display", pixels), fill=INK)
        y += round(pixels * 1.1)
    sign(image, (margin, height - margin - 40), site, organisation)
    return image


def font(name: str, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FOLDER / f"{name}.ttf", pixels)


def headline(draw: ImageDraw.ImageDraw, title: str, room: tuple[float, float]) -> tuple[list[str], int]:
    """The lines of the title and their size: the largest that fits `room`, else the smallest."""
    pixels = LARGEST
    while pixels > SMALLEST:
        face = font("display", pixels)
        lines = wrapped(draw, title, face, room[0])
        if len(lines) * pixels * 1.1 <= room[1] and all(draw.textlength(line, font=face) <= room[0] for line in lines):
            break
        pixels -= 2
    return balanced(draw, title, font("display", pixels), room[0]), pixels


def wrapped(draw: ImageDraw.ImageDraw, text: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
    lines, current = [], ""
    for word in text.split():
        longer = f"{current} {word}".strip()
        if current and draw.textlength(longer, font=face) > width:
            lines.append(current)
            longer = word
        current = longer
    return [*lines, current]


def balanced(draw: ImageDraw.ImageDraw, text: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """The narrowest setting that needs no more lines: no word alone on the last."""
    best = wrapped(draw, text, face, width)
    for narrower in range(int(width * 0.98), int(width * 0.5), -8):
        lines = wrapped(draw, text, face, narrower)
        if len(lines) > len(best):
            break
        best = lines
    return best


def sign(image: Image.Image, at: tuple[int, int], site: str, organisation: str) -> None:
    """The mark and the names, on one line from `at`."""
    x, y = at
    draw = ImageDraw.Draw(image)
    image.paste(INK, at, mark(40))
    name = font("display", 34)
    draw.text((x + 54, y), site, font=name, fill=INK)
    if organisation:
        draw.text((x + 70 + draw.textlength(site, font=name), y + 9), organisation, font=font("sans", 19), fill=GREY)


def mark(size: int) -> Image.Image:
    """The mark as a mask: a disc parted by a channel."""
    large = size * 8
    mask = Image.new("L", (large, large), 0)
    draw = ImageDraw.Draw(mask)
    draw.ellipse((0, 0, large - 1, large - 1), fill=255)
    # An odd number of steps: a joint in the middle, where the curve turns, would leave a speck.
    channel = [
        (large * (0.64 - 0.28 * t + 0.085 * math.sin(t * math.tau)), large * (-0.05 + 1.1 * t))
        for t in (step / 39 for step in range(40))
    ]
    draw.line(channel, fill=0, width=round(large * 0.115), joint="curve")
    return mask.resize((size, size), Image.Resampling.LANCZOS)


def site_card(size: tuple[int, int] = (1200, 630)) -> Image.Image:
    """For a page without a picture of its own: the mark over survey rings, no words, so that it suits any name."""
    width, height = size
    large = Image.new("RGB", (width * 2, height * 2), BAND)
    draw = ImageDraw.Draw(large)
    for radius in range(150, width * 2, 90):
        draw.circle((width, height), radius * 2, outline=RING, width=4)
    image = large.resize(size, Image.Resampling.LANCZOS)
    side = height // 3
    image.paste(PAPER, ((width - side) // 2, (height - side) // 2), mark(side))
    # Few colours: a third of the bytes.
    return image.quantize(32)


def icon(size: int, ink: Colour = BLUE, paper: Colour | None = None, *, share: float = 1.0) -> Image.Image:
    """The mark as an icon: on `paper`, or on nothing, and taking `share` of the width."""
    image = Image.new("RGBA", (size, size), (*paper, 255) if paper else (0, 0, 0, 0))
    inner = round(size * share)
    edge = (size - inner) // 2
    image.paste((*ink, 255), (edge, edge), mark(inner))
    return image
