"""Comments as a tree, of plain values."""

from dataclasses import dataclass
from typing import Any

import pytest

from articles.threads import DEEPEST, thread


@dataclass
class Said:
    pk: int
    parent_id: int | None = None


def drawn(nodes: list[dict[str, Any]]) -> list[Any]:
    return [(node["comment"].pk, drawn(node["children"])) if node["children"] else node["comment"].pk for node in nodes]


@pytest.mark.parametrize(
    ("comments", "tree"),
    [
        ([], []),
        ([Said(1), Said(2)], [1, 2]),
        ([Said(1), Said(2, 1), Said(3, 2), Said(4, 1)], [(1, [(2, [3]), 4])]),
        ([Said(2, 1), Said(3, 2)], [(2, [3])]),  # the first one is held
        ([Said(3, 1), Said(1), Said(2, 1)], [(1, [3, 2])]),  # in the order given
        ([Said(1, 2), Said(2, 1)], [(1, [2])]),  # a circle
        ([Said(1, 1)], [1]),
        ([Said(1, 9), Said(9)], [1, 9]),  # an answer older than what it answers
    ],
)
def test_answers_stand_under_what_they_answer(comments: list[Said], tree: list[Any]) -> None:
    assert drawn(thread(comments)) == tree


def test_below_the_deepest_level_answers_stand_beside_each_other() -> None:
    line = [Said(1), *(Said(number, number - 1) for number in range(2, 14))]

    nodes, depth = thread(line), 0
    while nodes:
        depth += 1
        last, nodes = nodes, nodes[0]["children"]

    assert depth == DEEPEST
    assert [node["comment"].pk for node in last] == [10, 11, 12, 13]


def test_nobody_is_lost_however_deep() -> None:
    comments = [Said(1), *(Said(number, number - 1) for number in range(2, 5001))]

    def size(nodes: list[dict[str, Any]]) -> int:
        return sum(1 + size(node["children"]) for node in nodes)

    assert size(thread(comments)) == 5000
