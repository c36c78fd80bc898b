from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from geopolist.lib.desk import ExportAdmin

SHOWN = ["action_time", "user", "action_flag", "kind", "object", "said"]


@admin.register(LogEntry)
class LogAdmin(ExportAdmin[LogEntry]):
    """Who did what, to be read. Nobody adds, changes or deletes an entry here, superusers included."""

    list_display = [*SHOWN]
    list_display_links = ["action_time"]
    list_filter = [
        "action_flag",
        "action_time",
        ("content_type", admin.RelatedOnlyFieldListFilter),
        ("user", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["user", "content_type"]
    search_fields = ["object_repr", "change_message", "user__email", "user__name"]
    date_hierarchy = "action_time"
    ordering = ["-action_time", "-pk"]
    fields = [*SHOWN]
    readonly_fields = [*SHOWN]
    export_fields = ["action_time", "user", "action_flag", "content_type", "object_id", "object_repr", "said"]
    show_full_result_count = False
    actions = None

    @admin.display(description=_("kind"), ordering="content_type")
    def kind(self, entry: LogEntry) -> str:
        return str(entry.content_type.name) if entry.content_type else "–"

    @admin.display(description=_("what it is about"), ordering="object_repr")
    def object(self, entry: LogEntry) -> str | SafeString:
        """A link, as long as the desk has such a page."""
        try:
            address = entry.get_admin_url()
        except NoReverseMatch:
            address = None
        return format_html('<a href="{}">{}</a>', address, entry.object_repr) if address else entry.object_repr

    @admin.display(description=_("what was done"))
    def said(self, entry: LogEntry) -> str:
        return entry.get_change_message() or "–"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
