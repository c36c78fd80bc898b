"""Addresses that editors type."""

from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WEB = "https"

_is_answered: Callable[[str], bool] = bool


def register(is_answered: Callable[[str], bool]) -> None:
    """Say how to find out whether a path of this site leads anywhere: the table of addresses is not known here."""
    global _is_answered
    _is_answered = is_answered


def check_link(url: str, also: tuple[str, ...] = ()) -> None:
    """Refuse what is neither a path of this site nor a web address (nor of a scheme in `also`)."""
    if not (is_clean(url) and (is_path(url) or leads_out(url, also))):
        raise ValidationError(
            _("Give a path of this site such as /about/, or an address that begins with https://."), code="link"
        )


def check_answered(url: str) -> None:
    """Refuse a path of this site at which nothing is."""
    path = unquote(urlsplit(url).path)
    if is_path(url) and not _is_answered(path):
        message = _("There is nothing at %(path)s on this site: check the address, or publish the page first.")
        raise ValidationError(message % {"path": path}, code="nothing_there")


def is_clean(url: str) -> bool:
    """Browsers leave out line ends and tabs and turn backslashes: what is checked must be what they see."""
    return "\\" not in url and all(letter.isprintable() and not letter.isspace() for letter in url)


def is_path(url: str) -> bool:
    return url.startswith("/") and not url.startswith("//")


def leads_out(url: str, also: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.hostname) if parts.scheme == WEB else parts.scheme in also and bool(parts.path)
