"""Who may import whom. Read from the syntax trees, imports inside functions included."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LEAVES = {
    *("addresses", "audience", "identity", "guard", "library", "mail", "pagecache", "search", "revisions", "inbox"),
}
BASE = {"lib", "worker"}
MAY_IMPORT: dict[str, set[str]] = {
    "lib": set(),
    "worker": {"lib"},
    **dict.fromkeys(LEAVES, BASE),
    "articles": BASE | LEAVES,
    "jobs": BASE | LEAVES,
    "accounts": BASE | LEAVES | {"articles", "jobs"},
    "pages": BASE | LEAVES | {"articles", "jobs", "accounts"},
    "wordpress": BASE | LEAVES | {"articles", "jobs", "accounts", "pages"},
    "urls": BASE | LEAVES | {"articles", "jobs", "accounts", "pages"},
    "settings": {"lib"},
    "wsgi": {"pagecache"},
    "manage": set(),
    "geopolist": set(),
}
OURS = ("accounts", "articles", "geopolist", "jobs")
# By these a module would be loaded under a name that no syntax tree shows.
LOADERS = ("importlib", "pkgutil", "runpy", "django.utils.module_loading.import_string")


def python_files() -> list[Path]:
    files = [ROOT / "manage.py", *(path for top in OURS for path in (ROOT / top).rglob("*.py"))]
    return [path for path in files if not {"tests", "migrations"} & set(path.relative_to(ROOT).parts)]


def part_of(module: str) -> str:
    """`geopolist.search.index` and `articles.models` by the name that the table above uses."""
    names = module.split(".")
    return names[1] if names[0] == "geopolist" and len(names) > 1 else names[0]


def parts_of(path: Path) -> tuple[str, ...]:
    return path.relative_to(ROOT).with_suffix("").parts


def module_of(path: Path) -> str:
    return ".".join(parts_of(path)).removesuffix(".__init__")


def imports(path: Path, *, with_types: bool = True) -> Iterator[str]:
    """Full names of the modules that a file imports; without types, those that it really loads."""
    package, tree = parts_of(path), ast.parse(path.read_text())
    if not with_types:
        tree.body = [
            node for node in tree.body if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test))
        ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: -node.level] if node.level else []
            prefix = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{prefix}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", python_files(), ids=module_of)
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    part = part_of(module_of(path))

    foreign = {part_of(name) for name in imports(path) if name.split(".")[0] in OURS} - {part, "geopolist"}

    assert foreign <= MAY_IMPORT[part]


def test_no_code_lies_beside_the_packages() -> None:
    """It would be held to nothing. Hidden folders and environments hold the code of others."""
    folders = [path for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")]
    holding = {path.name for path in folders if not (path / "pyvenv.cfg").exists() and any(path.rglob("*.py"))}

    assert holding | {path.name for path in ROOT.glob("*.py")} == {"manage.py", *OURS}
    assert {part_of(module_of(path)) for path in python_files()} <= set(MAY_IMPORT)


def test_no_module_is_loaded_by_a_name_in_a_string() -> None:
    guilty = [
        f"{module_of(path)}: {name}"
        for path in python_files()
        for name in [*imports(path), *called(path)]
        if name.startswith(LOADERS) or name == "__import__"
    ]

    assert guilty == []


def called(path: Path) -> Iterator[str]:
    """Names of the functions that a file calls without a dot."""
    calls = (node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    return (function.id for function in calls if isinstance(function, ast.Name))


def test_pages_views_are_imported_by_nobody_else() -> None:
    inside = {path for path in python_files() if "geopolist/pages" in path.as_posix()}

    guilty = [
        module_of(path)
        for path in python_files()
        if path not in inside
        for name in imports(path)
        if name.startswith("geopolist.pages.views")
    ]

    assert guilty == []


def test_only_querysets_filter_articles() -> None:
    """`.filter(` in views, feeds, template tags or admin actions would be a second definition of something."""
    guilty = [
        f"{module_of(path)}:{node.lineno}"
        for path in python_files()
        if path.relative_to(ROOT).parts[0] == "articles"
        and any(
            name in path.relative_to(ROOT).as_posix() for name in ("views/", "feeds", "templatetags", "admin/", "heads")
        )
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("filter", "exclude")
    ]

    assert guilty == []


# Feeds are views of another kind: both turn to a list's language in the same way.
BESIDE = {("feeds", "views")}
# Inside articles: each of these loads nothing of what stands before it.
LAYERS = (
    "urls", "admin", "views", "feeds", "tasks", "emails", "heads", "panels", "models", "querysets", "threads",
    "moderation", "plain", "countries", "spans",
)  # fmt: skip


@pytest.mark.parametrize("layer", LAYERS)
def test_inside_articles_nothing_looks_up(layer: str) -> None:
    above = tuple(f"articles.{name}" for name in LAYERS[: LAYERS.index(layer)] if (layer, name) not in BESIDE)
    files = [path for path in python_files() if module_of(path).startswith(f"articles.{layer}")]

    guilty = {module_of(path) for path in files for name in imports(path, with_types=False) if name.startswith(above)}

    assert files
    assert guilty == set()


def test_what_filters_articles_elsewhere_says_its_reason() -> None:
    """Beside querysets only the models' own tables, the import and the demonstration ask for rows by themselves."""
    allowed = ("articles.querysets", "articles.models", "geopolist.wordpress", "geopolist.pages.demo")

    guilty = [
        f"{module_of(path)}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
        and node.attr in ("filter", "exclude")
        and ast.unparse(node.value).startswith(("Article.", "Category.", "Person.", "Tag.", "Comment."))
        and not module_of(path).startswith(allowed)
    ]

    assert guilty == []
