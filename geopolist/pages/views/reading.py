"""The front page and static pages."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.heads import alternates, site_data
from articles.models import settle_each
from articles.views.lists import begin
from articles.views.preview import NOT_FOR_MACHINES, kept_by_nobody
from geopolist.addresses.views import old_key
from geopolist.identity.chrome import chrome
from geopolist.identity.speech import speak
from geopolist.lib.head import Head, absolute
from geopolist.lib.links import home_url
from geopolist.lib.reading import alike, read_only
from geopolist.pages.front import front_page
from geopolist.pages.models import Page


@read_only
@alike
def home(request: HttpRequest, language: str = "") -> HttpResponse:
    """The front page; WordPress's `/?p=12` and `/?s=word` are led on from here."""
    if not language and request.GET:
        if answer := old_key(request):
            return answer
        if "s" in request.GET:
            return HttpResponsePermanentRedirect(f"{reverse('search:search')}?{urlencode({'q': request.GET['s']})}")
    spoken = begin(request, language)
    site = chrome(request)
    front = front_page(site, spoken)
    head = Head(canonical=absolute(home_url(spoken)), description=site.description)
    head.alternates = alternates("/", site)
    head.add(site_data(site))
    return render(request, "pages/home.html", {**front, "head": head})


@alike
def page(request: HttpRequest, pk: int, *, language: str = "") -> HttpResponse:
    """A public static page; 410 with its notice when it is gone; 404 for everyone else's drafts."""
    found = get_object_or_404(Page.objects.for_page(), pk=pk)
    speak(found.language)
    if found.is_gone:
        return render(request, "410.html", {"notice": found.withdrawal_notice}, status=410)
    if not found.is_published:
        raise Http404
    return render(request, "pages/page.html", page_context(found))


def page_context(found: Page) -> dict[str, Any]:
    """What its template takes. Two queries."""
    head = Head(
        title=found.title,
        description=found.seo_description or found.standfirst,
        canonical=absolute(found.get_absolute_url()),
        robots="noindex" if found.noindex else "",
    )
    return {
        "page_object": found,
        "crumbs": [
            {"name": each.title, "url": each.get_absolute_url()} for each in Page.objects.public().line_to(found)
        ],
        "children": list(Page.objects.public().under(found)),
        "head": head,
    }


def page_preview(request: HttpRequest, found: Page, **context: object) -> HttpResponse:
    """A page that need not be public nor saved, by its own template, for the desk. Kept by nobody."""
    speak(found.language)
    page = page_context(found)
    page["head"].robots = NOT_FOR_MACHINES
    return kept_by_nobody(render(request, "pages/preview.html", {**page, "is_preview": True, **context}))


def page_url(pk: int) -> str | None:
    """Where it lives today; None when it is not shown."""
    found = Page.objects.public().filter(pk=pk).first()
    return found.get_absolute_url() if found else None


def any_page_is_public(keys: list[int]) -> bool:
    return Page.objects.public().filter(pk__in=keys).exists()


def pages_changed(keys: list[int]) -> None:
    """Render anew the pages that use an image or document that has changed."""
    settle_each(Page.objects, keys, render=True)


@read_only
def offline(request: HttpRequest) -> HttpResponse:
    """For readers who installed the site: the browser keeps it, and shows it where there is no network."""
    return render(request, "pages/offline.html", {"heading": _("You are offline"), "head": Head(robots="noindex")})


@read_only
@alike
def corrections(request: HttpRequest) -> HttpResponse:
    """Where corrections will be listed. Says plainly that there are none and where to report an error."""
    email = chrome(request).contact_email
    heading = _("Corrections")
    text = _(
        "No corrections have been published. If you find an error, write to us: "
        "we answer, and we say publicly what we changed."
    )
    head = Head(title=heading, canonical=absolute(request.path))
    context = {"heading": heading, "text": text, "contact_email": email, "head": head}
    return render(request, "pages/notice.html", context)
