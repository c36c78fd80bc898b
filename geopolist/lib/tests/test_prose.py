"""The widget of the writing surface, and what its scripts, tools and templates know of each other."""

import re
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from django.template.loader import render_to_string

from geopolist.lib.body import clean
from geopolist.lib.body.vocabulary import BLOCKS, INLINE, KINDS, PARTS
from geopolist.lib.prose import ProseWidget
from geopolist.lib.prose.tools import BLOCK_MENU, INSERT_MENU, MARK_MENU, STYLE_MENU, TOOLBAR, Tool
from geopolist.lib.tests import bodies, hostile

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "static" / "desk" / "prose"
SCRIPTS = sorted(FOLDER.rglob("*.js"))
SHEETS = sorted(FOLDER.glob("*.css"))
TEMPLATES = ROOT / "templates" / "admin" / "prose"


def tools() -> Iterator[Tool]:
    for group in (*TOOLBAR, STYLE_MENU, INSERT_MENU, MARK_MENU, BLOCK_MENU):
        yield from group


def drawn(value: str = "") -> str:
    return str(ProseWidget(embeds="admin:articles_article_embed").render("body", value, {"id": "id_body"}))


def name(path: Path) -> str:
    return str(path.relative_to(FOLDER))


def test_the_field_holds_the_text_in_the_vocabulary_and_escaped() -> None:
    text = drawn("<p>a <i>b</i> &amp; c</p>")

    held = re.search(r'<textarea name="body"[^>]* id="id_body"[^>]*>\n(.*?)</textarea>', text, re.DOTALL)
    assert held is not None
    assert (
        re.sub(r" data-id=&quot;\w{8}&quot;", "", held[1]) == "&lt;p&gt;a &lt;em&gt;b&lt;/em&gt; &amp;amp; c&lt;/p&gt;"
    )
    assert "required" not in text.partition("<template")[0]


@pytest.mark.parametrize("vector", hostile.ALL, ids=hostile.IDS)
def test_hostile_markup_in_the_field_is_text_of_a_textarea(vector: str) -> None:
    text = drawn(vector)

    held = text.partition("<textarea")[2].partition(">\n")[2].partition("</textarea>")[0]
    assert "<" not in held
    assert drawn().count("<") == text.count("<") or "data-prose" not in text


def test_a_text_that_cannot_be_stored_is_a_textarea_and_nothing_else() -> None:
    deep = "<div>" * 100 + "x"
    text = drawn(deep)

    assert "data-prose" not in text
    assert "<template" not in text
    assert deep.replace("<", "&lt;").replace(">", "&gt;") in text


def test_every_tool_is_a_command_with_a_name_and_an_icon_where_it_has_no_words() -> None:
    scripts = "".join(path.read_text() for path in SCRIPTS)
    icons = set(re.findall(r'<symbol id="([\w-]+)"', (FOLDER / "icons.svg").read_text()))
    commands = set(re.findall(r"^  (\w+): ", scripts, re.MULTILINE))
    built = {"strong", "em", *(f"heading{level}" for level in range(2, 7)), *INLINE}

    assert [tool.name for tool in tools() if tool.name not in commands | built] == []
    assert {tool.icon for tool in tools() if tool.icon} <= icons
    assert len({tool.name for tool in tools()}) == len(list(tools()))


def test_no_two_tools_share_their_keys() -> None:
    keys = [tool.keys for tool in tools() if tool.keys]

    assert sorted(keys) == sorted(set(keys))


def test_keys_are_shown_as_they_are_printed() -> None:
    shown = {tool.name: tool.shown_keys for tool in tools()}

    assert (shown["strong"], shown["up"], shown["plain"]) == ("Ctrl+B", "Alt+Shift+↑", "Ctrl+\\")


def test_the_corpus_of_bodies_has_every_word_of_the_vocabulary() -> None:
    stored = "".join(clean(body) for body in bodies.bodies())

    tags = set(re.findall(r"<([a-z]\w*)", stored))
    kinds = set(re.findall(r'data-block="(\w+)"', stored))
    attributes = set(re.findall(r'<\w+ [^>]*?([\w-]+)="', stored)) | set(re.findall(r' ([\w-]+)="', stored))
    wanted = {each for words in (INLINE, BLOCKS, PARTS) for word in words.values() for each in word.attributes.split()}
    assert tags == {*INLINE, *BLOCKS, *PARTS}
    assert kinds == set(KINDS)
    assert attributes >= wanted | {"id", "data-id", "lang", "dir"}


@pytest.mark.parametrize("script", SCRIPTS, ids=name)
def test_a_script_is_small_and_makes_no_markup_out_of_text(script: Path) -> None:
    text = script.read_text()

    assert len(text.splitlines()) < 60
    assert [line for line in text.splitlines() if len(line) > 120] == []
    assert (
        re.findall(r"innerHTML\s*\+?=[^=]|outerHTML\s*=[^=]|insertAdjacentHTML|document\.write|eval\(|Function\(", text)
        == []
    )
    assert all(path.startswith(("./", "../")) for path in re.findall(r'from "([^"]+)"', text))


def test_no_script_imports_itself_round_about() -> None:
    """A release could not name such scripts by their content."""
    imports = {
        path: [(path.parent / each).resolve() for each in re.findall(r'from "(\.[^"]+)"', path.read_text())]
        for path in SCRIPTS
    }
    walked: set[Path] = set()

    def walk(path: Path, way: list[Path]) -> None:
        assert path not in way, [name(each) for each in way]
        if path not in walked:
            for each in imports.get(path, []):
                walk(each, [*way, path])
        walked.add(path)

    for path in SCRIPTS:
        walk(path, [])
    assert walked >= set(SCRIPTS)


def test_every_script_is_reached_from_the_first() -> None:
    reached: set[Path] = set()
    todo = [FOLDER / "prose.js"]
    while todo:
        path = todo.pop()
        if path not in reached and path.is_relative_to(FOLDER):
            reached.add(path)
            todo += [(path.parent / each).resolve() for each in re.findall(r'from "(\.[^"]+)"', path.read_text())]

    assert reached == set(SCRIPTS)


def test_style_sheets_stay_within_their_budget_and_know_no_left_or_right() -> None:
    text = "".join(re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL) for sheet in SHEETS)

    assert len(brotli.compress(text.encode())) <= 14_000
    assert "!important" not in text
    assert re.findall(r"(?:margin|padding|border|inset)-(?:left|right|top|bottom)\b|\b(?:left|right):", text) == []
    assert re.findall(r"#[0-9a-f]{3,8}\b", text) == [], "colours are the desk's"


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_a_template_holds_nothing_inline_and_trusts_no_text(template: Path) -> None:
    text = template.read_text()

    assert text.startswith("{# ")
    assert "|safe" not in text
    assert re.findall(r"\sstyle=|\son[a-z]+=|javascript:|<style|<script", re.sub(r"\{%.*?%\}", "", text)) == []


def test_every_part_that_scripts_ask_for_is_in_a_template() -> None:
    text = drawn() + render_to_string("admin/prose/words.html")
    scripts = "".join(path.read_text() for path in SCRIPTS)

    frames = set(re.findall(r'framed\("(\w+)"', scripts))
    asked = set(re.findall(r'ask\(surface, "(\w+)"', scripts)) | {
        "numbers",
        "settings",
        "image",
        "document",
        "reference",
    }
    assert frames == set(re.findall(r'data-part="frame-(\w+)"', text))
    assert asked | {"abbr", "time", "language", "bdo", "link"} == set(re.findall(r'data-part="dialog-(\w+)"', text))
    words = {
        re.sub("[A-Z]", lambda each: f"-{each[0].lower()}", each)
        for each in re.findall(r"parts\.words\.(\w+)", scripts)
    }
    assert {each for each in words if f'data-{each}="' not in text} == set()
