"""The desk of articles and pages. What is written goes through save_edit(), what is decided through the verbs."""

from functools import partial
from http import HTTPStatus
from typing import Any, ClassVar
from uuid import uuid4

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.checklist import Finding, NotReady
from articles.models import Edited, WasPublic, WrongState
from geopolist.lib.html import plain_text
from geopolist.revisions.models import UNSEEN, Conflict, Presence, Seen

from . import history, writing
from .conflict import conflicting
from .form import EditedForm
from .publication import PublicationAdmin, Refusal, is_written
from .verbs import VERBS, in_short, in_words, offered

SCRIPTS = [f"desk/{name}.js" for name in ("autosave", "checklist", "presence", "preview", "take", "unsent")]
CONFLICT = gettext_lazy(
    "%(name)s has saved this while you wrote. Nothing of yours is lost: it stands below, and above it what "
    "is different now. Take over what you want, then save again."
)


class EditedAdmin[Row: Edited](PublicationAdmin[Row]):
    """Saving as one whole with version, working copy and revision, for what is an Edited and a Publication."""

    form = EditedForm
    change_form_template = "admin/articles/edited.html"
    save_on_top = False
    # As what it can be previewed.
    looks: ClassVar[dict[str, Any]] = {"page": gettext_lazy("The page")}

    # --- What the kinds differ in

    def findings(self, row: Row, data: dict[str, Any] | None) -> list[Finding] | None:
        """What the checklist says of the row as the edit `data` would make it; None for what has no checklist."""
        return None

    def preview(
        self, request: HttpRequest, row: Row, data: dict[str, Any] | None, look: str, **context: object
    ) -> HttpResponse:
        """The page of the row as the edit `data` would make it, as one of `looks`."""
        raise NotImplementedError

    def beside(self, request: HttpRequest, row: Row) -> dict[str, Any]:
        """What else of the kind's own stands beside the form."""
        return {}

    # --- The list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Row]:
        return self.rows(super().get_queryset(request))

    def rows(self, rows: Any) -> Any:
        """With whose edit waits, without what is long and not edited."""
        return rows.with_edits().defer("rendered", "text", "imported_source")

    @admin.display(description=gettext_lazy("state"), ordering="status")
    def standing(self, row: Row) -> str:
        return in_short(row, row.edited_by)  # type: ignore[attr-defined]

    # --- The form

    def at(self, name: str) -> str:
        """The route of one of its addresses."""
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def form_of(self, row: Row) -> str:
        return reverse(f"admin:{self.at('change')}", args=[row.pk])

    def route(self, address: str, view: Any, name: str) -> URLPattern:
        return path(address, self.admin_site.admin_view(partial(view, desk=self)), name=self.at(name))

    def get_urls(self) -> list[URLPattern]:
        return [
            self.route("begin/", writing.begin, "begin"),
            self.route("<int:pk>/duplicate/", writing.duplicate, "duplicate"),
            self.route("<int:pk>/autosave/", writing.autosave, "autosave"),
            self.route("<int:pk>/presence/", writing.presence, "presence"),
            self.route("<int:pk>/preview/", writing.preview, "preview"),
            self.route("<int:pk>/revisions/", history.revisions, "revisions"),
            self.route("<int:pk>/revisions/<int:number>/", history.revision, "revision"),
            self.route("<int:pk>/revisions/<int:number>/restore/", history.restore, "restore"),
            *super().get_urls(),
        ]

    def get_form(self, request: HttpRequest, obj: Row | None = None, change: bool = False, **kwargs: Any) -> Any:
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
            # A new form may have been sent before, and have become a draft then.
            object_id = object_id or str(request.begun)  # type: ignore[attr-defined]
            stored = self.model._default_manager.get(pk=object_id)
            form_url = self.form_of(stored)
            seen, body = Seen.parse(request.POST.get("seen", "")), request.POST.get("body", "")
            theirs = conflicting(stored, seen, body, self.form)
            refusal = Refusal(CONFLICT % {"name": writing.last_writer(stored) or _("Somebody")}, HTTPStatus.CONFLICT)
            # Saved once more, it is saved on top of what is there now.
            again: Any = request.POST.copy()
            again["seen"], again["body"] = str(Seen.of(stored)), theirs.body
            request.POST = again
            extra_context = {**(extra_context or {}), "theirs": theirs, "is_merged": theirs.body != body}
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
        obj: Row | None = None,
    ) -> HttpResponse:
        context |= {"scripts": SCRIPTS, "looks": self.looks}
        if obj is None:
            # What may be done with the draft that it becomes.
            context["verbs"] = offered(self, request, self.model(created_by=request.user), None)
        else:
            # The form has written what was typed into its own.
            stored = self.model._default_manager.get(pk=obj.pk)
            copy = stored.working_copy
            if request.method == "GET" and self.has_change_permission(request, stored):
                Presence.objects.note(stored, request.user)
            context |= {
                "state": in_words(stored, str(copy.author or "") if copy else None),
                "copy": copy,
                "others": writing.others(stored, request.user),
                "verbs": offered(self, request, stored, copy),
                "findings": self.findings(stored, copy.data if copy else None),
                "may_override": self.has_publish_permission(request, stored),
                "review_note": stored.review_note,
                **self.beside(request, stored),
            }
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    # --- Saving

    def save_related(
        self, request: HttpRequest, form: ModelForm[Row], formsets: list[BaseModelFormSet[Any, Any]], change: bool
    ) -> None:
        """Cleaned and drawn by save_model(), saved here."""
        drawn, data = form.instance, form.as_snapshot()  # type: ignore[attr-defined]
        data["body"] = drawn.body
        data.pop("publish_at", None)
        if change:
            stored, seen = self.stored(request, drawn), form.seen_state  # type: ignore[attr-defined]
        else:
            stored, seen = self.begun(request, form, data)
        copy = stored.working_copy
        begins = stored.snapshot() | (copy.data if copy else {})
        begins.pop("typed", None)
        allow = partial(self.refuse, request)
        stored.save_edit(begins | data, by=request.user, seen=seen, allow=allow, drawn=drawn)
        stored.drop_empty_edit()
        asked = form.cleaned_data.get("publish_at")
        request.asked_for = (asked, form.cleaned_data.get("ends_at")) if asked else None  # type: ignore[attr-defined]
        if is_written(form, "withdrawal_notice") and stored.status == stored.Status.WITHDRAWN:
            stored.withdraw(form.cleaned_data["withdrawal_notice"], by=request.user)

    def begun(self, request: HttpRequest, form: ModelForm[Row], data: dict[str, Any]) -> tuple[Row, Seen]:
        """The draft that a new form becomes, one however often it is sent; what its writer has seen of it.

        Raises PermissionDenied where the key is that of somebody else's.
        """
        drawn, key = form.instance, form.cleaned_data.get("draft_key") or uuid4()
        stored, is_new = self.model.begin(key, drawn.language, drawn.title, by=request.user)
        self.refuse(request, stored)
        drawn.pk = request.begun = stored.pk  # type: ignore[attr-defined]
        copy = stored.working_copy
        kept = stored.snapshot() | (copy.data if copy else {})
        return stored, Seen.of(stored) if is_new or says_the_same(kept, data) else UNSEEN

    def stored(self, request: HttpRequest, row: Row) -> Row:
        """The row as it is stored. Raises PermissionDenied where it has been deleted."""
        try:
            return self.model._default_manager.get(pk=row.pk)
        except self.model.DoesNotExist as error:
            raise PermissionDenied from error

    def refuse(self, request: HttpRequest, stored: Row) -> None:
        """Whoever was let in to the form was so by a state that may be no more."""
        if not self.has_change_permission(request, stored):
            raise PermissionDenied

    def response_add(self, request: HttpRequest, obj: Row, post_url_continue: str | None = None) -> HttpResponse:
        return self.decide(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Row) -> HttpResponse:
        return self.decide(request, obj) or super().response_change(request, obj)

    def decide(self, request: HttpRequest, obj: Row) -> HttpResponse | None:
        """Do what the form's button says, after all was saved. None where it only saves."""
        stored = self.model._default_manager.get(pk=obj.pk)
        begins, verb = request.asked_for, VERBS.get(request.POST.get("_do", ""))  # type: ignore[attr-defined]
        if verb is None and not begins:
            return None
        try:
            if begins:
                self.refuse_to_publish(request, stored)
                stored.schedule(*begins, by=request.user)
                stored.drop_empty_edit()
                said: Any = in_words(stored, None)
            elif verb and verb.is_offered(self, request, stored, stored.working_copy):
                note = request.POST.get(f"_note_{verb.name}", "").strip()
                verb.act(stored, request.user, note)
                said = verb.done
            else:
                raise WrongState(_("That cannot be done to it any more: look at its state."))
            messages.success(request, said)
        except (WrongState, WasPublic, NotReady, ValidationError) as error:
            text = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            messages.warning(request, _("It is saved, and nothing else was done. %(why)s") % {"why": text})
        return HttpResponseRedirect(self.form_of(obj))

    def refuse_to_publish(self, request: HttpRequest, stored: Row) -> None:
        if not self.has_publish_permission(request, stored):
            raise PermissionDenied


def says_the_same(kept: dict[str, Any], sent: dict[str, Any]) -> bool:
    """Whether what was sent is in what is kept already: the site itself chooses slugs and names of blocks."""
    is_text = plain_text(str(kept.get("body", ""))) == plain_text(sent["body"])
    return is_text and all(kept.get(name) == value for name, value in sent.items() if name not in ("slug", "body"))
