"""The front page, static pages, search, and what machines ask for."""

from .errors import bad_request, forbidden, not_found, server_error
from .health import healthz, readyz
from .machines import manifest, robots, sitemap
from .reading import any_page_is_public, corrections, home, page, page_url, pages_changed
from .searching import search

__all__ = [
    "any_page_is_public",
    "bad_request",
    "corrections",
    "forbidden",
    "healthz",
    "home",
    "manifest",
    "not_found",
    "page",
    "page_url",
    "pages_changed",
    "readyz",
    "robots",
    "search",
    "server_error",
    "sitemap",
]
