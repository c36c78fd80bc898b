"""Addresses that editors type."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

WEB = "https"
# `[words](/path/)` in a line of plain text.
LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")

type Finder = Callable[[str], Model | None]

_is_answered: Callable[[str], bool] = bool
# None until an app says how to find it.
_object_at: Finder | None = None


def register(is_answered: Callable[[str], bool], object_at: Finder) -> None:
    """Say how to find out whether a path of this site leads anywhere, and to which object: the table of addresses is
    not known here."""
    global _is_answered, _object_at
    _is_answered, _object_at = is_answered, object_at


def check_link(url: str, also: tuple[str, ...] = ()) -> None:
    """Refuse what is neither a path of this site nor a web address (nor of a scheme in `also`)."""
    if not (is_clean(url) and (is_path(url) or leads_out(url, also))):
        raise ValidationError(
            _("Give a path of this site such as /about/, or an address that begins with https://."), code="link"
        )


def is_answered(path: str) -> bool:
    """Whether a path of this site, decoded, leads anywhere. About one query."""
    return _is_answered(path)


def within_site(url: str) -> str:
    """The path of an address that was copied from the browser's bar on this site; any other address as it is."""
    return url.removeprefix(settings.SITE_URL) if url.startswith(f"{settings.SITE_URL}/") else url


def object_at(url: str) -> Model | None:
    """What has or had this path of the site as its address; None for a part of it, such as `?page=2` or `#words`."""
    parts = urlsplit(url) if is_clean(url) and is_path(url) else None
    if _object_at is None or parts is None or parts.query or parts.fragment:
        return None
    return _object_at(unquote(parts.path))


def check_answered(url: str) -> None:
    """Refuse a path of this site at which nothing is."""
    path = unquote(urlsplit(url).path)
    if is_path(url) and not is_answered(path):
        message = _("There is nothing at %(path)s on this site: check the address, or publish the page first.")
        raise ValidationError(message % {"path": path}, code="nothing_there")


def linked(text: str) -> Iterator[tuple[str, str]]:
    """`text` in parts: (words, address), the address empty for what is no link."""
    end = 0
    for link in LINK.finditer(text):
        if link.start() > end:
            yield text[end : link.start()], ""
        yield link[1], link[2]
        end = link.end()
    if end < len(text):
        yield text[end:], ""


def check_linked(text: str) -> None:
    """Refuse a text with a link that leads nowhere."""
    for _words, url in linked(text):
        if url:
            check_link(url)
            check_answered(url)


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
