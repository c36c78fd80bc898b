"""Pictures, a paper and a recording for the demonstration, made on the spot, and a film: same words, same files."""

import io
import math
import os
import wave
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor

from geopolist.lib.atlas.cover import make_cover
from geopolist.library.models import Document, Image

from . import names
from .paper import pdf_of
from .reading import FOLDER

SIZE = (1600, 1067)
CREDIT = "Map: Geopolist / Natural Earth"
LICENCE = "pd"
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
            public_id=names.public_id("image", recipe),
            key=names.secret_key("image", recipe),
        )
        for recipe, content in drawings.items()
    }


def document(name: str) -> Document:
    """The file that a body names, in the library: a paper, a film, or for all others a recording."""
    stem, _dot, extension = name.rpartition(".")
    title = stem.replace("-", " ").capitalize()
    content, kept_name = {"pdf": paper, "mp4": film}.get(extension, recording)(stem)
    public_id = names.public_id("document", name)
    return Document.upload(content, name=kept_name, title=title, language="en", public_id=public_id)


def paper(stem: str) -> tuple[bytes, str]:
    text = (FOLDER / "papers" / f"{stem}.txt").read_text(encoding="utf-8")
    return pdf_of(text), f"{stem}.pdf"


def film(stem: str) -> tuple[bytes, str]:
    return (FOLDER / "films" / f"{stem}.mp4").read_bytes(), f"{stem}.mp4"


def recording(stem: str) -> tuple[bytes, str]:
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
    return buffer.getvalue(), f"{stem}.wav"
