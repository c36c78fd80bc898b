from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.deleting import OneByOne
from articles.admin.publication import PublicationAdmin
from geopolist.lib.desk import ExportAdmin
from geopolist.library.admin import PicturesAdmin

from .models import Page, RiskOutlook, Spot


@admin.register(Page)
class PageAdmin(PicturesAdmin[Page], PublicationAdmin[Page]):
    list_display = ["title", "path", "status", "language", "changed_at"]
    export_fields = [
        *("id", "title", "standfirst", "address_on_site", "status", "published_at", "ends_at"),
        *("changed_at", "language", "parent"),
    ]
    list_filter = ["status", "language"]
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
