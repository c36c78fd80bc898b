"""What is not public yet, as readers would see it: for its editors, and for who was given a link."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import never_cache

from articles.drafts import Draft
from articles.models import Article
from geopolist.audience import readers
from geopolist.guard import client
from geopolist.identity.speech import speak
from geopolist.lib.head import absolute
from geopolist.lib.reading import read_only
from geopolist.revisions.models import PreviewLink, WorkingCopy

from .article import article_context

LOOKS = {
    "page": "articles/preview/page.html",
    # What stands in lists, and what other sites and search engines show.
    "card": "articles/preview/card.html",
    "share": "admin/articles/elsewhere.html",
}
NOT_FOR_MACHINES = "noindex, nofollow, noarchive"


@read_only
@never_cache
def shared_preview(request: HttpRequest, token: str) -> HttpResponse:
    """The page of an article for who has a link that is valid; to all others nothing is there."""
    link = PreviewLink.objects.opened_by(token)
    article = link.target if link else None
    if link is None or not isinstance(article, Article) or article.status == Article.Status.BIN:
        raise Http404
    agent = request.headers.get("User-Agent", "")
    link.note_opening(readers.names(client.address(request), agent, timezone.now())[0])
    copy = WorkingCopy.objects.of(article).first()
    return preview_page(request, Draft(article, copy.data if copy else None), "page", expires_at=link.expires_at)


def preview_page(request: HttpRequest, draft: Draft, look: str, **context: object) -> HttpResponse:
    """Drawn by the same templates as the article itself, and kept by nobody."""
    article = draft.finished()
    speak(article.language)
    page = article_context(request, article, is_oldest_first=False)
    page["opened"].head.robots = NOT_FOR_MACHINES
    picture = article.cover.picture("share").src if article.cover else static("img/share.png")
    page |= {"is_preview": True, "address": absolute(article.get_absolute_url()), "picture": picture, **context}
    return kept_by_nobody(render(request, LOOKS[look], page))


def kept_by_nobody(answer: HttpResponse) -> HttpResponse:
    answer.headers["X-Robots-Tag"] = NOT_FOR_MACHINES
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
