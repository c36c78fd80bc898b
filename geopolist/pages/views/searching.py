"""The search page."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Person
from geopolist.guard import client, limits
from geopolist.lib.head import Head
from geopolist.lib.paging import paginate_list
from geopolist.search import finding

PAGE_SIZE = 10
PEOPLE = 4
SORTS = ("best", "newest", "oldest")
KINDS = ("article", "person", "page")
PER_MINUTE = 30


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results of `?q=`, with `kind`, `sort` and `page`; unknown values mean the default."""
    query = request.GET.get("q", "").strip()[:200]
    kind = request.GET.get("kind") if request.GET.get("kind") in KINDS else ""
    sort = request.GET.get("sort") if request.GET.get("sort") in SORTS else "best"
    verdict = limits.hit("search", client.address(request), limit=PER_MINUTE, seconds=60) if query else None
    if verdict and not verdict.allowed:
        context = {"query": query, "too_many": True, "head": Head(title=_("Search"), robots="noindex")}
        response = render(request, "search/search.html", context, status=429)
        response["Retry-After"] = str(verdict.retry_after)
        return response
    context = {
        "query": query,
        "kind": kind,
        "sort": sort,
        "head": Head(title=f"{query} | {_('Search')}" if query else _("Search"), robots="noindex"),
        **(results(request, query, kind, sort) if query else {"hits": [], "people": [], "counts": {}, "page": None}),
    }
    return render(request, "search/search.html", context)


def results(request: HttpRequest, query: str, kind: str, sort: str) -> dict[str, Any]:
    found = finding.find(query, kind=kind, sort=sort)
    base = f"{request.path}?{urlencode({name: value for name, value in [('q', query), ('kind', kind), ('sort', sort if sort != 'best' else '')] if value})}"
    page = paginate_list(found.keys, request.GET.get("page"), size=PAGE_SIZE, base=base)
    begin = (page.number - 1) * PAGE_SIZE
    hits = found.hits(begin, begin + PAGE_SIZE)
    return {
        "counts": finding.tally(query),
        "total": found.total,
        "is_capped": found.is_capped,
        "hits": [described(hit) for hit in hits if kind or hit.kind != "person"],
        "people": [] if kind else people_among(found, query),
        "page": page,
    }


def people_among(found: finding.Found, query: str) -> list[Person]:
    """Experts that match, for the panel beside articles."""
    return [hit.obj for hit in finding.find(query, kind="person").hits(0, PEOPLE)]


def described(hit: finding.Hit) -> dict[str, Any]:
    """A hit as the page prints it, whatever it is."""
    obj = hit.obj
    category = getattr(obj, "primary_category", None)
    return {
        "title_html": hit.title_html,
        "snippet_html": hit.snippet_html,
        "url": obj.get_absolute_url(),
        "kicker": str(category) if category else kind_name(hit.kind),
        "byline": getattr(obj, "byline_text", ""),
        "published_at": getattr(obj, "published_at", None) if hit.kind == "article" else None,
        "image": getattr(obj, "cover", None) or getattr(obj, "portrait", None),
        "language": hit.document.language,
    }


def kind_name(kind: str) -> str:
    return {"person": _("Expert"), "page": _("Page")}.get(kind, "")
