"""The catalogues are whole, sound and compiled: Turkish for everything, Arabic for what readers see.

Reads the sources and the catalogues itself, so that no gettext tools are needed.
"""

import ast
import gettext
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import ngettext
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
LOCALE = ROOT / "geopolist" / "locale"
LANGUAGES = ["tr", "ar"]
APPS = ["accounts", "articles", "geopolist", "jobs"]
# Where the words come from that a reader can meet; the desk's stay English in Arabic.
READER_FOLDERS = ["accounts", "articles", "jobs", "geopolist/lib", "geopolist/pages", "geopolist/search"]
# Position of context, singular and plural among the arguments.
MARKERS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
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
def catalogue(language: str) -> list[Entry]:
    """The entries of a .po file, its header first."""
    blocks = source_text(language).strip().split("\n\n")
    return [read_entry(block) for block in blocks]


def source_text(language: str) -> str:
    return (LOCALE / language / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")


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


def entries(language: str) -> list[Entry]:
    return [entry for entry in catalogue(language) if entry.singular]


def translated(language: str) -> Iterator[tuple[Entry, int, str]]:
    """Every translation with its entry and the number of its plural form."""
    for entry in entries(language):
        yield from ((entry, number, text) for number, text in enumerate(entry.texts) if text)


def header(language: str) -> dict[str, str]:
    lines = catalogue(language)[0].texts[0].splitlines()
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
        yield from (file for file in (ROOT / folder).rglob("*.py") if "tests" not in file.parts)


def template_files() -> list[Path]:
    return [file for file in (ROOT / "templates").rglob("*") if file.suffix in (".html", ".txt", ".xml")]


def is_of_the_desk(file: Path) -> bool:
    parts = file.relative_to(ROOT).parts
    return "admin" in parts or "admin.py" in parts or "management" in parts


def strings(files: list[Path]) -> set[Key]:
    found: set[Key] = set()
    for file in files:
        found |= set(strings_of_code(file) if file.suffix == ".py" else strings_of_template(file))
    return found


def missing(language: str, wanted: set[Key]) -> list[Key]:
    known = {entry.key for entry in entries(language) if entry.is_translated}
    return sorted(wanted - known, key=str)


def test_strings_are_found_in_templates_and_code(tmp_path: Path) -> None:
    page, module = tmp_path / "page.html", tmp_path / "module.py"
    page.write_text(
        "{% load i18n %}{% translate 'One' %}{% translate \"It's\" context 'here' %}"
        "{% blocktranslate count a=2 trimmed %}\n {{ a }} part\n{% plural %}{{ a }} parts{% endblocktranslate %}"
    )
    module.write_text("_('Two')\ngettext_lazy('Three ' 'four')\nngettext('%d a', '%d b', 2)\npgettext('c', 'd')\n_(e)")

    found = strings([page, module])

    assert found == {
        *((None, "One"), ("here", "It's"), (None, "%(a)s part")),
        *((None, "Two"), (None, "Three four"), (None, "%d a"), ("c", "d")),
    }


def test_turkish_has_every_string_of_code_and_templates() -> None:
    wanted = strings([*code_files(APPS), *template_files()])

    assert len(wanted) > 400
    assert missing("tr", wanted) == []


def test_turkish_leaves_nothing_open() -> None:
    assert [entry.key for entry in entries("tr") if not entry.is_translated] == []


def test_arabic_has_every_string_that_a_reader_sees() -> None:
    files = [file for file in [*code_files(READER_FOLDERS), *template_files()] if not is_of_the_desk(file)]
    wanted = strings(files)

    assert len(wanted) > 200
    assert missing("ar", wanted) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_fuzzy_or_half_translated(language: str) -> None:
    fuzzy = [entry.key for entry in entries(language) if "fuzzy" in entry.flags]
    half = [entry.key for entry in entries(language) if any(entry.texts) and not all(entry.texts)]

    assert (fuzzy, half) == ([], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_entries_are_sorted_and_the_header_names_no_time_or_person(language: str) -> None:
    keys = [(entry.singular, entry.context or "") for entry in entries(language)]

    assert keys == sorted(set(keys))
    assert list(header(language)) == [
        *("Project-Id-Version", "Language", "MIME-Version", "Content-Type"),
        *("Content-Transfer-Encoding", "Plural-Forms"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_djangos_own(language: str) -> None:
    """Django merges our catalogue into its own only where both count alike."""
    compiled = Path(django.__file__).parent / "conf" / "locale" / language / "LC_MESSAGES" / "django.mo"
    with compiled.open("rb") as file:
        its = gettext.GNUTranslations(file).info()["plural-forms"]

    assert header(language)["Plural-Forms"] == its


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_all_its_forms(language: str) -> None:
    forms = int(re.findall(r"nplurals=(\d)", header(language)["Plural-Forms"])[0])
    wrong = [entry.key for entry in entries(language) if len(entry.texts) != (forms if entry.plural else 1)]

    assert wrong == []


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}", text))


def may_spell_the_number(language: str, entry: Entry, number: int) -> bool:
    """Arabic has words for none, one and two; a nameless %s has to stay, or the formatting fails."""
    return language == "ar" and bool(entry.plural) and number < 3 and "%(" in entry.singular


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_survive_translation(language: str) -> None:
    wrong = []
    for entry, number, text in translated(language):
        wanted = placeholders(entry.plural or entry.singular)
        dropped = may_spell_the_number(language, entry, number) and not placeholders(text)
        if placeholders(text) != wanted and not dropped:
            wrong.append(entry.singular)

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_tags_and_edges_survive_translation(language: str) -> None:
    def shape(text: str) -> tuple[list[str], bool, bool, bool]:
        return sorted(re.findall(r"<[^>]+>", text)), text != text.lstrip(), text != text.rstrip(), text.endswith(".")

    wrong = [entry.singular for entry, _number, text in translated(language) if shape(text) != shape(entry.singular)]

    assert wrong == []


def prose(text: str) -> str:
    """A text without tags, examples of JSON and addresses: what a reader reads."""
    return re.sub(r"<[^>]+>|\{.*\}|\[.*\]|https?://\S*", "", text)


@pytest.mark.parametrize(
    ("language", "forbidden"),
    [
        # Capitalising a label would turn a first "i" into "I", which is another letter.
        ("tr", r"""["'‘«»]|^i|\.\.\."""),
        ("ar", r"""["'“”‘’]|[,;?](?!\d)|\.\.\.|ـ"""),
    ],
)
def test_punctuation_is_the_languages_own(language: str, forbidden: str) -> None:
    wrong = [text for _entry, _number, text in translated(language) if re.search(forbidden, prose(text))]

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogue_agrees_with_its_source(language: str) -> None:
    with (LOCALE / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]

    wanted: dict[object, str] = {}
    for entry, number, text in translated(language):
        name = f"{entry.context}\x04{entry.singular}" if entry.context else entry.singular
        wanted[(name, number) if entry.plural else name] = text

    assert {name: text for name, text in compiled.items() if name} == wanted


@pytest.mark.parametrize(
    ("language", "number", "expected"),
    [
        ("tr", 1, "1 yazı"),
        ("tr", 5, "5 yazı"),
        ("ar", 0, "لا مقالات"),
        ("ar", 1, "مقالة واحدة"),
        ("ar", 2, "مقالتان"),
        ("ar", 3, "3 مقالات"),
        ("ar", 11, "11 مقالة"),
        ("ar", 102, "102 مقالة"),
    ],
)
def test_a_count_is_spoken_as_the_language_counts(language: str, number: int, expected: str) -> None:
    with translation.override(language):
        text = ngettext("%(total)s article", "%(total)s articles", number) % {"total": number}

    assert text == expected
