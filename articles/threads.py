"""Comments as a tree: plain functions of values."""

from collections.abc import Iterable
from typing import Any

# Answers below this level stand beside the one they answer: a page draws each level inside the one above.
DEEPEST = 10

type Node = dict[str, Any]


def thread(comments: Iterable[Any]) -> list[Node]:
    """[{comment, children}] in the order given.

    A reply whose parent is not among `comments` (held, binned) stands at the top, so that hiding one never hides its
    answers. A parent is older than its reply, so a circle of parents cannot hide anything either.
    """
    rows = list(comments)
    nodes: dict[int, Node] = {row.pk: {"comment": row, "children": []} for row in rows}
    above = parents(rows)
    roots: list[Node] = []
    for row in rows:
        parent = above[row.pk]
        (nodes[parent]["children"] if parent else roots).append(nodes[row.pk])
    return roots


def parents(rows: list[Any]) -> dict[int, int | None]:
    """{comment: the one under which it is drawn, None for the top}."""
    above: dict[int, int | None] = {}
    depth: dict[int | None, int] = {None: 0}
    for row in sorted(rows, key=lambda each: each.pk):
        parent = row.parent_id if row.parent_id in depth else None
        if depth[parent] == DEEPEST and parent is not None:
            parent = above[parent]
        above[row.pk] = parent
        depth[row.pk] = depth[parent] + 1
    return above
