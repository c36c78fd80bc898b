"""What machines ask for: robots.txt, the web app manifest, the sitemap."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.encoding import iri_to_uri

from articles.models import Article, Category, Person, Series
from geopolist.identity.chrome import chrome
from geopolist.lib.head import absolute
from geopolist.lib.links import home_url
from geopolist.lib.reading import read_only
from geopolist.pages.models import Page

# As many as one file may name.
SITEMAP_SIZE = 50_000
CLOSED = ("/admin/", "/accounts/", "/search/", "/my-bookmarks/", "/readyz")


@read_only
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in CLOSED),
        "",
        f"Sitemap: {absolute(reverse('pages:sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@read_only
def manifest(request: HttpRequest) -> HttpResponse:
    site = chrome(request)
    answer = {
        "name": site.name,
        "short_name": site.name[:12],
        "description": site.description,
        "start_url": "/",
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": "#10151d",
        "icons": [
            {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
            for size in (192, 512)
        ],
    }
    return JsonResponse(answer, content_type="application/manifest+json")


@read_only
def sitemap(request: HttpRequest) -> HttpResponse:
    """What search engines may keep: front page, public articles and pages, sections with articles, people, series."""
    entries: list[tuple[str, datetime | None]] = [
        (home_url(code), None) for code in chrome(request).identity.enabled_languages
    ]
    entries += [(each.get_absolute_url(), each.updated_at) for each in Article.objects.public().for_sitemap()]
    entries += [(each.get_absolute_url(), each.changed_at) for each in Page.objects.public().for_sitemap()]
    sections = [each for each in Category.objects.with_counts(settings.LANGUAGE_CODE) if each.article_count]
    entries += [
        (each.get_absolute_url(), None) for each in [*sections, *Person.objects.listed(), *Series.objects.all()]
    ]
    context = {"entries": [(iri_to_uri(absolute(path)), when) for path, when in entries[:SITEMAP_SIZE]]}
    return render(request, "pages/sitemap.xml", context, content_type="application/xml")
