"""The article's desk. What is written goes through save_edit(), what is decided through the verbs."""

from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import rights
from articles.checklist import NotReady
from articles.drafts import Draft
from articles.models import Article, WasPublic, WrongState
from geopolist.library.admin import PicturesAdmin
from geopolist.revisions.models import UNSEEN, Conflict, Presence, Seen

from . import bulk, front, history, links, writing
from .conflict import differences
from .form import ArticleForm
from .lists import Standing
from .publication import PublicationAdmin, Refusal, is_written, refusal_of
from .verbs import VERBS, in_short, in_words, offered

SCRIPTS = [f"desk/{name}.js" for name in ("autosave", "checklist", "presence", "preview", "take", "unsent")]
CONFLICT = gettext_lazy(
    "%(name)s has saved this article while you wrote. Nothing of yours is lost: it stands below, and beside it what "
    "is different now. Take over what you want, then save again."
)


@admin.register(Article)
class ArticleAdmin(PicturesAdmin[Article], PublicationAdmin[Article]):
    form = ArticleForm
    change_form_template = "admin/articles/article/change_form.html"
    list_display = ["title", "standing", "published_at", "primary_category", "byline_text", "language", "views"]
    export_fields = [
        *("id", "title", "standfirst", "address_on_site", "status", "published_at", "ends_at", "changed_at", "kind"),
        *("format", "language", "primary_category", "byline_text", "series", "word_count", "views", "comment_count"),
    ]
    list_filter = [Standing, "kind", "language", "primary_category"]
    list_select_related = ["primary_category"]
    search_fields = ["title", "slug", "standfirst"]
    date_hierarchy = "published_at"
    autocomplete_fields = ["primary_category", "categories", "countries", "series"]
    readonly_fields = ["status", "published_at", "changed_at", "version", "word_count", "views"]
    save_on_top = False
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
        rows: Any = super().get_queryset(request).defer("rendered", "text", "imported_source")
        rows = rows.with_edits()
        return rows if request.user.has_perm(rights.EDIT_OTHERS) else rows.own(request.user)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Article | None:
        """Whoever it is: what they may not see is refused, not missing."""
        if from_field:
            return super().get_object(request, object_id, from_field)
        try:
            return Article.objects.with_edits().defer("rendered", "text", "imported_source").get(pk=object_id)
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
        def at(route: str, view: Any, name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(partial(view, desk=self)), name=f"articles_article_{name}")

        return [
            at("begin/", writing.begin, "begin"),
            at("front/", front.front, "front"),
            at("<int:pk>/duplicate/", writing.duplicate, "duplicate"),
            at("<int:pk>/autosave/", writing.autosave, "autosave"),
            at("<int:pk>/presence/", writing.presence, "presence"),
            at("<int:pk>/preview/", writing.preview, "preview"),
            at("<int:pk>/override/", writing.override, "override"),
            at("<int:pk>/revisions/", history.revisions, "revisions"),
            at("<int:pk>/revisions/<int:number>/", history.revision, "revision"),
            at("<int:pk>/revisions/<int:number>/restore/", history.restore, "restore"),
            at("<int:pk>/links/", links.make, "links"),
            at("<int:pk>/links/<int:link>/revoke/", links.revoke, "revoke"),
            *super().get_urls(),
        ]

    def get_form(self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any) -> Any:
        """Beginning with the edit that waits, where there is one."""
        form = super().get_form(request, obj, change, **kwargs)
        copy = obj.working_copy if obj is not None else None
        form.edit = copy.data if copy else None
        form.writer = request.user
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What cannot be saved is shown again with all that was typed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Conflict:
            stored = Article.objects.get(pk=str(object_id))
            theirs = differences(stored, Seen.parse(request.POST.get("seen", "")))
            refusal = Refusal(CONFLICT % {"name": writing.last_writer(stored) or _("Somebody")}, HTTPStatus.CONFLICT)
            # Saved once more, it is saved on top of what is there now.
            again: Any = request.POST.copy()
            again["seen"] = str(Seen.of(stored))
            request.POST = again
            extra_context = {**(extra_context or {}), "theirs": theirs}
        except ValidationError as error:
            refusal = Refusal(" ".join(error.messages), HTTPStatus.UNPROCESSABLE_ENTITY)
        request.refusal = refusal  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Article | None = None,
    ) -> HttpResponse:
        context["scripts"] = SCRIPTS
        if obj is not None:
            # The form has written what was typed into its own.
            stored = Article.objects.get(pk=obj.pk)
            copy = stored.working_copy
            if request.method == "GET" and self.has_change_permission(request, stored):
                Presence.objects.note(stored, request.user)
            context |= {
                "state": in_words(stored, str(copy.author or "") if copy else None),
                "copy": copy,
                "others": writing.others(stored, request.user),
                "verbs": offered(request.user, stored, copy),
                "findings": Draft(stored, copy.data if copy else None).findings(),
                "may_override": self.has_publish_permission(request, stored),
                "review_note": stored.review_note,
                "links": links.of(stored),
                "new_link": request.session.pop(links.SESSION_KEY, None),
            }
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    # --- Saving

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm[Article],
        formsets: list[BaseModelFormSet[Any, Any]],
        change: bool,
    ) -> None:
        article, data = form.instance, form.as_snapshot()  # type: ignore[attr-defined]
        # Cleaned and drawn by save_model().
        data["body"] = article.body
        if change:
            stored = self.stored(request, article)
            seen = form.seen_state  # type: ignore[attr-defined]
        else:
            writer: Any = request.user
            article.created_by = writer
            article.translation_group = data["translation_group"]
            article.save()
            stored, seen = article, UNSEEN
        copy = stored.working_copy
        begins = stored.snapshot() | (copy.data if copy else {})
        begins.pop("typed", None)
        data.pop("publish_at", None)
        allow = partial(self.refuse, request)
        stored.save_edit(begins | data, by=request.user, seen=seen, allow=allow, drawn=article)
        stored.drop_empty_edit()
        asked = form.cleaned_data.get("publish_at")
        article.asked_for = (asked, form.cleaned_data.get("ends_at")) if asked else None  # type: ignore[attr-defined]
        if is_written(form, "withdrawal_notice") and stored.status == stored.Status.WITHDRAWN:
            stored.withdraw(form.cleaned_data["withdrawal_notice"], by=request.user)

    def stored(self, request: HttpRequest, article: Article) -> Article:
        """The row as it is stored. Raises PermissionDenied where it has been deleted."""
        try:
            return Article.objects.get(pk=article.pk)
        except Article.DoesNotExist as error:
            raise PermissionDenied from error

    def refuse(self, request: HttpRequest, stored: Article) -> None:
        """Whoever was let in to the form was so by a state that may be no more."""
        if not self.has_change_permission(request, stored):
            raise PermissionDenied

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        return self.decide(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self.decide(request, obj) or super().response_change(request, obj)

    def decide(self, request: HttpRequest, obj: Article) -> HttpResponse | None:
        """Do what the form's button says, after all was saved. None where it only saves."""
        stored = Article.objects.get(pk=obj.pk)
        begins = obj.asked_for  # type: ignore[attr-defined]
        verb = VERBS.get(request.POST.get("_do", ""))
        if verb is None and not begins:
            return None
        try:
            if begins:
                self.refuse_to_publish(request, stored)
                stored.schedule(*begins, by=request.user)
                stored.drop_empty_edit()
                said: Any = in_words(stored, None)
            elif verb and verb.is_offered(request.user, stored, stored.working_copy):
                note = request.POST.get(f"_note_{verb.name}", "").strip()
                verb.act(stored, request.user, note)
                said = verb.done
            else:
                raise WrongState(_("That cannot be done to it any more: look at its state."))
            messages.success(request, said)
        except (WrongState, WasPublic, NotReady, ValidationError) as error:
            text = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            messages.warning(request, _("It is saved. %(why)s") % {"why": text})
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[obj.pk]))

    def refuse_to_publish(self, request: HttpRequest, stored: Article) -> None:
        if not self.has_publish_permission(request, stored):
            raise PermissionDenied

    # --- The list

    @admin.action(description=gettext_lazy("File: categories, topics, bylines …"), permissions=["change"])
    def file_many(self, request: HttpRequest, queryset: QuerySet[Article]) -> HttpResponse | None:
        return bulk.file_many(self, request, queryset)

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def standing(self, article: Article) -> str:
        return in_short(article, article.edited_by)  # type: ignore[attr-defined]

    @admin.display(description=gettext_lazy("by"))
    def byline_text(self, article: Article) -> str:
        return article.byline_text
