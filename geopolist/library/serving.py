"""A stored file as an answer: whole, in part, or not again, in bounded memory."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from geopolist.library import ranges

# Nothing in a file may act as a part of the site, even when it is opened in a tab of its own.
SEALED = "sandbox; default-src 'none'"


@dataclass(frozen=True)
class Stored:
    """A file and what HTTP wants to know of it. `etag` comes with its quotes."""

    open: Callable[[], IO[Any]]
    size: int
    media_type: str
    etag: str
    modified: datetime


def answer(request: HttpRequest, stored: Stored, headers: Mapping[str, str]) -> HttpResponseBase:
    """Answer GET and HEAD with `headers` and those of the file. Raises what `stored.open` raises."""
    seconds = int(stored.modified.timestamp())
    bare = HttpResponse(headers=_headers(stored, http_date(seconds), headers))
    conditional = get_conditional_response(request, etag=stored.etag, last_modified=seconds, response=bare)
    if conditional is not None and conditional is not bare:
        return conditional
    if request.method == "HEAD":
        bare.headers["Content-Length"] = str(stored.size)
        return bare
    try:
        part = ranges.parse(_range(request, stored, bare.headers["Last-Modified"]), stored.size)
    except ranges.Unsatisfiable:
        bare.status_code = 416
        bare.headers["Content-Range"] = f"bytes */{stored.size}"
        return bare
    body = _part(stored, part) if part else _whole(stored)
    for name, value in bare.headers.items():
        body.headers[name] = value
    return body


def _headers(stored: Stored, modified: str, headers: Mapping[str, str]) -> dict[str, str]:
    return {
        "Content-Type": stored.media_type,
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": SEALED,
        "Accept-Ranges": "bytes",
        "ETag": stored.etag,
        "Last-Modified": modified,
        **headers,
    }


def _range(request: HttpRequest, stored: Stored, modified: str) -> str:
    """The range that counts: none if the reader holds part of another file than this."""
    if request.headers.get("If-Range", stored.etag) not in (stored.etag, modified):
        return ""
    return request.headers.get("Range", "")


def _whole(stored: Stored) -> HttpResponseBase:
    response = FileResponse(stored.open())
    response.headers["Content-Length"] = str(stored.size)
    return response


def _part(stored: Stored, part: tuple[int, int]) -> HttpResponseBase:
    first, last = part
    length = last - first + 1
    response = StreamingHttpResponse(ranges.Part(stored.open(), first, length), status=206)
    response.headers["Content-Range"] = f"bytes {first}-{last}/{stored.size}"
    response.headers["Content-Length"] = str(length)
    return response
