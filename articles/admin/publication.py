"""What the desks of articles and pages have in common: the state changes through verbs only, never through the form."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, NamedTuple

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override

from articles.admin.surface import WrittenAdmin
from articles.checklist import NotReady
from articles.models import Publication, WasPublic, WrongState
from geopolist.lib.desk import ExportAdmin, OwnTransactions

REFUSAL = _(
    "Nothing was saved: meanwhile it was approved, scheduled, published or withdrawn, and only those who may publish "
    "can change it. What you wrote still stands below."
)


class Refusal(NamedTuple):
    """Why what was sent is shown again instead of being saved."""

    message: Any
    status: HTTPStatus


def refusal_of(request: HttpRequest) -> Refusal | None:
    return getattr(request, "refusal", None)


def is_written(form: ModelForm[Any], name: str) -> bool:
    """Whether somebody has written another text there: a form opened when it had no such field says nothing of it."""
    return name in form.data and name in form.changed_data


class PublicationAdmin[Row: Publication](WrittenAdmin[Row], ExportAdmin[Row], OwnTransactions[Row]):
    """Writing, and for those who may, publishing. What is approved or public is changed by those alone."""

    actions = ["publish_now", "send_to_review", "approve", "ask_for_changes", "withdraw"]
    # What readers are told until an editor writes another one.
    standard_notice = _("This article has been withdrawn by the editors.")
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: Row | None = None) -> Any:
        """A notice is the withdrawal's: written by who may publish, where there is one."""
        fields = super().get_readonly_fields(request, obj)
        is_withdrawn = obj is not None and obj.status == obj.Status.WITHDRAWN
        return fields if is_withdrawn and self.has_publish_permission(request, obj) else [*fields, "withdrawal_notice"]

    def get_fieldsets(self, request: HttpRequest, obj: Row | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if self.has_publish_permission(request, obj):
            return fieldsets
        return [
            (name, {**options, "fields": [field for field in options["fields"] if field != "publish_at"]})
            for name, options in fieldsets
        ]

    def get_form(self, request: HttpRequest, obj: Row | None = None, change: bool = False, **kwargs: Any) -> Any:
        """Without a field that is not shown: Django keeps what the form class itself declares."""
        form = super().get_form(request, obj, change, **kwargs)
        if refusal := refusal_of(request):
            form.refusal = refusal.message  # type: ignore[attr-defined]
        if not self.has_publish_permission(request, obj):
            form.base_fields.pop("publish_at")
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Who writes while another one publishes loses the right to save, and not what was written."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except PermissionDenied:
            if request.method != "POST" or object_id is None or not super().has_change_permission(request):
                raise
        request.refusal = Refusal(REFUSAL, HTTPStatus.FORBIDDEN)  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().render_change_form(request, *args, **kwargs)
        if refusal := refusal_of(request):
            answer.status_code = refusal.status
        return answer

    def save_model(self, request: HttpRequest, obj: Row, form: ModelForm[Any], change: bool) -> None:
        """Draw the text; save_related() saves it together with its relations."""
        obj.render_body()  # type: ignore[attr-defined]

    # --- Who may

    def has_publish_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.publish_{self.opts.model_name}")

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """To change what readers have or are to have is to publish; a form that is refused is still shown as a form."""
        may_change = super().has_change_permission(request, obj)
        is_open = obj is None or not obj.is_settled_on or self.has_publish_permission(request, obj)
        return may_change and (is_open or refusal_of(request) is not None)

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """What was public is withdrawn, never deleted; a list may hold such, so the bulk action is not offered."""
        return obj is not None and not obj.has_been_public and super().has_delete_permission(request, obj)

    # --- Verbs

    @admin.action(description=_("Publish now"), permissions=["publish"])
    def publish_now(self, request: HttpRequest, queryset: QuerySet[Row]) -> None:
        self.each(request, queryset, lambda row: row.publish(by=request.user))

    @admin.action(description=_("Submit for review"), permissions=["change"])
    def send_to_review(self, request: HttpRequest, queryset: QuerySet[Row]) -> None:
        self.each(request, queryset, lambda row: row.submit_for_review(by=request.user))

    @admin.action(description=_("Approve"), permissions=["publish"])
    def approve(self, request: HttpRequest, queryset: QuerySet[Row]) -> None:
        self.each(request, queryset, lambda row: row.approve(by=request.user))

    @admin.action(description=_("Ask for changes"), permissions=["publish"])
    def ask_for_changes(self, request: HttpRequest, queryset: QuerySet[Row]) -> None:
        self.each(request, queryset, lambda row: row.ask_for_changes(by=request.user))

    @admin.action(description=_("Withdraw"), permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Row]) -> None:
        self.each(request, queryset, lambda row: row.withdraw(self.notice_for(row), by=request.user))

    def notice_for(self, row: Row) -> str:
        """The standard notice in the language of the article or page."""
        with override(row.language):  # type: ignore[attr-defined]
            return str(self.standard_notice)

    def each(self, request: HttpRequest, queryset: QuerySet[Row], verb: Callable[[Row], object]) -> None:
        """Do one verb to each; what cannot be done is named with its reason, and stops none of the others."""
        done = 0
        for row in queryset:
            try:
                verb(row)
                done += 1
            except (WrongState, WasPublic, NotReady) as error:
                self.message_user(request, f"{row}: {error}", messages.WARNING)
        if done:
            self.message_user(request, ngettext("%d is changed.", "%d are changed.", done) % done, messages.SUCCESS)
