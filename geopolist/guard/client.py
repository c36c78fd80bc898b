"""Who asks, as far as it can be known."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"


def address(request: HttpRequest) -> str:
    """The reader's network address, an IPv6 one cut to its /64 (one household); "unknown" behind a socket.

    Each of our settings.TRUSTED_PROXIES proxies appends the address it saw, so only that many last words of
    X-Forwarded-For are believed: what a client wrote stands before them.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if settings.TRUSTED_PROXIES:
        words = [word.strip() for word in str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")]
        return _household(words[-settings.TRUSTED_PROXIES :][0]) or _household(seen) or UNKNOWN
    return _household(seen) or UNKNOWN


def _household(text: str) -> str:
    """Empty if it is no address."""
    found = _parse(text)
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(IPv6Network((found, 64), strict=False))
    return str(found or "")


def _parse(text: str) -> IPv4Address | IPv6Address | None:
    """Some proxies write a port behind the address: 192.0.2.1:4711, [2001:db8::1]:4711."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return ip_address(text.partition("%")[0])
    except ValueError:
        return None
