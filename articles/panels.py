"""What menus and the bell tell of the newsroom: what identity.stories asks for."""

from datetime import datetime
from itertools import chain

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override, pgettext

from articles.models import Article, Category
from articles.querysets import ArticleQuerySet
from articles.querysets.kinds import ListKind
from geopolist.identity.stories import Entry, Told
from geopolist.lib.text import shorten

# What a panel and the bell print at most, and what is kept for those that end or begin until the next renewal.
TOP, LATEST, NEWEST = 3, 5, 9
SPARE, COMING = 2, 4
# Letters: three lines of a panel's column.
STANDFIRST = 140


def top_of(category: int, language: str) -> ArticleQuerySet:
    """Top news: what was read most in a category, and what lies under it, within thirty days; unread is no news."""
    return Article.objects.most_read(language, days=30, category=category).with_readers()


# --- What identity.stories asks for


def has_list(model: type[models.Model]) -> bool:
    return issubclass(model, Category)


def panel(key: int, language: str, *, is_featured: bool) -> dict[str, list[Entry]]:
    in_category = Article.objects.in_list(ListKind.CATEGORY, key, language)
    with override(language):
        if not is_featured:
            return {"latest": [told(each) for each in around_now(in_category, LATEST + SPARE, COMING)]}
        return {
            "top": top_entries(list(top_of(key, language).for_menus()[: TOP + SPARE])),
            # As many as stand above may be left out.
            "latest": [told(each) for each in around_now(in_category, LATEST + TOP + SPARE, COMING)],
        }


def newest(language: str) -> list[Entry]:
    return [timed(each) for each in around_now(Article.objects.in_language(language), NEWEST + SPARE, NEWEST)]


def concerned(obj: models.Model, told: dict[str, Told]) -> list[str]:
    if not isinstance(obj, Article):
        return []
    return [language for language, here in told.items() if stands(obj, here) or belongs(obj, language, here)]


# --- How


def around_now(articles: ArticleQuerySet, public: int, coming: int) -> list[Article]:
    """The newest of a list that readers see, before them those that they will see next: the last to come first."""
    soon = list(articles.coming().for_menus()[:coming])
    return [*reversed(soon), *articles.public().for_menus()[:public]]


def top_entries(articles: list[Article]) -> list[Entry]:
    """The first carries its standfirst."""
    entries = [told(each) for each in articles]
    if entries and (standfirst := shorten(articles[0].standfirst, STANDFIRST)):
        entries[0]["standfirst"] = standfirst
    return entries


def told(article: Article) -> Entry:
    """In the language being spoken."""
    pattern = pgettext("date format", "j M Y")
    date = date_format(timezone.localtime(article.published_at), pattern)
    return {**timed(article), "title": article.title, "url": article.get_absolute_url(), "date": date}


def timed(article: Article) -> Entry:
    ends = {"ends": stamp(article.ends_at)} if article.ends_at else {}
    return {"pk": article.pk, "begins": stamp(article.published_at), **ends}


def stamp(instant: datetime | None) -> str:
    """In the site's zone: the first ten letters are the day that is printed."""
    return timezone.localtime(instant).isoformat(timespec="seconds")


def stands(article: Article, told: Told) -> bool:
    """Whether it is told of."""
    lists = chain([told["newest"]], *(panel.values() for panel in told["panels"].values()))
    return any(entry["pk"] == article.pk for entries in lists for entry in entries)


def belongs(article: Article, language: str, told: Told) -> bool:
    """Whether one of the lists where it stands is short, or ends with an older one."""
    if article.status != article.Status.PUBLISHED or article.language != language:
        return False
    begins = stamp(article.published_at)
    sections = {str(key) for kind, key in article.furniture.get("lists", []) if kind == ListKind.CATEGORY}
    told_of = [panel["latest"] for key, panel in told["panels"].items() if key in sections]
    return any(len(entries) < LATEST or begins >= entries[-1]["begins"] for entries in [told["newest"], *told_of])
