from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import Page, RiskOutlook


@admin.register(Page)
class PageAdmin(admin.ModelAdmin[Page]):
    list_display = ["title", "path", "status", "language", "changed_at"]
    list_filter = ["status", "language"]
    search_fields = ["title", "path"]
    autocomplete_fields = ["parent", "cover"]
    readonly_fields = ["status", "published_at", "path"]
    actions = ["publish", "withdraw"]

    def has_delete_permission(self, request: HttpRequest, obj: Page | None = None) -> bool:
        """Only a draft: what was public is withdrawn."""
        return obj is not None and obj.status == Page.Status.DRAFT and super().has_delete_permission(request, obj)

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Page]) -> None:
        for page in queryset:
            page.publish()

    @admin.action(description=_("Withdraw"), permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Page]) -> None:
        for page in queryset:
            page.withdraw()


@admin.register(RiskOutlook)
class RiskOutlookAdmin(admin.ModelAdmin[RiskOutlook]):
    list_display = ["theatre", "level", "trigger", "order"]
    autocomplete_fields = ["article"]
