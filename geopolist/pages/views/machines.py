"""What machines ask for: robots.txt, the sitemap, and what a browser needs to install the site."""

import hashlib
import json
from datetime import datetime
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.encoding import iri_to_uri

from articles.models import Article, Category, Country, Person, Series
from geopolist.identity.chrome import chrome
from geopolist.lib.head import absolute
from geopolist.lib.links import home_url
from geopolist.lib.reading import read_only
from geopolist.pages.models import Page

# As many as one file may name.
SITEMAP_SIZE = 50_000
# What a page needs to look like itself.
SHELL = [
    *("css/site.css", "css/late.css", "js/boot.js", "js/site.js", "icons.svg"),
    *(f"fonts/{face}.woff2" for face in ("display", "sans", "text", "text-bold", "text-italic")),
]
CLOSED = ("/admin/", "/accounts/", "/search/", "/my-bookmarks/", "/readyz")


@read_only
def favicon(request: HttpRequest) -> HttpResponse:
    """What programs ask for that read no markup."""
    return HttpResponseRedirect(static("img/icon-32.png"), headers={"Cache-Control": "public, max-age=86400"})


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
        "id": "/",
        "name": site.name,
        "short_name": site.name[:12],
        "description": site.description,
        "lang": site.language.code,
        "dir": site.language.dir,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "display_override": ["minimal-ui", "standalone"],
        "background_color": "#ffffff",
        "theme_color": "#10151d",
        "icons": [
            *(icon(f"img/icon-{size}.png", size) for size in (192, 512)),
            icon("img/icon-maskable.png", 512) | {"purpose": "maskable"},
        ],
    }
    return JsonResponse(answer, content_type="application/manifest+json")


def icon(path: str, size: int) -> dict[str, str]:
    return {"src": static(path), "sizes": f"{size}x{size}", "type": "image/png"}


@read_only
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that gives an installed site its pages without a network; a new release makes it a new one."""
    shell = [*(static(path) for path in SHELL), reverse("pages:offline")]
    version = hashlib.sha256(json.dumps(shell).encode()).hexdigest()[:12]
    site = {"version": version, "shell": shell, "offline": reverse("pages:offline")}
    answer = HttpResponse(f"self.SITE = {json.dumps(site)};\n{worker_script()}", content_type="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@cache
def worker_script() -> str:
    return (settings.BASE_DIR / "static" / "js" / "service-worker.js").read_text(encoding="utf-8")


@read_only
def sitemap(request: HttpRequest) -> HttpResponse:
    """What search engines may keep: front page, public articles and pages, lists with articles, people, series."""
    entries: list[tuple[str, datetime | None]] = [
        (home_url(code), None) for code in chrome(request).identity.enabled_languages
    ]
    entries += [(each.get_absolute_url(), each.updated_at) for each in Article.objects.public().for_sitemap()]
    entries += [(each.get_absolute_url(), each.changed_at) for each in Page.objects.public().for_sitemap()]
    sections = [each for each in Category.objects.with_counts(settings.LANGUAGE_CODE) if each.article_count]
    countries = Country.objects.used(settings.LANGUAGE_CODE)
    entries += [
        (each.get_absolute_url(), None)
        for each in [*sections, *countries, *Person.objects.listed(), *Series.objects.all()]
    ]
    context = {"entries": [(iri_to_uri(absolute(path)), when) for path, when in entries[:SITEMAP_SIZE]]}
    return render(request, "pages/sitemap.xml", context, content_type="application/xml")
