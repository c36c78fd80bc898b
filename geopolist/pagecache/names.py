"""Which requests may be answered with a stored page, and under which name it is kept."""

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings

# Letters of any script, digits, and what addresses of ours have; a segment that fits into a file name of any system.
SEGMENT = re.compile(r"[^\W_](?:[\w.~-]*[\w~])?|[\w-]+")
LONGEST_SEGMENT, LONGEST_PATH = 200, 400
# The one query that makes another page of the same address: what else is asked for is not kept.
PAGE = re.compile(r"page=([2-9]|[1-9]\d|1\d\d|200)")
# Of these, and of what is below them, nothing is kept.
NEVER = ("/admin/", "/accounts/", "/api/", "/static/", "/media/", "/files/", "/healthz", "/readyz", "/search/")


def name_of(path: str, query: str) -> str | None:
    """The name of the page at a path, decoded, with a query as it came; None where none is kept.

    `/a/b/` and `/a/b/?page=2`; the same spelling is the address of a page and its place in the store.
    """
    if len(path) > LONGEST_PATH or path[:1] != "/" or path[-1] != "/" or path.startswith(NEVER):
        return None
    segments = path[1:-1].split("/") if path != "/" else []
    if not all(SEGMENT.fullmatch(each) and len(each.encode()) <= LONGEST_SEGMENT for each in segments):
        return None
    if not query:
        return path
    return f"{path}?{query}" if PAGE.fullmatch(query) else None


@lru_cache
def hosts(site_url: str, port: int, *, is_live: bool) -> frozenset[str]:
    """The names under which the site is asked for; any other is for Django to refuse."""
    own = urlsplit(site_url).netloc
    return frozenset({own} if is_live else {own, f"127.0.0.1:{port}", f"localhost:{port}"})


def is_alike_for_all(environ: Mapping[str, object]) -> bool:
    """Whether this request is answered as everybody's is: a plain GET or HEAD, by nobody who has signed in."""
    return (
        environ.get("REQUEST_METHOD") in ("GET", "HEAD")
        and not session_cookie(settings.SESSION_COOKIE_NAME).search(str(environ.get("HTTP_COOKIE", "")))
        and "HTTP_AUTHORIZATION" not in environ
        and environ.get("CONTENT_LENGTH", "") in ("", "0")
        and "HTTP_TRANSFER_ENCODING" not in environ
        and environ.get("HTTP_HOST") in hosts(settings.SITE_URL, settings.PORT, is_live=settings.IS_LIVE)
        and (not settings.IS_LIVE or environ.get("wsgi.url_scheme") == "https" or is_forwarded_https(environ))
    )


@lru_cache
def session_cookie(name: str) -> re.Pattern[str]:
    """Finds the cookie wherever Django would: it takes spaces around a name away."""
    return re.compile(rf"(?:^|;)\s*{re.escape(name)}\s*=")


def is_forwarded_https(environ: Mapping[str, object]) -> bool:
    return bool(settings.TRUSTED_PROXIES) and environ.get("HTTP_X_FORWARDED_PROTO") == "https"
