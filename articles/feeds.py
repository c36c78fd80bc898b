"""RSS of the whole site and of each list: the same public articles as the page, whole texts."""

import re
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.xmlutils import SimplerXMLGenerator

from articles.models import Article, Category, Country, Person, Series, Tag
from articles.querysets import ArticleQuerySet
from articles.views.lists import begin
from geopolist.identity.chrome import chrome
from geopolist.lib.head import absolute
from geopolist.lib.html import plain_text
from geopolist.lib.reading import alike, read_only

SIZE = 20
# The sanitiser escapes < and > everywhere else, and quotes every value.
TAG = re.compile(r"<[a-z][^<>]*>")
ADDRESS = re.compile(r'\b(href|src|srcset)="([^"]*)"')


class WholeText(Rss201rev2Feed):
    """RSS with the whole text and every writer's name."""

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name in item["writers"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("content:encoded", item["whole"])


class ArticleFeed(Feed[Article, Any]):
    """Newest articles of a list. Subclasses say which; `get_object` turns to the list's language."""

    feed_type = WholeText

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.site = chrome(request)
        return super().__call__(request, *args, **kwargs)

    def get_object(self, request: HttpRequest, pk: int = 0, *, language: str = "") -> Any:
        self.spoken = begin(request, language)
        self.path = request.path
        return self.shelf(pk)

    def shelf(self, pk: int) -> Any:
        """The object whose list it is; None for the whole site."""
        return None

    def articles(self, shelf: Any) -> ArticleQuerySet:
        return Article.objects.public().in_language(self.spoken)

    def title(self, shelf: Any) -> str:
        return f"{shelf} | {self.site.name}" if shelf else self.site.name

    def link(self, shelf: Any) -> str:
        return absolute(self.path.removesuffix("feed/"))

    def feed_url(self, shelf: Any) -> str:
        return absolute(self.path)

    def description(self, shelf: Any) -> str:
        return self.site.description or self.site.name

    def items(self, shelf: Any) -> list[Article]:
        return list(self.articles(shelf).for_feed()[:SIZE])

    def item_title(self, item: Article) -> str:
        return item.title

    def item_description(self, item: Article) -> str:
        return item.standfirst

    def item_link(self, item: Article) -> str:
        return absolute(item.get_absolute_url())

    def item_guid(self, item: Article) -> str:
        # An address may change; what a reader has already read may not come back as new.
        return f"{settings.SITE_URL}/#article-{item.pk}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: Article) -> Any:
        return item.published_at

    def item_updateddate(self, item: Article) -> Any:
        return item.updated_at

    def item_categories(self, item: Article) -> list[str]:
        furniture = item.furniture
        return [entry["name"] for entry in [*furniture.get("categories", []), *furniture.get("tags", [])]]

    def item_extra_kwargs(self, item: Article) -> dict[str, Any]:
        return {"whole": outward(item), "writers": [person["name"] for person in item.furniture.get("bylines", [])]}


class CategoryFeed(ArticleFeed):
    def shelf(self, pk: int) -> Category:
        return get_object_or_404(Category, pk=pk)

    def articles(self, shelf: Category) -> ArticleQuerySet:
        return Article.objects.public().in_category(shelf, self.spoken)

    def description(self, shelf: Category) -> str:
        return shelf.text("description") or str(shelf)


class TagFeed(ArticleFeed):
    def shelf(self, pk: int) -> Tag:
        return get_object_or_404(Tag, pk=pk)

    def articles(self, shelf: Tag) -> ArticleQuerySet:
        return Article.objects.public().tagged(shelf, self.spoken)


class CountryFeed(ArticleFeed):
    def shelf(self, pk: int) -> Country:
        return get_object_or_404(Country, pk=pk)

    def articles(self, shelf: Country) -> ArticleQuerySet:
        return Article.objects.public().about(shelf, self.spoken)


class PersonFeed(ArticleFeed):
    def shelf(self, pk: int) -> Person:
        return get_object_or_404(Person, pk=pk)

    def articles(self, shelf: Person) -> ArticleQuerySet:
        return Article.objects.public().by_person(shelf)


class SeriesFeed(ArticleFeed):
    """The newest part first: who follows a series waits for that one."""

    def shelf(self, pk: int) -> Series:
        return get_object_or_404(Series, pk=pk)

    def articles(self, shelf: Series) -> ArticleQuerySet:
        return Article.objects.public().in_series(shelf.pk).newest()

    def description(self, shelf: Series) -> str:
        return plain_text(shelf.intro) or shelf.name


def outward(item: Article) -> str:
    """The text as it can stand on another site: whole addresses instead of paths and `#parts`."""
    page = absolute(item.get_absolute_url())

    def whole(address: str) -> str:
        return (
            f"{page}{address}" if address.startswith("#") else absolute(address) if address.startswith("/") else address
        )

    def written(attribute: re.Match[str]) -> str:
        return f'{attribute[1]}="{", ".join(map(whole, attribute[2].split(", ")))}"'

    return TAG.sub(lambda tag: ADDRESS.sub(written, tag[0]), item.rendered)


@read_only
@alike
def latest(request: HttpRequest, language: str = "") -> HttpResponse:
    return ArticleFeed()(request, 0, language=language)


@alike
def category(request: HttpRequest, pk: int, *, language: str = "") -> HttpResponse:
    return CategoryFeed()(request, pk, language=language)


@alike
def tag(request: HttpRequest, pk: int, *, language: str = "") -> HttpResponse:
    return TagFeed()(request, pk, language=language)


@alike
def country(request: HttpRequest, pk: int, *, language: str = "") -> HttpResponse:
    return CountryFeed()(request, pk, language=language)


@alike
def person(request: HttpRequest, pk: int, *, language: str = "") -> HttpResponse:
    return PersonFeed()(request, pk, language=language)


@alike
def series(request: HttpRequest, pk: int, *, language: str = "") -> HttpResponse:
    return SeriesFeed()(request, pk, language=language)
