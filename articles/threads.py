"""Comments as a tree: plain functions of values."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any


def thread(comments: Iterable[Any]) -> list[dict[str, Any]]:
    """[{comment, children}] in the order given. A reply whose parent is not among `comments` (held, binned) stands at the
    top, so that hiding one never hides its answers. A circle of parents cannot hide anything either."""
    rows = list(comments)
    known = {row.pk for row in rows}
    below: dict[int | None, list[Any]] = defaultdict(list)
    for row in rows:
        parent = row.parent_id if row.parent_id in known and row.parent_id < row.pk else None
        below[parent].append(row)
    return branch(below, None)


def branch(below: dict[int | None, list[Any]], parent: int | None) -> list[dict[str, Any]]:
    return [{"comment": row, "children": branch(below, row.pk)} for row in below.get(parent, [])]
