"""Rows for tests, with only what the test is about spelled out."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.utils import timezone

from articles.countries import entries
from articles.models import Article, Category, Comment, Country, Listing, Person, Series, Tag
from geopolist.identity.models import SiteIdentity

COPIED = (
    "status",
    "standfirst",
    "kind",
    "language",
    "primary_category_id",
    "cover_id",
    "furniture",
    "rendered",
    "text",
    "views",
)
_number = count(1)


def make_site(**changes: Any) -> SiteIdentity:
    """The site, speaking Turkish beside English."""
    site = SiteIdentity(**{"name": "The Straits Review", "languages": ["tr"], **changes})
    site.save()
    return site


def make_category(name: str = "", parent: Category | None = None, **changes: Any) -> Category:
    return Category.objects.create(name=name or f"Section {next(_number)}", parent=parent, **changes)


def make_person(name: str = "", **changes: Any) -> Person:
    return Person.objects.create(name=name or f"Writer {next(_number)}", **changes)


def make_series(name: str = "", **changes: Any) -> Series:
    return Series.objects.create(name=name or f"Series {next(_number)}", **changes)


def make_country(code: str, **changes: Any) -> Country:
    """The country as the data file has it: the table is empty after tests that really commit."""
    entry = next(each for each in entries() if each["code"] == code)
    found = Country.objects.filter(code=code).first() or Country(code=code, name=entry["name"], slug=entry["slug"])
    found.names = {"tr": entry["tr"], "ar": entry["ar"]}
    for name, value in changes.items():
        setattr(found, name, value)
    found.save()
    return found


def make_tag(name: str) -> Tag:
    return Tag.objects.create(name=name)


def make_article(
    title: str = "",
    *,
    categories: list[Category] | None = None,
    people: list[Person] | None = None,
    tags: list[str] | None = None,
    countries: list[Country] | None = None,
    **changes: Any,
) -> Article:
    """A public article of an hour ago unless `changes` say otherwise."""
    values = {
        "title": title or f"Article {next(_number)}",
        "body": "<p>Words about a strait.</p>",
        "status": Article.Status.PUBLISHED,
        "published_at": timezone.now() - timedelta(hours=1),
        "primary_category": categories[0] if categories else None,
        **changes,
    }
    article = Article.objects.create(**values)
    article.categories.set(categories or [])
    for order, person in enumerate(people or []):
        article.bylines.create(person=person, order=order)
    article.tags.set(tags or [])
    article.countries.set(countries or [])
    article.settle()
    return article


def make_copies(article: Article, number: int) -> list[Article]:
    """So many more of a settled article, each an hour older than the last: rows and their places in lists, quickly."""
    rows = [
        Article(
            **{name: getattr(article, name) for name in COPIED},
            title=f"{article.title} {copy}",
            slug=f"{article.slug}-copy-{copy}",
            published_at=article.published_at - timedelta(hours=copy),
        )
        for copy in range(1, number + 1)
    ]
    made = Article.objects.bulk_create(rows)
    places = list(article.listings.values("kind", "key", "language"))
    Listing.objects.bulk_create(
        Listing(article=copy, published_at=copy.published_at, **place) for copy in made for place in places
    )
    return made


def make_draft(title: str = "", **changes: Any) -> Article:
    return make_article(title, **{"status": Article.Status.DRAFT, "published_at": None, **changes})


def make_comment(article: Article, text: str = "Well argued.", **changes: Any) -> Comment:
    values = {"name": "G. Parallel", "status": Comment.Status.APPROVED, **changes}
    return Comment.objects.create(article=article, text=text, **values)


def make_moderator(email: str = "moderator@example.org", *rights: str, **changes: Any) -> Any:
    """Somebody of the desk who may change comments, and whatever else `rights` name."""
    user = get_user_model().objects.create_user(email, is_staff=True, **{"name": "M. Buoy", **changes})
    names = ("view_comment", "change_comment", "add_comment", *rights)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="articles", codename__in=names))
    return user
