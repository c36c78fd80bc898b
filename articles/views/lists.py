"""Lists of articles, and of the people and topics that lead to them."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.heads import alternates, list_head
from articles.models import Article, Category, Person, Series, Tag
from articles.querysets import ArticleQuerySet
from articles.querysets.kinds import ListKind
from geopolist.identity.chrome import chrome
from geopolist.identity.speech import speak
from geopolist.lib.head import Head, absolute
from geopolist.lib.links import in_language
from geopolist.lib.paging import Page, paginate
from geopolist.lib.reading import read_only

PAGE_SIZE = 20
LEAD = 2
MOST_READ = 5
RANKED = 10
FIRST_YEAR = 1900


def begin(request: HttpRequest, language: str) -> str:
    """Turn to the language of a list; 404 for one that the site has not enabled."""
    if language and language not in chrome(request).identity.enabled_languages:
        raise Http404
    language = language or settings.LANGUAGE_CODE
    speak(language)
    return language


def numbered(request: HttpRequest, articles: ArticleQuerySet) -> Page:
    """The page that is asked for. Before anything else is: one that is not there costs little."""
    return paginate(articles, request.GET.get("page"), size=PAGE_SIZE, base=request.path)


def category(request: HttpRequest, pk: int, *, language: str = "") -> HttpResponse:
    """A section with what lies under it. On the first page the pinned articles lead, else the newest."""
    spoken = begin(request, language)
    public = Article.objects.public().in_list(ListKind.CATEGORY, pk, spoken).for_cards()
    page = numbered(request, public)
    tree = list(Category.objects.tree())
    found = next((each for each in tree if each.pk == pk), None)
    if found is None:
        raise Http404
    lead = leading(public.pinned(), page)
    crumbs = [{"name": str(each), "url": each.url} for each in line_to(found, tree)]
    head = list_head(str(found), found.text("description"), page, crumbs)
    head.alternates = alternates(found.get_absolute_url(), chrome(request))
    context = {
        "category": found,
        "crumbs": crumbs,
        "children": [each for each in tree if each.parent_id == found.pk],
        "siblings": [each for each in tree if each.parent_id == found.parent_id and found.parent_id],
        "lead": lead,
        "page": page,
        "rest": [each for each in page.items if each not in lead],
        "most_read": most_read_beside(found, spoken, [*page.items, *lead]),
        "feed_url": f"{request.path}feed/",
        "head": head,
    }
    return render(request, "articles/category.html", context)


def leading(pinned: ArticleQuerySet, page: Page) -> list[Article]:
    """What is drawn large at the head of the first page."""
    if page.number > 1:
        return []
    first = list(pinned[:LEAD])
    return [*first, *(each for each in page.items if each not in first)][:LEAD]


def most_read_beside(found: Category, language: str, shown: list[Article]) -> list[Article]:
    """What was read most of late, beside what the page shows already."""
    besides = {each.pk for each in shown}
    return list(
        Article.objects.most_read(language, days=30, category=found.pk, besides=besides).for_cards()[:MOST_READ]
    )


def line_to(found: Category, tree: list[Category]) -> list[Category]:
    """From the root down to `found` itself."""
    line = [each for each in tree if f"{found.path}/".startswith(f"{each.path}/")]
    return sorted(line, key=lambda each: len(each.path))


def category_url(pk: int) -> str | None:
    return address_of(Category, pk)


def tag(request: HttpRequest, pk: int, *, language: str = "") -> HttpResponse:
    spoken = begin(request, language)
    page = numbered(request, Article.objects.public().in_list(ListKind.TAG, pk, spoken).for_cards())
    found = get_object_or_404(Tag, pk=pk)
    head = list_head(found.name, found.description, page)
    head.alternates = alternates(found.get_absolute_url(), chrome(request))
    context = {"tag": found, "page": page, "feed_url": f"{request.path}feed/", "head": head}
    return render(request, "articles/tag.html", context)


def tag_url(pk: int) -> str | None:
    return address_of(Tag, pk)


def person(request: HttpRequest, pk: int, *, language: str = "") -> HttpResponse:
    page = numbered(request, Article.objects.public().in_list(ListKind.PERSON, pk).for_cards())
    found = get_object_or_404(Person.objects.select_related("portrait"), pk=pk)
    head = list_head(found.name, ", ".join(filter(None, [found.role, found.affiliation])), page)
    head.robots = ""  # who somebody is stands there before their first article
    head.add(person_data(found))
    context = {
        "person": found,
        "crumbs": [{"name": _("Experts"), "url": chrome(request).spoken(reverse("articles:people"))}],
        "page": page,
        "feed_url": f"{request.path}feed/",
        "head": head,
    }
    return render(request, "articles/person.html", context)


def person_data(found: Person) -> dict[str, Any]:
    return {
        "@type": "Organization" if found.is_institution else "Person",
        "name": found.name,
        "url": absolute(found.get_absolute_url()),
        "jobTitle": found.role if not found.is_institution else None,
        "knowsAbout": found.expertise,
        "sameAs": [*([found.orcid_url] if found.orcid else []), *(link["url"] for link in found.links)],
    }


def person_url(pk: int) -> str | None:
    return address_of(Person, pk)


def series(request: HttpRequest, pk: int, *, language: str = "") -> HttpResponse:
    found = get_object_or_404(Series.objects.select_related("cover"), pk=pk)
    articles = list(Article.objects.public().in_series(found).for_cards())
    head = Head(title=found.name, canonical=absolute(found.get_absolute_url()))
    return render(request, "articles/series.html", {"series": found, "articles": articles, "head": head})


def series_url(pk: int) -> str | None:
    return address_of(Series, pk)


@read_only
def all_articles(request: HttpRequest, language: str = "") -> HttpResponse:
    """Everything, newest first."""
    spoken = begin(request, language)
    articles = Article.objects.public().in_language(spoken)
    context = archive_page(request, articles, _("All articles"))
    context["head"].alternates = alternates(reverse("articles:all"), chrome(request))
    return render(request, "articles/archive.html", context)


@read_only
def most_read(request: HttpRequest, language: str = "") -> HttpResponse:
    """What is read most, in each window. A window that has too little to show is filled from the wider ones."""
    spoken = begin(request, language)
    windows = [
        {"title": title, "articles": list(Article.objects.most_read(spoken, days=days).for_cards()[:RANKED])}
        for days, title in ((1, _("In 24 hours")), (7, _("In 7 days")), (30, _("In 30 days")))
    ]
    head = Head(title=_("Most read"), canonical=absolute(request.path))
    head.alternates = alternates(reverse("articles:most_read"), chrome(request))
    context = {"windows": windows if windows[0]["articles"] else [], "head": head}
    return render(request, "articles/most_read.html", context)


@read_only
def archive(request: HttpRequest, year: int, month: int | None = None, language: str = "") -> HttpResponse:
    """A year or a month; 404 for one in which nothing appeared."""
    spoken = begin(request, language)
    if year < FIRST_YEAR:
        raise Http404
    articles = Article.objects.public().in_month(year, month, spoken)
    heading = date_format(date(year, month, 1), "F Y") if month else str(year)
    context = archive_page(request, articles, heading)
    if not context["page"].items:
        raise Http404
    whole_year = Article.objects.public().in_month(year, None, spoken)
    context["months"] = [month_link(each, spoken, is_current=each.month == month) for each in whole_year.months()]
    return render(request, "articles/archive.html", context)


def archive_page(request: HttpRequest, articles: ArticleQuerySet, heading: str) -> dict[str, Any]:
    page = numbered(request, articles.for_cards())
    return {"heading": heading, "page": page, "months": [], "head": list_head(heading, "", page)}


def month_link(first: datetime, language: str, *, is_current: bool) -> dict[str, Any]:
    path = reverse("articles:month", args=[first.year, first.month])
    return {"label": date_format(first, "F Y"), "url": in_language(path, language), "is_current": is_current}


@read_only
def people(request: HttpRequest) -> HttpResponse:
    head = Head(title=_("Experts"), canonical=absolute(request.path))
    listed = [each.as_printed() for each in Person.objects.listed()]
    return render(request, "articles/people.html", {"people": listed, "head": head})


@read_only
def topics(request: HttpRequest) -> HttpResponse:
    """Every tag that a public article in the language of the page carries."""
    head = Head(title=_("Topics"), canonical=absolute(request.path))
    articles = Article.objects.public().in_language(get_language() or settings.LANGUAGE_CODE)
    return render(request, "articles/topics.html", {"tags": list(articles.topics()), "head": head})


def address_of(model: type[Category | Tag | Person | Series], pk: int) -> str | None:
    """Where the object lives today; None when it is no more."""
    found = model._default_manager.in_bulk([pk]).get(pk)
    return found.get_absolute_url() if found else None
