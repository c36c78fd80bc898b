"""Distance fields and the lines drawn from them: depth in water, height on land."""

from PIL import Image, ImageDraw

FAR = 10**6
# A step to a neighbour costs 3, to a diagonal one 4: near enough to 1 and the root of 2.
STRAIGHT, DIAGONAL = 3, 4


def distance(mask: Image.Image, width: int = 0) -> Image.Image:
    """How far each point is from the white of `mask`, on a grid `width` wide; the unit does not depend on the size."""
    width = width or max(360, min(720, mask.width // 5))
    height = max(2, round(width * mask.height / mask.width))
    pixels = mask.resize((width, height), Image.Resampling.BOX).tobytes()
    rows = [[0 if white > 127 else FAR for white in pixels[y * width : (y + 1) * width]] for y in range(height)]
    downwards = swept(rows)
    upwards = swept([row[::-1] for row in reversed(downwards)])
    unit = 600 / width
    levels = bytes(min(255, round(value * unit)) for row in reversed(upwards) for value in reversed(row))
    return Image.frombytes("L", (width, height), levels)


def swept(rows: list[list[int]]) -> list[list[int]]:
    """One pass of the chamfer transform, from the top and the left: each point learns from four neighbours."""
    above = [FAR] * len(rows[0])
    done = []
    for row in rows:
        left, current = FAR, []
        for value, up_left, up, up_right in zip(row, [FAR, *above], above, [*above[1:], FAR], strict=False):
            if value:
                value = min(value, left + STRAIGHT, up + STRAIGHT, up_left + DIAGONAL, up_right + DIAGONAL)
            left = value
            current.append(value)
        done.append(current)
        above = current
    return done


def isolines(
    field: Image.Image,
    size: tuple[int, int],
    *,
    first: float = 9,
    step: float = 11,
    grow: float = 1.16,
    fade: float = 0.9,
    strength: float = 230,
) -> Image.Image:
    """A mask of lines at growing distances: `step` grows, and the line fades, by a factor each time."""
    half = 1.3
    levels, at = [0] * 256, first
    while at < 250:
        for level in range(256):
            edge = half - abs(level - at)
            if edge > -0.5:
                levels[level] = max(levels[level], round(strength * min(1, edge + 0.5)))
        step *= grow
        at += step
        strength *= fade
    return field.resize(size, Image.Resampling.BICUBIC).point(levels)


def hatching(size: tuple[int, int], gap: float, width: float, slope: float) -> Image.Image:
    """A mask of parallel lines."""
    mask = Image.new("L", size, 0)
    draw = ImageDraw.Draw(mask)
    lean = size[1] * slope
    x = -abs(lean)
    while x < size[0] + abs(lean):
        draw.line([(x, size[1]), (x + lean, 0)], fill=255, width=max(1, round(width)))
        x += gap
    return mask
