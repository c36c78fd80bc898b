"""The beacon: a page says by its address that somebody reads it."""

from http import HTTPStatus
from urllib.parse import unquote

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from geopolist.addresses import paths
from geopolist.addresses import registry as addresses
from geopolist.addresses.models import Address
from geopolist.audience import counting, robots
from geopolist.audience import registry as audience
from geopolist.guard import client, limits

# The longest address with every letter spelled in percent signs.
LONGEST = 12 * paths.MAX_LENGTH
# For each network address: many readers may share one, and none of them loads a page every second for long.
LIMIT, SECONDS = 2000, 600


@csrf_exempt
@require_POST
def readings(request: HttpRequest) -> HttpResponse:
    """204 for the address of a page, sent by one of our pages, whether it is counted or not.

    No token: it carries no authority, and pages that are alike for everybody can hold none.
    """
    if not is_from_here(request):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    if not is_short(request):
        return HttpResponse(status=HTTPStatus.CONTENT_TOO_LARGE)
    try:
        path = paths.normal(unquote(request.body.decode(), errors="strict"))
    except (paths.BadPath, UnicodeDecodeError):
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    if is_reader(request) and is_within_limits(request):
        take_note(request, path)
    return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Cache-Control": "no-store"})


def is_from_here(request: HttpRequest) -> bool:
    """Whether a page of this site sent it: by what browsers say themselves, the older ones by the origin alone."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def is_short(request: HttpRequest) -> bool:
    """Whether it says its length, and that is an address's. What is longer is not even read."""
    length = request.headers.get("Content-Length", "")
    return length.isdecimal() and int(length) <= LONGEST


def is_reader(request: HttpRequest) -> bool:
    """Whether it is a person, reading, who does not mind: no program, no page fetched ahead, nobody of the desk."""
    headers = request.headers
    minds = headers.get("Sec-GPC") == "1" or headers.get("DNT") == "1"
    is_ahead = "Sec-Purpose" in headers
    return not (minds or is_ahead or robots.is_robot(agent_of(request)) or request.user.is_staff)


def is_within_limits(request: HttpRequest) -> bool:
    address = client.address(request)
    return limits.hit("readings", address, limit=LIMIT, seconds=SECONDS, when_down="open").allowed


def take_note(request: HttpRequest, path: str) -> None:
    """Count a reading of what is public at an address, if its kind is counted."""
    row = Address.objects.look_up(path)
    model: type[models.Model] | None = row.content_type.model_class() if row else None
    kind = addresses.kind_of(row.content_type) if row else None
    if row and model and kind and audience.counted(model) and kind.url(row.object_id):
        counting.count(model, row.object_id, address=client.address(request), agent=agent_of(request))


def agent_of(request: HttpRequest) -> str:
    return request.headers.get("User-Agent", "")
