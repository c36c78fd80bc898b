from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from articles.admin.deleting import OneByOne
from articles.admin.edited import EditedAdmin
from articles.admin.form import EditedForm
from articles.admin.lists import Standing
from articles.drafts import overlaid
from geopolist.lib.desk import ExportAdmin
from geopolist.library.admin import PicturesAdmin

from .models import Page, RiskOutlook, Spot
from .views import page_preview


class PageForm(EditedForm):
    """What page lies where, and the addresses that follow from it, wait with the text."""

    names: ClassVar[dict[str, str]] = {"parent": "parent_id", "cover": "cover_id"}

    class Meta:
        model = Page
        fields: ClassVar[list[str]] = [
            "title", "standfirst", "body", "cover", "parent", "order", "slug", "language", "seo_description", "noindex",
            "ends_at", "withdrawal_notice",
        ]  # fmt: skip


@admin.register(Page)
class PageAdmin(PicturesAdmin[Page], EditedAdmin[Page]):
    form = PageForm
    list_display = ["title", "path", "standing", "language", "changed_at"]
    export_fields = [
        *("id", "title", "standfirst", "address_on_site", "status", "published_at", "ends_at"),
        *("changed_at", "language", "parent"),
    ]
    list_filter = [Standing, "language"]
    search_fields = ["title", "path"]
    autocomplete_fields = ["parent"]
    standard_notice = _("This page has been withdrawn by the editors.")
    readonly_fields = ["status", "published_at", "path", "changed_at"]
    fieldsets = [
        (None, {"fields": ["title", "standfirst", "body", "cover"]}),
        (_("Place"), {"fields": ["parent", "order", "slug", "path", "language"]}),
        (_("Search engines"), {"fields": ["seo_description", "noindex"], "classes": ["collapse"]}),
        (_("Timing"), {"fields": ["status", "published_at", "publish_at", "ends_at", "withdrawal_notice"]}),
    ]

    def preview(
        self, request: HttpRequest, row: Page, data: dict[str, Any] | None, look: str, **context: object
    ) -> HttpResponse:
        drawn = overlaid(row, data or {})
        drawn.draw()
        return page_preview(request, drawn, **context)


@admin.register(RiskOutlook)
class RiskOutlookAdmin(OneByOne, ExportAdmin[RiskOutlook]):
    list_display = ["theatre", "level", "trigger", "order"]
    export_fields = ["id", "theatre", "level", "trigger", "article", "order"]
    autocomplete_fields = ["article"]


@admin.register(Spot)
class SpotAdmin(ExportAdmin[Spot], PicturesAdmin[Spot]):
    list_display = ["sponsor", "place", "language", "begins_at", "ends_at", "is_active"]
    export_fields = [
        *("id", "sponsor", "text", "place", "paragraph", "language", "picture", "url", "begins_at", "ends_at"),
        "is_active",
    ]
    list_filter = ["place", "language", "is_active"]
    search_fields = ["sponsor", "text"]
