from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.forms import Script
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from geopolist.library.admin.filling import FillingAdmin
from geopolist.library.admin.focus import FocusableAdmin
from geopolist.library.admin.image_form import DESCRIBED, ImageForm
from geopolist.library.admin.kept import IsUsed
from geopolist.library.admin.many import AddManyAdmin
from geopolist.library.admin.pictures import focal_fragment, picture_item, preview_fragment, smallest
from geopolist.library.models import Image
from geopolist.library.querysets import ImageQuerySet


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


@admin.register(Image)
class ImageAdmin(FillingAdmin, AddManyAdmin, FocusableAdmin):
    form = ImageForm
    asked_for = ["upload", *DESCRIBED]
    list_display = [
        *("thumbnail", "called", "alt_or_not", "credit_or_not", "licence_in_words", "uses", "size_in_words"),
        "created_at",
    ]
    list_display_links = ["called"]
    export_fields = [
        *("public_id", "name", "alt", "decorative", "caption", "credit", "licence", "licence_text", "licence_ends"),
        *("width", "height", "bytes", "source_url", "uploaded_by", "created_at"),
    ]
    list_filter = [Lacks, IsUsed, "licence"]
    search_fields = ["name", "alt", "caption", "credit", "=public_id"]
    list_per_page = 40
    told = ["public_id", "size_in_words", "uploaded_by", "created_at", "where_used"]
    readonly_fields = ["replacement", "crops", *told]
    fieldsets = [
        (None, {"fields": ["upload", "replacement", "crops", ("focal_x", "focal_y")]}),
        (_("Description"), {"fields": ["alt", "decorative", "caption", "credit"]}),
        (_("Licence"), {"fields": ["licence", "licence_text", "licence_ends", "source_url"]}),
        (_("About this picture"), {"fields": [*told]}),
    ]

    class Media:
        css = {"all": ["desk/library.css"]}
        js = [Script(f"desk/{name}.js", type="module") for name in ("focal", "file-preview", "picture-views")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Image]:
        return Image.objects.with_number_of_uses()

    def save_model(self, request: HttpRequest, obj: Image, form: forms.ModelForm[Image], change: bool) -> None:
        picture = form.cleaned_data.get("upload")
        if picture:
            before = self.size_in_words(obj) if change else ""
            obj.take(picture, by=request.user)
            self.tell_replaced(request, before, self.size_in_words(obj))
        elif {"focal_x", "focal_y"} & set(form.changed_data):
            obj.draw_again()
        elif form.changed_data:
            obj.save(update_fields=form.changed_data)

    def as_item(self, image: Image) -> dict[str, Any]:
        return picture_item(image)

    @admin.display(description=_("crops"))
    def crops(self, image: Image) -> SafeString:
        return focal_fragment(image if image.pk else None, fields=("id_focal_x", "id_focal_y"))

    @admin.display(description=_("preview"))
    def replacement(self, image: Image) -> SafeString:
        return preview_fragment(self.size_in_words(image), smallest(image.picture("whole")) if image.pk else "")

    @admin.display(description=_("picture"))
    def thumbnail(self, image: Image) -> SafeString:
        shown = image.picture("whole")
        height = round(160 * shown.height / shown.width)
        return format_html(
            '<img src="{}" alt="{}" width="160" height="{}" loading="lazy">', smallest(shown), shown.alt, height
        )

    @admin.display(description=_("file name"), ordering="name")
    def called(self, image: Image) -> str:
        return str(image)

    @admin.display(description=_("alternative text"))
    def alt_or_not(self, image: Image) -> str | SafeString:
        if image.decorative:
            return gettext("decorative")
        return image.alt or lacking(gettext("no alternative text"))

    @admin.display(description=_("credit"), ordering="credit")
    def credit_or_not(self, image: Image) -> str | SafeString:
        return image.credit or lacking(gettext("no credit"))

    @admin.display(description=_("licence"), ordering="licence")
    def licence_in_words(self, image: Image) -> str | SafeString:
        if image.has_ended_licence:
            return lacking(gettext("licence has ended"))
        return image.get_licence_display()

    @admin.display(description=_("used by"), ordering="number_of_uses")
    def uses(self, image: Image) -> str:
        number = image.number_of_uses  # type: ignore[attr-defined]  # annotated by get_queryset
        if not number:
            return gettext("unused")
        return ngettext("used %(number)d time", "used %(number)d times", number) % {"number": number}

    @admin.display(description=_("size"))
    def size_in_words(self, image: Image) -> str:
        if image.pk is None:
            return ""
        return f"{image.width} × {image.height}, {image.bytes / 2**20:.1f} MB"


def lacking(words: str) -> SafeString:
    return format_html('<span class="lacking">{}</span>', words)
