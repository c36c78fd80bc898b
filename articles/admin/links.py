"""Links by which people without an account read an article that is not public yet."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import Article
from geopolist.lib.head import absolute
from geopolist.lib.text import one_line
from geopolist.revisions.models import PreviewLink

from .history import seen_by

if TYPE_CHECKING:
    from .article import ArticleAdmin

# Days that a link may be valid.
DAYS = (1, 7, 14, 30)
SESSION_KEY = "preview_link"


def of(article: Article) -> Any:
    """Its links with how often and when last they were opened. One query."""
    opened = {"opened": Count("openings"), "last": Max("openings__opened_at")}
    return PreviewLink.objects.of(article).select_related("created_by").annotate(**opened)


@require_POST
def make(request: HttpRequest, desk: "ArticleAdmin", pk: int) -> HttpResponse:
    """A new link. Its address is shown once, after which nobody can find it out."""
    article = seen_by(request, desk, pk)
    if not desk.has_change_permission(request, article):
        raise PermissionDenied
    days = request.POST.get("days", "")
    lasts = timedelta(days=int(days) if days in map(str, DAYS) else DAYS[-2])
    label = one_line(request.POST.get("label", ""))[:120]
    _link, token = PreviewLink.objects.make(article, by=request.user, label=label, lasts=lasts)
    desk.log_change(request, article, _("Preview link made: %(label)s") % {"label": label or "–"})
    request.session[SESSION_KEY] = absolute(reverse("articles:preview", args=[token]))
    return back(pk)


@require_POST
def revoke(request: HttpRequest, desk: "ArticleAdmin", pk: int, link: int) -> HttpResponse:
    article = seen_by(request, desk, pk)
    if not desk.has_change_permission(request, article):
        raise PermissionDenied
    found = get_object_or_404(PreviewLink.objects.of(article), pk=link)
    found.revoke()
    desk.log_change(request, article, _("Preview link revoked: %(label)s") % {"label": found.label or "–"})
    messages.success(request, _("Nobody opens that link again."))
    return back(pk)


def back(pk: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]) + "#links")
