"""The catalogues are whole, sound and compiled: Turkish for everything, Arabic for what readers see."""

import re
from pathlib import Path

import django
import django_prose_editor
import pytest
from django.utils import translation
from django.utils.translation import ngettext

from geopolist.tests.catalogues import (
    Entry,
    Key,
    catalogue_file,
    code_files,
    entries,
    header,
    is_of_the_desk,
    read_catalogue,
    read_compiled,
    strings,
    template_files,
    translated,
)

APPS = ["accounts", "articles", "geopolist", "jobs"]
# Where the words come from that a reader can meet; the desk's stay English in Arabic.
READER_FOLDERS = ["accounts", "articles", "jobs", "geopolist/lib", "geopolist/pages", "geopolist/search"]
every_catalogue = pytest.mark.parametrize("name", ["tr/django", "tr/djangojs", "ar/django"])


def missing(name: str, wanted: set[Key]) -> list[Key]:
    known = {entry.key for entry in entries(name) if entry.is_translated}
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
    assert missing("tr/django", wanted) == []


def test_turkish_leaves_nothing_open() -> None:
    assert [entry.key for entry in entries("tr/django") if not entry.is_translated] == []


def test_arabic_has_every_string_that_a_reader_sees() -> None:
    files = [file for file in [*code_files(READER_FOLDERS), *template_files()] if not is_of_the_desk(file)]
    wanted = strings(files)

    assert len(wanted) > 200
    assert missing("ar/django", wanted) == []


def test_turkish_has_every_string_of_the_editor() -> None:
    """The package keeps its strings in the catalogues of other languages: French has them all."""
    package = Path(django_prose_editor.__file__).parent / "locale" / "fr" / "LC_MESSAGES" / "djangojs.po"
    wanted = {entry.key for entry in read_catalogue(package) if entry.singular}

    assert len(wanted) > 20
    assert missing("tr/djangojs", wanted) == []


@every_catalogue
def test_nothing_is_fuzzy_or_half_translated(name: str) -> None:
    fuzzy = [entry.key for entry in entries(name) if "fuzzy" in entry.flags]
    half = [entry.key for entry in entries(name) if any(entry.texts) and not all(entry.texts)]

    assert (fuzzy, half) == ([], [])


@every_catalogue
def test_entries_are_sorted_and_the_header_names_no_time_or_person(name: str) -> None:
    keys = [(entry.singular, entry.context or "") for entry in entries(name)]

    assert keys == sorted(set(keys))
    assert list(header(name)) == [
        *("Project-Id-Version", "Language", "MIME-Version", "Content-Type"),
        *("Content-Transfer-Encoding", "Plural-Forms"),
    ]


@every_catalogue
def test_plural_forms_are_djangos_own(name: str) -> None:
    """Django merges our catalogue into its own only where both count alike."""
    own = Path(django.__file__).parent / "conf" / "locale" / name.split("/")[0] / "LC_MESSAGES" / "django.mo"

    assert f"Plural-Forms: {header(name)['Plural-Forms']}" in read_compiled(own)[""].splitlines()


@every_catalogue
def test_every_plural_has_all_its_forms(name: str) -> None:
    forms = int(re.findall(r"nplurals=(\d)", header(name)["Plural-Forms"])[0])
    wrong = [entry.key for entry in entries(name) if len(entry.texts) != (forms if entry.plural else 1)]

    assert wrong == []


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}", text))


def may_spell_the_number(name: str, entry: Entry, number: int) -> bool:
    """Arabic has words for none, one and two; a nameless %s has to stay, or the formatting fails."""
    return name == "ar/django" and bool(entry.plural) and number < 3 and "%(" in entry.singular


@every_catalogue
def test_placeholders_survive_translation(name: str) -> None:
    wrong = []
    for entry, number, text in translated(name):
        wanted = placeholders(entry.plural or entry.singular)
        dropped = may_spell_the_number(name, entry, number) and not placeholders(text)
        if placeholders(text) != wanted and not dropped:
            wrong.append(entry.singular)

    assert wrong == []


@every_catalogue
def test_tags_and_edges_survive_translation(name: str) -> None:
    def shape(text: str) -> tuple[list[str], bool, bool, bool]:
        stops = bool(re.search(r"[^.]\.$", text))
        return sorted(re.findall(r"<[^>]+>", text)), text != text.lstrip(), text != text.rstrip(), stops

    wrong = [entry.singular for entry, _number, text in translated(name) if shape(text) != shape(entry.singular)]

    assert wrong == []


def prose(text: str) -> str:
    """A text without tags, examples of JSON and addresses: what a reader reads."""
    return re.sub(r"<[^>]+>|\{.*\}|\[.*\]|https?://\S*", "", text)


@pytest.mark.parametrize(
    ("name", "forbidden"),
    [
        # Capitalising a label would turn a first "i" into "I", which is another letter.
        ("tr/django", r"""["'‘«»]|^i|\.\.\."""),
        ("ar/django", r"""["'“”‘’]|[,;?](?!\d)|\.\.\.|ـ"""),
    ],
)
def test_punctuation_is_the_languages_own(name: str, forbidden: str) -> None:
    wrong = [text for _entry, _number, text in translated(name) if re.search(forbidden, prose(text))]

    assert wrong == []


@every_catalogue
def test_compiled_catalogue_agrees_with_its_source(name: str) -> None:
    wanted: dict[object, str] = {}
    for entry, number, text in translated(name):
        key = f"{entry.context}\x04{entry.singular}" if entry.context else entry.singular
        wanted[(key, number) if entry.plural else key] = text

    compiled = read_compiled(catalogue_file(name, ".mo"))
    assert {key: text for key, text in compiled.items() if key} == wanted


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
