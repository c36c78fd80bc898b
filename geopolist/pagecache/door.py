"""The WSGI door: stored pages are answered before Django is asked, in as few steps as a page can be."""

import time
from collections.abc import Callable, Iterable
from datetime import UTC
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from . import cdn, missing
from .names import is_alike_for_all, name_of
from .page import Page, accepted
from .store import store

type Environ = dict[str, Any]
type Start = Callable[..., Any]
type Application = Callable[[Environ, Start], Iterable[bytes]]


def stored_first(application: Application) -> Application:
    """`application` with the door in front of it."""

    def answer(environ: Environ, start_response: Start) -> Iterable[bytes]:
        page = page_for(environ)
        return application(environ, start_response) if page is None else hand_over(page, environ, start_response)

    return answer


def page_for(environ: Environ) -> Page | None:
    """The page that answers this request as it would answer everybody's; None where Django must."""
    kept = store()
    if kept is None or not is_alike_for_all(environ):
        return None
    name = asked_name(environ)
    if name is None:
        return None
    page = missing.get(name, kept) or kept.get(name, accepted(environ.get("HTTP_ACCEPT_ENCODING", "")))
    # The clock is the reader's: behind nginx the worker's.
    return page if page is not None and page.ends_at > time.time() else None


def asked_name(environ: Environ) -> str | None:
    try:
        path = environ.get("PATH_INFO", "").encode("latin-1").decode()
    except UnicodeError:
        return None
    raw = environ.get("RAW_URI", "").partition("?")[0]
    if "%2" in raw and "%2f" in raw.lower():
        return None  # a slash in disguise: Django refuses it
    return name_of(path, environ.get("QUERY_STRING", ""))


def hand_over(page: Page, environ: Environ, start_response: Start) -> Iterable[bytes]:
    encoding = accepted(environ.get("HTTP_ACCEPT_ENCODING", ""))
    body, (without_body, with_body) = page.body(encoding), page.headers(encoding)
    to_cdn = cdn.headers_for(page)
    if is_known(environ, page, page.tag(encoding)):
        start_response("304 Not Modified", [*without_body, *to_cdn])
        return []
    start_response(f"{page.status} {HTTPStatus(page.status).phrase}", [*with_body, *to_cdn])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def is_known(environ: Environ, page: Page, tag: str) -> bool:
    """Whether the browser has it already (RFC 9110, 13.2.2: what it says by tag goes before what it says by date)."""
    if page.status != HTTPStatus.OK:
        return False  # only what is there can be known (13.2.1)
    if tags := environ.get("HTTP_IF_NONE_MATCH"):
        return tags.strip() == "*" or tag in {each.strip().removeprefix("W/") for each in tags.split(",")}
    if since := environ.get("HTTP_IF_MODIFIED_SINCE"):
        try:
            return page.made_at.replace(microsecond=0) <= parsedate_to_datetime(since).astimezone(UTC)
        except (ValueError, TypeError):
            return False
    return False
