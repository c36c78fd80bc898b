"""What follows from an article: its furniture, its places in lists, its entry in the search index."""

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from geopolist.lib.picture import picture_dict
from geopolist.search import index as search_index

from .category import Category
from .listing import Listing
from .person import Byline
from .tag import Tag

if TYPE_CHECKING:
    from .article import Article

# What readers see of the row itself; relations are in the furniture.
SHOWN_FIELDS = ("title", "standfirst", "body", "sources", "sponsor", "cover_id", "format", "kind")


def furniture(
    article: "Article", bylines: list[Byline], categories: list[Category], tags: list[Tag], minutes: int
) -> dict[str, Any]:
    """What stands around the text, as plain values in the article's language, so that a page or card needs no query."""
    with override(article.language):
        return {
            "bylines": [printed_byline(byline) for byline in bylines],
            "byline": joined([byline.person.name for byline in bylines]),
            "categories": [
                {"name": str(category), "url": in_language(category, article.language), "colour": category.colour}
                for category in categories
            ],
            "crumbs": [
                {"name": str(category), "url": in_language(category, article.language)}
                for category in Category.objects.line_to(article.primary_category)
            ],
            "tags": [{"name": tag.name, "url": in_language(tag, article.language)} for tag in tags],
            "minutes": minutes,
        }


def printed_byline(byline: Byline) -> dict[str, Any]:
    person = byline.person
    return {
        "name": person.name,
        "url": person.get_absolute_url(),
        "role": byline.role,
        "affiliation": byline.affiliation,
        "initials": person.initials,
        "hue": person.hue,
        "is_institution": person.is_institution,
        "portrait": picture_dict(person.portrait.picture("portrait")) if person.portrait else None,
    }


def joined(names: list[str]) -> str:
    """`A`, `A and B`, `A, B and C`, in the language being spoken."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def in_language(shelf: Category | Tag, language: str) -> str:
    """The list of `shelf` that holds articles of `language`."""
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return prefix + shelf.get_absolute_url()


def fingerprint(article: "Article") -> str:
    """A digest of what readers see of the article itself: not of names and addresses that others may change."""
    shown = {name: getattr(article, name) for name in SHOWN_FIELDS}
    shown["bylines"] = [entry["name"] for entry in article.furniture["bylines"]]
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def file(article: "Article", bylines: list[Byline], categories: list[Category]) -> None:
    """Put the article into the lists where it belongs, and out of all others. A scheduled one already stands in them."""
    if article.status != article.Status.PUBLISHED:
        article.listings.all().delete()
        return
    wanted = places(article, bylines, categories)
    keep = []
    for row in article.listings.all():
        if (row.kind, row.key, row.language) in wanted and row.published_at == article.published_at:
            keep.append((row.kind, row.key, row.language))
        else:
            row.delete()
    Listing.objects.bulk_create(
        Listing(article=article, kind=kind, key=key, language=language, published_at=article.published_at)
        for kind, key, language in sorted(wanted.difference(keep))
    )


def places(article: "Article", bylines: list[Byline], categories: list[Category]) -> set[tuple[int, int, str]]:
    """(kind, key, language) of each list; a category's articles stand in the lists of its ancestors too."""
    shelves = Category.objects.ancestry(categories)
    return {
        *((Listing.Kind.CATEGORY.value, pk, article.language) for pk in shelves),
        *((Listing.Kind.TAG.value, tag.pk, article.language) for tag in article.tags.all()),
        *((Listing.Kind.PERSON.value, byline.person_id, "") for byline in bylines),
        *((Listing.Kind.COUNTRY.value, country.pk, "") for country in article.countries.all()),
    }


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

