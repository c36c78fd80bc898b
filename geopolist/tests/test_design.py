"""The rules that keep the pages fast, safe and legible, read off the files themselves."""

import re
from pathlib import Path

import brotli
import pytest

from geopolist.lib.joining import one_script, one_style_sheet

ROOT = Path(__file__).resolve().parents[2]
CSS, JS, TEMPLATES = ROOT / "static" / "css", ROOT / "static" / "js", ROOT / "templates"
# late.css stands outside of the joined one.
SHEETS = sorted(path for path in CSS.rglob("*.css") if path.name not in ("site.css", "late.css"))
SCRIPTS = sorted(JS.rglob("*.js"))
DESK = ROOT / "static" / "desk"
# Those that stand outside of the joined one.
ALONE = ("boot.js", "service-worker.js")
# What makes markup or code out of a text; that markup is read is no harm.
MARKUP = re.compile(r"(?:inner|outer)HTML\s*\+?=(?!=)|insertAdjacentHTML|document\.write|\beval\(|Function\(|import\(")
# The desk and mail have rules of their own: other policies, other readers.
PAGES = sorted(
    path for path in TEMPLATES.rglob("*.html") if path.relative_to(TEMPLATES).parts[0] not in ("admin", "emails")
)
IMPORT = re.compile(r'@import url\("(?P<path>[^"]+)"\) layer\((?P<layer>\w+)\);')


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def joined() -> str:
    """The style sheet as readers get it."""
    return one_style_sheet((CSS / "site.css").read_text(), lambda path: (CSS / path).read_text())


def compressed(text: str) -> int:
    """Bytes on the way to a reader: a release holds brotli copies of its static files."""
    return len(brotli.compress(text.encode()))


# --- Style sheets


def test_every_style_sheet_is_imported_once_in_a_declared_layer():
    text = (CSS / "site.css").read_text()
    layers = re.search(r"@layer ([\w, ]+);", text)[1].split(", ")
    imports = IMPORT.findall(text)

    assert sorted(path for path, _ in imports) == sorted(str(path.relative_to(CSS)) for path in SHEETS)
    assert list(dict.fromkeys(layer for _, layer in imports)) == layers


def test_imports_are_one_level_deep():
    assert [name(path) for path in SHEETS if "@import" in path.read_text()] == []


def test_the_style_sheet_stays_within_its_budget():
    assert compressed(joined()) <= 14_000


@pytest.mark.parametrize("sheet", [*SHEETS, DESK / "desk.css", DESK / "library.css"], ids=name)
def test_a_style_sheet_insists_on_nothing_and_knows_no_left_or_right(sheet):
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)

    assert "!important" not in text
    assert "uppercase" not in text, "shouts, and breaks the Turkish i"
    assert (
        re.findall(
            r"(?:margin|padding|border|inset)-(?:left|right|top|bottom)\b|\b(?:left|right):|text-align: (?:left|right)",
            text,
        )
        == []
    )


@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_a_style_sheet_of_readers_names_no_ids(sheet):
    """Those of the desk do: Django's own, which they have to win over, names them."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)

    assert re.findall(r"^[^:;\n]*#[A-Za-z][\w-]*[^;\n]*\{", text, re.MULTILINE) == []


@pytest.mark.parametrize("sheet", sorted(DESK.glob("*.css")), ids=name)
def test_a_style_sheet_of_the_desk_stays_within_its_budget(sheet):
    assert len(sheet.read_bytes()) <= 14_000


def test_colours_are_named_once_in_the_tokens():
    """Components use roles; paper has colours of its own."""
    found = {
        colour
        for sheet in SHEETS
        if sheet.name not in ("tokens.css", "print.css")
        for colour in re.findall(r"#[0-9a-f]{3,6}\b", sheet.read_text())
    }

    assert found <= {"#fff", "#000"}


# --- Contrast


def tokens() -> dict[str, tuple[str, str]]:
    """Role -> its colour by day and by night."""
    text = (CSS / "tokens.css").read_text()
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\);", text)
    plain = re.findall(r"--([\w-]+): (#\w+);", text)
    return {role: (day, night) for role, day, night in pairs} | {role: (colour, colour) for role, colour in plain}


def luminance(colour: str) -> float:
    digits = "".join(digit * 2 for digit in colour[1:]) if len(colour) == 4 else colour[1:]
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_the_guidelines_say():
    assert contrast("#000000", "#fff") == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize(
    ("words", "ground"),
    [
        *((words, ground) for words in ("ink", "ink-2", "ink-3") for ground in ("bg", "surface", "surface-2")),
        *((words, "bg") for words in ("accent", "accent-strong", "signal", "warn", "ok")),
        ("accent", "accent-wash"),
        ("accent", "surface"),
        ("warn", "warn-wash"),
        ("ink", "found"),
        ("on-accent", "accent"),
        ("on-button", "button"),
        ("band-ink", "band"),
        ("on-band-ink", "band-ink"),
        ("on-band-ink", "band-focus"),
        ("night-ink", "night"),
        ("band-ink-2", "band"),
        *(("map-label", f"map-{region}") for region in ("europe", "mea", "eurasia")),
        *(("on-tile", f"tile-{tile}") for tile in ("cobalt", "bole", "turquoise", "manganese", "sage", "amber")),
    ],
)
def test_words_can_be_read_by_day_and_by_night(words, ground):
    roles = tokens()

    by_day, by_night = (contrast(a, b) for a, b in zip(roles[words], roles[ground], strict=True))

    assert by_day >= 4.5
    assert by_night >= 4.5


@pytest.mark.parametrize(("edge", "ground"), [("line-strong", "bg"), ("accent", "bg"), ("band-focus", "band")])
def test_edges_that_matter_can_be_seen(edge, ground):
    roles = tokens()

    assert min(contrast(a, b) for a, b in zip(roles[edge], roles[ground], strict=True)) >= 3


# --- Scripts


def test_scripts_stay_within_their_budget():
    joined = one_script("site.js", lambda path: (JS / path).read_text())

    assert compressed("".join([joined, *((JS / name).read_text() for name in ALONE)])) <= 8_000


@pytest.mark.parametrize("script", [*SCRIPTS, *DESK.rglob("*.js")], ids=name)
def test_a_script_is_small_and_makes_no_markup_out_of_text(script):
    text = script.read_text()

    assert len(text.splitlines()) < 60 or script.name == "site.js", "only the list of them all grows with them"
    assert MARKUP.findall(text) == []
    assert all(path.startswith(("./", "../")) for path in re.findall(r'from "([^"]+)"', text))


def test_every_element_is_wired():
    wired = set(re.findall(r'from "\./elements/([\w-]+\.js)"', (JS / "site.js").read_text()))

    assert wired == {path.name for path in (JS / "elements").glob("*.js")}


def test_every_selector_of_the_scripts_is_in_a_template():
    selectors = re.findall(r'"\[(data-[\w-]+)\]":', (JS / "site.js").read_text())
    markup = "".join(path.read_text() for path in PAGES)

    # The player is drawn by the renderer of bodies.
    assert [each for each in selectors if each not in markup] == ["data-player"]


# --- Templates


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_template_holds_nothing_inline_and_trusts_no_text(page):
    text = page.read_text()
    markup = re.sub(r"\{%.*?%\}", "", text)

    assert "|safe" not in text
    assert re.findall(r"\sstyle=|\son[a-z]+=|javascript:", markup) == []
    assert re.findall(r"<style|<script(?![^>]*(?:src=|application/ld\+json))", markup) == []


PUBLIC = [
    page
    for page in PAGES
    if page.relative_to(TEMPLATES).parts[0] in ("articles", "components", "jobs", "layouts", "pages", "search")
]


@pytest.mark.parametrize("page", PUBLIC, ids=name)
def test_a_public_template_is_the_same_for_everyone(page):
    text = page.read_text()

    assert "csrf" not in text
    assert re.findall(r"\b(?:user|messages)\.", text) == []
    assert re.findall(r'method="post"', text, re.IGNORECASE) == []


@pytest.mark.parametrize("component", sorted((TEMPLATES / "components").glob("*.html")), ids=name)
def test_a_component_lists_its_inputs_first(component):
    first = component.read_text().splitlines()[0]

    assert first.startswith("{# ")
    assert "Inputs: " in component.read_text().split("#}\n{%")[0]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_class_of_a_template_has_a_rule(page):
    known = set(re.findall(r"\.([a-z][\w-]*)", joined()))
    known |= {each.partition("__")[0] for each in known}  # a thing may have rules for its parts alone
    written = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "*", page.read_text())

    # What a tag completes, such as `card--*`, is not known here.
    named = {each for value in re.findall(r'class="([^"]*)"', written) for each in value.split() if "*" not in each}

    assert named - known == set()


def test_every_size_and_colour_that_is_named_is_used():
    text = joined()
    named = set(re.findall(r"[{; ](--[\w-]+):", text))

    assert {each for each in named if f"var({each}" not in text} == set()


def test_icons_that_templates_name_are_in_the_sprite():
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static" / "icons.svg").read_text()))
    named = {icon for page in PAGES for icon in re.findall(r'icon\.html" with name="([\w-]+)"', page.read_text())}
    social = {
        "x",
        "facebook",
        "linkedin",
        "youtube",
        "instagram",
        "telegram",
        "whatsapp",
        "mastodon",
        "bluesky",
        "rss",
        "email",
    }

    assert named | social | {"mark"} <= sprite
