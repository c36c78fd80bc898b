"""What every answer gets, and what no request gets away with."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

Answer = Callable[[HttpRequest], HttpResponse]
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
PERMISSIONS = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def frame(get_response: Answer) -> Answer:
    """Refuse methods that no route of ours has (TRACE would echo cookies); send what Django has no setting for."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path.startswith(settings.DESK_PATHS) and not hasattr(response, "_csp_config"):
            # What django.views.decorators.csp.csp_override does, for whole apps that are not ours to decorate.
            response._csp_config = settings.DESK_CSP  # type: ignore[attr-defined]
        return response

    return answer
