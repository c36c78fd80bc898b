"""Every question asked of the newsroom's tables. The only file that filters."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import connections, models
from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.utils import timezone

if TYPE_CHECKING:
    from .models import Article, Category, Comment, Listing, Person

# What a card prints comes with the row and two joins; bodies stay in the database.
HEAVY = ("body", "rendered", "text", "contents", "imported_source", "sources")
CARD_JOINS = ("primary_category", "cover")
POOL = 400


def public_at(now: datetime, prefix: str = "") -> Q:
    """The one definition of public: published, begun, not ended. `prefix` leads to the article from another table."""
    begun = Q(**{f"{prefix}status": "published", f"{prefix}published_at__lte": now})
    return begun & (Q(**{f"{prefix}ends_at": None}) | Q(**{f"{prefix}ends_at__gt": now}))


class ArticleQuerySet(models.QuerySet["Article"]):
    # --- Who sees what

    def public(self, now: datetime | None = None) -> Self:
        """What readers see at `now`. The clock publishes: nothing needs to run."""
        return self.filter(public_at(now or timezone.now()))

    def visible_to(self, user: Any) -> Self:
        """Public ones; all for those who may see drafts."""
        return self if user.has_perm("articles.view_article") else self.public()

    def next_change(self, now: datetime | None = None) -> datetime | None:
        """The next instant at which one of these appears or ends; None if never."""
        now = now or timezone.now()
        published = self.filter(status="published")
        instants = [
            published.filter(published_at__gt=now).aggregate(at=models.Min("published_at"))["at"],
            published.filter(ends_at__gt=now, published_at__lte=now).aggregate(at=models.Min("ends_at"))["at"],
        ]
        return min(filter(None, instants), default=None)

    # --- Lists

    def in_list(self, kind: int, key: int, language: str = "") -> Self:
        """The list of a category, tag, person or country (Listing.Kind), newest first, along one index."""
        return self.filter(listings__kind=kind, listings__key=key, listings__language=language).order_by(
            "-listings__published_at", "-listings__article_id"
        )

    def in_category(self, category: "Category", language: str) -> Self:
        """Articles filed under `category` or below it."""
        return self.in_list(1, category.pk, language)

    def tagged(self, tag: models.Model, language: str) -> Self:
        return self.in_list(2, tag.pk, language)

    def by_person(self, person: "Person") -> Self:
        """In whatever language they wrote."""
        return self.in_list(3, person.pk)

    def in_language(self, language: str) -> Self:
        return self.filter(language=language).newest()

    def in_month(self, year: int, month: int | None, language: str) -> Self:
        """Published in a month, or in a whole year, of the site's zone."""
        zone = timezone.get_default_timezone()
        begin = datetime(year, month or 1, 1, tzinfo=zone)
        end = datetime(year + (month in (None, 12)), 1 if month is None else month % 12 + 1, 1, tzinfo=zone)
        return self.in_language(language).filter(published_at__gte=begin, published_at__lt=end)

    def in_series(self, series: models.Model) -> Self:
        return self.filter(series=series).order_by("series_position", "published_at", "pk")

    def newest(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def most_read(self, language: str) -> Self:
        return self.filter(language=language, views__gt=0).order_by("-views", "-published_at")

    def with_place_on_front(self, language: str) -> Self:
        """Those that an editor gave a place on the front page, the lead first."""
        return self.filter(front_rank__isnull=False, language=language).order_by("front_rank", "-published_at")

    def most_read_lately(self, size: int = POOL) -> Self:
        """The newest `size` of a list, by readers: a long list costs no more than a short one."""
        return self.model._default_manager.filter(pk__in=self.values("pk")[:size]).order_by("-views", "-published_at", "-pk")

    def topics(self, language: str = "") -> "models.QuerySet[Any]":
        """Tags that these articles carry, by name."""
        tag = apps.get_model("articles", "Tag")
        tagging = apps.get_model("articles", "Tagging")
        carried = tagging.objects.filter(tag=OuterRef("pk"), content_object__in=self.order_by())
        return tag.objects.filter(models.Exists(carried)).order_by("name")

    def beside(self, article: "Article") -> Self:
        """The article just before, the one just after (by date, then key, in the same language) and the translations, in one query."""
        others = self.model._default_manager.public().filter(language=article.language)
        earlier = others.filter(
            Q(published_at__lt=article.published_at) | Q(published_at=article.published_at, pk__lt=article.pk)
        ).order_by("-published_at", "-pk")
        later = others.filter(
            Q(published_at__gt=article.published_at) | Q(published_at=article.published_at, pk__gt=article.pk)
        ).order_by("published_at", "pk")
        return (
            self.public()
            .exclude(pk=article.pk)
            .filter(
                Q(pk=Subquery(earlier.values("pk")[:1]))
                | Q(pk=Subquery(later.values("pk")[:1]))
                | Q(translation_group=article.translation_group)
            )
            .order_by("language", "published_at", "pk")
        )

    def related_to(self, article: "Article") -> Self:
        """Public ones that share tags (weight 3) or categories (weight 1), most shared first, then newest.

        Looks at the newest POOL places of those lists, so that a huge category costs no more than a small one.
        """
        listing = apps.get_model("articles", "Listing")
        own = listing.objects.filter(article=article, kind__in=(1, 2))
        shared = (
            listing.objects.filter(models.Exists(own.filter(kind=OuterRef("kind"), key=OuterRef("key"))))
            .exclude(article=article)
            .filter(language=article.language)
            .order_by("-published_at")[:POOL]
        )
        weight = models.Sum(models.Case(models.When(listings__kind=2, then=Value(3)), default=Value(1)))
        return (
            self.public()
            .filter(listings__pk__in=shared.values("pk"))
            .annotate(shared=weight)
            .order_by("-shared", "-published_at", "-pk")
        )

    def printing(self, kind: str, pk: int) -> Self:
        """Those whose furniture or lists name this category (or one below it), person, tag, series or country."""
        paths = {
            "person": Q(bylines__person=pk),
            "tag": Q(taggings__tag=pk),
            "series": Q(series=pk),
            "country": Q(countries=pk),
        }
        if kind == "category":
            category = apps.get_model("articles", "Category").objects.get(pk=pk)
            below = Q(categories__path=category.path) | Q(categories__path__startswith=f"{category.path}/")
            return self.filter(below).distinct()
        return self.filter(paths[kind]).distinct()

    # --- What is loaded

    def for_cards(self) -> Self:
        """What a card shows, in one query whatever the length."""
        return self.select_related(*CARD_JOINS).defer(*HEAVY)

    def for_page(self) -> Self:
        """What the article's own page shows of the row, in one query."""
        return self.select_related(*CARD_JOINS, "series").defer("body", "text", "imported_source")

    def for_settling(self) -> Self:
        return self.select_related("cover").order_by("pk")


class CategoryQuerySet(models.QuerySet["Category"]):
    def within(self, category: "Category") -> Self:
        """`category` and all below it."""
        return self.filter(Q(pk=category.pk) | Q(path__startswith=f"{category.path}/"))

    def under_path(self, path: str) -> Self:
        """All below the path, parents before their children."""
        return self.filter(path__startswith=f"{path}/").order_by("path")

    def at(self, path: str) -> "Category | None":
        """The category at a path of slugs."""
        return self.filter(path=path).first()

    def lock_tree(self) -> None:
        """Hold the tree still until the transaction ends: two moves at once could close a circle."""
        list(self.select_for_update().order_by("pk").values_list("pk", flat=True))

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
        return self.select_related("cover").order_by("order", "name")

    def for_front(self) -> Self:
        """The sections that the front page and lists of sections show."""
        return self.filter(in_menu=True).order_by("order", "name")

    def with_counts(self, language: str, now: datetime | None = None) -> Self:
        """`article_count`: public articles in the category or below it."""
        listing = apps.get_model("articles", "Listing")
        rows = listing.objects.filter(
            kind=1, key=OuterRef("pk"), language=language, published_at__lte=now or timezone.now()
        ).order_by()
        counted = rows.values("key").annotate(total=Count("pk")).values("total")
        return self.annotate(article_count=models.functions.Coalesce(Subquery(counted), 0))


class ListingQuerySet(models.QuerySet["Listing"]):
    def newest_of_each(self, counts: dict["Category", int], language: str) -> dict[int, list[int]]:
        """{category: keys of as many of its newest public articles as `counts` says}: one query, a short walk for each.

        SQLite takes no LIMIT inside a UNION unless each walk is a table of its own, which the ORM does not write.
        """
        public = self.filter(public_at(timezone.now(), "article__"), kind=1, language=language)
        walks, values = [], []
        for category, count in counts.items():
            walk = public.filter(key=category.pk).order_by("-published_at", "-article_id").values("key", "article_id")
            sql, parameters = walk[:count].query.sql_with_params()
            walks.append(f"SELECT * FROM ({sql}) AS walk_{len(walks)}")  # noqa: S608  the ORM's own SQL
            values.extend(parameters)
        found: dict[int, list[int]] = {}
        if walks:
            with connections[self.db].cursor() as cursor:
                cursor.execute(" UNION ALL ".join(walks), values)
                for key, article in cursor.fetchall():
                    found.setdefault(key, []).append(article)
        return found


class PersonQuerySet(models.QuerySet["Person"]):
    def listed(self) -> Self:
        """Those with a place in the list of people, with their portraits."""
        return self.filter(is_listed=True).select_related("portrait")

    def of(self, article: "Article") -> Self:
        return self.filter(bylines__article=article).select_related("portrait").order_by("bylines__order", "bylines__pk")


class CommentQuerySet(models.QuerySet["Comment"]):
    def approved(self) -> Self:
        return self.filter(status="approved")

    def under(self, article: "Article") -> Self:
        """The approved thread, oldest first, in one query."""
        return self.approved().filter(article=article).order_by("created_at", "pk")

    def recount(self, articles: Iterable[int]) -> None:
        """Bring the printed counts of `articles` in step with the approved rows."""
        article_model = apps.get_model("articles", "Article")
        counted = (
            self.model._base_manager.filter(article=OuterRef("pk"), status="approved")
            .order_by()
            .values("article")
            .annotate(total=Count("pk"))
            .values("total")
        )
        article_model._base_manager.filter(pk__in=list(articles)).update(
            comment_count=models.functions.Coalesce(Subquery(counted), 0)
        )
