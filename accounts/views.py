"""What is personal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from geopolist.identity.chrome import chrome
from geopolist.lib.head import Head, absolute
from geopolist.lib.reading import read_only


@read_only
@never_cache
def bookmarks(request: HttpRequest) -> HttpResponse:
    """Says what bookmarks will be, and what works today."""
    heading = _("My bookmarks")
    text = _(
        "Saving articles opens with member accounts. Until then your browser's own bookmarks keep every address here:"
        " none of them will change."
    )
    head = Head(title=heading, canonical=absolute(request.path), robots="noindex")
    context = {"heading": heading, "text": text, "contact_email": chrome(request).contact_email, "head": head}
    return render(request, "pages/notice.html", context)
