"""Templates as they are sent: without the indents, which are for who writes them."""

import re

from django.template import Origin
from django.template.loaders import filesystem

INDENT = re.compile(r"\n[ \t]+")


class Loader(filesystem.Loader):
    """Loads pages with every line at its start: nothing else about them changes, and lines keep their numbers.

    Only what is in the files: what people wrote comes in later, as it is.
    """

    def get_contents(self, origin: Origin) -> str:
        text = str(super().get_contents(origin))
        return INDENT.sub("\n", text) if origin.name.endswith(".html") else text
