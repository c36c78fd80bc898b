"""Named placeholders: {name} in a text is replaced by a value, and nothing else in it means anything."""

import re
from collections.abc import Collection, Mapping

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
# What somebody meant as one, most likely, and any brace that stands alone.
_BRACED = re.compile(r"\{[^{}\n]*\}|[{}]")


def names_in(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


def strange_in(text: str, known: Collection[str]) -> set[str]:
    """Everything with a brace in it that is not one of the `known` placeholders, as it stands there."""
    return set(_BRACED.findall(text)) - {f"{{{name}}}" for name in known}


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with every placeholder replaced, once: a value that looks like a placeholder stays as it is.

    Raises KeyError for a placeholder without a value.
    """
    return _PLACEHOLDER.sub(lambda match: values[match[1]], text)
