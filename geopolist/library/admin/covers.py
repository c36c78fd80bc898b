"""A picture of the library in the forms of others."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.forms import Script
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from geopolist.library.admin.image_form import upload_fragment
from geopolist.library.admin.pictures import focal_fragment, item_json
from geopolist.library.models import Image

# So many can be chosen where no script runs, besides the one that is.
NEWEST = 40


class CoverWidget(forms.Select):
    """Chooses a picture by its primary key, for a `ModelChoiceField` of pictures. Two queries.

    A dialog shows the library's grid and takes uploads; with the picture stand its crops at every ratio, and its focal
    point is set there. Without script it is a choice of the newest.
    """

    class Media:
        css = {"all": ["desk/library.css"]}
        js = [Script("desk/cover-picture.js", type="module")]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """By a template of the site's, where the renderer of forms does not look."""
        every: Any = self.choices
        chosen = every.queryset.filter(pk=value).first() if str(value or "").isdecimal() else None
        # No browser restores a choice that the script would not show.
        choices = [("", "---------"), *((image.pk, str(image)) for image in few(every.queryset, chosen))]
        context = {
            "select": forms.Select({**self.attrs, "autocomplete": "off"}, choices).render(name, value, attrs, renderer),
            "item": item_json(chosen),
            "focal": focal_fragment(),
            "focus": reverse("admin:library_image_focus", args=["ID"]),
            **upload_fragment(),
        }
        return render_to_string("admin/library/cover.html", context)


class PicturesAdmin[Row: models.Model](admin.ModelAdmin[Row]):
    """Every field of the form that holds a picture chooses it by a `CoverWidget`."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Image:
            kwargs["widget"] = CoverWidget()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def few(shelf: Any, chosen: Image | None) -> list[Image]:
    newest = list(shelf.order_by("-pk")[:NEWEST])
    return newest if chosen is None or chosen in newest else [chosen, *newest]
