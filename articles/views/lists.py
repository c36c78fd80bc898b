"""Lists of articles, and of the people and topics that lead to them."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.heads import list_head
from articles.models import Article, Category, Person, Series, Tag
from geopolist.identity.chrome import chrome
from geopolist.identity.speech import speak
from geopolist.lib.head import Head, absolute
from geopolist.lib.paging import paginate

PAGE_SIZE = 20
LEAD = 2
MOST_READ = 5
FIRST_YEAR = 1900


def begin(request: HttpRequest, language: str) -> str:
    """Turn to the language of a list; 404 for one that the site has not enabled."""
    if language and language not in chrome(request).identity.enabled_languages:
        raise Http404
    language = language or settings.LANGUAGE_CODE
    speak(language)
    return language


def category(request: HttpRequest, pk: int, *, language: str = "") -> HttpResponse:
    spoken = begin(request, language)
    tree = list(Category.objects.tree())
    found = next((each for each in tree if each.pk == pk), None)
    if found is None:
        raise Http404
    articles = Article.objects.public().in_category(found, spoken).for_cards()
    page = paginate(articles, request.GET.get("page"), size=PAGE_SIZE, base=request.path)
    line = sorted((each for each in tree if f"{found.path}/".startswith(f"{each.path}/")), key=lambda each: len(each.path))
    crumbs = [{"name": str(each), "url": prefixed(each.get_absolute_url(), language)} for each in line]
    lead = list(page.items[:LEAD]) if page.number == 1 else []
    return render(
        request,
        "articles/category.html",
        {
            "category": found,
            "crumbs": crumbs,
            "children": [each for each in tree if each.parent_id == found.pk],
            "siblings": [each for each in tree if each.parent_id == found.parent_id and found.parent_id],
            "lead": lead,
            "page": page,
            "rest": page.items[len(lead) :],
            "most_read": most_read(found, spoken),
            "feed_url": f"{request.path}feed/",
            "head": list_head(str(found), found.text("description"), page, crumbs),
        },
    )


def most_read(found: Category, language: str) -> list[Article]:
    return list(Article.objects.public().in_category(found, language).most_read_lately().for_cards()[:MOST_READ])


def category_url(pk: int) -> str | None:
    return address_of(Category, pk)


def tag(request: HttpRequest, pk: int, *, language: str = "") -> HttpResponse:
    spoken = begin(request, language)
    found = get_object_or_404(Tag, pk=pk)
    articles = Article.objects.public().tagged(found, spoken).for_cards()
    page = paginate(articles, request.GET.get("page"), size=PAGE_SIZE, base=request.path)
    head = list_head(found.name, found.description, page)
    # A topic nobody has written on yet says nothing to a search engine.
    head.robots = "" if page.total else "noindex"
    context = {"tag": found, "page": page, "feed_url": f"{request.path}feed/", "head": head}
    return render(request, "articles/tag.html", context)


def tag_url(pk: int) -> str | None:
    return address_of(Tag, pk)


def person(request: HttpRequest, pk: int, *, language: str = "") -> HttpResponse:
    found = get_object_or_404(Person.objects.select_related("portrait"), pk=pk)
    articles = Article.objects.public().by_person(found).for_cards()
    page = paginate(articles, request.GET.get("page"), size=PAGE_SIZE, base=request.path)
    head = list_head(found.name, ", ".join(filter(None, [found.role, found.affiliation])), page)
    head.add(person_data(found))
    context = {"person": found, "page": page, "feed_url": f"{request.path}feed/", "head": head}
    return render(request, "articles/person.html", context)


def person_data(found: Person) -> dict[str, Any]:
    return {
        "@type": "Organization" if found.is_institution else "Person",
        "name": found.name,
        "url": absolute(found.get_absolute_url()),
        "jobTitle": found.role if not found.is_institution else None,
        "knowsAbout": found.expertise,
        "sameAs": [found.orcid_url] if found.orcid else [],
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


@require_safe
def all_articles(request: HttpRequest, language: str = "") -> HttpResponse:
    """Everything, newest first."""
    spoken = begin(request, language)
    return archive_page(request, Article.objects.public().in_language(spoken), _("All articles"))


@require_safe
def archive(request: HttpRequest, year: int, month: int | None = None, language: str = "") -> HttpResponse:
    """A year or a month; 404 for one in which nothing appeared."""
    spoken = begin(request, language)
    if year < FIRST_YEAR or not 1 <= (month or 1) <= 12:
        raise Http404
    articles = Article.objects.public().in_month(year, month, spoken)
    day = date(year, month or 1, 1)
    heading = date_format(day, "F Y") if month else str(year)
    return archive_page(request, articles, heading, must_exist=True)


def archive_page(request: HttpRequest, articles: Any, heading: str, *, must_exist: bool = False) -> HttpResponse:
    page = paginate(articles.for_cards(), request.GET.get("page"), size=PAGE_SIZE, base=request.path)
    if must_exist and not page.items:
        raise Http404
    context = {"heading": heading, "page": page, "months": [], "head": list_head(heading, "", page)}
    return render(request, "articles/archive.html", context)


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    head = Head(title=_("Experts"), canonical=absolute(request.path))
    return render(request, "articles/people.html", {"people": list(Person.objects.listed()), "head": head})


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """Every tag that a public article carries."""
    head = Head(title=_("Topics"), canonical=absolute(request.path))
    return render(request, "articles/topics.html", {"tags": list(Article.objects.public().topics()), "head": head})


def prefixed(path: str, language: str) -> str:
    return f"/{language}{path}" if language else path


def address_of(model: type[Category | Tag | Person | Series], pk: int) -> str | None:
    """Where the object lives today; None when it is no more."""
    found = model._default_manager.in_bulk([pk]).get(pk)
    return found.get_absolute_url() if found else None
