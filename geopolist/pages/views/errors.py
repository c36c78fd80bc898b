"""Pages for what went wrong: in the site's clothes, and without a query where the database may be what failed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from geopolist.lib.reading import answering
from geopolist.pages.demo import accounts


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return plain("400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """An expired form, most often: say so instead of talking of tokens."""
    return render(request, "403.html", {"form_has_expired": True}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answering(render(request, "404.html", status=404), exception)


def server_error(request: HttpRequest) -> HttpResponse:
    return plain("500.html", 500)


def plain(template: str, status: int) -> HttpResponse:
    """Rendered without the request: a broken database or a hostile Host must not break the page that says so.

    Whether the site is a demonstration tells the file of its accounts, which comes and goes with it.
    """
    return HttpResponse(loader.render_to_string(template, {"is_demo": accounts.file().exists()}), status=status)
