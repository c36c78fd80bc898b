"""The headers of stored pages: from the settings alone, so that no page of a content type differs from another.

nginx sends the same ones, from an include that `manage.py stored_page_headers` prints.
"""

from functools import lru_cache

from django.conf import settings
from django.templatetags.static import static
from django.utils.csp import build_policy

from geopolist.lib.middleware import PERMISSIONS, PREFETCH

HTML = "text/html; charset=utf-8"
# What is kept at all, and the ending of its files.
ENDINGS = {
    HTML: "html",
    "application/rss+xml; charset=utf-8": "rss",
}
# Browsers ask each time, and are told in a few bytes that nothing has changed: a purge could not reach them.
CACHE_CONTROL = "no-cache"
# Headers that belong to one answer alone; of these a stored page has its own or none.
OWN = frozenset({"content-type", "content-length", "content-language", "etag", "last-modified"})


@lru_cache
def headers_for(content_type: str) -> tuple[tuple[str, str], ...]:
    """What every stored page of this type is sent with, beside what says how long and how old it is."""
    found = {
        "Cache-Control": CACHE_CONTROL,
        "Content-Security-Policy": build_policy(settings.SECURE_CSP),  # type: ignore[arg-type]  # lists of words
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": PERMISSIONS,
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
    }
    if content_type == HTML:
        found["Speculation-Rules"] = f'"{static(PREFETCH)}"'
    if settings.SECURE_HSTS_SECONDS:
        parts = [f"max-age={settings.SECURE_HSTS_SECONDS}"]
        parts += ["includeSubDomains"] * settings.SECURE_HSTS_INCLUDE_SUBDOMAINS
        parts += ["preload"] * settings.SECURE_HSTS_PRELOAD
        found["Strict-Transport-Security"] = "; ".join(parts)
    return tuple(sorted(found.items()))
