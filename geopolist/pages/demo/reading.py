"""The demonstration's files as values."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
FENCE = "---"


@dataclass(frozen=True)
class Text:
    """A file with a head of `name: value` lines and a body."""

    name: str
    head: dict[str, str] = field(default_factory=dict)
    body: str = ""

    def words(self, key: str, separator: str = ",") -> list[str]:
        return [word for word in (part.strip() for part in self.head.get(key, "").split(separator)) if word]

    def number(self, key: str, default: float = 0.0) -> float:
        return float(self.head.get(key) or default)


def texts(folder: str) -> list[Text]:
    """Every text of `articles` or `pages`, by file name."""
    return [read(path) for path in sorted((FOLDER / folder).glob("*.html"))]


def read(path: Path) -> Text:
    """Raises ValueError with the file's name where the head is not closed or a line has no colon."""
    _before, head, body = path.read_text(encoding="utf-8").split(FENCE, 2)
    lines = [line.partition(":") for line in head.splitlines() if line.strip() and not line.startswith("#")]
    if not all(colon for _key, colon, _value in lines):
        raise ValueError(f"{path.name}: each line of the head is `name: value`.")
    return Text(
        path.stem, {key.strip(): value.partition(" #")[0].strip() for key, _colon, value in lines}, body.strip()
    )


def table(name: str) -> dict[str, Any]:
    """A TOML file of the demonstration."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
