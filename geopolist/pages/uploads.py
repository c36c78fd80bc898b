"""Where the old site's uploads and attachment pages lead: to the file, as long as something public shows it."""

from django.http import Http404, HttpRequest, HttpResponse

from geopolist.library.models import Document, Image, is_used_in_public


def missing(request: HttpRequest, pk: int, language: str = "") -> HttpResponse:
    """The answer for a file that readers may not see."""
    raise Http404


def document_url(pk: int) -> str | None:
    document = Document.objects.filter(pk=pk).first()
    return document.get_absolute_url() if document and document.is_public else None


def image_url(pk: int) -> str | None:
    """The largest rendition. A picture of drafts keeps its unguessable name to itself."""
    image = Image.objects.filter(pk=pk).first()
    if image is None or not is_used_in_public(Image.use_kind, image.public_id):
        return None
    return image.picture("whole").src
