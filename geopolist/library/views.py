"""Documents at `/files/<id>/<name>`."""

import logging

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header, quote_etag

from geopolist.lib.reading import read_only
from geopolist.library.models import Document
from geopolist.library.serving import SEALED, Stored, answer

logger = logging.getLogger("geopolist.library")

# Not every browser shows a PDF inside a sandbox, and their viewers are sandboxes of their own.
_VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
# In a sealed sandbox a recording is a stranger to its own address, and does not play.
_PLAYER = "sandbox allow-same-origin; default-src 'none'; media-src 'self'; style-src 'unsafe-inline'"
_POLICIES = {"application/pdf": _VIEWER, "audio": _PLAYER, "video": _PLAYER}


@read_only
def document(request: HttpRequest, public_id: str, name: str) -> HttpResponseBase:
    """A document that something public uses, or that its editors look at; 404 for everybody else."""
    found = get_object_or_404(Document, public_id=public_id)
    # The user is asked for only if need be: an answer that depends on a cookie cannot be kept for the next reader.
    is_public = found.is_public
    if not is_public and not _may_see(request):
        raise Http404
    if name != found.name:
        return redirect(found, permanent=True)
    try:
        return answer(request, _stored(found), _headers(found, is_public=is_public))
    except FileNotFoundError as error:
        logger.error("document has lost its file", extra={"document": found.public_id})
        raise Http404 from error


def _may_see(request: HttpRequest) -> bool:
    return request.user.is_staff and request.user.has_perm("library.view_document")


def _stored(document: Document) -> Stored:
    etag = quote_etag(document.sha256[:32])
    return Stored(lambda: document.file.open("rb"), document.size, document.media_type, etag, document.filed_at)


def _headers(document: Document, *, is_public: bool) -> dict[str, str]:
    media_type = document.media_type
    policy = _POLICIES.get(media_type) or _POLICIES.get(media_type.split("/")[0]) or SEALED
    disposition = content_disposition_header(not document.kind.is_inline, document.name)
    return {
        "Content-Disposition": disposition or "attachment",
        "Content-Security-Policy": policy,
        # A document can be replaced at its address, and stops being public in the instant that what uses it ends: to be
        # asked for each time, and by its tag not sent again.
        "Cache-Control": "public, no-cache" if is_public else "private, no-store",
        "Cross-Origin-Resource-Policy": "cross-origin" if is_public else "same-origin",
    }
