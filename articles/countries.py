"""The data file of countries: every site has them, whatever it writes about."""

import json
from pathlib import Path

FILE = Path(__file__).parent / "countries.json"


def entries() -> list[dict[str, str]]:
    """Code, name, slug, names in further languages ("tr", "ar"), and the slug of the region's category or ""."""
    return json.loads(FILE.read_text(encoding="utf-8"))
