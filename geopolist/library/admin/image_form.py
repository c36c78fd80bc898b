"""What is asked about a picture, in the desk's form of it and wherever one is uploaded."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from geopolist.library import intake
from geopolist.library.admin.kept import UploadForm
from geopolist.library.models import Image

ACCEPTED = ",".join(f".{extension}" for extensions in intake.EXTENSIONS.values() for extension in extensions)
# What is asked for where pictures are added in passing; of the first two one is needed.
DESCRIBED = ["alt", "decorative", "caption", "credit", "licence", "licence_text"]


class ImageForm(UploadForm):
    class Meta:
        model = Image
        fields = [
            "alt",
            "decorative",
            "caption",
            "credit",
            "licence",
            "licence_text",
            "licence_ends",
            "focal_x",
            "focal_y",
            "source_url",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "upload" in self.fields:
            self.fields["upload"].widget.attrs["accept"] = ACCEPTED

    def check_upload(self, file: Any) -> intake.Incoming:
        return intake.read(file)

    @property
    def necessary(self) -> list[forms.BoundField]:
        """Without one of these no picture is taken."""
        return [self[name] for name in DESCRIBED[:2]]

    @property
    def further(self) -> list[forms.BoundField]:
        """What else is asked for where a picture is added in passing."""
        return [self[name] for name in DESCRIBED[2:]]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.has_error("alt") and not values.get("alt") and not values.get("decorative"):
            message = _("Say what the picture shows, or tick “decorative” if it tells nothing that the text does not.")
            self.add_error("alt", forms.ValidationError(message, code="required"))
        return values


def upload_fragment(typed: Any = None) -> dict[str, Any]:
    """What the fragment of an upload needs."""
    form = ImageForm(initial=typed.dict() if typed else None, auto_id=False)
    return {"address": reverse("admin:library_image_choose"), "form": form, "accepted": ACCEPTED}
