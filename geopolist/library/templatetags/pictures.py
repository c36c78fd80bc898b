"""One tag that draws a picture, whatever holds it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from geopolist.lib.picture import Picture, picture_from_dict
from geopolist.library.models import Image

register = template.Library()


@register.simple_tag
def picture(
    image: Image | Picture | Mapping[str, Any] | None,
    ratio: str = "whole",
    sizes: str = "100vw",
    eager: bool = False,
    alt: str | None = None,
) -> SafeString | str:
    """Draw a picture; nothing for None. No query.

    `image` is an Image, a Picture, or the dict of one, which have their shape already. `sizes` is the HTML attribute.
    `eager` is for the one picture that the page opens with. `alt` overrides the picture's own, also when empty.
    """
    shown = as_picture(image, ratio)
    if shown is None:
        return ""
    if alt is not None:
        shown = replace(shown, alt=alt, decorative=not alt)
    return render_to_string("components/picture.html", {"picture": shown, "sizes": sizes, "eager": eager})


def as_picture(image: Image | Picture | Mapping[str, Any] | None, ratio: str) -> Picture | None:
    if isinstance(image, Image):
        return image.picture(ratio)
    if isinstance(image, Mapping):
        return picture_from_dict(image) if image else None
    return image or None
