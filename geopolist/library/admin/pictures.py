"""A picture as the desk's scripts and templates see it."""

import json
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from geopolist.lib.picture import Picture
from geopolist.library import renditions
from geopolist.library.models import Image

# Where readers meet each shape; those that show the picture whole have none.
PLACES = {
    "card": _("Card"),
    "lead": _("Front page"),
    "cover": _("Cover"),
    "share": _("Other sites"),
    "portrait": _("Portrait"),
}


def picture_item(image: Image) -> dict[str, Any]:
    """`src` is the smallest rendition of the whole picture; `width` and `height` are the original's; `focus` its point,
    across and down. No query."""
    shown = image.picture("whole")
    return {
        "id": image.public_id,
        "pk": image.pk,
        "name": image.name,
        "alt": image.alt,
        "decorative": image.decorative,
        "caption": image.caption,
        "credit": image.credit,
        "src": smallest(shown),
        "srcset": shown.srcset,
        "width": image.width,
        "height": image.height,
        "focus": [image.focal_x, image.focal_y],
        "edit": reverse("admin:library_image_change", args=[image.pk]),
    }


def preview_fragment(facts: str, src: str = "") -> SafeString:
    """The file as it is, with its picture if it is one, and the one that is chosen in its place."""
    return render_to_string("admin/library/preview.html", {"facts": facts, "src": src})


def item_json(image: Image | None) -> str:
    """The picture for an attribute that scripts read; empty without one."""
    return json.dumps(picture_item(image)) if image else ""


def smallest(picture: Picture) -> str:
    """The address of its smallest JPEG."""
    return picture.srcset.split(" ", 1)[0]


def focal_fragment(image: Image | None = None, *, fields: tuple[str, str] = ("", "")) -> SafeString:
    """The element on which the focal point is set, with the crops around it. Without script nothing is seen of it.

    `fields` are the ids of those that hold the point. Without a picture it waits for one (`show` of its script).
    """
    crops = [(PLACES[name], *ratio.shape) for name, ratio in renditions.RATIOS.items() if ratio.shape]
    context = {"crops": crops, "fields": fields, "item": item_json(image)}
    return render_to_string("admin/library/focal.html", context)
