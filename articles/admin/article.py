from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Byline

from .publication import PublicationAdmin


class BylineInline(admin.TabularInline[Byline, Article]):
    """Who may write the article may say who wrote it: there are no rights to bylines alone."""

    model = Byline
    autocomplete_fields = ["person"]
    extra = 1

    def get_queryset(self, request: HttpRequest) -> QuerySet[Byline]:
        return super().get_queryset(request).select_related("person")

    def may_write(self, request: HttpRequest, obj: Article | None = None) -> bool:
        desk = self.admin_site.get_model_admin(Article)
        return desk.has_add_permission(request) if obj is None else desk.has_change_permission(request, obj)

    has_add_permission = has_change_permission = has_delete_permission = may_write


@admin.register(Article)
class ArticleAdmin(PublicationAdmin[Article]):
    list_display = ["title", "status", "published_at", "primary_category", "byline_text", "language", "views"]
    list_filter = ["status", "kind", "language", "primary_category"]
    list_select_related = ["primary_category"]
    search_fields = ["title", "slug", "standfirst"]
    date_hierarchy = "published_at"
    autocomplete_fields = ["primary_category", "categories", "countries", "cover", "series"]
    readonly_fields = ["status", "published_at", "changed_at", "version", "word_count", "views"]
    inlines = [BylineInline]
    fieldsets = [
        (None, {"fields": ["title", "standfirst", "body"]}),
        (_("Filing"), {"fields": ["primary_category", "categories", "tags", "countries", "series", "series_position"]}),
        (_("Picture and form"), {"fields": ["cover", "kind", "format", "live_until", "language", "translation_group"]}),
        (_("Sources and sponsor"), {"fields": ["sources", "sponsor", "sponsor_url"], "classes": ["collapse"]}),
        (
            _("Search engines"),
            {"fields": ["slug", "seo_title", "seo_description", "canonical_url", "noindex"], "classes": ["collapse"]},
        ),
        (_("Front page and options"), {"fields": ["front_rank", "is_pinned", "comments_open", "without_spots"]}),
        (_("Timing"), {"fields": ["status", "published_at", "publish_at", "ends_at", "withdrawal_notice"]}),
        (_("State"), {"fields": ["changed_at", "version", "word_count", "views"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).defer("rendered", "text", "imported_source")

    @admin.display(description=_("by"))
    def byline_text(self, article: Article) -> str:
        return article.byline_text
