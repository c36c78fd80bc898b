"""Lists of articles, and of the people and topics that lead to them."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.heads import alternates, list_head
from articles.models import Article, Category, Country, Layout, Listing, Person, Series, Tag
from articles.models.category import USUAL_PAGE_SIZE
from articles.querysets import ListingQuerySet
from articles.querysets.for_pages import beside_list, besides, category_tree, in_list
from articles.querysets.kinds import ListKind
from articles.spans import month_span, year_span
from geopolist.identity.chrome import chrome
from geopolist.identity.speech import speak
from geopolist.lib.atlas.world import locator, region_locator, world
from geopolist.lib.head import Head, absolute
from geopolist.lib.html import plain_text
from geopolist.lib.links import in_language
from geopolist.lib.paging import Order, Page, is_dated, numbered_page, paginate
from geopolist.lib.reading import alike, alike_by_page, read_only
from geopolist.lib.text import first_letter, sort_key

PAGE_SIZE = USUAL_PAGE_SIZE
PARTS = 50
LEAD = 2
MOST_READ = 5
RANKED = 10
FIRST_YEAR = 1900
# How far the articles of a year or month are counted: a link to a large one costs no more.
COUNTED = 1000
# From here on, a list of names is one of letters.
LETTERED = 30
# How many topics one page holds, and how many of them stand in the band.
TOPICS, TOP_TOPICS = 1000, 12
NEWEST_FIRST = Order(key="article_id")


def begin(request: HttpRequest, language: str) -> str:
    """Turn to the language of a list; 404 for one that the site has not enabled."""
    if language and language not in chrome(request).identity.enabled_languages:
        raise Http404
    language = language or settings.LANGUAGE_CODE
    speak(language)
    return language


def page_of(request: HttpRequest, size: int, kind: ListKind, key: int = 0, language: str = "") -> Page:
    """The page that is asked for of a list. Before anything else is: one that is not there costs little."""
    if is_dated(request.GET):
        return places_page(request, size, Listing.objects.of(kind, key, language))
    read = partial(in_list, kind, key, language)
    return numbered_page(read, request.GET, size=size, base=request.path, order=NEWEST_FIRST)


def places_page(request: HttpRequest, size: int, places: ListingQuerySet) -> Page:
    """The same of any places of a list."""
    load = Article.objects.cards_at
    return paginate(places, request.GET, size=size, base=request.path, order=NEWEST_FIRST, load=load)


@alike_by_page
def category(request: HttpRequest, pk: int, *, language: str = "") -> HttpResponse:
    """A section with what lies under it. On the first page the pinned articles lead, else the newest."""
    spoken = begin(request, language)
    tree = category_tree()
    found = next((each for each in tree if each.pk == pk), None)
    if found is None:
        raise Http404
    chrome(request).stamp = found.site_stamp
    page = page_of(request, found.page_size, ListKind.CATEGORY, pk, spoken)
    pinned, most_read = beside_list(
        found, spoken, [each.pk for each in page.items], pinned=LEAD if page.number == 1 else 0, most_read=MOST_READ
    )
    lead = leading(found, pinned, page)
    crumbs = [{"name": str(each), "url": each.url} for each in line_to(found, tree)]
    head = list_head(str(found), found.text("description"), page, crumbs)
    head.alternates = alternates(found.get_absolute_url(), chrome(request))
    context = {
        "category": found,
        "crumbs": crumbs,
        "locator": region_locator(found.colour),
        "children": [each for each in tree if each.parent_id == found.pk],
        "siblings": [each for each in tree if each.parent_id == found.parent_id and found.parent_id],
        "lead": lead,
        "page": page,
        "rest": besides(page.items, {each.pk for each in lead}),
        "most_read": most_read,
        "feed_url": f"{request.path}feed/",
        "head": head,
    }
    return render(request, "articles/category.html", context)


def leading(found: Category, pinned: list[Article], page: Page) -> list[Article]:
    """What is drawn large at the head of the first page; of a compact list only what editors pinned there."""
    if page.number != 1:
        return []
    others = [] if found.layout == Layout.COMPACT else besides(page.items, {each.pk for each in pinned})
    return [*pinned, *others][:LEAD]


def line_to(found: Category, tree: list[Category]) -> list[Category]:
    """From the root down to `found` itself."""
    line = [each for each in tree if f"{found.path}/".startswith(f"{each.path}/")]
    return sorted(line, key=lambda each: len(each.path))


def category_url(pk: int) -> str | None:
    return address_of(Category, pk)


@alike_by_page
def tag(request: HttpRequest, pk: int, *, language: str = "") -> HttpResponse:
    spoken = begin(request, language)
    page = page_of(request, PAGE_SIZE, ListKind.TAG, pk, spoken)
    found = get_object_or_404(Tag, pk=pk)
    head = list_head(found.name, found.description, page)
    head.alternates = alternates(found.get_absolute_url(), chrome(request))
    context = {
        "tag": found,
        "crumbs": [{"name": _("Topics"), "url": chrome(request).spoken(reverse("articles:topics"))}],
        "page": page,
        "feed_url": f"{request.path}feed/",
        "head": head,
    }
    return render(request, "articles/tag.html", context)


def tag_url(pk: int) -> str | None:
    return address_of(Tag, pk)


@alike_by_page
def country(request: HttpRequest, pk: int, *, language: str = "") -> HttpResponse:
    """What is written about a country, under the region to which it belongs."""
    spoken = begin(request, language)
    page = page_of(request, PAGE_SIZE, ListKind.COUNTRY, pk, spoken)
    found = get_object_or_404(Country.objects.select_related("region"), pk=pk)
    above = [{"name": str(each), "url": each.url} for each in Category.objects.line_to(found.region)]
    everywhere = {"name": _("Countries"), "url": in_language(reverse("articles:countries"), spoken)}
    crumbs = [*(above or [everywhere]), {"name": str(found), "url": found.url}]
    head = list_head(str(found), "", page, crumbs)
    head.alternates = alternates(found.get_absolute_url(), chrome(request))
    context = {
        "country": found,
        "crumbs": crumbs,
        "locator": locator([found.code]),
        "page": page,
        "feed_url": f"{request.path}feed/",
        "head": head,
    }
    return render(request, "articles/country.html", context)


def country_url(pk: int) -> str | None:
    return address_of(Country, pk)


@read_only
@alike
def countries(request: HttpRequest, language: str = "") -> HttpResponse:
    """The map of the world, and what it shows as a list: regions with their countries, then what lies elsewhere."""
    spoken = begin(request, language)
    used = sorted(Country.objects.used(spoken), key=lambda each: sort_key(str(each)))
    regions = sorted({each.region for each in used if each.region}, key=lambda each: (each.order, str(each)))
    groups = [
        {"region": region, "countries": members, "count": members[0].region_count}
        for region in [*regions, None]
        if (members := [each for each in used if each.region == region])
    ]
    head = Head(title=_("Countries"), canonical=absolute(request.path), robots="" if used else "noindex")
    head.alternates = alternates(reverse("articles:countries"), chrome(request))
    context = {"groups": groups, "land": world().land, "shapes": world_shapes(used), "head": head}
    return render(request, "articles/countries.html", context)


def world_shapes(used: list[Country]) -> list[dict[str, Any]]:
    """Each country's shape on the map of the world, with the country itself where anything is written about it."""
    known = {each.code: each for each in used}
    return [{"path": path, "country": known.get(code)} for code, path in world().countries.items()]


@alike_by_page
def person(request: HttpRequest, pk: int, *, language: str = "") -> HttpResponse:
    page = page_of(request, PAGE_SIZE, ListKind.PERSON, pk)
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


@alike_by_page
def series(request: HttpRequest, pk: int, *, language: str = "") -> HttpResponse:
    """The parts in the order in which they are to be read, numbered through all pages."""
    parts = Article.objects.public().in_series(pk).for_cards()
    page = paginate(parts, request.GET, size=PARTS, base=request.path)
    found = get_object_or_404(Series.objects.select_related("cover"), pk=pk)
    head = list_head(found.name, plain_text(found.intro), page)
    head.add({"@type": "CreativeWorkSeries", "name": found.name, "url": absolute(found.get_absolute_url())})
    context = {"series": found, "page": page, "feed_url": f"{request.path}feed/", "head": head}
    return render(request, "articles/series.html", context)


def series_url(pk: int) -> str | None:
    return address_of(Series, pk)


@read_only
@alike_by_page
def all_articles(request: HttpRequest, language: str = "") -> HttpResponse:
    """Everything, newest first, with the way to every year."""
    spoken = begin(request, language)
    places = Listing.objects.of(ListKind.EVERYTHING, language=spoken)
    context = archive_page(page_of(request, PAGE_SIZE, ListKind.EVERYTHING, language=spoken), _("All articles"))
    context |= {**times(places, spoken), "feed_url": chrome(request).spoken(reverse("articles:feed"))}
    context["head"].alternates = alternates(reverse("articles:all"), chrome(request))
    return render(request, "articles/archive.html", context)


@read_only
@alike
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
@alike_by_page
def archive(request: HttpRequest, year: int, month: int | None = None, language: str = "") -> HttpResponse:
    """A year or a month; 404 for one in which nothing appeared."""
    spoken = begin(request, language)
    if year < FIRST_YEAR:
        raise Http404
    everything = Listing.objects.of(ListKind.EVERYTHING, language=spoken)
    places = everything.within(month_span(year, month) if month else year_span(year))
    heading = date_format(date(year, month, 1), "F Y") if month else str(year)
    context = archive_page(places_page(request, PAGE_SIZE, places), heading)
    if not context["page"].items:
        raise Http404
    context |= times(everything, spoken, year, month)
    if month:
        context["crumbs"].append({"name": str(year), "url": in_language(reverse("articles:year", args=[year]), spoken)})
    return render(request, "articles/archive.html", context)


def archive_page(page: Page, heading: str) -> dict[str, Any]:
    return {"heading": heading, "page": page, "crumbs": [], "head": list_head(heading, "", page)}


def times(places: ListingQuerySet, language: str, year: int | None = None, month: int | None = None) -> dict[str, Any]:
    """`years` in which something appeared, the last first, and the `months` of the one shown. Two queries."""
    earliest = places.earliest_instant()
    if earliest is None:
        return {}
    zone = timezone.get_default_timezone()
    first = max(FIRST_YEAR, timezone.localtime(earliest, zone).year)
    years = range(timezone.localdate(timezone=zone).year, first - 1, -1)
    months = range(1, 13) if year else ()
    spans = [*map(year_span, years), *(month_span(year, each) for each in months if year)]
    counts = places.tally(spans, COUNTED)
    return {
        "years": [
            time_link(str(each), "articles:year", [each], language, count, is_current=each == year)
            for each, count in zip(years, counts, strict=False)
            if count
        ],
        "months": [
            time_link(month_name(each), "articles:month", [year, each], language, count, is_current=each == month)
            for each, count in zip(months, counts[len(years) :], strict=True)
            if count
        ],
    }


def month_name(month: int) -> str:
    return date_format(date(FIRST_YEAR, month, 1), "F")


def time_link(
    label: str, route: str, time: list[int | None], language: str, count: int, *, is_current: bool
) -> dict[str, Any]:
    """`count` is None from COUNTED on: that is more than a reader wants to know."""
    url = in_language(reverse(route, args=time), language)
    return {"label": label, "url": url, "count": count if count < COUNTED else None, "is_current": is_current}


@read_only
@alike
def people(request: HttpRequest) -> HttpResponse:
    """Everybody in the list, institutions apart; past LETTERED people under the letters of their names."""
    listed = [{**each.as_printed(), "filed_under": each.filed_under} for each in Person.objects.listed()]
    listed.sort(key=itemgetter("filed_under", "name"))
    persons = [each for each in listed if not each["is_institution"]]
    context = {
        "total": len(listed),
        "people": persons,
        "groups": lettered(persons, itemgetter("filed_under")) if len(persons) > LETTERED else [],
        "institutions": [each for each in listed if each["is_institution"]],
        "head": Head(title=_("Experts"), canonical=absolute(request.path), robots="" if listed else "noindex"),
    }
    return render(request, "articles/people.html", context)


def lettered[Named](items: Iterable[Named], name: Callable[[Named], str]) -> list[dict[str, Any]]:
    """`items`, in the order of their folded names, under their first letters; `#` for what begins with none."""
    return [
        {"letter": letter.upper(), "key": f"letter-{letter if letter != '#' else 'other'}", "items": list(group)}
        for letter, group in groupby(items, key=lambda each: first_letter(name(each)))
    ]


@read_only
@alike
def topics(request: HttpRequest) -> HttpResponse:
    """Tags that public articles in the language of the page carry: the most used in a band, then all by name."""
    used = list(Tag.objects.used(get_language() or settings.LANGUAGE_CODE)[:TOPICS])
    named = sorted(used, key=lambda each: sort_key(each.name))
    context = {
        "tags": named,
        "top": used[:TOP_TOPICS] if len(used) > 2 * TOP_TOPICS else [],
        "groups": lettered(named, lambda each: sort_key(each.name)) if len(used) > LETTERED else [],
        "head": Head(title=_("Topics"), canonical=absolute(request.path), robots="" if used else "noindex"),
    }
    return render(request, "articles/topics.html", context)


def address_of(model: type[Category | Country | Tag | Person | Series], pk: int) -> str | None:
    """Where the object lives today; None when it is no more."""
    found = model._default_manager.in_bulk([pk]).get(pk)
    return found.get_absolute_url() if found else None
