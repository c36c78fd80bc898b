"""The search page."""

from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from geopolist.guard import client, limits
from geopolist.identity.chrome import chrome
from geopolist.lib.head import Head
from geopolist.lib.paging import paginate_list
from geopolist.lib.reading import read_only
from geopolist.lib.text import one_line
from geopolist.search import finding

PAGE_SIZE = 10
PEOPLE = 4
SORTS = ("best", "newest", "oldest")
KINDS = ("article", "person", "page")
LONGEST = 200
PER_MINUTE = 30


@read_only
def search(request: HttpRequest) -> HttpResponse:
    """Results of `?q=`, with `kind`, `sort` and `page`; unknown kinds and sorts mean the default."""
    query = one_line(request.GET.get("q", "")[:LONGEST])
    asked = {
        "query": query,
        "kind": one_of(KINDS, request.GET.get("kind"), ""),
        "sort": one_of(SORTS, request.GET.get("sort"), "best"),
    }
    context: dict[str, Any] = {**asked, "head": Head(), "hits": [], "people": [], "counts": {}, "page": None}
    if not query:
        return render(request, "search/search.html", context)
    verdict = limits.hit("search", client.address(request), limit=PER_MINUTE, seconds=60, when_down="open")
    if not verdict.allowed:
        answer = render(request, "search/search.html", {**context, "too_many": True}, status=429)
        answer["Retry-After"] = str(verdict.retry_after)
        return answer
    return render(request, "search/search.html", {**context, **results(request, **asked)})


def one_of(known: tuple[str, ...], asked: str | None, default: str) -> str:
    return asked if asked in known else default


def results(request: HttpRequest, query: str, kind: str, sort: str) -> dict[str, Any]:
    """One page of matches. Experts stand in a panel of their own, unless they alone are asked for."""
    found = finding.find(query, sort=sort)
    wanted = found.only(kind) if kind else found.only("article", "page")
    page = paginate_list(
        wanted.matches, request.GET.get("page"), size=PAGE_SIZE, base=address(request, query, kind, sort)
    )
    people = [] if kind else found.only("person").matches[:PEOPLE]
    # Asked together, so that each kind costs one query.
    hits = replace(found, matches=[*page.items, *people]).hits(0, PAGE_SIZE + PEOPLE)
    beside = {match.key for match in people}
    return {
        "counts": found.counts,
        "kind_urls": {key or "all": kind_address(request, query, key) for key in ("", *KINDS)},
        "is_capped": found.is_capped,
        "page": page,
        "hits": [described(hit) for hit in hits if hit.document.pk not in beside],
        "people": [hit.obj.as_printed() for hit in hits if hit.document.pk in beside],
    }


def address(request: HttpRequest, query: str, kind: str, sort: str) -> str:
    """The search itself, to which the number of a page is added."""
    values = {"q": query, "kind": kind, "sort": sort if sort != "best" else ""}
    asked = f"{request.path}?{urlencode({name: value for name, value in values.items() if value})}"
    return chrome(request).spoken(asked)


def kind_address(request: HttpRequest, query: str, kind: str) -> str:
    """The same question for one kind of thing, or for all, in the best order."""
    asked = f"{request.path}?q={quote(query, safe='')}"
    return chrome(request).spoken(f"{asked}&kind={kind}" if kind else asked)


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
        "article": obj if hit.kind == "article" else None,
        "image": getattr(obj, "cover", None) or getattr(obj, "portrait", None),
        "language": hit.document.language,
        "dir": getattr(obj, "dir", ""),
    }


def kind_name(kind: str) -> str:
    return {"person": _("Expert"), "page": _("Page")}.get(kind, "")
