"""What the bell opens."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from articles.models import Article
from articles.panels import NEWEST, told
from geopolist.lib.reading import read_only


@read_only
def notices(request: HttpRequest) -> HttpResponse:
    """The newest articles of a language and all words of the bell's panel, as JSON: script sets them as text.

    Nobody is known here: which of them are new, the reader's browser knows.
    """
    public = Article.objects.public().in_language(get_language() or settings.LANGUAGE_CODE)
    articles = [notice(each) for each in public.for_menus()[:NEWEST]]
    # A sentence for each number there can be: scripts do not know how a language counts.
    counts = [
        ngettext("%(total)s new article", "%(total)s new articles", total) % {"total": total}
        for total in range(1, len(articles) + 1)
    ]
    words = [_("Nothing new since you last looked."), *counts]
    return JsonResponse({"articles": articles, "words": words, "more": _("Show more")})


def notice(article: Article) -> dict[str, Any]:
    entry = told(article)
    # Seconds, as in the page's own list of instants.
    at = int(article.published_at.timestamp()) if article.published_at else 0
    return {"at": at, "title": entry["title"], "url": entry["url"], "day": entry["begins"][:10], "date": entry["date"]}
