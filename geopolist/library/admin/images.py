from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from geopolist.lib.picture import Picture
from geopolist.library import intake
from geopolist.library.admin.choosing import ChoosableAdmin
from geopolist.library.admin.kept import IsUsed, UploadForm
from geopolist.library.models import Image
from geopolist.library.querysets import ImageQuerySet

ACCEPTED = ",".join(f".{extension}" for extensions in intake.EXTENSIONS.values() for extension in extensions)


class Lacks(admin.SimpleListFilter):
    title = _("to do")
    parameter_name = "lacks"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, Any]]:
        return [
            ("alt", _("Missing alternative text")),
            ("credit", _("Missing credit")),
            ("licence", _("Licence has ended")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> ImageQuerySet:
        narrowed = {
            "alt": queryset.missing_alt,
            "credit": queryset.missing_credit,
            "licence": queryset.with_ended_licence,
        }
        wanted = narrowed.get(self.value() or "")
        return wanted() if wanted else queryset


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

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.has_error("alt") and not values.get("alt") and not values.get("decorative"):
            message = _("Say what the picture shows, or tick “decorative” if it tells nothing that the text does not.")
            self.add_error("alt", forms.ValidationError(message, code="required"))
        return values


@admin.register(Image)
class ImageAdmin(ChoosableAdmin[Image]):
    form = ImageForm
    asked_for = ["upload", "alt", "decorative", "caption", "credit", "licence", "licence_text"]
    list_display = ["thumbnail", "name", "alt_or_not", "credit", "licence", "size_in_words", "created_at"]
    list_display_links = ["thumbnail", "name"]
    export_fields = [
        *("public_id", "name", "alt", "decorative", "caption", "credit", "licence", "licence_text", "licence_ends"),
        *("width", "height", "bytes", "source_url", "uploaded_by", "created_at"),
    ]
    list_filter = [Lacks, IsUsed, "licence"]
    search_fields = ["name", "alt", "caption", "credit", "=public_id"]
    list_per_page = 40
    readonly_fields = ["thumbnail", "public_id", "size_in_words", "uploaded_by", "created_at", "where_used"]
    fieldsets = [
        (None, {"fields": ["thumbnail", "upload", "alt", "decorative", "caption", "credit"]}),
        (_("Licence"), {"fields": ["licence", "licence_text", "licence_ends", "source_url"]}),
        (_("Focal point"), {"fields": [("focal_x", "focal_y")]}),
        (
            _("About this picture"),
            {"fields": ["public_id", "size_in_words", "uploaded_by", "created_at", "where_used"]},
        ),
    ]

    def save_model(self, request: HttpRequest, obj: Image, form: forms.ModelForm[Image], change: bool) -> None:
        picture = form.cleaned_data.get("upload")
        if picture:
            obj.take(picture, by=request.user)
        elif {"focal_x", "focal_y"} & set(form.changed_data):
            obj.draw_again()
        elif form.changed_data:
            obj.save(update_fields=form.changed_data)

    def as_item(self, image: Image) -> dict[str, Any]:
        """`src` is the smallest rendition of the whole picture; `width` and `height` are the original's."""
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
        }

    @admin.display(description="")
    def thumbnail(self, image: Image) -> str | SafeString:
        if image.pk is None:
            return ""
        shown = image.picture("whole")
        height = round(160 * shown.height / shown.width)
        return format_html(
            '<img src="{}" alt="{}" width="160" height="{}" loading="lazy">', smallest(shown), shown.alt, height
        )

    @admin.display(description=_("alternative text"))
    def alt_or_not(self, image: Image) -> str:
        if image.decorative:
            return gettext("decorative")
        return image.alt or gettext("missing")

    @admin.display(description=_("size"))
    def size_in_words(self, image: Image) -> str:
        if image.pk is None:
            return ""
        return f"{image.width} × {image.height}, {image.bytes / 2**20:.1f} MB"


def smallest(picture: Picture) -> str:
    """The address of its smallest JPEG."""
    return picture.srcset.split(" ", 1)[0]
