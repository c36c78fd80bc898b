"""What the desk shows first: what waits for whom, what comes next, how often is read. Each part for who may see it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import rights
from articles.models import Article, Comment
from geopolist.audience.models import DAY, Tally
from geopolist.library.models import Image

SHOWN = 6
# So long in review, it is late.
LATE = timedelta(days=3)
DAYS = 30
WIDTH, HEIGHT, GAP = 600, 120, 4


class Line(NamedTuple):
    text: str
    url: str
    note: str = ""
    is_late: bool = False


@dataclass
class Part:
    """`url` leads to all of it."""

    title: str | Promise
    lines: list[Line]
    empty: str | Promise
    url: str = ""


class Bar(NamedTuple):
    """A day of a chart: where its bar stands, and what it says."""

    x: float
    y: float
    width: float
    height: float
    label: str


@dataclass
class Chart:
    total: int
    bars: list[Bar]
    width: int = WIDTH
    height: int = HEIGHT
    most: dict[int, list[Line]] = field(default_factory=dict)


def parts(user: Any) -> list[Part]:
    found = []
    if user.has_perm("articles.view_article") or user.has_perm("articles.change_article"):
        found += [for_me(user), coming(user), with_edits(user)]
    if user.has_perm("articles.change_comment"):
        found.append(held_comments())
    if user.has_perm("library.view_image"):
        found.append(pictures())
    return found


def for_me(user: Any) -> Part:
    """To who decides, what waits for a decision, the longest first; to others their own that came back to them."""
    if user.has_perm(rights.PUBLISH):
        waiting = Article.objects.in_review()
        return Part(
            gettext_lazy("Waiting for review"),
            [line(article, since(article), is_late=is_late(article)) for article in waiting[:SHOWN]],
            gettext_lazy("Nothing waits for you."),
            listed("review"),
        )
    mine = Article.objects.own(user).sent_back()
    return Part(
        gettext_lazy("Back with you, changes asked for"),
        [line(article, article.review_note[:80]) for article in mine[:SHOWN]],
        gettext_lazy("Nothing waits for you."),
        listed("mine"),
    )


def coming(user: Any) -> Part:
    rows = seen_by(user).coming()[:SHOWN]
    return Part(
        gettext_lazy("Scheduled next"),
        [line(article, date_format(timezone.localtime(article.published_at), "DATETIME_FORMAT")) for article in rows],
        gettext_lazy("Nothing is scheduled."),
        listed("scheduled"),
    )


def with_edits(user: Any) -> Part:
    rows = seen_by(user).edited().order_by("-pk")[:SHOWN]
    return Part(
        gettext_lazy("With unpublished edits"),
        [line(article, article.edited_by) for article in rows],
        gettext_lazy("All edits are saved and public."),
        listed("edited"),
    )


def held_comments() -> Part:
    """The latest that wait for a moderator, and how many there are."""
    waiting = Comment.objects.waiting(SHOWN)
    queue = f"{reverse('admin:articles_comment_changelist')}?status__exact=pending"
    lines = [
        Line(comment.text[:80], reverse("admin:articles_comment_change", args=[comment.pk]), comment.article.title)
        for comment in waiting.latest
    ]
    title = ngettext("%(number)d held comment", "%(number)d held comments", waiting.number)
    return Part(title % {"number": waiting.number}, lines, gettext_lazy("No comment waits."), queue)


def pictures() -> Part:
    base = reverse("admin:library_image_changelist")
    counts = [
        ("alt", Image.objects.missing_alt().count(), _("without alternative text")),
        ("credit", Image.objects.missing_credit().count(), _("without credit")),
        ("licence", Image.objects.with_ended_licence().count(), _("whose licence has ended")),
    ]
    lines = [
        Line(f"{number} {words}", f"{base}?lacks={name}", is_late=True) for name, number, words in counts if number
    ]
    return Part(gettext_lazy("Pictures"), lines, gettext_lazy("Every picture has its text, credit and licence."), base)


def chart(user: Any) -> Chart | None:
    """Readings of each of the last DAYS days, in UTC as they are counted, and what was read most."""
    if not user.has_perm(rights.EDIT_OTHERS):
        return None
    today = timezone.now().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    counts = Tally.objects.by_span(Article, DAY, days[0])
    most = {window: most_read(today - timedelta(days=window - 1)) for window in (7, DAYS)}
    return Chart(sum(counts.values()), bars(days, counts), most=most)


def bars(days: list[datetime], counts: dict[datetime, int]) -> list[Bar]:
    step, highest = WIDTH / len(days), max(counts.values(), default=0) or 1
    drawn = []
    for number, day in enumerate(days):
        count = counts.get(day, 0)
        height = round(count / highest * (HEIGHT - GAP), 1)
        words = ngettext("%(day)s: %(count)d reading", "%(day)s: %(count)d readings", count)
        label = words % {"day": date_format(day, "j F"), "count": count}
        drawn.append(Bar(round(number * step, 1), round(HEIGHT - height, 1), round(step - GAP, 1), height, label))
    return drawn


def most_read(begin: datetime) -> list[Line]:
    ranked = Tally.objects.most(Article, DAY, begin, SHOWN)
    rows = Article.objects.only("title").in_bulk([pk for pk, _total in ranked])
    return [line(rows[pk], str(total)) for pk, total in ranked if pk in rows]


def line(article: Article, note: str, *, is_late: bool = False) -> Line:
    return Line(article.title, reverse("admin:articles_article_change", args=[article.pk]), note, is_late)


def since(article: Article) -> str:
    return _("for %(time)s") % {"time": timesince(article.status_at, depth=1)}


def is_late(article: Article) -> bool:
    return timezone.now() - article.status_at > LATE


def listed(state: str) -> str:
    return f"{reverse('admin:articles_article_changelist')}?state={state}"


def seen_by(user: Any) -> Any:
    rows: Any = Article.objects.only("title", "published_at")
    return rows if user.has_perm(rights.EDIT_OTHERS) else rows.own(user)
