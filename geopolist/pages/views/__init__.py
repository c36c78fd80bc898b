"""The front page, static pages, search, and what machines ask for."""

from .beacon import readings
from .errors import bad_request, forbidden, not_found, server_error
from .health import healthz, readyz
from .machines import favicon, manifest, robots, service_worker, sitemap
from .reading import any_page_is_public, corrections, home, offline, page, page_preview, page_url, pages_changed
from .searching import search

__all__ = [
    "any_page_is_public",
    "bad_request",
    "corrections",
    "favicon",
    "forbidden",
    "healthz",
    "home",
    "manifest",
    "not_found",
    "offline",
    "page",
    "page_preview",
    "page_url",
    "pages_changed",
    "readings",
    "readyz",
    "robots",
    "search",
    "server_error",
    "service_worker",
    "sitemap",
]
