"""Keep what Django has made of a public page, unless something that it shows has changed while it was being made."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus

from django.conf import settings
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from geopolist.lib import surrogate
from geopolist.lib.reading import has_pages, is_alike

from . import cdn, clock, headers, missing, purging
from .models import PageKey, StoredPage
from .names import is_alike_for_all, name_of
from .page import IDENTITY, Page
from .remote import Away
from .store import Edition, Store, store

logger = logging.getLogger("geopolist.pagecache")

Answer = Callable[[HttpRequest], HttpResponse]
# What says that nothing is there among them, for shorter.
KEPT = (HTTPStatus.OK, HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
# However certain it is that nothing changes.
LONGEST = timedelta(days=1)
# Seconds that others wait for the one who makes a page, and how often they look.
WAIT, LOOK = 1.0, 0.02


def keep_pages(get_response: Answer) -> Answer:
    """Middleware, inside compression and outside all that adds to a page."""

    def answer(request: HttpRequest) -> HttpResponse:
        kept = store()
        if kept is None:
            return get_response(request)
        name = name_of(request.path, request.META.get("QUERY_STRING", ""))
        if name is None or request.method != "GET" or not is_alike_for_all(request.META):
            return for_this_one(request, get_response(request))
        return made(request, name, get_response, kept)

    return answer


def for_this_one(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A page that is alike for all others, as somebody sees it who has signed in, or who asked in another way."""
    if is_alike(response):
        is_member = settings.SESSION_COOKIE_NAME in request.COOKIES
        # The page says its language itself, and stored ones have no header that differs.
        response.headers.pop("Content-Language", None)
        response.headers["Cache-Control"] = "private, no-store" if is_member else headers.CACHE_CONTROL
    return response


def made(request: HttpRequest, name: str, get_response: Answer, kept: Store) -> HttpResponse:
    try:
        if page := page_after_doubt(name, kept):
            return printed(page)
        is_ours = kept.claim(name)
    except Away:
        return for_this_one(request, get_response(request))
    except OSError as error:
        logger.warning("a page is not kept: %s", error, extra={"page": name})
        return for_this_one(request, get_response(request))
    if not is_ours:
        page = wait_for(name, kept)
        return printed(page) if page else for_this_one(request, get_response(request))
    try:
        begun, edition = purging.last_number(), kept.edition()
        with surrogate.recording() as shown:
            response = get_response(request)
        if not is_keepable(name, response):
            pass
        elif response.status_code == HTTPStatus.OK:
            for field, value in cdn.headers_for(keep(name, response, shown, begun, kept)):
                response.headers[field] = value
        else:
            keep_missing(name, response, shown, edition)
        return for_this_one(request, response)
    finally:
        kept.release(name)


def page_after_doubt(name: str, kept: Store) -> Page | None:
    """What the store has after all, where it gave nothing out because its word had run out."""
    if (since := kept.doubted_since()) is None:
        return None
    try:
        purging.vouch(kept, since)
    except DatabaseError:
        # As long as nobody can ask it nobody changes anything either; better a page than an error.
        kept.trust(None, since)
    return valid(kept.get(name))


def valid(page: Page | None) -> Page | None:
    return page if page and page.valid_until > timezone.now() else None


def wait_for(name: str, kept: Store) -> Page | None:
    """The page that somebody else is making; None if it takes too long or is not kept."""
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline:
        time.sleep(LOOK)
        is_being_made = kept.is_claimed(name)
        if page := valid(missing.get(name, kept) or kept.get(name)):
            return page
        if not is_being_made:
            return None
    return None


def printed(page: Page) -> HttpResponse:
    """With all its headers: what would add them lies further in, and was not asked."""
    body = page.bodies[IDENTITY]
    sent = [*headers.headers_for(page.content_type), *cdn.headers_for(page), ("Content-Length", str(len(body)))]
    return HttpResponse(body, status=page.status, content_type=page.content_type, headers=dict(sent))


def is_keepable(name: str, response: HttpResponse) -> bool:
    """A whole public page of a known type, with no header that is its own alone."""
    if "?" in name and not has_pages(response):
        return False  # one and the same page under as many names as somebody likes
    content_type = response.headers.get("Content-Type", "")
    if response.status_code not in KEPT or response.streaming or not is_alike(response):
        return False
    if content_type not in headers.ENDINGS or response.cookies:
        return False
    known = {name.lower() for name, _value in headers.headers_for(content_type)} | headers.OWN
    unknown = {name.lower() for name in response.headers} - known
    if unknown:
        logger.error("a public page is not kept: it has headers of its own", extra={"headers": sorted(unknown)})
    return not unknown


def keep(name: str, response: HttpResponse, shown: surrogate.Shown, begun: int, kept: Store) -> Page | None:
    """Put the page into the store; None where it is not kept.

    A store or database that fails costs the next reader time, and nobody this page.
    """
    keys = shown.keys | cdn.own_keys(name)
    until = ends(shown, LONGEST)
    page = Page.of(response.content, response.headers["Content-Type"], timezone.now(), until, keys)
    try:
        return page if enter(name, page, begun) and put(name, page, begun, kept) else None
    except (OSError, DatabaseError) as error:
        logger.warning("a page is not kept: %s", error, extra={"page": name})
        return None


def keep_missing(name: str, response: HttpResponse, shown: surrogate.Shown, edition: Edition | None) -> None:
    content_type, bodies = response.headers["Content-Type"], {IDENTITY: response.content}
    until = ends(shown, missing.LONGEST)
    missing.keep(name, Page(content_type, bodies, "", shown.begun, until, (), status=response.status_code), edition)


def ends(shown: surrogate.Shown, longest: timedelta) -> datetime:
    """When the clock changes a page. Since it was begun: it may show what was before or what came meanwhile."""
    until = min(filter(None, (shown.until, shown.begun + longest)))
    return clock.next_event(shown.keys, shown.begun, until)


def enter(name: str, page: Page, begun: int) -> bool:
    """In the index before it is in the store: whoever dies in between leaves no page that no purge would find."""
    with purging.turn():
        if not is_current(page, begun):
            return False
        facts = {"valid_until": page.valid_until, "made_at": page.made_at, "size": page.size}
        row, _is_new = StoredPage.objects.update_or_create(name=name, defaults=facts)
        row.keys.all().delete()
        PageKey.objects.bulk_create(PageKey(page=row, key=key) for key in page.keys)
        return True


def put(name: str, page: Page, begun: int, kept: Store) -> bool:
    """In the store, in one turn: a purge comes before, and is seen, or after, and finds the row."""
    with purging.turn() as held:
        if not StoredPage.objects.filter(name=name, made_at=page.made_at).exists() or not is_current(page, begun):
            return False
        kept.put(name, page, held.removals)
        return True


def is_current(page: Page, begun: int) -> bool:
    """Whether nothing that it shows has changed since, neither by a purge nor by the clock."""
    return page.valid_until > timezone.now() and not purging.is_outdated(set(page.keys), begun)
