from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Byline, WrongState


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
class ArticleAdmin(admin.ModelAdmin[Article]):
    """Writing and publishing. The state changes through verbs only, never through the form."""

    list_display = ["title", "status", "published_at", "primary_category", "byline_text", "language", "views"]
    list_filter = ["status", "kind", "language", "primary_category"]
    list_select_related = ["primary_category"]
    search_fields = ["title", "slug", "standfirst"]
    date_hierarchy = "published_at"
    show_full_result_count = False
    autocomplete_fields = ["primary_category", "categories", "countries", "cover", "series"]
    readonly_fields = ["status", "published_at", "changed_at", "version", "word_count", "views"]
    inlines = [BylineInline]
    actions = ["publish_now", "send_to_review", "approve", "ask_for_changes", "withdraw"]
    save_on_top = True
    fieldsets = [
        (None, {"fields": ["title", "standfirst", "body"]}),
        (_("Filing"), {"fields": ["primary_category", "categories", "tags", "countries", "series", "series_position"]}),
        (_("Picture and form"), {"fields": ["cover", "kind", "format", "language", "translation_group"]}),
        (_("Sources and sponsor"), {"fields": ["sources", "sponsor", "sponsor_url"], "classes": ["collapse"]}),
        (
            _("Search engines"),
            {"fields": ["slug", "seo_title", "seo_description", "canonical_url", "noindex"], "classes": ["collapse"]},
        ),
        (_("Front page and options"), {"fields": ["front_rank", "is_pinned", "comments_open", "ends_at"]}),
        (
            _("State"),
            {"fields": ["status", "published_at", "changed_at", "version", "word_count", "views", "withdrawal_notice"]},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).defer("rendered", "text", "imported_source")

    @admin.display(description=_("by"))
    def byline_text(self, article: Article) -> str:
        return article.byline_text

    def save_related(
        self, request: HttpRequest, form: ModelForm[Article], formsets: list[BaseModelFormSet[Any, Any]], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        form.instance.settle()

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """To change what readers see is to publish."""
        may_change = super().has_change_permission(request, obj)
        return may_change and (obj is None or not obj.is_published or self.has_publish_permission(request))

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """What was public is withdrawn, never deleted; a list may hold such, so the bulk action is not offered."""
        return obj is not None and not obj.has_been_public and super().has_delete_permission(request, obj)

    # --- Verbs

    @admin.action(description=_("Publish now"), permissions=["publish"])
    def publish_now(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self.each(request, queryset, lambda article: article.publish())

    @admin.action(description=_("Submit for review"), permissions=["change"])
    def send_to_review(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self.each(request, queryset, lambda article: article.submit_for_review())

    @admin.action(description=_("Approve"), permissions=["publish"])
    def approve(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self.each(request, queryset, lambda article: article.approve())

    @admin.action(description=_("Ask for changes"), permissions=["publish"])
    def ask_for_changes(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self.each(request, queryset, lambda article: article.ask_for_changes())

    @admin.action(description=_("Withdraw"), permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        self.each(request, queryset, lambda article: article.withdraw(standard_notice(article)))

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.publish_article")

    def each(self, request: HttpRequest, queryset: QuerySet[Article], verb: Any) -> None:
        """Do one verb to each; what cannot be done is named with its reason, and stops none of the others."""
        done = 0
        for article in queryset:
            try:
                verb(article)
                self.log_change(request, article, [{"changed": {"fields": [str(_("state"))]}}])
                done += 1
            except WrongState as error:
                self.message_user(request, f"{article.title}: {error}", messages.WARNING)
        if done:
            self.message_user(
                request, ngettext("%d article changed.", "%d articles changed.", done) % done, messages.SUCCESS
            )


def standard_notice(article: Article) -> str:
    """What readers are told until an editor writes another one, in the article's language."""
    with override(article.language):
        return gettext("This article has been withdrawn by the editors.")
