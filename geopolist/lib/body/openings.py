"""Where something of the page's own may stand inside a shown body."""

import re

from geopolist.lib.tree import EMPTY_TAGS

# In what nh3 wrote, < begins a tag wherever it stands.
TAG = re.compile(r"<(/?)(\w+)")
# So many paragraphs come after it: it neither ends a text nor stands in a short one.
FOLLOWING = 2


def split_after(rendered: str, paragraph: int) -> tuple[str, str] | None:
    """The body up to this paragraph, counted from 1, and the rest; None for a text that is too short.

    Only paragraphs of the text itself count. Where anything but a paragraph follows, it is split after the next one.
    """
    begins, ends = paragraphs(rendered)
    for number in range(paragraph, len(ends) - FOLLOWING + 1):
        end = ends[number - 1]
        if not rendered[end : begins[number]].strip():
            return rendered[:end], rendered[end:]
    return None


def paragraphs(rendered: str) -> tuple[list[int], list[int]]:
    """Where the paragraphs begin and end that lie in nothing else. Read off the tags: no tree is made for a page."""
    begins, ends, depth = [], [], 0
    for tag in TAG.finditer(rendered):
        closes, name = tag.groups()
        if name in EMPTY_TAGS:
            continue
        if closes:
            depth -= 1
            if name == "p" and depth == 0:
                ends.append(tag.end() + 1)
        else:
            if name == "p" and depth == 0:
                begins.append(tag.start())
            depth += 1
    return begins, ends
