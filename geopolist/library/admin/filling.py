"""What many pictures are told at once."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME, AdminForm
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override

from geopolist.library.models import Image

FILLED = ["credit", "licence", "licence_text", "licence_ends"]


class FillForm(forms.ModelForm[Image]):
    overwrite = forms.BooleanField(
        label=_("Also where something is written already"),
        required=False,
        help_text=_("Otherwise only what is empty is filled in."),
    )

    class Meta:
        model = Image
        fields = FILLED
        widgets = {"licence_ends": AdminDateWidget}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not self.errors and not any(values[name] for name in FILLED):
            raise forms.ValidationError(_("Fill in at least one field: what is left empty stays as it is."))
        return values

    def fill(self, image: Image) -> list[str]:
        """Write into this picture what was typed, and save it. The fields that are others now."""
        values = {name: self.cleaned_data[name] for name in FILLED if self.cleaned_data[name]}
        may_change = self.cleaned_data["overwrite"]
        changed = {
            name: value
            for name, value in values.items()
            if getattr(image, name) != value and (may_change or not getattr(image, name))
        }
        for name, value in changed.items():
            setattr(image, name, value)
        if changed:
            image.save(update_fields=[*changed])
        return [*changed]


class FillingAdmin(admin.ModelAdmin[Image]):
    """Actions on the pictures that are ticked in the list. To repeat one changes nothing."""

    actions = ["fill_in", "mark_decorative"]

    @admin.action(description=_("Fill in credit and licence…"), permissions=["change"])
    def fill_in(self, request: HttpRequest, queryset: QuerySet[Image]) -> HttpResponse | None:
        is_sent = "fill" in request.POST
        form = FillForm(request.POST if is_sent else None)
        if is_sent and form.is_valid():
            self.each(request, queryset, form.fill)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Fill in credit and licence"),
            "opts": self.opts,
            "form": form,
            "adminform": AdminForm(form, [(None, {"fields": [*form.fields]})], {}),
            "pictures": queryset,
            "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "across": request.POST.get("select_across", "0"),
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/library/image/fill.html", context, status=422 if is_sent else 200)

    @admin.action(description=_("Mark as decorative"), permissions=["change"])
    def mark_decorative(self, request: HttpRequest, queryset: QuerySet[Image]) -> None:
        self.each(request, queryset, _decorate)

    def each(self, request: HttpRequest, pictures: QuerySet[Image], change: Any) -> None:
        """`change` gives the names of the fields that it has changed."""
        done = 0
        for picture in pictures:
            if fields := change(picture):
                # The log is translated when it is read.
                with override(None):
                    labels = [str(self.opts.get_field(name).verbose_name) for name in fields]  # type: ignore[union-attr]
                self.log_change(request, picture, [{"changed": {"fields": labels}}])
                done += 1
        text = ngettext("%d picture is changed.", "%d pictures are changed.", done) % done
        self.message_user(request, text, messages.SUCCESS if done else messages.INFO)


def _decorate(picture: Image) -> list[str]:
    if picture.decorative:
        return []
    picture.decorative = True
    picture.save(update_fields=["decorative"])
    return ["decorative"]
