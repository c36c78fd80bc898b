"""Two edits of one body put together, block by block."""

import re
from typing import NamedTuple

from geopolist.lib.body.source import clean
from geopolist.lib.tree import html_of, new, tree_of

ID = re.compile(r' data-id="[^"]*"')


class Merged(NamedTuple):
    """`both` is how many blocks the two had changed each in another way: there mine stands first, then theirs."""

    body: str
    both: int


def merge(base: str, mine: str, theirs: str) -> Merged:
    """What `mine` and `theirs` have both made of `base`, in the order of mine. No word that either wrote is left out.

    Bodies as clean() accepts them; raises BodyError. Blocks are what stands at the top, known by their ids.
    """
    before, ours, others = map(blocks_of, (base, mine, theirs))
    placed: list[tuple[str, str]] = []
    both = 0
    for name, block in ours.items():
        other = others.get(name)
        if block == before.get(name):
            placed += [(name, other)] if other is not None else []
            continue
        placed.append((name, block))
        if other not in (None, block, before.get(name)):
            placed.append((name, ID.sub("", str(other), count=1)))
            both += 1
    at = 0
    for name, other in others.items():
        if name not in ours and other != before.get(name):
            placed.insert(at, (name, other))
            both += name in before
        at = next((place + 1 for place in reversed(range(len(placed))) if placed[place][0] == name), at)
    return Merged(clean("\n".join(block for _name, block in placed)), both)


def blocks_of(body: str) -> dict[str, str]:
    """The blocks by their ids, in their order."""
    blocks = {}
    for block in tree_of(clean(body)):
        block.tail = None
        root = new("root")
        root.append(block)
        blocks[block.attrib["data-id"]] = html_of(root)
    return blocks
