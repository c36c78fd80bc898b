"""The article's desk."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy

from articles import rights
from articles.checklist import Finding
from articles.drafts import Draft
from articles.models import Article
from articles.views.preview import preview_page
from geopolist.library.admin import PicturesAdmin

from . import bulk, exceptions, front, links
from .article_form import ArticleForm
from .edited import EditedAdmin
from .lists import StandingOrMine
from .publication import refusal_of


@admin.register(Article)
class ArticleAdmin(PicturesAdmin[Article], EditedAdmin[Article]):
    form = ArticleForm
    looks: ClassVar[dict[str, Any]] = {
        **EditedAdmin.looks, "card": gettext_lazy("In lists"), "share": gettext_lazy("Elsewhere"),
    }  # fmt: skip
    list_display = ["title", "standing", "published_at", "primary_category", "byline_text", "language", "views"]
    export_fields = [
        *("id", "title", "standfirst", "address_on_site", "status", "published_at", "ends_at", "changed_at", "kind"),
        *("format", "language", "primary_category", "byline_text", "series", "word_count", "views", "comment_count"),
    ]
    list_filter = [StandingOrMine, "kind", "language", "primary_category"]
    list_select_related = ["primary_category"]
    search_fields = ["title", "slug", "standfirst"]
    date_hierarchy = "published_at"
    autocomplete_fields = ["primary_category", "categories", "countries", "series"]
    readonly_fields = ["status", "published_at", "changed_at", "version", "word_count", "views"]
    actions = ["publish_now", "send_to_review", "approve", "ask_for_changes", "withdraw", "file_many"]
    change_list_template = "admin/articles/article/change_list.html"
    fieldsets = [
        (None, {"fields": ["title", "standfirst", "body"]}),
        (
            gettext_lazy("Filing"),
            {"fields": ["primary_category", "categories", "tags", "countries", "series", "series_position"]},
        ),
        (gettext_lazy("Who wrote it"), {"fields": ["bylines"]}),
        (gettext_lazy("Picture and form"), {"fields": ["cover", "kind", "format", "live_until"]}),
        (
            gettext_lazy("Search engines and social networks"),
            {"fields": ["slug", "seo_title", "seo_description", "canonical_url", "noindex"]},
        ),
        (gettext_lazy("Timing"), {"fields": ["publish_at", "ends_at", "withdrawal_notice"]}),
        (
            gettext_lazy("Options"),
            {
                "fields": [
                    *("language", "translation_of", "front_rank", "is_pinned"),
                    *("comments_open", "comments_close_after", "without_spots"),
                ]
            },
        ),
        (
            gettext_lazy("Sources and sponsor"),
            {"fields": ["sources", "sponsor", "sponsor_url"], "classes": ["collapse"]},
        ),
        (
            gettext_lazy("State"),
            {"fields": ["status", "published_at", "changed_at", "version", "word_count", "views"],
             "classes": ["collapse"]},
        ),
    ]  # fmt: skip

    # --- Who may

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        rows: Any = super().get_queryset(request)
        return rows if request.user.has_perm(rights.EDIT_OTHERS) else rows.own(request.user)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Article | None:
        """Whoever it is: what they may not see is refused, not missing."""
        if from_field:
            return super().get_object(request, object_id, from_field)
        try:
            return self.rows(Article.objects.all()).get(pk=object_id)
        except (Article.DoesNotExist, ValueError):
            return None

    def has_publish_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return rights.may_publish(request.user, obj)

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_view_permission(request, obj) and (obj is None or rights.may_see(request.user, obj))

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """A form that is refused is still shown as a form."""
        if obj is None or refusal_of(request):
            return super().has_change_permission(request)
        return rights.may_edit(request.user, obj)

    # --- The form

    def get_urls(self) -> list[URLPattern]:
        return [
            self.route("front/", front.front, "front"),
            self.route("<int:pk>/override/", exceptions.override, "override"),
            self.route("<int:pk>/links/", links.make, "links"),
            self.route("<int:pk>/links/<int:link>/revoke/", links.revoke, "revoke"),
            *super().get_urls(),
        ]

    def findings(self, row: Article, data: dict[str, Any] | None) -> list[Finding]:
        return Draft(row, data).findings()

    def preview(
        self, request: HttpRequest, row: Article, data: dict[str, Any] | None, look: str, **context: object
    ) -> HttpResponse:
        return preview_page(request, Draft(row, data), look, **context)

    def beside(self, request: HttpRequest, row: Article) -> dict[str, Any]:
        return {"links": links.of(row), "new_link": request.session.pop(links.SESSION_KEY, None)}

    # --- The list

    @admin.display(description=gettext_lazy("bylines"))
    def bylines(self, article: Article) -> str:
        """For who may look at the form and not change it."""
        return article.byline_text

    @admin.action(description=gettext_lazy("File: categories, topics, bylines …"), permissions=["change"])
    def file_many(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        return bulk.file_many(self, request, queryset)

    @admin.display(description=gettext_lazy("by"))
    def byline_text(self, article: Article) -> str:
        return article.byline_text
