"""What is done to comments from the queue: each verb has an address to which a form is sent."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles.models import Comment
from articles.moderation import LONGEST_TEXT, Refused
from articles.querysets import CommentQuerySet
from articles.tasks import empty_bin_of_comments
from geopolist.guard import form_keys

from .comment_queue import ANSWER, VERBS, Verb, put_beside

# To so many an action is done at once.
MOST = 1000


class AnswerForm(forms.Form):
    text = forms.CharField(label=_("Your answer"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6}))
    key = forms.CharField(widget=forms.HiddenInput)


def action_of(verb: Verb) -> Any:
    """The verb for those that are chosen in the list."""

    @admin.action(description=verb.label, permissions=["change"])
    def act(desk: "CommentVerbs", request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        keys = list(queryset.values_list("pk", flat=True)[: MOST + 1])
        desk.do(request, verb, Comment.objects.with_keys(keys[:MOST]))
        if len(keys) > MOST:
            text = _("That was done to the first %(most)d of them: do it again for the next.")
            desk.message_user(request, text % {"most": MOST}, messages.WARNING)

    act.__name__ = verb.name
    return act


class CommentVerbs(admin.ModelAdmin[Comment]):
    """Mixed into the admin of comments. Whoever may change comments moderates; to answer is to add one as well."""

    actions = [action_of(verb) for verb in VERBS]

    def get_urls(self) -> list[URLPattern]:
        def named(address: str, name: str, view: Any, **values: Any) -> URLPattern:
            return path(address, self.admin_site.admin_view(view), values, name=f"articles_comment_{name}")

        return [
            named("undo/", "undo", require_POST(self.undo)),
            named("empty-bin/", "empty_bin", self.empty_bin),
            named("<int:pk>/answer/", "answer", require_POST(self.answer)),
            *(named(f"<int:pk>/{each.path}/", each.name, require_POST(self.act), verb=each) for each in VERBS),
            *super().get_urls(),
        ]

    # --- Views

    def act(self, request: HttpRequest, pk: int, verb: Verb) -> HttpResponse:
        self.refuse_unless(self.has_change_permission(request, get_object_or_404(Comment, pk=pk)))
        self.do(request, verb, Comment.objects.with_keys([pk]))
        return self.back_to_list(request)

    def undo(self, request: HttpRequest) -> HttpResponse:
        """Give what one act changed the state that it had before; what was changed since stays as it is."""
        self.refuse_unless(self.has_change_permission(request))
        at = instant_in(request.POST.get("at", ""))
        undone_at = Comment.objects.undo(at) if at else None
        if undone_at is None:
            self.message_user(request, _("There is nothing left to undo."), messages.WARNING)
            return self.back_to_list(request)
        undone = Comment.objects.moved_at(undone_at)
        count = self.log(request, undone, _("Undone"))
        text = ngettext("%(count)d comment is as before.", "%(count)d comments are as before.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS)
        return self.back_to_list(request)

    def answer(self, request: HttpRequest, pk: int) -> HttpResponse:
        """An editor's answer, shown at once. What cannot be sent comes back with the reason."""
        comment = get_object_or_404(Comment.objects.select_related("article"), pk=pk)
        self.refuse_unless(self.has_change_permission(request, comment) and self.has_add_permission(request))
        form = AnswerForm(request.POST)
        if form.is_valid():
            try:
                self.give_answer(request, comment, form)
                return self.back_to_list(request)
            except (ValidationError, Refused, form_keys.BadKey) as error:
                form.add_error("text", reason_of(error))
        return self.ask_again(request, comment, form)

    @transaction.atomic
    def give_answer(self, request: HttpRequest, comment: Comment, form: AnswerForm) -> None:
        if not form_keys.spend(form.cleaned_data["key"], ANSWER):
            self.message_user(request, _("Your answer is there already."))
            return
        was_held = comment.status == Comment.Status.PENDING
        reply = comment.answer(form.cleaned_data["text"], by=request.user)
        self.log_addition(request, reply, [{"added": {}}])
        if was_held:
            self.log_change(request, comment, str(VERBS[0].label))
        self.tell(request, _("Your answer is shown."), reply.status_at)

    def ask_again(self, request: HttpRequest, comment: Comment, form: AnswerForm) -> HttpResponse:
        """The form with what was typed, under a new key: the old one may be too old."""
        comment.refresh_from_db()  # as it is, without what was not to be
        put_beside(self, request, [comment])
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["key"] = form_keys.issue(ANSWER)  # type: ignore[index]
        context = {"comment": comment, "form": form, "title": _("Answer a comment"), "opts": self.opts}
        context |= {**self.admin_site.each_context(request), "media": self.media}
        return TemplateResponse(request, "admin/articles/comment/answer.html", context, status=422)

    def empty_bin(self, request: HttpRequest) -> HttpResponse:
        """Ask, then delete for good what was in the bin when it was asked. The worker does it: it may be much."""
        self.refuse_unless(self.has_delete_permission(request))
        before = instant_in(request.POST.get("before", ""))
        if request.method == "POST" and before:
            count = Comment.objects.binned_before(before).count()
            self.log_emptying(request, count)
            empty_bin_of_comments.enqueue(before.isoformat())
            text = ngettext("%(count)d comment is deleted.", "%(count)d comments are deleted.", count)
            self.message_user(request, text % {"count": count}, messages.SUCCESS)
            return self.back_to_list(request)
        now = timezone.now()
        context = {"count": Comment.objects.binned_before(now).count(), "before": now.isoformat(), "opts": self.opts}
        context |= {**self.admin_site.each_context(request), "title": _("Empty the bin?"), "media": self.media}
        return TemplateResponse(request, "admin/articles/comment/empty_bin.html", context)

    # --- Doing and saying

    def do(self, request: HttpRequest, verb: Verb, rows: CommentQuerySet) -> None:
        """Change the state of all, write it down, and say so with a way back."""
        with transaction.atomic():
            at = verb.act(rows)
            count = self.log(request, Comment.objects.moved_at(at), verb.label) if at else 0
        if at is None:
            self.message_user(request, _("There was nothing to change: it is so already."), messages.WARNING)
        else:
            self.tell(request, str(verb.done % {"count": count}), at)

    def log(self, request: HttpRequest, moved: Iterable[Comment], words: str | Promise) -> int:
        """Who did what, a line for each comment; gives their number."""
        comments = list(moved)
        user: Any = request.user.pk
        LogEntry.objects.log_actions(user, comments, CHANGE, change_message=str(words))
        return len(comments)

    def log_emptying(self, request: HttpRequest, count: int) -> None:
        """One line for all: the log must not go on holding what is deleted for good."""
        LogEntry.objects.create(
            user=request.user,  # type: ignore[misc]  # whoever is here has signed in
            content_type_id=get_content_type_for_model(Comment).pk,
            object_repr=gettext("The bin of comments"),
            action_flag=DELETION,
            change_message=str(count),
        )

    def tell(self, request: HttpRequest, text: str | Promise, at: datetime) -> None:
        """The button belongs to a form that the queue's pages hold: a message is kept, and may keep no token."""
        button = (
            '{} <button class="button" form="verbs" formaction="{}{}" name="at" value="{}" data-key="z">{}</button>'
        )
        filters = self.get_preserved_filters(request)
        keep, undo = f"?{filters}" if filters else "", reverse("admin:articles_comment_undo")
        said = format_html(button, text, undo, keep, at.isoformat(), _("Undo"))
        self.message_user(request, said, messages.SUCCESS)

    def back_to_list(self, request: HttpRequest) -> HttpResponse:
        """As it was filtered."""
        context: Any = {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}
        return HttpResponseRedirect(add_preserved_filters(context, reverse("admin:articles_comment_changelist")))

    @staticmethod
    def refuse_unless(is_allowed: bool) -> None:
        if not is_allowed:
            raise PermissionDenied


def instant_in(text: str) -> datetime | None:
    """The instant that a form brings back; None for anything else."""
    try:
        instant = datetime.fromisoformat(text)
        return instant.astimezone(UTC) if instant.tzinfo else None
    except (ValueError, OverflowError):
        return None


def reason_of(error: Exception) -> Any:
    """What an editor is told."""
    if isinstance(error, form_keys.BadKey):
        return gettext("The page was open for too long: send it again.")
    return error.messages if isinstance(error, ValidationError) else str(error)
