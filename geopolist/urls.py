"""Addresses to apps: wiring only. What no route takes is looked up in the table of addresses."""

from django.contrib import admin
from django.urls import include, path, re_path

from geopolist.addresses.views import find
from geopolist.lib import converters

converters.register()

urlpatterns = [
    path("admin/", include("geopolist.pages.desk_urls")),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("", include("geopolist.library.urls")),
    path("", include("accounts.urls")),
    path("", include("jobs.urls")),
    path("", include("articles.urls")),
    path("", include("geopolist.pages.urls")),
    path("", include("geopolist.pages.search_urls")),
    re_path(r"^(?P<path>.+)$", find, name="address"),
]
handler400 = "geopolist.pages.views.bad_request"
handler403 = "geopolist.pages.views.forbidden"
handler404 = "geopolist.pages.views.not_found"
handler500 = "geopolist.pages.views.server_error"
