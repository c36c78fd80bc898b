"""What follows from an article: its furniture, its places in lists, its entry in the search index."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles.querysets.article import PINNED, front_key, series_key, translations_key
from articles.querysets.kinds import ListKind
from geopolist.identity.models import SiteIdentity
from geopolist.lib.body import live_entries
from geopolist.lib.digests import digest_of
from geopolist.lib.surrogate import changed
from geopolist.lib.text import reading_minutes, sort_key
from geopolist.search import index as search_index

from .category import Category
from .country import Country
from .listing import Listing
from .person import Byline
from .tag import Tag

if TYPE_CHECKING:
    from .article import Article

# What readers see of the row itself; of relations only the bylines are the article's own words.
SHOWN_FIELDS = ("title", "standfirst", "body", "sources", "sponsor", "sponsor_url", "cover_id", "format", "kind")
# People write in many languages: their lists mix them.
MIXED = (ListKind.PERSON,)


@dataclass(frozen=True)
class Relations:
    """An article's rows beside its own, read once."""

    bylines: list[Byline]
    categories: list[Category]
    tags: list[Tag]
    countries: list[Country]

    @classmethod
    def of(cls, article: "Article") -> Self:
        """In four queries. The primary category comes first, the others by name."""
        categories = sorted(
            article.categories.all(), key=lambda each: (each.pk != article.primary_category_id, each.name)
        )
        return cls(
            bylines=list(article.bylines.select_related("person__portrait")),
            categories=categories,
            tags=list(article.tags.order_by("name")),
            countries=list(article.countries.all()),
        )


def furniture(
    article: "Article", relations: Relations, lists: set[tuple[int, int]], site: SiteIdentity
) -> dict[str, Any]:
    """What stands around the text, as plain values, so that a page or card needs no query.

    `lists` are those of lists_of(): of sections and topics the page asks what else stands there.
    In the article's language; where the site does not speak it, in the default one, whose lists are there.
    """
    with override(article.language if article.language in site.enabled_languages else settings.LANGUAGE_CODE):
        return {
            "bylines": [printed_byline(byline) for byline in relations.bylines],
            "byline": joined([byline.person.name for byline in relations.bylines]),
            "categories": [
                {"name": str(category), "url": category.url, "colour": category.colour}
                for category in relations.categories
            ],
            "crumbs": [
                {"name": str(category), "url": category.url}
                for category in Category.objects.line_to(article.primary_category)
            ],
            "tags": [{"name": tag.name, "url": tag.url} for tag in relations.tags],
            "countries": printed_countries(relations.countries),
            "lists": sorted([kind, key] for kind, key in lists if kind in (ListKind.CATEGORY, ListKind.TAG)),
            "minutes": reading_minutes(article.word_count, site.words_per_minute),
            "placement": placement(article),
            "live": live_entries(article.rendered) if article.format == article.Format.LIVE else [],
        }


def printed_countries(countries: list[Country]) -> list[dict[str, str]]:
    """By their names in the language being spoken."""
    printed = [{"name": str(country), "url": country.url, "code": country.code} for country in countries]
    return sorted(printed, key=lambda each: sort_key(each["name"]))


def printed_byline(byline: Byline) -> dict[str, Any]:
    """The person as they are, with role and affiliation as they were that day. `bio` is clean HTML."""
    that_day = {"role": byline.role, "affiliation": byline.affiliation}
    return {**byline.person.as_printed(), **that_day, "bio": byline.person.bio}


def joined(names: list[str]) -> str:
    """`A`, `A and B`, `A, B and C`, in the language being spoken."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def fingerprint(article: "Article", bylines: list[Byline]) -> str:
    """A digest of what readers see of the article itself: not of names and addresses that others may change."""
    shown = {name: getattr(article, name) for name in SHOWN_FIELDS}
    shown["bylines"] = [(byline.person_id, byline.role, byline.affiliation) for byline in bylines]
    return digest_of(shown)


def lists_of(relations: Relations) -> set[tuple[int, int]]:
    """(kind, key) of each list. A category's articles stand in its ancestors' lists too."""
    return {
        (ListKind.EVERYTHING.value, 0),
        *((ListKind.CATEGORY.value, pk) for pk in Category.objects.ancestry(relations.categories)),
        *((ListKind.TAG.value, tag.pk) for tag in relations.tags),
        *((ListKind.PERSON.value, byline.person_id) for byline in relations.bylines),
        *((ListKind.COUNTRY.value, country.pk) for country in relations.countries),
    }


def file(article: "Article", lists: set[tuple[int, int]]) -> None:
    """Put the article into the lists where it belongs, and out of all others. A scheduled one is there already."""
    wanted = {
        (kind, key, "" if kind in MIXED else article.language, article.published_at, article.ends_at)
        for kind, key in (lists if article.status == article.Status.PUBLISHED else ())
    }
    rows = {(row.kind, row.key, row.language, row.published_at, row.ends_at): row.pk for row in article.listings.all()}
    article.listings.filter(pk__in=[pk for place, pk in rows.items() if place not in wanted]).delete()
    changed(*list_keys(place[:3] for place in wanted ^ rows.keys()))
    Listing.objects.bulk_create(
        Listing(article=article, kind=kind, key=key, language=language, published_at=begins, ends_at=ends)
        for kind, key, language, begins, ends in sorted(wanted - rows.keys())
        if begins is not None
    )


def list_keys(places: Iterable[tuple[int, int, str]]) -> set[str]:
    """Surrogate keys of these lists."""
    keys = set()
    for kind, key, language in places:
        keys |= {ListKind(kind).surrogate_key(language, key), ListKind(kind).surrogate_key(language)}
    return keys


def placement(article: "Article") -> dict[str, list[Any]]:
    """Surrogate keys under which the article is shown beside its lists, each with all that its place there follows."""
    times = [article.status, str(article.published_at), str(article.ends_at)]
    places: dict[str, Any] = {translations_key(article): article.language}
    if article.is_pinned:
        places[PINNED] = True
    if article.front_rank is not None:
        places[front_key(article.language)] = article.front_rank
    if article.series_id:
        places[series_key(article.series_id)] = article.series_position
    return {key: [place, *times] for key, place in places.items()}


def tell_places(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> None:
    """Say of which of these keys the article's place has changed."""
    changed(*(key for key in before.keys() | after.keys() if before.get(key) != after.get(key)))


def index(article: "Article") -> None:
    """Keep the search index in step. Drafts are in no index; the clock hides what is scheduled or has ended."""
    if article.status != article.Status.PUBLISHED:
        search_index.forget(article)
        return
    search_index.store(
        article,
        kind="article",
        language=article.language,
        title=article.title,
        standfirst=article.standfirst,
        body=article.text,
        names=" ".join([article.byline_text, *(tag["name"] for tag in article.furniture["tags"])]),
        visible_from=article.published_at,
        visible_until=article.ends_at,
        sort_at=article.published_at,
    )
