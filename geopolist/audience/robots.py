"""Programs that say what they are, by a list that others keep. What pretends to be a browser is left to the limits."""

from functools import lru_cache

from crawleruseragents import is_crawler

# No browser's name is longer; searching such a one for fifteen hundred patterns would be a way to keep us busy.
LONGEST = 1000


@lru_cache(maxsize=2048)
def is_robot(agent: str) -> bool:
    """Whether a browser's name is a program's. None at all is one too."""
    return not agent or len(agent) > LONGEST or is_crawler(agent)
