"""What the article's form talks to while somebody writes: autosave, who else is there, the preview."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.defaultfilters import date as date_filter
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from articles.checklist import RULES
from articles.drafts import Draft
from articles.models import Article, Override
from articles.rights import may_see
from articles.views.preview import LOOKS, preview_page
from geopolist.lib.text import one_line
from geopolist.revisions.models import Conflict, Presence, Revision, Seen, WorkingCopy

if TYPE_CHECKING:
    from .article import ArticleAdmin

LONGEST_REASON, LONGEST_SUBJECT = 300, 200


@require_POST
def begin(request: HttpRequest, desk: "ArticleAdmin") -> HttpResponse:
    """Keep what is typed into a new article: it becomes a draft, one for the form's own key, however often sent."""
    if not desk.has_add_permission(request):
        raise PermissionDenied
    form = desk.get_form(request, None, change=False)(request.POST, request.FILES)
    form.is_valid()
    key, language = form.cleaned_data.get("draft_key"), form.cleaned_data.get("language")
    if key is None or language is None:
        return JsonResponse({"message": _("It can be kept once its language is chosen.")}, status=HTTPStatus.CONFLICT)
    title = one_line(request.POST.get("title", ""))[:300] or _("Untitled")
    user: Any = request.user
    with transaction.atomic():
        article, is_new = Article.objects.get_or_create(
            translation_group=key, language=language, defaults={"title": title, "created_by": user}
        )
        if is_new:
            article.settle()
            desk.log_addition(request, article, [{"added": {}}])
    if not desk.has_change_permission(request, article):
        raise PermissionDenied
    return keep(desk, request, article, Seen.of(article))


@require_POST
def autosave(request: HttpRequest, desk: "ArticleAdmin", pk: int) -> HttpResponse:
    """Keep what is typed, valid or not, as the working copy. 409 where somebody else has saved since."""
    article = found(pk)
    if not desk.has_change_permission(request, article):
        raise PermissionDenied
    return keep(desk, request, article, Seen.parse(request.POST.get("seen", "")))


def keep(desk: "ArticleAdmin", request: HttpRequest, article: Article, seen: Seen) -> HttpResponse:
    copy = article.working_copy
    begins = {"publish_at": None} | article.snapshot() | (copy.data if copy else {})
    form = desk.get_form(request, article, change=True)(request.POST, request.FILES, instance=article)
    form.is_valid()
    written = {**{name: value for name, value in begins.items() if name != "typed"}, **form.as_snapshot()}
    stored = found(article.pk)
    try:
        if written != begins:
            stored.stage(written, by=request.user, seen=seen)
        elif Seen.of(stored) != seen:
            raise Conflict(copy)
    except Conflict:
        name = last_writer(stored) or _("Somebody")
        said = _("%(name)s has saved this article since you opened it.") % {"name": name}
        return JsonResponse({"message": said}, status=HTTPStatus.CONFLICT)
    Presence.objects.note(stored, request.user)
    return JsonResponse(
        {
            "pk": stored.pk,
            "seen": str(Seen.of(stored)),
            "message": _("Kept at %(time)s") % {"time": date_filter(timezone.localtime(), "TIME_FORMAT")},
            "checklist": checklist_html(desk, request, stored, written),
        }
    )


def last_writer(article: Article) -> Any:
    """Whose the edit that waits is, or else the last revision; None where nobody is known."""
    last = article.working_copy or Revision.objects.of(article).select_related("author").first()
    return last.author if last else None


def checklist_html(desk: "ArticleAdmin", request: HttpRequest, article: Article, data: dict[str, Any]) -> str:
    draft = Draft(article, data)
    context = {
        "findings": draft.findings(),
        "original": article,
        "may_override": desk.has_publish_permission(request, article),
    }
    return render_to_string("admin/articles/checklist.html", context, request)


@require_POST
def presence(request: HttpRequest, desk: "ArticleAdmin", pk: int) -> HttpResponse:
    """The form is open. Says who else has it open."""
    article = found(pk)
    if not desk.has_change_permission(request, article):
        raise PermissionDenied
    Presence.objects.note(article, request.user)
    return JsonResponse({"others": others(article, request.user)})


def others(article: Article, user: Any) -> list[str]:
    now = timezone.now()
    said = []
    for each in Presence.objects.others(article, user):
        minutes = int((now - each.seen_at).total_seconds() // 60)
        words = {"name": str(each.user), "minutes": minutes}
        said.append(
            _("%(name)s has it open, %(minutes)d min ago") % words if minutes else _("%(name)s has it open") % words
        )
    return said


@require_safe
@xframe_options_sameorigin
def preview(request: HttpRequest, desk: "ArticleAdmin", pk: int) -> HttpResponse:
    """The article as its edit would make it: `?as=` one of LOOKS."""
    article = found(pk)
    if not may_see(request.user, article):
        raise PermissionDenied
    look = request.GET.get("as", "page")
    if look not in LOOKS:
        raise Http404
    copy = WorkingCopy.objects.of(article).first()
    return preview_page(request, Draft(article, copy.data if copy else None), look)


def found(pk: int) -> Article:
    try:
        return Article.objects.get(pk=pk)
    except Article.DoesNotExist as error:
        raise Http404 from error


@require_POST
def duplicate(request: HttpRequest, desk: "ArticleAdmin", pk: int) -> HttpResponse:
    """A new draft of the same text."""
    article = found(pk)
    if not (desk.has_add_permission(request) and may_see(request.user, article)):
        raise PermissionDenied
    copy = article.duplicate(by=request.user)
    desk.log_addition(request, copy, [{"added": {}}])
    messages.success(request, _("This is the copy."))
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[copy.pk]))


@require_POST
def override(request: HttpRequest, desk: "ArticleAdmin", pk: int) -> HttpResponse:
    """Let one thing pass that the checklist holds up, with a reason that is kept. Safe to repeat."""
    article = found(pk)
    if not desk.has_publish_permission(request, article):
        raise PermissionDenied
    rule, subject, reason = (one_line(request.POST.get(name, "")) for name in ("rule", "subject", "reason"))
    if rule not in RULES or not reason or len(reason) > LONGEST_REASON or len(subject) > LONGEST_SUBJECT:
        messages.warning(request, _("Say in a sentence why it may stand as it is."))
    else:
        words = {"reason": reason, "author": request.user}
        Override.objects.update_or_create(article=article, rule=rule, subject=subject, defaults=words)
        article.log(request.user, _("Let pass: %(rule)s – %(reason)s") % {"rule": RULES[rule].label, "reason": reason})
        messages.success(request, _("It may stand; the reason is kept."))
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]) + "#checklist")
