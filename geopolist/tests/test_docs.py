"""What the docs name is there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FEATURES = (ROOT / "docs" / "features.md").read_text(encoding="utf-8")


def test_the_table_has_every_row_of_the_old_site_once() -> None:
    rows = re.findall(r"^\| (\d+) \| .+ \| .+ \|$", FEATURES, re.MULTILINE)

    assert rows == [str(number) for number in range(1, 48)]


def test_every_test_that_the_table_names_is_there() -> None:
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", FEATURES)

    missing = [
        f"{path}::{name}"
        for path, name in named
        if name
        not in {node.name for node in ast.parse((ROOT / path).read_text()).body if isinstance(node, ast.FunctionDef)}
    ]
    assert len(named) > 30
    assert missing == []
