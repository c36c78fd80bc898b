"""Exceptions to the checklist: what holds an article up, and may stand all the same."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.checklist import RULES
from articles.models import Article, Override
from geopolist.lib.text import one_line

if TYPE_CHECKING:
    from .article import ArticleAdmin

LONGEST_REASON, LONGEST_SUBJECT = 300, 200


@require_POST
def override(request: HttpRequest, desk: "ArticleAdmin", pk: int) -> HttpResponse:
    """Let one thing pass that the checklist holds up, with a reason that is kept. Safe to repeat."""
    article = get_object_or_404(Article, pk=pk)
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
    return HttpResponseRedirect(desk.form_of(article) + "#checklist")
