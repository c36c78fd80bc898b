"""What the form of an article or page talks to while somebody writes: autosave, who else is there, the preview."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.defaultfilters import date as date_filter
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from geopolist.lib.text import one_line
from geopolist.revisions.models import Conflict, Presence, Revision, Seen

if TYPE_CHECKING:
    from .edited import EditedAdmin

type Desk = EditedAdmin[Any]


@require_POST
def begin(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep what is typed into a new form: it becomes a draft, one for the form's own key, however often sent."""
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
        row, is_new = desk.model.begin(key, language, title, by=user)
        if is_new:
            row.settle()
            desk.log_addition(request, row, [{"added": {}}])
    if not desk.has_change_permission(request, row):
        raise PermissionDenied
    return keep(desk, request, row, Seen.of(row))


@require_POST
def autosave(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Keep what is typed, valid or not, as the working copy. 409 where somebody else has saved since."""
    row = found(desk, pk)
    if not desk.has_change_permission(request, row):
        raise PermissionDenied
    return keep(desk, request, row, Seen.parse(request.POST.get("seen", "")))


def keep(desk: Desk, request: HttpRequest, row: Any, seen: Seen) -> HttpResponse:
    copy = row.working_copy
    begins = {"publish_at": None} | row.snapshot() | (copy.data if copy else {})
    form = desk.get_form(request, row, change=True)(request.POST, request.FILES, instance=row)
    form.is_valid()
    written = {**{name: value for name, value in begins.items() if name != "typed"}, **form.as_snapshot()}
    stored = found(desk, row.pk)
    try:
        if written != begins:
            stored.stage(written, by=request.user, seen=seen)
        elif Seen.of(stored) != seen:
            raise Conflict(copy)
    except Conflict:
        name = last_writer(stored) or _("Somebody")
        said = _("%(name)s has saved this since you opened it.") % {"name": name}
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


def last_writer(row: Any) -> Any:
    """Whose the edit that waits is, or else the last revision; None where nobody is known."""
    last = row.working_copy or Revision.objects.of(row).select_related("author").first()
    return last.author if last else None


def checklist_html(desk: Desk, request: HttpRequest, row: Any, data: dict[str, Any]) -> str:
    """'' for what has none."""
    findings = desk.findings(row, data)
    if findings is None:
        return ""
    context = {
        "findings": findings,
        "original": row,
        "may_override": desk.has_publish_permission(request, row),
    }
    return render_to_string("admin/articles/checklist.html", context, request)


@require_POST
def presence(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The form is open. Says who else has it open."""
    row = found(desk, pk)
    if not desk.has_change_permission(request, row):
        raise PermissionDenied
    Presence.objects.note(row, request.user)
    return JsonResponse({"others": others(row, request.user)})


def others(row: Any, user: Any) -> list[str]:
    now = timezone.now()
    said = []
    for each in Presence.objects.others(row, user):
        minutes = int((now - each.seen_at).total_seconds() // 60)
        words = {"name": str(each.user), "minutes": minutes}
        said.append(
            _("%(name)s has it open, %(minutes)d min ago") % words if minutes else _("%(name)s has it open") % words
        )
    return said


@require_safe
@xframe_options_sameorigin
def preview(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The page as the edit would make it: `?as=` one of the desk's looks."""
    row = found(desk, pk)
    if not desk.has_view_permission(request, row):
        raise PermissionDenied
    look, copy = request.GET.get("as", "page"), row.working_copy
    if look not in desk.looks:
        raise Http404
    return desk.preview(request, row, copy.data if copy else None, look)


def found(desk: Desk, pk: int) -> Any:
    try:
        return desk.model._default_manager.get(pk=pk)
    except desk.model.DoesNotExist as error:
        raise Http404 from error


@require_POST
def duplicate(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """A new draft of the same text."""
    row = found(desk, pk)
    if not (desk.has_add_permission(request) and desk.has_view_permission(request, row)):
        raise PermissionDenied
    copy = row.duplicate(by=request.user)
    desk.log_addition(request, copy, [{"added": {}}])
    messages.success(request, _("This is the copy."))
    return HttpResponseRedirect(desk.form_of(copy))
