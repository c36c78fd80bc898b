from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.forms import ModelForm, Script
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models import Comment
from geopolist.lib.desk import ExportAdmin

from .comment_queue import VERBS, ArticleFilter, QueueList, QueuePages, WriterFilter, put_beside
from .comment_verbs import CommentVerbs

# Beside those of the verbs.
KEYS = [("r", _("answer")), ("e", _("edit")), ("x", _("choose")), ("z", _("Undo"))]


class CommentForm(forms.ModelForm[Comment]):
    """Whoever changes a reader's words says why."""

    note = forms.CharField(
        label=_("Why you change it"),
        required=False,
        max_length=200,
        widget=AdminTextInputWidget,
        help_text=_("For other editors: it is kept in the history. Needed where you change what a reader wrote."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and {"text", "name"} & {*self.changed_data} and not cleaned.get("note"):
            raise ValidationError({"note": _("Say why you change what a reader wrote.")})
        return cleaned


@admin.register(Comment)
class CommentAdmin(CommentVerbs, ExportAdmin[Comment]):
    """The queue: what is held first, then the newest. Verbs change the state, the form the words."""

    form = CommentForm
    change_list_template = "admin/articles/comment/change_list.html"
    change_form_template = "admin/articles/comment/change_form.html"
    list_display = ["told"]
    export_fields = ["id", "created_at", "status", "article", "name", "email", "website", "text"]
    list_display_links = None
    export_fields = ["id", "created_at", "status", "why", "article", "name", "email", "website", "text"]
    list_filter = ["status", ArticleFilter, WriterFilter, "why", "created_at"]
    list_per_page = 50
    paginator = QueuePages
    search_fields = ["name", "email", "text"]
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    raw_id_fields = ["article", "author", "person"]
    readonly_fields = ["status", "public_id", "created_at"]
    fieldsets = [
        (None, {"fields": ["article", "parent", "text", "note"]}),
        (_("Writer"), {"fields": ["name", "email", "website", "author", "person"]}),
        (_("State"), {"fields": ["status", "created_at", "public_id"]}),
    ]

    class Media:
        css = {"all": ["desk/comments.css"]}
        js = [Script("desk/comments.js", type="module")]

    @admin.display(description=_("comment"), ordering="created_at")
    def told(self, comment: Comment) -> SafeString:
        """The whole of it in one cell, so that a phone has room for it."""
        return render_to_string("admin/articles/comment/row.html", {"comment": comment})

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[QueueList]:
        return QueueList

    def get_ordering(self, request: HttpRequest) -> Any:
        """What is held first; of one state alone along the index that begins with the state."""
        newest = ["-created_at", "-pk"]
        return newest if "status__exact" in request.GET else ["is_decided", *newest]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        keys = [*((verb.key, verb.label) for verb in VERBS), *KEYS] if self.has_change_permission(request) else []
        context = {"keys": keys, "may_empty_bin": self.has_delete_permission(request), "title": _("Comments")}
        return super().changelist_view(request, context | (extra_context or {}))

    # --- The form

    def get_readonly_fields(self, request: HttpRequest, obj: Comment | None = None) -> list[str]:
        """A comment stays under its article, with its place in the thread."""
        return [*self.readonly_fields, *(["article", "parent"] if obj else [])]

    def get_fieldsets(self, request: HttpRequest, obj: Comment | None = None) -> Any:
        """There is a note only of changes, and a new one stands by itself: answers are given in the queue."""
        missing = {"parent"} if obj is None else set()
        missing |= set() if obj and self.has_change_permission(request, obj) else {"note"}
        [(name, first), *others] = super().get_fieldsets(request, obj)
        return [(name, {"fields": [field for field in first["fields"] if field not in missing]}), *others]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if comment := context.get("original"):
            put_beside(self, request, [comment])
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Comment, form: ModelForm[Comment], change: bool) -> None:
        """Only what was changed: meanwhile another editor may have decided."""
        written = [name for name in form.changed_data if name != "note"]
        if not change:
            obj.save()
        elif written:
            obj.save(update_fields=written)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list[dict[str, Any]]:
        form.changed_data = [name for name in form.changed_data if name != "note"]
        message = super().construct_change_message(request, form, formsets, add)
        note = form.cleaned_data.get("note", "")
        return [*message, {"added": {"name": str(_("note")), "object": note}}] if note else message
