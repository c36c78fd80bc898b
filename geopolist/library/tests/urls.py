"""The library alone, as its tests need it."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [path("admin/", admin.site.urls), path("", include("geopolist.library.urls"))]
