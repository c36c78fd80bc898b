"""Templates as they are sent: without indents and empty lines, which are for who writes them."""

import re

from django.template import Origin
from django.template.loaders import filesystem

INDENT = re.compile(r"\n[ \t]+")
# A line that leaves nothing but its end: empty, a comment, or tags that only say what follows.
CONTROL = "if|elif|else|endif|for|empty|endfor|with|endwith|load|block|endblock|extends|include"
COMMENT = r"\{#(?:(?!#\})[^\n])*#\}"
TAG = r"\{% (?:" + CONTROL + r")\b(?:(?!%\})[^\n])*%\}"
NOTHING = re.compile(rf"^((?:{COMMENT}|{TAG})*)\n", re.MULTILINE)


class Loader(filesystem.Loader):
    """Loads pages with every line at its start, and no line that would be empty: nothing else about them changes.

    Only what is in the files: what people wrote comes in later, as it is. Where Django says in which line a mistake
    is, it counts those that are left.
    """

    def get_contents(self, origin: Origin) -> str:
        text = str(super().get_contents(origin))
        return NOTHING.sub(r"\1", INDENT.sub("\n", text)) if origin.name.endswith(".html") else text
