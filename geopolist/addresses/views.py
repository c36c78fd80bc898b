"""The last route of all: a path is looked up once and answered with a page, a redirect or 404."""

from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_safe

from . import paths, registry
from .models import Address

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
OLD_KEYS = ("p", "page_id", "cat", "author", "attachment_id")


@require_safe
def find(request: HttpRequest, path: str) -> HttpResponse:
    """Answer any path that no other route took."""
    asked = read_or_404(request)
    row = Address.objects.look_up(asked.full, asked.key)
    kind = registry.kind_of(row.content_type_id) if row else None
    if row is None or kind is None:
        return slash_or_404(request)
    if not row.is_current or (asked.language and not kind.has_languages):
        return moved(request, row, kind, asked)
    if asked.feed and kind.feed and row.key == asked.key:
        return kind.feed(request, row.object_id, language=asked.language)
    if request.path != spelled(asked) or asked.page or (asked.feed and row.key == asked.key):
        return moved(request, row, kind, asked)
    return kind.view(request, row.object_id, language=asked.language)


def old_key(request: HttpRequest) -> HttpResponse | None:
    """The answer to WordPress's `/?p=12` and its like; None when the query holds no such key."""
    name = next((name for name in OLD_KEYS if request.GET.get(name, "").isascii() and request.GET.get(name, "").isdigit()), None)
    if name is None:
        return None
    row = Address.objects.look_up(f"?{name}={int(request.GET[name])}")
    kind = registry.kind_of(row.content_type_id) if row else None
    if row is None or kind is None:
        raise Http404
    return moved(request, row, kind, paths.Asked("/", "/"))


def read_or_404(request: HttpRequest) -> paths.Asked:
    if paths.is_disguised(request.META.get("RAW_URI", "")):
        raise Http404
    try:
        return paths.read(request.path, LANGUAGES)
    except paths.BadPath as error:
        raise Http404 from error


def spelled(asked: paths.Asked) -> str:
    """The one spelling of what was asked, before any redirect of `page/N`."""
    prefix = f"/{asked.language}" if asked.language else ""
    return f"{prefix}{asked.key}{'feed/' if asked.feed else ''}"


def moved(request: HttpRequest, row: Address, kind: registry.Kind, asked: paths.Asked) -> HttpResponse:
    """301 to where the object lives today, in one hop; its own answer (404, 410) when it is not shown."""
    url = kind.url(row.object_id)
    if url is None:
        return kind.view(request, row.object_id, language="")
    if url.startswith("/") and kind.has_languages and asked.language:
        url = f"/{asked.language}{url}"
    if asked.feed and kind.feed and row.key != asked.full:
        url += "feed/"
    query = f"page={asked.page}" if asked.page > 1 else keep_query(request)
    return HttpResponsePermanentRedirect(quote(url, safe="/:%#?&=+@,;~!$'()*") + (f"?{query}" if query else ""))


def keep_query(request: HttpRequest) -> str:
    """The query string without WordPress's keys."""
    query = request.GET.copy()
    for name in OLD_KEYS:
        query.pop(name, None)
    return query.urlencode()


def slash_or_404(request: HttpRequest) -> HttpResponse:
    """Add the slash that a route of ours wants; else there is nothing here."""
    if not request.path.endswith("/"):
        try:
            match = resolve(request.path + "/")
        except Resolver404:
            raise Http404 from None
        if match.func is not find:
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(quote(request.path) + "/" + (f"?{query}" if query else ""))
    raise Http404
