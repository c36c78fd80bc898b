"""A route whose first segment is not reserved could be shadowed by an article's slug: the check says so."""

import re
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from . import reserved

LITERAL = re.compile(r"\^?([^<(\\/^]+)/?")


@register()
def routes_are_reserved(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [
        Error(
            f"The route {segment!r} is not in the reserved list.",
            hint="Add it to geopolist/addresses/reserved.py before an article takes it.",
            id="addresses.E001",
        )
        for segment in sorted(first_segments())
        if not reserved.is_reserved(segment)
    ]


def first_segments() -> set[str]:
    """The first literal segment of each route of the site."""
    return {segment for pattern in get_resolver().url_patterns for segment in segments_of(pattern)}


def segments_of(pattern: URLPattern | URLResolver) -> set[str]:
    route = str(pattern.pattern)
    if route in ("", "^") and isinstance(pattern, URLResolver):
        return {segment for inner in pattern.url_patterns for segment in segments_of(inner)}
    match = LITERAL.match(route)
    return {match[1]} if match else set()
