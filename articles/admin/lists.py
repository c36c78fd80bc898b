"""How the lists of articles and pages are narrowed."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import PublicationStatus


class Standing(admin.SimpleListFilter):
    """By state, as editors speak of it. What lies in the bin is shown only to who asks for it."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        states = [(status.value, status.label) for status in PublicationStatus]
        return [*states, ("scheduled", _("Scheduled")), ("edited", _("With unpublished edits"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Any]:
        wanted = self.value()
        if wanted == "scheduled":
            return queryset.coming()
        if wanted == "edited":
            return queryset.edited()
        if wanted in PublicationStatus.values:
            return queryset.in_state(wanted)
        return queryset.out_of_bin()


class StandingOrMine(Standing):
    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*super().lookups(request, model_admin), ("mine", _("Mine"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Any]:
        return queryset.own(request.user) if self.value() == "mine" else super().queryset(request, queryset)
