"""What stands beside what a page is about: all of it in one query, however many reasons there are to show it.

A leg is SQL that gives the keys of some articles (`member`) and their order (`score`, the highest first; of one score
the newest). It may look at many, as keys cost little: what comes back are cards, and few.
"""

from collections.abc import Collection, Iterable
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.db import connection, models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.expressions import RawSQL
from django.utils import timezone

from geopolist.lib.paging import numbered
from geopolist.lib.questions import Question, Slot
from geopolist.lib.surrogate import recording, shows

from .article import PINNED, front_key, ranking_key, series_key, translations_key
from .kinds import ListKind
from .public import listed_at, public_at
from .shelves import ListName

if TYPE_CHECKING:
    from articles.models import Article, Category, Comment

type Leg = tuple[str, list[Any]]

# How much two articles have in common by standing in one list, and how far down such a list anybody looks.
WEIGHTS = {ListKind.TAG.value: 3, ListKind.CATEGORY.value: 1}
NEAR = 40

# As types go, a slot is what will fill it.
NOW: Any = Slot("now", models.DateTimeField())
KIND, KEY = Slot("kind", models.IntegerField()), Slot("key", models.BigIntegerField())
LANGUAGE: Any = Slot("language", models.CharField())
DAYS = Slot("days", models.IntegerField())
AT, PK = Slot("at", models.DateTimeField()), Slot("pk", models.BigIntegerField())
GROUP, SERIES = Slot("group", models.UUIDField()), Slot("series", models.BigIntegerField())


class Around(NamedTuple):
    """What an article's page leads to: no article stands in two of them, but for translations."""

    previous: "Article | None"
    following: "Article | None"
    translations: list["Article"]
    parts: list["Article"]
    related: list["Article"]
    latest: list["Article"]


class Place(NamedTuple):
    """Where an article stands, before its card is read."""

    pk: int
    has_cover: bool


# --- Pages


def with_stamp(rows: "models.QuerySet[Any]") -> "models.QuerySet[Any]":
    """With the stamp of the site's row as `site_stamp`, for chrome()."""
    return rows.annotate(site_stamp=apps.get_model("identity", "SiteIdentity")._default_manager.stamp_alone())


@cache
def page_rows() -> Question["Article"]:
    articles = apps.get_model("articles", "Article")._default_manager.for_page().filter(pk=PK)
    return Question(lambda: with_stamp(articles))


def article_for_page(pk: int) -> "Article | None":
    """What the article's own page shows of the row, whoever may see it; with `site_stamp`. One query."""
    return next(iter(page_rows().rows(pk=pk)), None)


@cache
def thread_rows(size: int) -> Question["Comment"]:
    comments = apps.get_model("articles", "Comment")._default_manager.filter(article_id=PK).thread()
    return Question(lambda: comments[:size])


def thread_of(article: "Article", size: int) -> list["Comment"]:
    """What readers see below an article, the oldest `size`, in one query; none where its count says so."""
    comments = thread_rows(size).rows(pk=article.pk) if article.comment_count else []
    for comment in comments:
        comment.article = article
    return comments


@cache
def tree_rows() -> Question["Category"]:
    return Question(lambda: with_stamp(apps.get_model("articles", "Category")._default_manager.tree()))


def category_tree() -> list["Category"]:
    """The whole tree with covers, with `site_stamp`, in one query. There are dozens of sections, not thousands."""
    shows(apps.get_model("articles", "Category")._meta.label_lower)
    return tree_rows().rows()


@cache
def front_rows() -> Question["Category"]:
    sections = apps.get_model("articles", "Category")._default_manager.for_front()
    return Question(lambda: with_stamp(sections.with_counts(LANGUAGE, NOW)))


def front_tree(language: str) -> list["Category"]:
    """The sections that the front page shows, with their counts and `site_stamp`. One query."""
    shows(apps.get_model("articles", "Category")._meta.label_lower, ListKind.CATEGORY.surrogate_key(language))
    return front_rows().rows(language=language, now=timezone.now())


def around(article: "Article", *, related: int, latest: int) -> Around:
    """What to read next, in one query.

    The nearest before and after it by date, then key; its translations; the other parts of its series, in no order; as
    many `related` as asked for, by the sum of WEIGHTS of the lists that they share, then the newest; then the `latest`.
    All but translations and parts are in its language.
    """
    everything: ListName = (ListKind.EVERYTHING.value, 0)
    lists: list[ListName] = [(kind, key) for kind, key in article.furniture.get("lists", [])]
    series = article.series_id
    shows(*(ListKind(kind).surrogate_key(article.language, key) for kind, key in [everything, *lists]))
    shows(translations_key(article), *([series_key(series)] if series else []))
    values = {"now": timezone.now(), "language": article.language, "pk": article.pk, "at": article.published_at}
    legs = {
        "previous": neighbour(is_later=False).sql(**values),
        "following": neighbour(is_later=True).sql(**values),
        "translations": translations().sql(**values, group=article.translation_group),
        # Besides what stands here already: the one before, the one after and, of the latest, what is related.
        "latest": others([walk(everything, values)], values, series, latest + related + 2),
    }
    if series:
        legs["parts"] = parts().sql(**values, series=series, group=article.translation_group)
    if lists:
        legs["related"] = others([walk(name, values) for name in lists], values, series, related + 2)
    found = cards(legs)
    shown = {each.pk for name in ("previous", "following", "parts") for each in found.get(name, [])}
    near = besides(found.get("related", []), shown)[:related]
    newest = besides(found["latest"], shown | {each.pk for each in near})[:latest]
    chosen = Around(
        next(iter(found["previous"]), None),
        next(iter(found["following"]), None),
        found["translations"],
        found.get("parts", []),
        near,
        newest,
    )
    printed(filter(None, [chosen.previous, chosen.following, *found["translations"], *chosen.parts, *near, *newest]))
    return chosen


@lru_cache(maxsize=256)
def list_rows(start: int, size: int, limit: int) -> Question["Article"]:
    listings = apps.get_model("articles", "Listing")._default_manager
    places = listings.filter(listed_at(NOW), kind=KIND, key=KEY, language=LANGUAGE)
    newest = places.order_by("-published_at", "-article_id")
    load = partial(apps.get_model("articles", "Article")._default_manager.cards_at, now=NOW)
    return Question(lambda: numbered(newest, start, size, limit, load))


def in_list(kind: ListKind, key: int, language: str, start: int, size: int, limit: int) -> list["Article"]:
    """Cards of a list as readers see it, the newest first, for numbered_page(). One query."""
    shows(kind.surrogate_key(language, key))
    return list_rows(start, size, limit).rows(now=timezone.now(), kind=kind.value, key=key, language=language)


def beside_list(
    category: "Category", language: str, shown: Collection[int], *, pinned: int, most_read: int
) -> tuple[list["Article"], list["Article"]]:
    """What editors pinned to the top of a section, and what was read most there of late but is not `shown`: one query.

    `pinned` and `most_read` are the most of each; none of the second stands in the first.
    """
    values = {"now": timezone.now(), "kind": ListKind.CATEGORY.value, "key": category.pk, "language": language}
    shows(ListKind.CATEGORY.surrogate_key(language, category.pk))
    shows(ranking_key(ListKind.CATEGORY, category.pk, language, 30))
    legs = {"most_read": without(ranking().sql(**values, days=30), shown, most_read + pinned)}
    if pinned:
        shows(PINNED)
        legs["pinned"] = pins(pinned).sql(**values)
    found = cards(legs)
    top = found.get("pinned", [])
    read = besides(found["most_read"], {each.pk for each in top})[:most_read]
    printed([*top, *read])
    return top, read


def on_front(language: str, sections: dict[int, int], *, leading: int, newest: int) -> dict[str | int, list[Place]]:
    """Where the front page finds its articles: `leading` is what editors placed there, `newest`, `most_read`, and for
    the key of each section as many of its newest as `sections` says. One query.
    """
    values = {"now": timezone.now(), "language": language}
    everything = {**values, "kind": ListKind.EVERYTHING.value, "key": 0}
    shows(front_key(language), ListKind.EVERYTHING.surrogate_key(language, 0))
    shows(ranking_key(ListKind.EVERYTHING, 0, language, 7))
    shows(*(ListKind.CATEGORY.surrogate_key(language, section) for section in sections))
    legs: dict[Any, Leg] = {
        "leading": placed(leading).sql(**values),
        "newest": in_order(walk_of(newest).sql(**everything)),
        "most_read": ranking().sql(**everything, days=7),
    }
    for section, size in sections.items():
        legs[section] = in_order(walk_of(size).sql(**values, kind=ListKind.CATEGORY.value, key=section))
    return places(legs)


# --- Legs


@cache
def walk_of(size: int) -> Question[Any]:
    """The newest of a list: one walk along one index, however long it is."""
    listings = apps.get_model("articles", "Listing")._default_manager
    seen = listings.filter(listed_at(NOW), kind=KIND, key=KEY, language=LANGUAGE)
    newest = seen.order_by("-published_at", "-article_id")
    return Question(lambda: newest.values(member=F("article_id"), instant=F("published_at"))[:size])


def walk(name: ListName, values: dict[str, Any]) -> Leg:
    """What stands in a list, with its weight for those who stand in more than one."""
    sql, parameters = walk_of(NEAR).sql(**{**values, "kind": name[0], "key": name[1]})
    return f"SELECT {WEIGHTS.get(name[0], 0)} AS weight, member, instant FROM ({sql}) AS list", parameters


def others(walks: list[Leg], values: dict[str, Any], series: int | None, size: int) -> Leg:
    """The first of what stands in these lists, by weight and date, without the article itself and its series."""
    union = " UNION ALL ".join(sql for sql, _parameters in walks)
    parameters = [each for _sql, some in walks for each in some]
    table = apps.get_model("articles", "Article")._meta.db_table
    condition = "member <> %s"
    parameters.append(values["pk"])
    if series:
        condition += f" AND NOT EXISTS (SELECT 1 FROM {table} AS part WHERE part.id = member AND part.series_id = %s)"
        parameters.append(series)
    sql = (
        f"SELECT SUM(weight) AS score, member FROM ({union}) AS lists WHERE {condition}"
        f" GROUP BY member ORDER BY SUM(weight) DESC, MAX(instant) DESC, member DESC LIMIT {size}"
    )
    return sql, parameters


@cache
def neighbour(*, is_later: bool) -> Question[Any]:
    """The next of all articles in the language, on one side."""
    listings = apps.get_model("articles", "Listing")._default_manager
    seen = listings.filter(listed_at(NOW), kind=ListKind.EVERYTHING, key=0, language=LANGUAGE)
    # The first condition alone is what an index can begin at.
    if is_later:
        seen = seen.filter(published_at__gte=AT).filter(Q(published_at__gt=AT) | Q(article_id__gt=PK))
        nearest = seen.order_by("published_at", "article_id")
    else:
        seen = seen.filter(published_at__lte=AT).filter(Q(published_at__lt=AT) | Q(article_id__lt=PK))
        nearest = seen.order_by("-published_at", "-article_id")
    return Question(lambda: nearest.values(score=Value(0), member=F("article_id"))[:1])


@cache
def translations() -> Question[Any]:
    return Question(lambda: members(public().filter(translation_group=GROUP).exclude(pk=PK)))


@cache
def parts() -> Question[Any]:
    return Question(lambda: members(public().filter(series=SERIES).exclude(translation_group=GROUP)))


@cache
def pins(size: int) -> Question[Any]:
    """The newest of the pinned in a list: few are, so they are looked for first."""
    articles = apps.get_model("articles", "Article")._default_manager
    listings = apps.get_model("articles", "Listing")._default_manager
    here = listings.filter(listed_at(NOW), kind=KIND, key=KEY, language=LANGUAGE, article=OuterRef("pk"))
    # By their keys: SQLite would else look at all that are public for those few.
    few = articles.filter(is_pinned=True).order_by().values("pk")
    pinned = public().filter(Exists(here), pk__in=few).order_by("-published_at", "-pk")
    return Question(lambda: members(pinned)[:size])


@cache
def ranking() -> Question[Any]:
    rankings = apps.get_model("articles", "Ranking")._default_manager
    here = rankings.filter(public_at(NOW, "article__"), kind=KIND, key=KEY, language=LANGUAGE, days=DAYS)
    return Question(lambda: here.values(score=-F("place"), member=F("article_id")))


@cache
def placed(size: int) -> Question[Any]:
    """What an editor gave a place on the front page, the lead first."""
    chosen = public().filter(front_rank__isnull=False, language=LANGUAGE).order_by("front_rank", "-published_at")
    return Question(lambda: chosen.values(score=-F("front_rank"), member=F("pk"))[:size])


def in_order(walk: Leg) -> Leg:
    sql, parameters = walk
    return f"SELECT 0 AS score, member FROM ({sql}) AS list", parameters


def without(leg: Leg, shown: Collection[int], size: int) -> Leg:
    sql, parameters = leg
    marks = ", ".join(["%s"] * len(shown))
    condition = f"WHERE member NOT IN ({marks})" if shown else ""
    rest = f"SELECT score, member FROM ({sql}) AS found {condition} ORDER BY score DESC LIMIT {size}"
    return rest, [*parameters, *shown]


def public() -> "models.QuerySet[Article]":
    return apps.get_model("articles", "Article")._default_manager.filter(public_at(NOW)).order_by()


def members(articles: "models.QuerySet[Article]") -> "models.QuerySet[Any, Any]":
    return articles.values(score=Value(0), member=F("pk"))


# --- Together


def union(legs: dict[str, Leg]) -> Leg:
    """All of them as one: `leg` is the number of each."""
    texts = (
        f"SELECT {number} AS leg, score, member FROM ({sql}) AS leg_{number}"
        for number, (sql, _parameters) in enumerate(legs.values())
    )
    return " UNION ALL ".join(texts), [each for _sql, parameters in legs.values() for each in parameters]


@cache
def all_cards() -> Question["Article"]:
    articles = apps.get_model("articles", "Article")._default_manager.for_cards().order_by()
    return Question(lambda: articles.annotate(leg=RawSQL("legs.leg", []), score=RawSQL("legs.score", [])))


def cards(legs: dict[str, Leg]) -> dict[str, list["Article"]]:
    """{leg: its articles in order}, in one query. Not noted as shown: whoever chooses among them calls printed()."""
    sql, parameters = union(legs)
    joined = (
        f"INNER JOIN ({sql}) AS legs ON legs.member = articles_article.id"
        " ORDER BY legs.score DESC, articles_article.published_at DESC, articles_article.id DESC"
    )
    with recording():
        rows: list[Any] = all_cards().rows(joined, parameters)
    return {name: [row for row in rows if row.leg == number] for number, name in enumerate(legs)}


def places(legs: dict[Any, Leg]) -> dict[Any, list[Place]]:
    """{leg: where its articles stand, in order}, in one query."""
    sql, parameters = union(legs)
    table = apps.get_model("articles", "Article")._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT leg, id, cover_id IS NOT NULL FROM ({sql}) AS legs INNER JOIN {table} ON id = member"
            " ORDER BY score DESC, published_at DESC, id DESC",
            parameters,
        )
        rows = cursor.fetchall()
    found: dict[Any, list[Place]] = {name: [] for name in legs}
    names = list(legs)
    for leg, pk, has_cover in rows:
        found[names[leg]].append(Place(pk, bool(has_cover)))
    return found


@cache
def plain_cards() -> Question["Article"]:
    return Question(lambda: apps.get_model("articles", "Article")._default_manager.for_cards().order_by())


def cards_of(keys: Collection[int]) -> dict[int, "Article"]:
    """{key: card}, in one query, or none."""
    if not keys:
        return {}
    marks = ", ".join(["%s"] * len(keys))
    return {each.pk: each for each in plain_cards().rows(f"WHERE articles_article.id IN ({marks})", list(keys))}


def printed(articles: Iterable[Any]) -> None:
    """Their cards are on the page, with what these print."""
    for article in articles:
        article.is_shown()


def besides(articles: Iterable["Article"], shown: Collection[int]) -> list["Article"]:
    return [each for each in articles if each.pk not in shown]
