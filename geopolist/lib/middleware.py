"""What every answer gets, and what no request gets away with."""

import re
from collections.abc import Callable
from threading import BoundedSemaphore
from urllib.parse import urlsplit

import brotli
from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.templatetags.static import static
from django.utils.cache import patch_vary_headers

Answer = Callable[[HttpRequest], HttpResponse]
TEXTS = ("text/", "application/xml", "application/json", "application/rss+xml", "application/manifest+json")
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
# As fast as gzip at its usual level.
BROTLI_QUALITY = 5
WORTH_COMPRESSING = 200
ACCEPTS_BROTLI = re.compile(r"\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
# Which links a browser fetches while the reader is about to follow them; with data saver on it fetches none.
PREFETCH = "prefetch.speculationrules"
PROBES = ("/healthz", "/readyz")
PERMISSIONS = (
    "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=(), browsing-topics=()"
)
# Seconds that a page waits for its turn: as long as ten take.
LONGEST_WAIT = 0.05
# What browsers keep without being told how long, some of it for ever.
KEPT_FOR_EVER = (301, 308, 404, 410)
DISGUISED = re.compile(r"%(2f|5c|00|0[ad])", re.IGNORECASE)


def frame(get_response: Answer) -> Answer:
    """Refuse paths in disguise and methods that no route of ours has; send what Django has no setting for."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if is_disguised(request):
            raise Http404
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path.startswith(settings.MAILED_PATHS):
            # The address is a secret. Not `no-referrer`: then browsers say `Origin: null`, and no form is taken.
            response.headers["Referrer-Policy"] = "same-origin"
        if is_for_one_reader(response):
            response.headers.setdefault("Cache-Control", "private, no-store")
        if request.path.startswith(settings.DESK_PATHS):
            if not hasattr(response, "_csp_config"):
                # What django.views.decorators.csp.csp_override does, for whole apps that are not ours to decorate.
                response._csp_config = settings.DESK_CSP  # type: ignore[attr-defined]
        elif response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Speculation-Rules", f'"{static(PREFETCH)}"')
        return response

    return answer


def in_turn(get_response: Answer) -> Answer:
    """Make few pages at once in a process: threads that fight for Python's one lock take longer for all of them.

    Nobody waits long for those who wait themselves, for a database say.
    """
    # Where the database is a server, one page is made while another waits for it.
    turns = BoundedSemaphore(1 if connection.vendor == "sqlite" else 2)

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        has_turn = turns.acquire(timeout=LONGEST_WAIT)
        try:
            return get_response(request)
        finally:
            if has_turn:
                turns.release()

    return answer


def revalidate(get_response: Answer) -> Answer:
    """Have browsers ask again before they show a page once more, or repeat that an address has moved or is gone."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page or response.status_code in KEPT_FOR_EVER:
            response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return answer


def without_body(get_response: Answer) -> Answer:
    """Answer HEAD with the headers of GET alone: the web server complains of a body that it has to drop."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "HEAD" and not response.streaming:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response

    return answer


def host_of_probes(get_response: Answer) -> Answer:
    """Answer the probes by whatever name they ask: they know the machine, not the site, and no name is in the answer.

    Outside everything that asks for the host, whose refusal would tell a monitor that the site is ill.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path in PROBES:
            request.META["HTTP_HOST"] = urlsplit(settings.SITE_URL).netloc
        return get_response(request)

    return answer


class CompressText(GZipMiddleware):
    """Brotli for public pages, feeds and data, a tenth smaller at the same cost; gzip for who does not take it.

    What must not be stored may hold a secret: there it is Django's gzip, which hides the length (BREACH).
    Static files are compressed when collected; ranges need media whole.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not isinstance(response, HttpResponse) or not response.headers.get("Content-Type", "").startswith(TEXTS):
            return response
        if self.takes_brotli(request, response):
            self.compress(response)
        # Names Accept-Encoding in Vary, and leaves alone what is compressed.
        return super().process_response(request, response)

    @staticmethod
    def takes_brotli(request: HttpRequest, response: HttpResponse) -> bool:
        accepted = ACCEPTS_BROTLI.search(request.headers.get("Accept-Encoding", ""))
        is_open = "no-store" not in response.headers.get("Cache-Control", "")
        return bool(accepted) and is_open and "Content-Encoding" not in response.headers

    @staticmethod
    def compress(response: HttpResponse) -> None:
        if len(response.content) < WORTH_COMPRESSING:
            return
        response.content = brotli.compress(response.content, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
        response.headers["Content-Encoding"] = "br"
        response.headers["Content-Length"] = str(len(response.content))
        patch_vary_headers(response, ("Accept-Encoding",))
        if response.headers.get("ETag", "").startswith('"'):
            response.headers["ETag"] = f"W/{response.headers['ETag']}"


def is_for_one_reader(response: HttpResponse) -> bool:
    """Whether a session or a token was looked at: what is in the page may be a secret between it and one reader."""
    return "cookie" in response.headers.get("Vary", "").lower() or bool(response.cookies)


def is_disguised(request: HttpRequest) -> bool:
    """Whether the path hides a slash, a backslash, a NUL or a line break behind percent signs.

    Only the request line tells, which gunicorn gives: to Django the decoded path looks like any other.
    """
    return bool(DISGUISED.search(request.META.get("RAW_URI", "").partition("?")[0]))
