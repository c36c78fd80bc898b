"""What a page tells search engines, feed readers and other sites: plain values for components/head.html."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

# In a script element only these could end the data or begin something else.
UNSAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def site_image() -> dict[str, Any]:
    """What other sites show beside a page without a picture of its own; see geopolist/lib/atlas."""
    return {"url": absolute(static("img/share.png")), "width": 1200, "height": 630, "alt": ""}


@dataclass
class Head:
    """`canonical`, `image["url"]` and `alternates` are absolute addresses; `robots` is empty for "index"."""

    title: str = ""
    description: str = ""
    canonical: str = ""
    robots: str = ""
    image: dict[str, Any] = field(default_factory=site_image)
    alternates: list[dict[str, str]] = field(default_factory=list)
    previous_url: str = ""
    next_url: str = ""
    structured_data: list[SafeString] = field(default_factory=list)

    @property
    def print(self) -> tuple[Any, ...]:
        """What tells it from another for components/head.html, which prints no structured data."""
        alternates = [tuple(each.values()) for each in self.alternates]
        texts = (self.title, self.description, self.canonical, self.robots, self.previous_url, self.next_url)
        return (*texts, *self.image.values(), *alternates)

    def add(self, data: dict[str, Any]) -> None:
        """A schema.org object."""
        self.structured_data.append(as_data(data))


def as_data(data: dict[str, Any]) -> SafeString:
    """A schema.org object as it stands in a page; empty values are left out."""
    clean = {name: value for name, value in data.items() if value not in (None, "", [], {})}
    text = json.dumps(
        {"@context": "https://schema.org", **clean}, ensure_ascii=False, default=str, separators=(",", ":")
    )
    # Escaped by UNSAFE: nothing in it can end the script element.
    return mark_safe(text.translate(UNSAFE))


def absolute(path: str) -> str:
    """`path` of this site as a full address. Never from the request's Host, which a stranger chooses."""
    return path if path.startswith(("http://", "https://")) else f"{settings.SITE_URL}{path}"
