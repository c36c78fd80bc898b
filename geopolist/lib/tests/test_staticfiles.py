"""The static files of a release: one style sheet, one script, every name from its content, nothing missing."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

SOURCE = Path(__file__).resolve().parents[3] / "static"
HASHED = re.compile(r"\.[0-9a-f]{8}\.\w+\Z")
ADDRESS = re.compile(r'url\(["\']?(?!data:|#)([^)"\']+)')


JOINED = {"BACKEND": "geopolist.lib.staticfiles.JoinedStorage"}


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything collected, as for a real site."""
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=folder, STORAGES={**settings.STORAGES, "staticfiles": JOINED}):
        call_command("collectstatic", verbosity=0, interactive=False)
    return folder


@pytest.fixture
def served(release: Path, settings: Any) -> None:
    """Pages name the files of the release."""
    settings.STATIC_ROOT = release
    settings.STORAGES = {**settings.STORAGES, "staticfiles": JOINED}


@pytest.fixture
def names(release: Path) -> dict[str, str]:
    """{name in the source: name in the release}."""
    return json.loads((release / "staticfiles.json").read_text())["paths"]


def test_every_file_of_ours_is_named_by_its_content(names: dict[str, str], release: Path) -> None:
    ours = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*") if path.is_file()}

    assert {name for name in ours - set(names) if not re.match(r"desk/prose/.*\.js", name)} == set()
    ours &= set(names)
    assert [name for name in ours if not HASHED.search(names[name])] == []
    assert [name for name in ours if not (release / names[name]).is_file()] == []


def test_the_style_sheet_is_one_file_with_every_layer(names: dict[str, str], release: Path) -> None:
    text = (release / names["css/site.css"]).read_text()
    source = (SOURCE / "css" / "site.css").read_text()
    imports = re.findall(r'@import url\("([^"]+)"\) layer\((\w+)\)', source)

    assert "@import" not in text
    assert re.findall(r"@layer (\w+) ?\{", text)[: len(imports)] == [layer for _path, layer in imports]
    assert "/*" not in text
    assert text.startswith("@layer ")


def test_every_address_in_every_style_sheet_leads_to_a_file(names: dict[str, str], release: Path) -> None:
    missing, count = [], 0
    for path in {release / name for name in names.values() if name.endswith(".css")}:
        for address in ADDRESS.findall(path.read_text()):
            count += 1
            if not (path.parent / address.partition("#")[0].partition("?")[0]).resolve().is_file():
                missing.append((path.name, address))

    assert missing == []
    assert count > 10


def test_the_style_sheets_addresses_are_named_by_content(names: dict[str, str], release: Path) -> None:
    texts = [(release / names[sheet]).read_text() for sheet in ("css/site.css", "css/late.css")]
    addresses = [address for text in texts for address in ADDRESS.findall(text)]

    assert len(addresses) >= len(list((SOURCE / "fonts").glob("*.woff2")))
    assert [address for address in addresses if not HASHED.search(address)] == []


def test_the_script_is_one_file_that_holds_every_element(names: dict[str, str], release: Path) -> None:
    text = (release / names["js/site.js"]).read_text()

    assert re.findall(r"^\s*(?:import|export)\b|\bimport\(", text, re.MULTILINE) == []
    assert text.count("((exported) => {") == len(re.findall(r"\.js\"", gathered(SOURCE / "js" / "site.js"))) + 1


def test_the_writing_surface_is_one_file_beside_its_engine(names: dict[str, str], release: Path) -> None:
    text = (release / names["desk/prose/prose.js"]).read_text()
    engine = (release / names["desk/prose/engine.js"]).read_text()

    imports = re.findall(r"^(?:import|export)\b.*", text, re.MULTILINE)
    assert len(imports) == 1
    assert re.fullmatch(rf'import \* as \w+ from "./{Path(names["desk/prose/engine.js"]).name}";', imports[0])
    assert text.count("((exported) => {") == len(list((SOURCE / "desk" / "prose").rglob("*.js"))) - 1
    assert names["django_prose_editor/editor.js"] in engine.replace("../", "")
    assert sorted(path.name for path in (release / "desk" / "prose").glob("*.js")) == sorted(
        Path(names[name]).name for name in ("desk/prose/prose.js", "desk/prose/engine.js")
    )


def gathered(script: Path) -> str:
    """The import lines of a script and of all that it imports, each file once."""
    lines: list[str] = []
    waiting, seen = [script], {script}
    while waiting:
        here = waiting.pop()
        for path in re.findall(r'^import .*? from "(\.[^"]+)";$', here.read_text(), re.MULTILINE):
            found = (here.parent / path).resolve()
            if found not in seen:
                seen.add(found)
                waiting.append(found)
                lines.append(f'"{path}"')
    return "\n".join(lines)


def test_files_are_there_compressed(names: dict[str, str], release: Path) -> None:
    for name in ("css/site.css", "js/site.js", "icons.svg"):
        assert (release / f"{names[name]}.gz").is_file()


@pytest.mark.usefixtures("served")
def test_a_file_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="Missing staticfiles manifest entry"):
        staticfiles_storage.url("css/unheard.css")


def test_the_sources_stay_as_they_are_written(release: Path) -> None:
    assert "@import" in (SOURCE / "css" / "site.css").read_text()


@pytest.mark.django_db
@pytest.mark.usefixtures("served")
def test_a_page_names_released_files_and_holds_nothing_inline(
    client: Any, release: Path, names: dict[str, str]
) -> None:
    page = client.get("/").text

    linked = re.findall(r'(?:href|src)="/static/([^"]+)"', page)
    assert names["css/site.css"] in linked
    assert [name for name in linked if not (release / name.partition("#")[0]).is_file()] == []
    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*(?:src=|application/ld\+json))", page) == []
