"""File names as strangers give them, made fit for an address and for any disk."""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 80
# Windows opens a device instead of such a file, whatever its extension.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
_APART = re.compile(r"[^\w]+")


def clean(name: str) -> str:
    """The name without its extension: letters, digits, dashes; "file" if nothing is left.

    Folders are cut off, and inner dots go, so that `report.php.pdf` cannot pass for a script anywhere.
    """
    stem = PurePosixPath(_last_part(name)).stem
    # NFKC folds look-alike forms; what has no letter or number – controls, direction marks – becomes a dash.
    words = _APART.sub("-", unicodedata.normalize("NFKC", stem)).replace("_", "-")
    stem = re.sub("-{2,}", "-", words)[:LONGEST].strip("-")
    if not stem:
        return "file"
    return f"file-{stem}" if _DEVICES.match(stem) else stem


def extension(name: str) -> str:
    """The last extension in lower case, without its dot."""
    return PurePosixPath(_last_part(name)).suffix.lstrip(".").lower()


def _last_part(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1].split("\0", 1)[0]
