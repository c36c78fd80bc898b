"""Every revision of an article or page: to read, to compare with the one before, to restore."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from geopolist.revisions.models import Conflict, Revision, Seen

from .conflict import between

if TYPE_CHECKING:
    from .edited import EditedAdmin

type Desk = EditedAdmin[Any]

SHOWN = 100


@require_safe
def revisions(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The newest hundred, or those before `?before=`; one of them, `?number=`, compared with the one before it."""
    row = seen_by(request, desk, pk)
    rows = Revision.objects.of(row).defer("data").select_related("author")
    before, number = (whole(request.GET.get(name, "")) for name in ("before", "number"))
    page = list((rows.before(before) if before else rows)[: SHOWN + 1])
    context = {
        **desk.admin_site.each_context(request),
        "title": _("History of %(title)s") % {"title": row},
        "opts": desk.opts,
        "original": row,
        "revisions": page[:SHOWN],
        "older": page[SHOWN - 1].number if len(page) > SHOWN else None,
        "compared": comparison(desk, row, number) if number else None,
        "may_restore": desk.has_change_permission(request, row),
        "seen": str(Seen.of(row)),
    }
    return TemplateResponse(request, "admin/articles/revisions.html", context)


def comparison(desk: Desk, row: Any, number: int) -> dict[str, object]:
    rows = Revision.objects.of(row)
    this = get_object_or_404(rows, number=number)
    before = rows.before(number).first()
    return {"number": number, "fields": between(before.data if before else {}, this.data, desk.form)}


@require_safe
@xframe_options_sameorigin
def revision(request: HttpRequest, desk: Desk, pk: int, number: int) -> HttpResponse:
    """The page as it was then, with the people and sections of today."""
    row = seen_by(request, desk, pk)
    kept = get_object_or_404(Revision.objects.of(row), number=number)
    return desk.preview(request, row, kept.data, "page", revision=kept)


@require_POST
def restore(request: HttpRequest, desk: Desk, pk: int, number: int) -> HttpResponse:
    row = seen_by(request, desk, pk)
    if not desk.has_change_permission(request, row):
        raise PermissionDenied
    kept = get_object_or_404(Revision.objects.of(row), number=number)
    try:
        row.restore(kept, by=request.user, seen=Seen.parse(request.POST.get("seen", "")))
    except Conflict:
        messages.warning(request, _("Somebody has saved it meanwhile: look at the history again."))
        return HttpResponseRedirect(reverse(f"admin:{desk.at('revisions')}", args=[pk]))
    except ValidationError as error:
        messages.warning(request, _("It cannot be restored as it was: %(why)s") % {"why": " ".join(error.messages)})
        return HttpResponseRedirect(reverse(f"admin:{desk.at('revisions')}", args=[pk]))
    desk.log_change(request, row, _("Revision %(number)d restored") % {"number": number})
    said = _("Revision %(number)d is restored.") % {"number": number}
    messages.success(request, _("%(said)s Readers have it once the changes are published.") % {"said": said}
                     if row.waits_for_publication else said)  # fmt: skip
    return HttpResponseRedirect(desk.form_of(row))


def seen_by(request: HttpRequest, desk: Desk, pk: int) -> Any:
    """Raises Http404 or PermissionDenied."""
    row = get_object_or_404(desk.model, pk=pk)
    if not desk.has_view_permission(request, row):
        raise PermissionDenied
    return row


def whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
