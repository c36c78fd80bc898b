"""Every question asked of articles."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q

from geopolist.lib.numbers import compact
from geopolist.lib.prints import late, printed
from geopolist.lib.surrogate import changed, shows

from .desk import AtDesk
from .kinds import ListKind
from .public import HEAVY, UNSHOWN

if TYPE_CHECKING:
    from articles.models import Article, Category, Person

# What a card prints comes with the row and two joins; texts stay in the database.
CARD_JOINS = ("primary_category", "cover")


# Surrogate keys of what articles are shown by, beside the lists and the rows themselves.
PINNED = "pinned"


def front_key(language: str) -> str:
    return f"front:{language}"


def series_key(series: int) -> str:
    return f"parts:{series}"


def translations_key(article: "Article") -> str:
    return f"translations:{article.translation_group}"


def views_key(pk: int) -> str:
    return f"views:{pk}"


def ranking_key(kind: int, key: int, language: str, days: int) -> str:
    return f"ranking:{kind}:{key}:{language}:{days}"


class ArticleQuerySet(AtDesk):
    # --- Lists

    def in_list(self, kind: ListKind, key: int, language: str = "") -> Self:
        """The list of a category, tag, person or country, newest first, along one index."""
        shows(kind.surrogate_key(language, key))
        return self.filter(listings__kind=kind, listings__key=key, listings__language=language).order_by(
            "-listings__published_at", "-listings__article_id"
        )

    def in_category(self, category: "Category", language: str) -> Self:
        """Articles filed under `category` or below it."""
        return self.in_list(ListKind.CATEGORY, category.pk, language)

    def tagged(self, tag: models.Model, language: str) -> Self:
        return self.in_list(ListKind.TAG, tag.pk, language)

    def about(self, country: models.Model, language: str) -> Self:
        return self.in_list(ListKind.COUNTRY, country.pk, language)

    def by_person(self, person: "Person") -> Self:
        """In whatever language they wrote."""
        return self.in_list(ListKind.PERSON, person.pk)

    def in_language(self, language: str) -> Self:
        shows(ListKind.EVERYTHING.surrogate_key(language, 0))
        return self.filter(language=language).newest()

    def live(self) -> Self:
        """Live blogs, those that are over too."""
        return self.filter(format="live")

    def standing_in(self, places: "models.QuerySet[Any]") -> Self:
        """Those that stand in these places of a list, cut to a page or not, the newest first. One query."""
        return self.filter(pk__in=places.values("article")).newest()

    def cards_at(self, places: "models.QuerySet[Any]", now: datetime | None = None) -> Self:
        """The cards of what readers see at `now` in these places of a list."""
        return self.public(now).standing_in(places).for_cards()

    def in_series(self, series: int) -> Self:
        shows(series_key(series))
        return self.filter(series=series).order_by("series_position", "published_at", "pk")

    def newest(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def most_read(
        self, language: str, *, days: int = 7, category: int | None = None, besides: Collection[int] = ()
    ) -> Self:
        """What is read most in a window of 1, 7 or 30 days, of all or of a category (its key) with what lies below it.

        As the last fold left it, at most PLACES of articles.models.ranking, without those whose keys are in `besides`.
        Never empty where the list is not: quieter windows are filled up from wider ones, and these from the newest.
        """
        kind, key = (ListKind.CATEGORY, category) if category else (ListKind.EVERYTHING, 0)
        shows(kind.surrogate_key(language, key), ranking_key(kind, key, language, days))
        return (
            self.public()
            .filter(rankings__kind=kind, rankings__key=key, rankings__language=language, rankings__days=days)
            .exclude(pk__in=besides)
            .order_by("rankings__place")
        )

    def with_readers(self) -> Self:
        """Those that anybody has read so far."""
        return self.filter(views__gt=0)

    def printing(self, kind: str, pk: int) -> "models.QuerySet[Any, Any]":
        """Keys of those whose furniture or lists name this category (or one below it), country, person or tag."""
        through = {
            "category": "categories__in",
            "country": "countries",
            "person": "bylines__person",
            "tag": "taggings__tag",
        }[kind]
        named: Any = pk
        if kind == "category":
            named = apps.get_model("articles", "Category").objects.below(pk)
        return self.filter(**{through: named}).order_by("pk").values_list("pk", flat=True).distinct()

    def bearing(self, kind: str, pk: int) -> Self:
        """Those filed under this very category, or with this tag or person, whatever their state."""
        filed = {
            "category": Q(categories=pk) | Q(primary_category=pk),
            "person": Q(bylines__person=pk),
            "tag": Q(taggings__tag=pk),
        }[kind]
        return self.filter(pk__in=self.model._base_manager.filter(filed).values("pk"))

    def turning(self, after: datetime, until: datetime) -> Self:
        """Those that appear or end in between, with what tells where they stand."""
        begins = Q(published_at__gt=after, published_at__lt=until)
        ends = Q(ends_at__gt=after, ends_at__lt=until)
        return self.filter(begins | ends, status="published").only("published_at", "ends_at", "furniture")

    # --- Counting

    @transaction.atomic
    def add_views(self, counts: Mapping[int, int]) -> None:
        """So many readings more for each of these, as far as they are there; nothing else of them changes.

        Locked in the order of their keys, in which everybody takes them.
        """
        locked = self.filter(pk__in=counts).order_by("pk").select_for_update().values_list("pk", "views")
        # Most numbers are printed short: only a page on which another one is printed has changed.
        changed(*(views_key(pk) for pk, views in locked if compact(views) != compact(views + counts[pk])))
        alike: defaultdict[int, list[int]] = defaultdict(list)
        for pk, count in counts.items():
            alike[count].append(pk)
        for count, keys in alike.items():
            self.filter(pk__in=keys).update(views=models.F("views") + count)

    # --- What is loaded

    def for_cards(self) -> Self:
        """What a card shows, in one query whatever the length; each is read when it has to be drawn: see late()."""
        return late(self.select_related(*CARD_JOINS).defer(*HEAVY, "sources"))

    def for_menus(self) -> Self:
        """What menus and the bell print of each, in one query."""
        return self.only("title", "slug", "standfirst", "published_at", "ends_at")

    def for_sitemap(self) -> Self:
        """What search engines may keep and was published here first, the newest first."""
        return self.filter(noindex=False, canonical_url="").newest().only("slug", "published_at", "changed_at")

    def for_page(self) -> Self:
        """What the article's own page shows of the row, in one query."""
        return printed(self.select_related(*CARD_JOINS, "series").defer(*UNSHOWN))

    def for_live(self) -> Self:
        """What tells the entries of a live blog, in one query."""
        return self.only("format", "published_at", "live_until", "furniture")

    def for_feed(self) -> Self:
        """What a feed prints of each, in one query."""
        return self.select_related(*CARD_JOINS).defer(*UNSHOWN)
