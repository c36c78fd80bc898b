"""The least that Django can do: a view that returns the bytes of a file, without middleware or database."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

os.environ.pop("DJANGO_SETTINGS_MODULE", None)
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="only for measuring")  # noqa: S106

BODY = Path(os.environ["BODY"]).read_bytes()


def view(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(BODY)


urlpatterns = [path("", view)]
application = get_wsgi_application()
