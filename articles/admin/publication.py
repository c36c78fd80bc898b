"""What the desks of articles and pages have in common: the state changes through verbs only, never through the form."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override

from articles.admin.surface import WrittenAdmin
from articles.checklist import NotReady
from articles.models import Publication, WasPublic, WrongState
from geopolist.lib.desk import ExportAdmin, OwnTransactions


class PublicationForm(forms.ModelForm[Any]):
    """With the instant at which readers are to have it."""

    publish_at = forms.SplitDateTimeField(
        label=_("publish at"),
        required=False,
        widget=AdminSplitDateTime,
        help_text=_("Readers have it from this instant. Empty: the state stays as it is."),
    )

    # Why nothing of it can be saved, whatever it says.
    refusal: ClassVar[Any] = ""

    def clean(self) -> dict[str, Any]:
        if self.refusal:
            raise ValidationError(self.refusal)
        cleaned = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("publish_at"), cleaned.get("ends_at")
        if begins and ends and ends <= max(begins, timezone.now()):
            raise ValidationError({"ends_at": _("It would end before it begins: choose a later time.")})
        return cleaned

    def _post_clean(self) -> None:
        """The model holds the end against the beginning that is stored, unless a new one comes with it."""
        stored = self.instance.published_at
        if self.cleaned_data.get("publish_at"):
            self.instance.published_at = None
        super()._post_clean()  # type: ignore[misc]  # Django's own hook, which its types leave out
        self.instance.published_at = stored


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

    form = PublicationForm
    actions = ["publish_now", "send_to_review", "approve", "ask_for_changes", "withdraw"]
    save_on_top = True
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

    def save_related(
        self, request: HttpRequest, form: ModelForm[Any], formsets: list[BaseModelFormSet[Any, Any]], change: bool
    ) -> None:
        row, begins, ends = form.instance, form.cleaned_data.get("publish_at"), form.instance.ends_at
        with transaction.atomic():
            stored = self.held(request, row) if change else None
            if begins:
                # Goes with its beginning: beside the one that is stored it might not be possible.
                row.ends_at = stored.ends_at if stored else None
            row.save()
            super().save_related(request, form, formsets, change)
            if begins:
                row.schedule(begins, ends, by=request.user)
            elif stored and stored.status == row.Status.WITHDRAWN and is_written(form, "withdrawal_notice"):
                row.withdraw(form.cleaned_data["withdrawal_notice"], by=request.user)
            else:
                row.settle()

    def held(self, request: HttpRequest, row: Row) -> Row:
        """The row as it is stored, locked until the transaction ends. Raises PermissionDenied.

        Whoever was let in to the form was so by a state that may be no more.
        """
        columns = ("status", "published_at", "ends_at", "was_public")
        try:
            stored = self.model._base_manager.only(*columns).get(pk=row.pk)
            stored.hold()
        except self.model.DoesNotExist as error:
            raise PermissionDenied from error
        if not self.has_change_permission(request, stored):
            raise PermissionDenied
        return stored

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
