"""Public pictures, where no other server hands them out."""

import re
from functools import partial

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import quote_etag

from geopolist.lib.reading import read_only
from geopolist.library.renditions import MEDIA_TYPES, TOP
from geopolist.library.serving import Stored, answer

# The alphabet of our own names. Dots stand before the extension only, so no path leads out of the folder.
_NAME = re.compile(rf"(?:[a-z0-9][a-z0-9_-]*/)*[a-z0-9][a-z0-9_-]*\.({'|'.join(MEDIA_TYPES)})", re.ASCII)
_CACHE = {True: "public, max-age=31536000, immutable", False: "public, max-age=3600"}


@read_only
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of public storage; 404 for anything that is not a picture of ours."""
    known = _NAME.fullmatch(path)
    if known is None:
        raise Http404
    headers = {
        "Cache-Control": _CACHE[path.startswith(f"{TOP}/")],
        # Feed readers and other sites' previews show our pictures on their own pages.
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    try:
        return answer(request, _stored(path, MEDIA_TYPES[known[1]]), headers)
    except FileNotFoundError as error:
        raise Http404 from error


def _stored(path: str, media_type: str) -> Stored:
    size, modified = default_storage.size(path), default_storage.get_modified_time(path)
    etag = quote_etag(f"{int(modified.timestamp() * 1000):x}-{size:x}")
    return Stored(partial(default_storage.open, path), size, media_type, etag, modified)
