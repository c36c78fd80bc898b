"""Reads catalogues and the strings that want translating, without gettext tools."""

import ast
import gettext
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
LOCALE = ROOT / "geopolist" / "locale"
# Position of context, singular and plural among the arguments.
MARKERS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
OF_THE_DESK = frozenset(
    {
        *("admin", "admin.py", "management", "checklist.py", "desk", "merging.py", "ordering.py", "prose"),
        *("readiness.py", "recent.py", "roles.py", "telling.py"),
    }
)
Key = tuple[str | None, str]


@dataclass
class Entry:
    context: str | None
    singular: str
    plural: str | None
    flags: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        return self.context, self.singular

    @property
    def is_translated(self) -> bool:
        return all(self.texts)


@cache
def read_catalogue(file: Path) -> list[Entry]:
    """The entries of a .po file, its header first."""
    return [read_entry(block) for block in file.read_text(encoding="utf-8").strip().split("\n\n")]


def read_compiled(file: Path) -> dict[str | tuple[str, int], str]:
    """The texts of a .mo file by their keys: a plural's key has the number of the form."""
    with file.open("rb") as stream:
        return gettext.GNUTranslations(stream)._catalog  # type: ignore[attr-defined]


def catalogue_file(name: str, suffix: str) -> Path:
    language, domain = name.split("/")
    return LOCALE / language / "LC_MESSAGES" / f"{domain}{suffix}"


def read_entry(block: str) -> Entry:
    fields: dict[str, str] = {}
    flags: list[str] = []
    name = ""
    for line in block.splitlines():
        if line.startswith("#,"):
            flags += [flag.strip() for flag in line[2:].split(",")]
        elif not line.startswith("#"):
            if not line.startswith('"'):
                name, line = line.split(" ", 1)
            fields[name] = fields.get(name, "") + ast.literal_eval(line)
    texts = [text for name, text in fields.items() if name.startswith("msgstr")]
    return Entry(fields.get("msgctxt"), fields["msgid"], fields.get("msgid_plural"), flags, texts)


def entries(name: str) -> list[Entry]:
    """The entries of a catalogue of ours, named as in "tr/django"."""
    return [entry for entry in read_catalogue(catalogue_file(name, ".po")) if entry.singular]


def translated(name: str) -> Iterator[tuple[Entry, int, str]]:
    """Every translation with its entry and the number of its plural form."""
    for entry in entries(name):
        yield from ((entry, number, text) for number, text in enumerate(entry.texts) if text)


def header(name: str) -> dict[str, str]:
    lines = read_catalogue(catalogue_file(name, ".po"))[0].texts[0].splitlines()
    return dict(line.split(": ", 1) for line in lines)


def strings_of_code(file: Path) -> Iterator[Key]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            words = [argument.value if isinstance(argument, ast.Constant) else None for argument in node.args]
            yield from marked(name.removesuffix("_lazy"), words)


def marked(name: str, words: list[str | None]) -> Iterator[Key]:
    context, singular, plural = MARKERS.get(name, (None, len(words), None))
    if len(words) > max(singular, plural or 0) and words[singular] is not None:
        yield (words[context] if context is not None else None), words[singular]


def strings_of_template(file: Path) -> Iterator[Key]:
    """Django turns a template into calls of gettext amid rubbish; only the calls are read."""
    text = templatize(file.read_text(encoding="utf-8"), origin=str(file))
    literal = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
    for name, arguments in re.findall(rf"\b(n?p?gettext)\(((?:{literal}(?:, )?)+)", text):
        words = [ast.literal_eval(word) for word in re.findall(literal, arguments)]
        yield from marked(name, words)


def code_files(folders: list[str]) -> Iterator[Path]:
    for folder in folders:
        yield from (file for file in (ROOT / folder).rglob("*.py") if "tests" not in file.relative_to(ROOT).parts)


def template_files() -> list[Path]:
    return [file for file in (ROOT / "templates").rglob("*") if file.suffix in (".html", ".txt", ".xml")]


def is_of_the_desk(file: Path) -> bool:
    """Whether only editors and operators read what it says: the desk speaks English and Turkish."""
    return not OF_THE_DESK.isdisjoint(file.relative_to(ROOT).parts)


def strings(files: list[Path]) -> set[Key]:
    found: set[Key] = set()
    for file in files:
        found |= set(strings_of_code(file) if file.suffix == ".py" else strings_of_template(file))
    return found
