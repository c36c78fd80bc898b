"""The two shelves: what readers may fetch, and what never has an address."""

import io
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage, storages
from PIL import Image

from geopolist.library import renditions
from geopolist.library.intake import Incoming
from geopolist.library.renditions import RATIOS, Ratio, name

# Folders: originals and documents are private, renditions public.
ORIGINALS = "originals"
DOCUMENTS = "documents"
RENDITIONS = renditions.TOP

ENCODINGS: dict[str, dict[str, Any]] = {
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
    "webp": {"format": "WEBP", "quality": 75, "method": 4},
    # One thread: the worker shares the machine with the readers.
    "avif": {"format": "AVIF", "quality": 45, "speed": 8, "max_threads": 1},
}


def private() -> Storage:
    """Named by migrations: where originals and documents lie."""
    return storages["private"]


def make_renditions(
    picture: Incoming, *, key: str, crop: str, focus: tuple[float, float], formats: tuple[str, ...]
) -> None:
    """Draw every rendition of a picture in these formats and put those that are not there yet into public storage."""
    for word, ratio in RATIOS.items():
        wanted = tuple(extension for extension in formats if extension == "jpg" or not ratio.jpeg_only)
        for width, height in ratio.sizes(picture.width, picture.height):
            names = {extension: name(key, crop, word, width, extension) for extension in wanted}
            missing = [extension for extension in wanted if not is_sound(names[extension])]
            if missing:
                drawn = draw(picture.master, ratio, (width, height), focus)
                for extension in missing:
                    put(names[extension], encode(drawn, extension))


def draw(master: Image.Image, ratio: Ratio, size: tuple[int, int], focus: tuple[float, float]) -> Image.Image:
    box = ratio.box(*master.size, *focus)
    return master.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3)


def encode(image: Image.Image, extension: str) -> bytes:
    file = io.BytesIO()
    image.save(file, **ENCODINGS[extension])
    return file.getvalue()


def is_sound(file_name: str) -> bool:
    """Whether the rendition is there and whole: a process that was killed may have left half a file."""
    if not default_storage.exists(file_name):
        return False
    try:
        with default_storage.open(file_name) as file, Image.open(file) as image:
            image.load()
    except (OSError, SyntaxError, ValueError):
        default_storage.delete(file_name)
        return False
    return True


def put(file_name: str, content: bytes) -> None:
    """Store under exactly this name. Two processes that make a file make the same bytes: the second gives way."""
    stored = default_storage.save(file_name, ContentFile(content))
    if stored != file_name:
        default_storage.delete(stored)
