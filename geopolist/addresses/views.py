"""The last route of all: a path is looked up once and answered with a page, a redirect, 410 or 404."""

from dataclasses import replace

from django.conf import settings
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import resolve

from geopolist.lib.paging import NoSuchPage
from geopolist.lib.reading import alike, read_only

from . import older, paths, registry
from .models import Address

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
# WordPress's ids, never our keys. 18 digits are more than any has.
OLD_KEYS = ("p", "page_id", "cat", "author", "attachment_id")
MAX_DIGITS = 18
# Where the older articles stand: WordPress numbers the pages of its front page, ours is one page.
ALL_ARTICLES, FEED = "/blog/", "/feed/"


@read_only
def find(request: HttpRequest, path: str) -> HttpResponse:
    """Answer any path that no other route took."""
    try:
        asked = paths.read(request.path, LANGUAGES)
    except paths.BadPath as error:
        raise Http404 from error
    row = Address.objects.look_up(asked.full, asked.key, *older.addresses(asked.key))
    kind = registry.kind_of(row.content_type) if row else None
    if row is None or kind is None:
        return own_route(request, asked)
    try:
        return answer(request, row, kind, asked)
    except NoSuchPage:
        raise
    except Http404:
        if row.target is None:
            return gone(request)
        raise


def answer(request: HttpRequest, row: Address, kind: registry.Kind, asked: paths.Asked) -> HttpResponse:
    """The page or feed where it lives today, asked for in its one spelling; everything else leads there."""
    lives_here = row.is_current and row.key == asked.key and request.path == asked.spelled
    if not lives_here or (asked.language and not kind.has_languages) or (asked.feed and not kind.feed):
        return moved(request, row, kind, asked)
    view = kind.feed if asked.feed and kind.feed else kind.view
    return view(request, row.object_id, language=asked.language)


@alike
def gone(request: HttpRequest) -> HttpResponse:
    """It was public, and its path is given to nobody else."""
    return render(request, "410.html", status=410)


def old_key(request: HttpRequest) -> HttpResponse | None:
    """The answer to WordPress's `/?p=12` and its like; None when the query holds no such key."""
    name = next((name for name in OLD_KEYS if is_number(request.GET.get(name, ""))), None)
    is_feed = request.GET.get("feed") in older.FEEDS
    if name is None:
        return led_on(request, FEED, paths.Asked("/", "/")) if is_feed else None
    row = Address.objects.look_up(f"?{name}={int(request.GET[name])}")
    kind = registry.kind_of(row.content_type) if row else None
    if row is None or kind is None:
        raise Http404
    return moved(request, row, kind, paths.Asked("/", "/", feed=is_feed))


def is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS


def moved(request: HttpRequest, row: Address, kind: registry.Kind, asked: paths.Asked) -> HttpResponse:
    """301 to where the object lives today, in one hop; its own answer (404, 410) when it is not shown."""
    url = kind.url(row.object_id)
    if url is None:
        return kind.view(request, row.object_id, language="")
    if kind.has_languages and asked.language:
        url = f"/{asked.language}{url}"
    if kind.feed and asked.feed:
        url = f"{url}feed/"
    return led_on(request, url, asked)


def led_on(request: HttpRequest, url: str, asked: paths.Asked) -> HttpResponse:
    """301 to `url` with the query as it came, WordPress's keys left out and `page/N` or `paged=N` as `page=N`."""
    query = request.GET.copy()
    for name in (*OLD_KEYS, "feed"):
        query.pop(name, None)
    paged = query.pop("paged", [""])[-1]
    number = asked.page or (int(paged) if is_number(paged) else 0)
    if number:
        query.pop("page", None)
    if number > 1:
        query["page"] = str(number)
    return HttpResponsePermanentRedirect(f"{url}?{query.urlencode()}" if query else url)


@alike
def own_route(request: HttpRequest, asked: paths.Asked) -> HttpResponse:
    """Lead to the route of ours that was meant; else 404."""
    if asked.key == f"{older.INDEX}/" and (answer := old_key(request)):
        return answer
    path = route_meant(request.path, asked)
    if path is None:
        raise Http404
    return led_on(request, path, asked)


def route_meant(path: str, asked: paths.Asked) -> str | None:
    """The route of ours that `path` means where its slash, capitals, `page/N` or `feed/atom/` are amiss."""
    asked = replace(asked, key=older.without_index(asked.key))
    if asked.key == "/" and asked.page > 1:
        asked = replace(asked, key=ALL_ARTICLES)
    meant = (f"{path.rstrip('/')}/", asked.spelled, asked.bare, *older.routes(asked.key, is_feed=asked.feed))
    return next((each for each in meant if each != path and is_own_route(each)), None)


def is_own_route(path: str) -> bool:
    # The catch-all route takes every path, so resolve() always finds something.
    return resolve(path).func is not find


def is_answered(path: str) -> bool:
    """Whether `path` has a route of ours, or is or was the address of something that is still there."""
    try:
        asked = paths.read(path, LANGUAGES)
    except paths.BadPath:
        return False
    if is_own_route(path):
        return True
    row = Address.objects.look_up(asked.full, asked.key)
    return row.target is not None if row else route_meant(path, asked) is not None


def object_at(path: str) -> Model | None:
    """What has or had `path` as its address, in any language; None for what a route of ours or nothing answers."""
    try:
        asked = paths.read(path, LANGUAGES)
    except paths.BadPath:
        return None
    if is_own_route(path) or asked.page or asked.feed:
        return None
    row = Address.objects.look_up(asked.full, asked.key)
    return row.target if row else None
