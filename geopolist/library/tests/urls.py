"""The library alone, as its tests need it."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseNotFound
from django.urls import include, path


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponseForbidden(b"forbidden")


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponseNotFound(b"not found")


urlpatterns = [path("admin/", admin.site.urls), path("", include("geopolist.library.urls"))]
