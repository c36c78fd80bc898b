"""Addresses in links: which are safe to print, which lead to this site, and where a list lives in a language."""

import re
from urllib.parse import SplitResult, parse_qs, unquote, urlencode, urlsplit

from django.conf import settings

from geopolist.lib.text import without_controls

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
LONGEST = 2_000
# `?lang=` says which language a page without an object speaks.
LANGUAGE_KEY = "lang"
# Browsers drop the first three inside an address, so they can hide a scheme.
IGNORED = re.compile(r"[\t\n\r]")
NEVER_IN_ADDRESS = str.maketrans({" ": "%20", '"': "%22", "<": "%3C", ">": "%3E", "`": "%60", "\\": "/"})


def safe_link(address: str) -> str | None:
    """`address` as a link may hold it: http, https, mailto, tel, `/path`, `?query` or `#part`. None for anything else.

    `//host` and `www.host` become https. An address inside the site has its path from the root.
    """
    address = IGNORED.sub("", without_controls(address)).strip().translate(NEVER_IN_ADDRESS)
    if not address or len(address) > LONGEST:
        return None
    if scheme := SCHEME.match(address):
        return with_scheme(scheme[1].lower(), address[scheme.end() :])
    if address.startswith("//"):
        return with_scheme("https", address)
    if address.lower().startswith("www."):
        return with_scheme("https", f"//{address}")
    if address.startswith("?"):
        return f"/{address}"
    return address if address.startswith(("/", "#")) else None


def with_scheme(scheme: str, rest: str) -> str | None:
    if scheme not in SCHEMES:
        return None
    if scheme in ("mailto", "tel"):
        return f"{scheme}:{rest}" if rest.strip("/") else None
    parts = split(f"{scheme}:{rest}")
    return f"{scheme}:{rest}" if parts and parts.hostname and rest.startswith("//") else None


def split(address: str) -> SplitResult | None:
    """The parts of an address, None if it has a broken host or port."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts


def host_of(address: str) -> str:
    """The host that an http(s) address names, in lower case without `www.`; '' for other addresses."""
    parts = split(address)
    if not parts or parts.scheme not in ("http", "https"):
        return ""
    return (parts.hostname or "").removeprefix("www.")


def is_outside(address: str, site_host: str) -> bool:
    return host_of(address) not in ("", site_host.lower().removeprefix("www."))


def path_inside(address: str, site_host: str) -> str | None:
    """The decoded path of an address on this site, without query and part; None for any other, and a bare `#part`."""
    parts = split(address)
    if not parts or not parts.path.startswith("/") or is_outside(address, site_host):
        return None
    if parts.scheme not in ("", "http", "https") or (parts.netloc and not parts.scheme):
        return None
    # A slash that was encoded is not a slash of the path.
    return parts.path if re.search("%(2f|5c|00)", parts.path, re.IGNORECASE) else unquote(parts.path)


def in_language(path: str, code: str) -> str:
    """Where the list at `path` lives in a language: the default one has no prefix."""
    return path if code == settings.LANGUAGE_CODE else f"/{code}{path}"


def home_url(code: str) -> str:
    """The front page in a language: `/` for the default one, `/tr/` for another."""
    return in_language("/", code)


def asking(address: str, code: str) -> str:
    """`address` of a page that no object gives a language, asked for in one. What it asks already stays."""
    parts = split(address)
    if parts is None or code == settings.LANGUAGE_CODE or LANGUAGE_KEY in parse_qs(parts.query):
        return address
    query = "&".join(filter(None, [parts.query, urlencode({LANGUAGE_KEY: code})]))
    return parts._replace(query=query).geturl()
