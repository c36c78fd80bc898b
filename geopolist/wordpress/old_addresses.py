"""Addresses of the old site as keys: pages by path, files by path without the sizes WordPress makes."""

import re
import unicodedata
from urllib.parse import parse_qs, unquote, urlsplit

_SIZE = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w{2,5}\Z)")
_EDITED = re.compile(r"(?:-scaled|-rotated|-e\d{9,14})(?=\.\w{2,5}\Z)")
_CDN = re.compile(r"i\d\.wp\.com\Z")
_OLD_KEYS = ("p", "page_id", "attachment_id", "cat", "author")


def host(url: str) -> str:
    """The host of an address in lower case, without "www."; empty if it has none."""
    try:
        return (urlsplit(_with_scheme(url)).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""


def path_key(url: str) -> str:
    """The path of an address, decoded once, in one spelling without outer slashes; empty for the root or nonsense."""
    try:
        path = unquote(urlsplit(_with_scheme(url)).path, errors="strict")
    except (ValueError, UnicodeDecodeError):
        return ""
    return unicodedata.normalize("NFC", path).lower().strip("/")


def old_key(url: str) -> tuple[str, str]:
    """("p", "12") from `/?p=12`; two empty words if the address has no such key."""
    try:
        query = parse_qs(urlsplit(url).query)
    except ValueError:
        return "", ""
    found = next(((name, query[name][0]) for name in _OLD_KEYS if name in query), ("", ""))
    return found if found[1].isascii() and found[1].isdigit() else ("", "")


def fragment(url: str) -> str:
    try:
        found = urlsplit(url).fragment
    except ValueError:
        return ""
    return f"#{found}" if found else ""


def without_cdn(url: str) -> str:
    """The address behind WordPress's picture network."""
    try:
        parts = urlsplit(_with_scheme(url))
    except ValueError:
        return url
    return f"https:/{parts.path}" if _CDN.match(parts.hostname or "") else url


def upload_keys(url: str, attached: str = "") -> list[str]:
    """Keys under which an attachment can be found: as it is, and without the marks of WordPress's own editing."""
    keys = [path_key(without_cdn(url))] if url else []
    if attached and not keys:
        keys = [f"wp-content/uploads/{path_key('/' + attached)}"]
    return list(dict.fromkeys(form for key in keys if key for form in (key, _EDITED.sub("", key))))


def wanted_upload(url: str) -> list[str]:
    """Keys to look for, the exact one first, then the original of a made size or of an edited file."""
    key = path_key(without_cdn(url))
    smaller = _SIZE.sub("", key)
    return list(dict.fromkeys(form for form in (key, smaller, _EDITED.sub("", key), _EDITED.sub("", smaller)) if form))


def _with_scheme(url: str) -> str:
    url = url.strip()
    return f"https:{url}" if url.startswith("//") else url


def written_path(url: str) -> str:
    """The path of an address as it was written, decoded once: what a file may be called on disk."""
    try:
        return unquote(urlsplit(_with_scheme(without_cdn(url))).path)
    except ValueError:
        return ""
