"""What somebody did to content of late, for the desk's front page."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from accounts.desk.order import place_of

from .desk import SHOWN, Line, Part

NOTES = {
    ADDITION: gettext_lazy("%(kind)s, added"),
    CHANGE: gettext_lazy("%(kind)s, changed"),
    DELETION: gettext_lazy("%(kind)s, deleted"),
}


def recent(request: HttpRequest) -> Part:
    """The newest first, with a link where something is left that they may see. Two queries, and one for each kind."""
    desks = seen_by(request)
    entries = list(
        LogEntry.objects.filter(user=request.user.pk, content_type__in=desks).order_by("-action_time", "-pk")[:SHOWN]
    )
    there = {
        kind: still_there(request, desks[kind], {each.object_id for each in entries if each.content_type_id == kind})
        for kind in {each.content_type_id for each in entries}
    }
    lines = [
        Line(
            entry.object_repr,
            entry.get_admin_url() or "" if entry.object_id in there[entry.content_type_id] else "",
            NOTES[entry.action_flag] % {"kind": desks[entry.content_type_id].opts.verbose_name},
        )
        for entry in entries
    ]
    return Part(gettext_lazy("What you did last"), lines, gettext_lazy("Nothing yet."))


def seen_by(request: HttpRequest) -> dict[int | None, Any]:
    """The desks that they may look into, by content type; not those of accounts, whose log says who signed in."""
    desks = {
        model: desk
        for model, desk in admin.site._registry.items()
        if place_of(model)[0] != "accounts" and desk.has_view_permission(request)
    }
    return {kind.pk: desks[model] for model, kind in ContentType.objects.get_for_models(*desks).items()}


def still_there(request: HttpRequest, desk: Any, keys: set[str | None]) -> set[str]:
    """Of these keys, those that the list of their kind still holds for them; an act on many has none."""
    rows = desk.get_queryset(request).filter(pk__in=keys - {None, ""})
    return {str(pk) for pk in rows.values_list("pk", flat=True)}
