"""Which language a page speaks: its object's; without an object that of its address (`/tr/…`), then what `?lang=` asks
for, then the member's choice, then the default.

Never Accept-Language and never a cookie: the same address answers the same to everyone.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from geopolist.lib.links import LANGUAGE_KEY

from .chrome import chrome
from .models import FURTHER, SPOKEN

Answer = Callable[[HttpRequest], HttpResponse]


def language_middleware(get_response: Answer) -> Answer:
    def answer(request: HttpRequest) -> HttpResponse:
        with translation.override(asked_language(request)):
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
            if "Location" in response and LANGUAGE_KEY in request.GET:
                response["Location"] = led_on(request, response["Location"])
            return response

    return answer


def led_on(request: HttpRequest, location: str) -> str:
    """Where a page that was asked for in a language leads: on in that language, but for what `next` itself names."""
    named = (request.GET.get("next"), request.POST.get("next"))
    return location if location in named else chrome(request).spoken(location)


def asked_language(request: HttpRequest) -> str:
    """The language of a page without an object. Costs a query only where the address or the link names a language."""
    for named in (prefix(request.path), request.GET.get(LANGUAGE_KEY, "")):
        if named and named in chrome(request).identity.enabled_languages:
            return named
    # A member's choice is read only where a session already came: reading never opens one.
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        chosen = getattr(request.user, "language", "")
        return chosen if chosen in SPOKEN else settings.LANGUAGE_CODE
    return settings.LANGUAGE_CODE


def prefix(path: str) -> str:
    """The further language in front of an address, whether or not there is anything; empty for none."""
    first = path.removeprefix("/").partition("/")[0].lower()
    return first if first in FURTHER else ""


def speak(language: str) -> None:
    """Turn to the language of the object being shown, before anything is rendered. The middleware turns back."""
    translation.activate(language)
