"""The board's addresses. Listings come with the board itself; until then each page says what to do today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from geopolist.identity.chrome import chrome
from geopolist.lib.head import Head, absolute
from geopolist.lib.reading import alike, read_only


@read_only
@alike
def board(request: HttpRequest) -> HttpResponse:
    return board_page(
        request,
        _("Jobs"),
        _("No openings are listed at the moment. To be told of new ones, or to list one, write to us."),
    )


@read_only
@alike
def post(request: HttpRequest) -> HttpResponse:
    text = _(
        "Listing a job is free. Send the title, the place, the closing date and how to apply; "
        "an editor reads each listing before it appears."
    )
    return board_page(request, _("Post a job"), text)


@read_only
@never_cache
def dashboard(request: HttpRequest) -> HttpResponse:
    return board_page(
        request, _("Job dashboard"), _("To change or withdraw a listing, write to us from the address that sent it.")
    )


def board_page(request: HttpRequest, heading: str, text: str) -> HttpResponse:
    head = Head(title=heading, canonical=absolute(request.path))
    context = {"heading": heading, "text": text, "contact_email": chrome(request).contact_email, "head": head}
    return render(request, "jobs/board.html", context)
