"""The queue of comments: what may be done to each, what stands beside it, and by what it is filtered."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Comment
from articles.querysets import CommentQuerySet
from articles.querysets.comment import writer_of
from geopolist.guard import form_keys
from geopolist.lib.paging import LAST_PAGE
from geopolist.lib.text import cut

# Articles that the filter offers, those with the most that is held.
OFFERED = 10
ANSWER = "answer to a comment"
# Of a long text, before the rest is folded away.
SHOWN = 700


@dataclass(frozen=True)
class Verb:
    """`label` and `done` are lazy texts, `done` with the number of those it was done to. `states` are those in which it
    is offered, `key` is the one that does it."""

    name: str
    label: Any
    done: Any
    key: str
    states: Collection[str]
    act: Callable[[CommentQuerySet], datetime | None]

    @property
    def path(self) -> str:
        return self.name.replace("_", "-")


VERBS = (
    Verb(
        "approve",
        _("Approve"),
        ngettext_lazy("%(count)d comment is approved.", "%(count)d comments are approved.", "count"),
        "a",
        ("pending",),
        lambda rows: rows.move("approved"),
    ),
    Verb(
        "hold",
        _("Hold"),
        ngettext_lazy("%(count)d comment is held.", "%(count)d comments are held.", "count"),
        "h",
        ("approved",),
        lambda rows: rows.move("pending"),
    ),
    Verb(
        "mark_spam",
        _("Spam"),
        ngettext_lazy("%(count)d comment is spam.", "%(count)d comments are spam.", "count"),
        "s",
        ("pending", "approved"),
        lambda rows: rows.move("spam"),
    ),
    Verb(
        "not_spam",
        _("Not spam"),
        ngettext_lazy("%(count)d comment is no spam.", "%(count)d comments are no spam.", "count"),
        "n",
        ("spam",),
        lambda rows: rows.put_back("spam"),
    ),
    Verb(
        "put_in_bin",
        _("Bin"),
        ngettext_lazy("%(count)d comment is in the bin.", "%(count)d comments are in the bin.", "count"),
        "b",
        ("pending", "approved", "spam"),
        lambda rows: rows.move("bin"),
    ),
    Verb(
        "restore",
        _("Restore"),
        ngettext_lazy(
            "%(count)d comment is taken out of the bin.", "%(count)d comments are taken out of the bin.", "count"
        ),
        "u",
        ("bin",),
        lambda rows: rows.put_back("bin"),
    ),
)


@dataclass(frozen=True)
class Beside:
    """What stands beside a comment in the queue. `keep` is the query that leads back to the list as it was filtered."""

    comment: Comment
    history: Counter[str]
    held: int
    keep: str
    may_change: bool
    may_answer: bool

    @property
    def offers(self) -> list[tuple[Verb, str]]:
        """What may be done to it, each with its address."""
        offered = [verb for verb in VERBS if self.may_change and self.comment.status in verb.states]
        return [(verb, self.address(verb.name)) for verb in offered]

    @property
    def answer_address(self) -> str:
        """Empty where no answer may be given: what is spam or in the bin is taken out of there first."""
        has_readers = self.comment.status in ("pending", "approved")
        return self.address("answer") if self.may_answer and has_readers else ""

    @property
    def answer_key(self) -> str:
        return form_keys.issue(ANSWER)

    @property
    def page(self) -> str:
        return self.address("change")

    @property
    def queue(self) -> str:
        return reverse("admin:articles_comment_changelist")

    @property
    def told(self) -> str:
        """What else its writer wrote; empty where nobody can tell."""
        if self.history.total() == 1:
            return gettext("Nothing else of this writer")
        counts = [(label, self.history[status]) for status, label in Comment.Status.choices]
        return ", ".join(f"{label}: {count}" for label, count in counts if count)

    @property
    def beginning(self) -> str:
        return cut(self.comment.text, SHOWN, " ")

    @property
    def rest(self) -> str:
        return self.comment.text[len(self.beginning) :].strip()

    def address(self, name: str) -> str:
        return f"{reverse(f'admin:articles_comment_{name}', args=[self.comment.pk])}{self.keep}"


def put_beside(desk: Any, request: HttpRequest, comments: list[Comment]) -> None:
    """Give each its `beside`, in two queries for all."""
    histories = Comment.objects.histories(comments)
    held = Comment.objects.held_under({comment.article_id for comment in comments})
    filters, may_change = desk.get_preserved_filters(request), desk.has_change_permission(request)
    for comment in comments:
        writer = writer_of(comment.author_id, comment.email)
        comment.beside = Beside(  # type: ignore[attr-defined]
            comment=comment,
            history=histories[writer] if writer in histories else Counter(),
            held=held.get(comment.article_id, 0),
            keep=f"?{filters}" if filters else "",
            may_change=may_change,
            may_answer=may_change and desk.has_add_permission(request),
        )


class QueuePages(Paginator[Any]):
    """Numbered as far as readers' lists: a number is an OFFSET. What lies deeper is found by the filters."""

    @cached_property
    def num_pages(self) -> int:
        return min(super().num_pages, LAST_PAGE)


class QueueList(ChangeList):
    """The list with what stands beside each comment."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Any:
        rows: Any = super().get_queryset(request, exclude_parameters)
        return rows.for_queue()

    def get_results(self, request: HttpRequest) -> None:
        """Where the last of a page are decided there is no such page any more: the one before is shown."""
        try:
            super().get_results(request)
        except IncorrectLookupParameters:
            self.page_num = 1
            super().get_results(request)
        # What was counted as nothing is not looked for a second time: to search a million texts takes seconds.
        self.result_list: Any = list(self.result_list) if self.result_count else []
        put_beside(self.model_admin, request, self.result_list)


class AskedFilter(admin.SimpleListFilter):
    """One that can be asked for what it does not offer, by links of the queue. Asked for nothing, it shows nothing."""

    def has_output(self) -> bool:
        return super().has_output() or self.value() is not None


class ArticleFilter(AskedFilter):
    """The articles with the most that is held, and the one that is asked for."""

    title = _("article")
    parameter_name = "article"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        offered = [(str(pk), f"{title} ({held})") for pk, title, held in Comment.objects.most_held(OFFERED)]
        asked = number_in(self.used_parameters.get("article"))
        if asked is None or str(asked) in dict(offered):
            return offered
        found = Article.objects.only("title").in_bulk([asked])
        return [*((str(pk), article.title) for pk, article in found.items()), *offered]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() is None:
            return queryset
        article = number_in(self.value())
        return queryset.none() if article is None else queryset.under(article)


class WriterFilter(AskedFilter):
    """What the writer of one comment wrote besides. The address names the comment: nobody's mail address is in it."""

    title = _("writer")
    parameter_name = "writer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        comment = self.comment()
        return [(str(comment.pk), comment.name)] if comment else []

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() is None:
            return queryset
        comment = self.comment()
        return queryset.by_writer_of(comment) if comment else queryset.none()

    def comment(self) -> Comment | None:
        asked = number_in(self.used_parameters.get("writer"))
        return Comment.objects.in_bulk([asked]).get(asked) if asked is not None else None


def number_in(asked: Any) -> int | None:
    """The key that an address names; None for what is no key of any row."""
    text = str(asked)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
