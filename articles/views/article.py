"""One article."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render

from articles.models import Article
from articles.opened import Opened
from articles.querysets.for_pages import around, article_for_page, thread_of
from articles.threads import thread
from geopolist.identity.chrome import chrome
from geopolist.identity.speech import speak
from geopolist.lib.reading import alike, read_only

RELATED = 4
LATEST = 4
COMMENTS = 500
# What `?order=` may ask of a live blog.
OLDEST = "oldest"
# Seconds for which the names of the entries may be kept on the way.
FRESH_FOR = 30


@alike
def article(request: HttpRequest, pk: int, *, language: str = "") -> HttpResponse:
    """The page of a public article; 410 with its notice when it is gone; 404 for everyone else's drafts."""
    found = article_for_page(pk)
    if found is None:
        raise Http404
    chrome(request).stamp = found.site_stamp
    speak(found.language)
    if found.is_gone:
        return gone(request, found)
    if not found.is_published:
        raise Http404
    is_oldest_first = found.format == found.Format.LIVE and request.GET.get("order") == OLDEST
    return render(request, "articles/article.html", article_context(request, found, is_oldest_first=is_oldest_first))


@read_only
def live(request: HttpRequest, pk: int) -> HttpResponse:
    """What the page of a live blog asks while it is read: the names of the entries, and whether more are to come."""
    found = get_object_or_404(Article.objects.public().live().for_live(), pk=pk)
    answer = JsonResponse({"entries": [entry["id"] for entry in found.live_entries], "is_live": found.is_live})
    answer["Cache-Control"] = f"public, max-age={FRESH_FOR}"
    return answer


def article_context(request: HttpRequest, article: Article, *, is_oldest_first: bool) -> dict[str, Any]:
    """Everything the page prints, in two queries beside the article's own. No article is recommended twice."""
    beside = around(article, related=RELATED, latest=LATEST)
    return {
        "article": article,
        "opened": Opened(article, chrome(request), beside, is_oldest_first=is_oldest_first),
        "related": beside.related,
        "latest": beside.latest,
        "previous": beside.previous,
        "next": beside.following,
        "comments": thread(thread_of(article, COMMENTS)),
    }


def article_url(pk: int) -> str | None:
    """Where it lives today; None when it is not shown."""
    found = Article.objects.public().only("slug").in_bulk([pk]).get(pk)
    return found.get_absolute_url() if found else None


def gone(request: HttpRequest, article: Article) -> HttpResponse:
    return render(request, "410.html", {"notice": article.withdrawal_notice}, status=410)
