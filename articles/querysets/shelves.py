"""Every question asked of what articles stand under: sections, topics, people, countries, and the lists of each."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.apps import apps
from django.db import connections, models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from articles.countries import entries
from articles.spans import Span
from geopolist.lib.prints import printed
from geopolist.lib.surrogate import changed, shows
from geopolist.lib.text import folded

from .kinds import ListKind
from .public import listed_at

if TYPE_CHECKING:
    from articles.models import Article, Category, Country, Listing, Person, Tag  # noqa: F401


# How far the articles of a section, topic or country are counted; and those in a section itself, for the desk.
COUNTED, OWN_COUNTED = 10_000, 1_000


class CategoryQuerySet(models.QuerySet["Category"]):
    def below(self, pk: int) -> Self:
        """The category and all under it, by their paths; none if it is no more."""
        path = self.filter(pk=pk).values_list("path", flat=True).first()
        return self.none() if path is None else self.filter(Q(path=path) | Q(path__startswith=f"{path}/"))

    def at(self, path: str) -> "Category | None":
        """The category at a path of slugs."""
        return self.filter(path=path).first()

    def ancestry(self, categories: Iterable["Category"]) -> set[int]:
        """Primary keys of `categories` and of all their ancestors, in one query."""
        paths = {
            "/".join(parts[:end])
            for parts in (category.path.split("/") for category in categories)
            for end in range(1, len(parts) + 1)
        }
        return set(self.filter(path__in=paths).values_list("pk", flat=True)) if paths else set()

    def line_to(self, category: "Category | None") -> list["Category"]:
        """From the root down to `category` itself, in one query."""
        if category is None:
            return []
        parts = category.path.split("/")
        paths = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
        return list(self.filter(path__in=paths).order_by(models.functions.Length("path")))

    def tree(self) -> Self:
        """The whole tree with covers, in one query. There are dozens of sections, not thousands."""
        shows(self.model._meta.label_lower)
        return printed(self.select_related("cover").order_by("order", "name"))

    def for_front(self) -> Self:
        """The sections that the front page and lists of sections show."""
        shows(self.model._meta.label_lower)
        return printed(self.filter(in_menu=True).order_by("order", "name"))

    def with_counts(self, language: str, now: datetime | None = None) -> Self:
        """`article_count`: public articles in the category or below it."""
        listing = apps.get_model("articles", "Listing")
        counted = listing.objects.of(ListKind.CATEGORY, OuterRef("pk"), language, now).count_each()
        return self.annotate(article_count=counted)

    def with_own_counts(self) -> Self:
        """`own_count`: public articles in the category itself, in any language, counted up to OWN_COUNTED."""
        filed = apps.get_model("articles", "Article").objects.public().filter(categories=OuterRef("pk"))
        return self.annotate(own_count=Counted(filed.order_by().values("pk")[:OWN_COUNTED]))


class Counted(Subquery):
    """How many rows a query has: an aggregate would not stop at its limit."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = models.IntegerField()


# One list: its kind and the key of what it belongs to.
type ListName = tuple[int, int]


class ListingQuerySet(models.QuerySet["Listing"]):
    def of(self, kind: ListKind, key: Any = 0, language: str = "", now: datetime | None = None) -> Self:
        """A list as readers see it at `now`, the newest first: one walk along one index, however long it is."""
        shows(ListKind(kind).surrogate_key(language, key if isinstance(key, int) else None))
        seen = self.filter(listed_at(now or timezone.now()), kind=kind, key=key, language=language)
        return seen.order_by("-published_at", "-article_id")

    def hand_over(self, kind: ListKind, old: int, key: int) -> None:
        """What stands in the list of `old` stands in that of `key`."""
        rows = self.filter(kind=kind, key=old)
        languages = rows.order_by().values_list("language", flat=True).distinct()
        changed(*(ListKind(kind).surrogate_key(said, each) for said in languages for each in (old, key, None)))
        rows.filter(article__in=self.filter(kind=kind, key=key).values("article")).delete()
        rows.update(key=key)

    def places_of(self, articles: list[int]) -> "models.QuerySet[Any, Any]":
        """(article, kind, key, language) of each place of these articles."""
        return self.filter(article__in=articles).values_list("article", "kind", "key", "language")

    def within(self, span: Span) -> Self:
        return self.filter(published_at__gte=span[0], published_at__lt=span[1])

    def earliest_instant(self) -> datetime | None:
        """When the oldest of a list appeared."""
        return self.reverse().values_list("published_at", flat=True).first()

    def count_each(self) -> "Counted":
        """How many stand in the list of each row around it, counted up to COUNTED: a long list costs no more."""
        return Counted(self.order_by().values("pk")[:COUNTED])

    def tally(self, spans: list[Span], limit: int) -> list[int]:
        """How many of these appeared in each span, counted up to `limit` each. One query; a long list costs no more."""
        walks = [self.within(span).values("pk")[:limit].query.sql_with_params() for span in spans]
        if not walks:
            return []
        counts = ", ".join(f"(SELECT COUNT(*) FROM ({sql}) AS walk)" for sql, _values in walks)  # noqa: S608  the ORM's
        with connections[self.db].cursor() as cursor:
            cursor.execute(f"SELECT {counts}", [value for _sql, values in walks for value in values])
            return list(cursor.fetchone())

    def walk(self, lists: dict[ListName, int], language: str) -> list[tuple[ListName, Any, int]]:
        """(list, instant as the database writes it, key) of as many public articles of each list as `lists` says.

        The newest come first. One query, a short walk along the index for each list. A union promises no order, so the
        rows are sorted here.
        SQLite takes no LIMIT inside a UNION unless each walk is a table of its own, which the ORM does not write.
        """
        public = self.filter(listed_at(timezone.now()), language=language)
        walks: list[str] = []
        values: list[Any] = []
        shows(*(ListKind(kind).surrogate_key(language, key) for kind, key in lists))
        for (kind, key), count in lists.items():
            walk = (
                public.filter(kind=kind, key=key)
                .order_by("-published_at", "-article_id")
                .values_list("kind", "key", "published_at", "article_id")
            )
            sql, parameters = walk[:count].query.sql_with_params()
            walks.append(f"SELECT * FROM ({sql}) AS walk_{len(walks)}")  # noqa: S608  the ORM's own SQL
            values.extend(parameters)
        if not walks:
            return []
        with connections[self.db].cursor() as cursor:
            cursor.execute(" UNION ALL ".join(walks), values)
            rows = [((kind, key), published_at, article) for kind, key, published_at, article in cursor.fetchall()]
        return sorted(rows, key=lambda row: row[1:], reverse=True)


class BorneQuerySet[Row: models.Model](models.QuerySet[Row]):
    """Of what articles bear. `bearer` is the table, and its field, that says which article bears which."""

    bearer: ClassVar[tuple[str, str]]

    def with_uses(self) -> Self:
        """`uses`: articles that bear it, whatever their state, counted up to COUNTED. An index entry for each."""
        return self.annotate(uses=Counted(self.bearers().order_by().values("pk")[:COUNTED]))

    def unused(self) -> Self:
        return self.filter(~Exists(self.bearers()))

    def bearers(self) -> models.QuerySet[Any]:
        table, name = self.bearer
        return apps.get_model("articles", table)._default_manager.filter(**{name: OuterRef("pk")})


class PersonQuerySet(BorneQuerySet["Person"]):
    bearer = ("Byline", "person")

    def listed(self) -> Self:
        """Those with a place in the list of people, with their portraits."""
        shows(self.model._meta.label_lower)
        return self.filter(is_listed=True).select_related("portrait")


class TagQuerySet(BorneQuerySet["Tag"]):
    bearer = ("Tagging", "tag")

    def used(self, language: str) -> Self:
        """Those that public articles carry, with their number as `article_count`, the most used first."""
        listing = apps.get_model("articles", "Listing")
        places = listing.objects.of(ListKind.TAG, OuterRef("pk"), language)
        used = self.filter(Exists(places.order_by()))
        return used.annotate(article_count=places.count_each()).order_by("-article_count", "name")

    def named(self, name: str) -> "Tag | None":
        """The topic of that name, however it is spelled."""
        return self.filter(folded=folded(name)).first()

    def meant(self, name: str) -> "Tag | None":
        """The topic of that name, or the one that a topic of that name was merged into."""
        return self.named(name) or apps.get_model("articles", "Merged").objects.known_as(self.model, folded(name))

    def get_or_create(self, defaults: Any = None, **lookup: Any) -> "tuple[Tag, bool]":
        """As taggit asks for a name typed by somebody: another spelling finds the topic that is there."""
        if "name" in lookup:
            name = lookup.pop("name")
            if (meant := self.meant(name)) is not None:
                return meant, False
            lookup["folded"] = folded(name)
            defaults = {"name": name, **(defaults or {})}
        return super().get_or_create(defaults, **lookup)


class CountryQuerySet(models.QuerySet["Country"]):
    def used(self, language: str) -> Self:
        """Those that public articles are about, each with its number (`article_count`) and its region with its own.

        One query. The region's (`region_count`) counts what is filed there, whatever country it is about.
        """
        places = apps.get_model("articles", "Listing").objects
        about = places.of(ListKind.COUNTRY, OuterRef("pk"), language)
        filed = places.of(ListKind.CATEGORY, OuterRef("region"), language)
        counted = {"article_count": about.count_each(), "region_count": filed.count_each()}
        return self.filter(Exists(about.order_by())).annotate(**counted).select_related("region")

    def assign_regions(self) -> None:
        """Give each country without a region the category that the data file names, where the site has it."""
        codes: dict[str, list[str]] = {}
        for entry in entries():
            codes.setdefault(f"regions/{entry['region']}", []).append(entry["code"])
        for region in apps.get_model("articles", "Category").objects.filter(path__in=codes):
            self.filter(code__in=codes[region.path], region=None).update(region=region)
