"""A tree of rows as the desk draws it: what each row says, and where each of its buttons would put it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.functional import Promise

# Where a row lies: the key of the row above it; on the first level the name of its tree, empty where there is one tree.
type PlaceName = str


@dataclass
class Line:
    """What is said of a row. `address` is where readers find it, `colour` one of the palette, with its name in words;
    `faults` want an eye."""

    title: str
    address: str = ""
    colour: str = ""
    colour_name: str = ""
    notes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Step(NamedTuple):
    """A row, where it lay when somebody looked, where it is to lie, and before which row there (None: last)."""

    row: int
    seen: PlaceName
    place: PlaceName
    before: int | None

    def __str__(self) -> str:
        return f"{self.row}:{self.seen}:{self.place}:{self.before or ''}"

    @classmethod
    def parse(cls, text: str) -> "Step":
        """Raises ValueError."""
        row, seen, place, before = text.split(":")
        return cls(int(row), seen, place, int(before) if before else None)


@dataclass
class Branch:
    """`steps` are the values of its buttons by their names; one that would do nothing has none.

    `url` is its form, `target` what *In* puts it under, `add` a form for one more row under it.
    """

    row: Any
    line: Line
    place: PlaceName
    level: int
    url: str
    above: "Branch | None" = None
    may_move: bool = False
    children: list["Branch"] = field(default_factory=list)
    steps: dict[str, str] = field(default_factory=dict)
    target: str = ""
    add: str = ""
    links: list[tuple[str | Promise, str]] = field(default_factory=list)

    @property
    def key(self) -> int:
        return self.row.pk

    @property
    def height(self) -> int:
        """Levels from this one down, itself included."""
        return 1 + max((child.height for child in self.children), default=0)


@dataclass
class Group:
    """One of the trees on a page. `add` leads to a form for one more row at its end."""

    place: PlaceName
    name: str | Promise
    branches: list[Branch]
    add: str = ""


type Made = Callable[[Any, PlaceName, Branch | None], Branch]


def grow(rows: Iterable[Any], place_of: Callable[[Any], PlaceName], make: Made) -> dict[PlaceName, list[Branch]]:
    """{place: the branches that lie there}. `rows` in the order in which they stand beside each other."""
    lying: dict[PlaceName, list[Any]] = {}
    for row in rows:
        lying.setdefault(place_of(row), []).append(row)

    def branches(place: PlaceName, above: Branch | None) -> list[Branch]:
        found = [make(row, place, above) for row in lying.get(place, [])]
        for branch in found:
            branch.children = branches(str(branch.key), branch)
        return found

    return {place: branches(place, None) for place in lying if not place.isdecimal()}


def lead(groups: list[Group], levels: int) -> None:
    """Say of each branch where its buttons lead. The first level goes on from one tree to the next."""
    for number, group in enumerate(groups):
        lead_beside(group.branches, levels)
        if group.branches and number > 0:
            group.branches[0].steps["up"] = step(group.branches[0], groups[number - 1].place)
        if group.branches and number + 1 < len(groups):
            after = groups[number + 1]
            group.branches[-1].steps["down"] = step(group.branches[-1], after.place, next(iter(after.branches), None))


def lead_beside(branches: list[Branch], levels: int, after: Branch | None = None) -> None:
    """`after` follows what they lie under."""
    beside = dict(enumerate(branches))
    for number, branch in enumerate(branches):
        following = beside.get(number + 1)
        if before := beside.get(number - 1):
            branch.steps["up"] = step(branch, branch.place, before)
        if following:
            branch.steps["down"] = step(branch, branch.place, beside.get(number + 2))
        if before and branch.level + branch.height <= levels:
            branch.steps["in"], branch.target = step(branch, str(before.key)), before.line.title
        if branch.above:
            branch.steps["out"] = step(branch, branch.above.place, after)
        lead_beside(branch.children, levels, following)


def step(branch: Branch, place: PlaceName, before: Branch | None = None) -> str:
    return str(Step(branch.key, branch.place, place, before.key if before else None))
