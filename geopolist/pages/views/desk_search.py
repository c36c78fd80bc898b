"""One search over all that somebody may see at the desk."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

# Of each kind, and how much of what was typed is looked for.
SHOWN, LONGEST = 5, 100


@dataclass
class Found:
    title: str
    rows: list[tuple[str, str]]
    url: str
    has_more: bool


@admin.site.admin_view
@require_safe
def desk_search(request: HttpRequest) -> HttpResponse:
    words = " ".join(request.GET.get("q", "").split())[:LONGEST]
    kinds = [found(each, request, words) for each in admin.site._registry.values()] if words else []
    context = {
        **admin.site.each_context(request),
        "title": _("Search the desk"),
        "words": words,
        "kinds": [kind for kind in kinds if kind],
    }
    return TemplateResponse(request, "admin/search.html", context)


def found(desk: Any, request: HttpRequest, words: str) -> Found | None:
    """What the list of one kind finds, by its own search and for who may see it; None for nothing."""
    if not desk.get_search_fields(request) or not desk.has_view_permission(request):
        return None
    rows, is_doubled = desk.get_search_results(request, desk.get_queryset(request), words)
    rows = list((rows.distinct() if is_doubled else rows)[: SHOWN + 1])
    if not rows:
        return None
    name = f"admin:{desk.opts.app_label}_{desk.opts.model_name}"
    links = [(str(row), reverse(f"{name}_change", args=[row.pk])) for row in rows[:SHOWN]]
    more = f"{reverse(f'{name}_changelist')}?{urlencode({'q': words})}"
    return Found(capfirst(desk.opts.verbose_name_plural), links, more, len(rows) > SHOWN)
