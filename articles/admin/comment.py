from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Comment
from geopolist.lib.desk import ExportAdmin


@admin.register(Comment)
class CommentAdmin(ExportAdmin[Comment]):
    """The queue: held comments first come in by the filter. Verbs change the state."""

    list_display = ["name", "excerpt", "article", "status", "created_at"]
    export_fields = ["id", "created_at", "status", "article", "name", "email", "website", "text"]
    list_filter = ["status", "created_at"]
    list_select_related = ["article"]
    search_fields = ["name", "email", "text"]
    autocomplete_fields = ["article", "person"]
    raw_id_fields = ["parent", "author"]
    readonly_fields = ["status", "public_id", "created_at"]
    actions = ["approve", "hold", "mark_spam", "put_in_bin"]
    show_full_result_count = False

    @admin.display(description=_("text"))
    def excerpt(self, comment: Comment) -> str:
        return comment.text[:120]

    def get_readonly_fields(self, request: HttpRequest, obj: Comment | None = None) -> list[str]:
        """A comment stays under its article, with its place in the thread."""
        return [*self.readonly_fields, *(["article", "parent"] if obj else [])]

    @admin.action(description=_("Approve"), permissions=["change"])
    def approve(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        for comment in queryset:
            comment.approve()

    @admin.action(description=_("Hold"), permissions=["change"])
    def hold(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        for comment in queryset:
            comment.hold()

    @admin.action(description=_("Mark as spam"), permissions=["change"])
    def mark_spam(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        for comment in queryset:
            comment.mark_spam()

    @admin.action(description=_("Put in the bin"), permissions=["change"])
    def put_in_bin(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        for comment in queryset:
            comment.bin()
