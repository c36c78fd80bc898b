"""Every question asked of comments."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django.apps import apps
from django.db import models, transaction
from django.db.models import Case, Count, F, Min, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

from geopolist.lib.prints import printed
from geopolist.lib.surrogate import changed

if TYPE_CHECKING:
    from articles.models import Comment

STATES = ("pending", "approved", "spam", "bin")
# Where a comment goes when it is taken out of these: to what it was before, if that is one of them; else it waits.
BACK_FROM = {"spam": ("pending", "approved"), "bin": ("pending", "approved", "spam")}
# What the queue shows of a comment's article and of the comment that it answers.
BESIDE = (
    *("article__title", "article__slug", "article__status", "article__published_at", "article__ends_at"),
    *("article__comment_count", "parent__name", "parent__text"),
)

type Writer = tuple[str, int | str]


class Waiting(NamedTuple):
    """What is held: how many, since when the oldest of them, and the latest."""

    number: int
    since: datetime | None
    latest: "list[Comment]"


class CommentQuerySet(models.QuerySet["Comment"]):
    def approved(self) -> Self:
        return self.filter(status="approved")

    def held(self) -> Self:
        return self.filter(status="pending")

    def in_bin(self) -> Self:
        return self.filter(status="bin")

    def binned_before(self, instant: datetime) -> Self:
        return self.in_bin().filter(status_at__lt=instant)

    def with_keys(self, keys: Collection[int]) -> Self:
        return self.filter(pk__in=keys)

    def under(self, article: int) -> Self:
        return self.filter(article=article)

    def moved_at(self, at: datetime) -> Self:
        """Those whose state one act changed at that instant, and nobody since."""
        return self.filter(status__in=STATES, status_at=at).exclude(status_before="")

    def thread(self) -> Self:
        """What readers see, oldest first."""
        return printed(self.approved().order_by("created_at", "pk"))

    # --- News

    def undecided(self) -> Self:
        """Those whose state is the one they came in with."""
        return self.filter(status_before="", status__in=("pending", "approved"))

    @transaction.atomic
    def take_news(self, most: int) -> list[int]:
        """The keys of what editors are to be told of, at most so many; nobody else gets them. In a transaction."""
        rows = (
            self.filter(news_at__isnull=False)
            .order_by("news_at", "pk")
            .select_for_update(of=("self",), skip_locked=True)
        )
        keys = list(rows.values_list("pk", flat=True)[:most])
        self.with_keys(keys).update(news_at=None)
        return keys

    # --- Writers

    def by_writer_of(self, comment: "Comment") -> Self:
        """What the same member, or else the same e-mail address, wrote. Of others nobody can tell: none."""
        if comment.author_id:
            return self.filter(author=comment.author_id)
        return self.filter(author=None, email=comment.email) if comment.email else self.none()

    def like(self, comment: "Comment") -> Self:
        """The same words of the same writer in the same place, whatever became of them."""
        same = self.filter(article=comment.article_id, parent=comment.parent_id, text=comment.text)
        if comment.author_id or comment.email:
            return same.by_writer_of(comment)
        return same.filter(author=None, email="", name=comment.name)

    def histories(self, comments: Iterable["Comment"]) -> dict[Writer, Counter[str]]:
        """How many comments each of their writers has in each state. One query."""
        writers = [writer for comment in comments if (writer := writer_of(comment.author_id, comment.email))]
        members = {key for kind, key in writers if kind == "member"}
        addresses = {key for kind, key in writers if kind == "e-mail"}
        found: defaultdict[Writer, Counter[str]] = defaultdict(Counter)
        rows = self.filter(Q(author__in=members) | Q(author=None, email__in=addresses)).order_by()
        for author, email, status, count in rows.values_list("author", "email", "status").annotate(Count("pk")):
            if writer := writer_of(author, email):
                found[writer][status] += count
        return found

    # --- The queue

    def for_queue(self) -> Self:
        """What the queue shows of each, in one query: with article, member and the comment that it answers."""
        own = [field.name for field in self.model._meta.concrete_fields if field.name not in ("news_at", "person")]
        return self.select_related("article", "parent", "author").only(*own, *BESIDE)

    def held_under(self, articles: Collection[int]) -> dict[int, int]:
        """How many are held under each of these articles. One query."""
        return dict(self.held().filter(article__in=articles).order_by().values_list("article").annotate(Count("pk")))

    def most_held(self, count: int) -> list[tuple[int, str, int]]:
        """(article, its title, how many are held) of the articles with the most. One query."""
        rows = self.held().order_by().values_list("article", "article__title").annotate(held=Count("pk"))
        return list(rows.order_by("-held", "article")[:count])

    def waiting(self, latest: int = 5) -> Waiting:
        """What the desk's front page tells of the queue, in two queries, of nothing held in one."""
        held = self.held().aggregate(number=Count("pk"), since=Min("created_at"))
        rows = self.held().select_related("article").order_by("-created_at", "-pk")
        beside = ("article__title", "article__slug")
        shown = rows.only("article", "name", "text", "created_at", "status", "why", "why_detail", *beside)[:latest]
        return Waiting(held["number"], held["since"], list(shown) if held["number"] else [])

    # --- Verbs for many

    def move(self, status: str) -> datetime | None:
        """Change the state of those that are in another one, with their articles' counts. Gives the instant, by which
        undo() finds them; None where none was in another one."""
        why = Case(When(why="", then=Value("editor")), default=F("why")) if status == "pending" else F("why")
        return self.exclude(status=status).change(status=Value(status), why=why)

    def put_back(self, status: str) -> datetime | None:
        """Take those that are spam, or in the bin, out of there: see BACK_FROM."""
        before = When(status_before__in=BACK_FROM[status], then=F("status_before"))
        return self.filter(status=status).change(status=Case(before, default=Value("pending")))

    def undo(self, at: datetime) -> datetime | None:
        """Give those that were changed at that instant, and by nobody since, the state that they had before."""
        return self.moved_at(at).change(status=F("status_before"))

    @transaction.atomic
    def change(self, **values: Any) -> datetime | None:
        """Set the state of all, note since when and what it was before, and count. The rows are locked in order."""
        rows = self.order_by("pk").select_for_update(of=("self",)).values_list("pk", "article")
        held = dict(rows)
        if not held:
            return None
        at = timezone.now()
        self.model._base_manager.filter(pk__in=held).update(status_before=F("status"), status_at=at, **values)
        self.recount(set(held.values()))
        return at

    # --- What is printed

    @transaction.atomic
    def recount(self, articles: Iterable[int]) -> None:
        """Bring the printed counts of `articles` in step with the approved rows.

        They are locked first: of two that count at once, the second is to see what the first has changed.
        """
        article_model = apps.get_model("articles", "Article")
        rows = article_model._base_manager.filter(pk__in=list(articles)).order_by("pk")
        keys = list(rows.select_for_update().values_list("pk", flat=True))
        changed(*(f"{article_model._meta.label_lower}:{pk}" for pk in keys))
        counted = (
            self.model._base_manager.filter(article=OuterRef("pk"), status="approved")
            .order_by()
            .values("article")
            .annotate(total=Count("pk"))
            .values("total")
        )
        article_model._base_manager.filter(pk__in=keys).update(
            comment_count=models.functions.Coalesce(Subquery(counted), 0)
        )

    @transaction.atomic
    def delete(self) -> tuple[int, dict[str, int]]:
        """As the desk does in bulk; the printed counts follow."""
        articles = set(self.order_by().approved().values_list("article", flat=True))
        deleted = super().delete()
        self.model._default_manager.recount(articles)
        return deleted

    delete.queryset_only = True  # type: ignore[attr-defined]  # as Django's own: no manager deletes everything


def writer_of(author: int | None, email: str) -> Writer | None:
    """By what comments of one writer are told: the member, else the e-mail address, else nothing."""
    if author:
        return "member", author
    return ("e-mail", email) if email else None
