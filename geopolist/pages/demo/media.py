"""Pictures, a paper and a recording for the demonstration, drawn on the spot: same words, same files."""

import io
import math
import os
import wave
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor

from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

from geopolist.lib.atlas.cover import make_cover
from geopolist.library.models import Document, Image

SIZE = (1600, 1067)
CREDIT = "Map: Geopolist / Natural Earth"
LICENCE = "pd"
PAPER = (1240, 1754)
RATE, SECONDS, PITCH = 8000, 12, 220


def draw_all(recipes: Iterable[str]) -> dict[str, bytes]:
    """{recipe: JPEG}. A recipe is `region seed style palette`. Drawn by all cores."""
    wanted = sorted(set(recipes))
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        return dict(zip(wanted, pool.map(draw, wanted), strict=True))


def draw(recipe: str) -> bytes:
    region, seed, style, palette = recipe.split()
    picture = make_cover(region, int(seed), SIZE, style=style, palette=palette)
    buffer = io.BytesIO()
    picture.convert("RGB").save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


def keep(drawings: dict[str, bytes], alts: dict[str, str]) -> dict[str, Image]:
    """{recipe: Image in the library}."""
    return {
        recipe: Image.upload(
            content,
            name=f"{recipe.replace(' ', '-')}.jpg",
            alt=alts.get(recipe, ""),
            decorative=not alts.get(recipe),
            credit=CREDIT,
            licence=LICENCE,
        )
        for recipe, content in drawings.items()
    }


def paper(title: str) -> Document:
    """A two-page PDF with a title."""
    pages = [Picture.new("RGB", PAPER, "white") for _ in range(2)]
    ImageDraw.Draw(pages[0]).text((140, 200), title, fill="#10151d", font=ImageFont.load_default(48))
    buffer = io.BytesIO()
    pages[0].save(buffer, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return Document.upload(buffer.getvalue(), name="demonstration-paper.pdf", title=title, language="en")


def recording(title: str) -> Document:
    """Twelve seconds of a quiet tone."""
    samples = bytes(
        int(128 + 20 * math.sin(2 * math.pi * PITCH * n / RATE) * min(1, n / RATE, (RATE * SECONDS - n) / RATE))
        for n in range(RATE * SECONDS)
    )
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(samples)
    return Document.upload(buffer.getvalue(), name="demonstration-recording.wav", title=title, language="en")
