"""The lists of the most read: put in order after every fold of readings; a page only looks them up."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from heapq import nlargest
from itertools import batched

from django.db import models, transaction
from django.utils import timezone

from articles.querysets import public_at
from articles.querysets.article import ranking_key
from articles.querysets.kinds import ListKind
from geopolist.audience import decay
from geopolist.identity.models import SiteIdentity
from geopolist.lib.surrogate import changed

from .article import Article
from .category import Category
from .listing import Listing

# What a page shows of a list, and as many more as may stand elsewhere on it already.
PLACES = 30
# How far down a list its quieter articles are looked for.
POOL = 400
RANKED = (ListKind.EVERYTHING, ListKind.CATEGORY)
BATCH = 1000
# SQLite joins no more than five hundred questions to one.
WALKS = 100

# A list as in Listing: its kind, its key, its language. In a ranking of it, the days of the window come last.
type Name = tuple[int, int, str]
type Window = tuple[int, int, str, int]
# {list: {article: (readings ever, when it appeared)}}
type Members = defaultdict[Name, dict[int, tuple[int, datetime]]]


class Ranking(models.Model):
    """A place in a list of the most read. `kind`, `key` and `language` name the list as in Listing."""

    Kind = ListKind

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="rankings")
    kind = models.PositiveSmallIntegerField(choices=Kind)
    key = models.PositiveBigIntegerField()
    language = models.CharField(max_length=12)
    days = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "language", "days", "place"], name="one_article_a_place"),
        ]


def rank() -> None:
    """Put every list in order, for each window. Idempotent; writes only rankings that are no longer right.

    By the score in the window, then in the wider ones, then by all readings ever, then the newest: no list is empty
    under which something is public. Of what nobody read in the widest window it looks at the newest POOL of a list, so
    that a huge section costs no more than a small one.
    """
    now = timezone.now()
    scores = decay.scores(Article, now)
    lists = members({key for window in scores.values() for key in window}, now)
    for name, found in members(newest_of(short(lists)), now).items():
        lists[name] |= found
    wanted = {
        (*name, days): in_order(found, [scores[each] for each in sorted(scores) if each >= days])
        for name, found in lists.items()
        for days in scores
    }
    store(wanted)


def members(keys: Iterable[int], now: datetime) -> Members:
    """In which ranked lists these articles stand, as far as they are public."""
    found: Members = defaultdict(dict)
    public = Listing.objects.filter(public_at(now, "article__"), kind__in=RANKED)
    for batch in batched(sorted(keys), BATCH, strict=False):
        rows = public.filter(article__in=batch).values_list(
            "kind", "key", "language", "article_id", "article__views", "published_at"
        )
        for kind, key, language, article, views, published_at in rows:
            found[kind, key, language][article] = views, published_at
    return found


def short(lists: Members) -> Iterator[Name]:
    """The ranked lists of the site in which too few articles have been read to fill the places."""
    names = [
        (ListKind.EVERYTHING.value, 0),
        *((ListKind.CATEGORY.value, pk) for pk in Category.objects.values_list("pk", flat=True)),
    ]
    for language in SiteIdentity.objects.current().enabled_languages:
        yield from ((*name, language) for name in names if len(lists[(*name, language)]) < PLACES)


def newest_of(names: Iterable[Name]) -> set[int]:
    """Keys of the newest POOL of each of these lists."""
    by_language: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for kind, key, language in names:
        by_language[language].append((kind, key))
    return {
        article
        for language, lists in by_language.items()
        for batch in batched(lists, WALKS, strict=False)
        for _list, _published_at, article in Listing.objects.walk(dict.fromkeys(batch, POOL), language)
    }


def in_order(found: Mapping[int, tuple[int, datetime]], scores: list[Mapping[int, float]]) -> list[int]:
    """The first PLACES of these articles."""
    return nlargest(PLACES, found, key=lambda pk: (*(score.get(pk, 0.0) for score in scores), *found[pk], pk))


@transaction.atomic
def store(wanted: Mapping[Window, list[int]]) -> None:
    """Make the rows what `wanted` says. Where another worker does the same meanwhile, its rows stay until the next."""
    kept: defaultdict[Window, list[tuple[int, int]]] = defaultdict(list)
    for row in Ranking.objects.order_by("place"):
        kept[row.kind, row.key, row.language, row.days].append((row.pk, row.article_id))
    wrong = [
        window
        for window in kept.keys() | wanted.keys()
        if [article for _pk, article in kept[window]] != wanted.get(window, [])
    ]
    changed(*(ranking_key(*window) for window in wrong))
    Ranking.objects.filter(pk__in=[pk for window in wrong for pk, _article in kept[window]]).delete()
    Ranking.objects.bulk_create(
        (
            Ranking(article_id=article, kind=kind, key=key, language=language, days=days, place=place)
            for kind, key, language, days in sorted(wrong)
            for place, article in enumerate(wanted.get((kind, key, language, days), []), start=1)
        ),
        ignore_conflicts=True,
        batch_size=BATCH,
    )
