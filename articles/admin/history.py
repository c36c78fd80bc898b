"""Every revision of an article: to read, to compare with the one before, to restore."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from articles.drafts import Draft
from articles.models import Article
from articles.rights import may_see
from articles.views.preview import preview_page
from geopolist.revisions.models import Conflict, Revision, Seen

from .conflict import between

if TYPE_CHECKING:
    from .article import ArticleAdmin

SHOWN = 100


@require_safe
def revisions(request: HttpRequest, desk: "ArticleAdmin", pk: int) -> HttpResponse:
    """The newest hundred, or those before `?before=`; one of them, `?number=`, compared with the one before it."""
    article = seen_by(request, pk)
    rows = Revision.objects.of(article).defer("data").select_related("author")
    before, number = (whole(request.GET.get(name, "")) for name in ("before", "number"))
    page = list((rows.before(before) if before else rows)[: SHOWN + 1])
    context = {
        **desk.admin_site.each_context(request),
        "title": _("History of %(title)s") % {"title": article},
        "opts": desk.opts,
        "original": article,
        "revisions": page[:SHOWN],
        "older": page[SHOWN - 1].number if len(page) > SHOWN else None,
        "compared": comparison(article, number) if number else None,
        "may_restore": desk.has_change_permission(request, article),
        "seen": str(Seen.of(article)),
    }
    return TemplateResponse(request, "admin/articles/revisions.html", context)


def comparison(article: Article, number: int) -> dict[str, object]:
    rows = Revision.objects.of(article)
    this = get_object_or_404(rows, number=number)
    before = rows.before(number).first()
    return {"number": number, "fields": between(before.data if before else {}, this.data)}


@require_safe
@xframe_options_sameorigin
def revision(request: HttpRequest, desk: "ArticleAdmin", pk: int, number: int) -> HttpResponse:
    """The article as it was then, with the people and sections of today."""
    article = seen_by(request, pk)
    kept = get_object_or_404(Revision.objects.of(article), number=number)
    return preview_page(request, Draft(article, kept.data), "page", revision=kept)


@require_POST
def restore(request: HttpRequest, desk: "ArticleAdmin", pk: int, number: int) -> HttpResponse:
    article = seen_by(request, pk)
    if not desk.has_change_permission(request, article):
        raise PermissionDenied
    kept = get_object_or_404(Revision.objects.of(article), number=number)
    try:
        article.restore(kept, by=request.user, seen=Seen.parse(request.POST.get("seen", "")))
    except Conflict:
        messages.warning(request, _("Somebody has saved it meanwhile: look at the history again."))
        return HttpResponseRedirect(reverse("admin:articles_article_revisions", args=[pk]))
    except ValidationError as error:
        messages.warning(request, _("It cannot be restored as it was: %(why)s") % {"why": " ".join(error.messages)})
        return HttpResponseRedirect(reverse("admin:articles_article_revisions", args=[pk]))
    desk.log_change(request, article, _("Revision %(number)d restored") % {"number": number})
    said = _("Revision %(number)d is restored.") % {"number": number}
    messages.success(request, _("%(said)s Readers have it once the changes are published.") % {"said": said}
                     if article.waits_for_publication else said)  # fmt: skip
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))


def seen_by(request: HttpRequest, pk: int) -> Article:
    """Raises Http404 or PermissionDenied."""
    article = get_object_or_404(Article, pk=pk)
    if not may_see(request.user, article):
        raise PermissionDenied
    return article


def whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
