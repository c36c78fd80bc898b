"""What advertisers have on pages: this app knows no advertisement, whoever has them registers here.

They are kept with the menus in the site's row, so that no page asks for more.
"""

from collections.abc import Callable
from typing import Any

# `place`, `language`, `url`, `begins` and perhaps `ends`, and whatever else is printed there, as plain values.
type Spot = dict[str, Any]

_tell: Callable[[], list[Spot]] = list


def register(tell: Callable[[], list[Spot]]) -> None:
    """`tell()` is all that run or will, the newest first: the clock publishes, see menus.is_shown."""
    global _tell
    _tell = tell


def told() -> list[Spot]:
    return _tell()
