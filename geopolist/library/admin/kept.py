"""What the desks of pictures, documents and references have in common."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from geopolist.lib.desk import ExportAdmin, OwnTransactions
from geopolist.library.models import users_of
from geopolist.library.models.kept import Kept

# The code of the error that says so.
SAME = "same"


class IsUsed(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "used"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, Any]]:
        return [("no", _("Unused"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.unused() if self.value() == "no" else queryset


class KeptAdmin[Thing: Kept](ExportAdmin[Thing], OwnTransactions[Thing]):
    show_full_result_count = False
    readonly_fields = ["where_used"]

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, list[Any]]:
        """What is in use cannot be deleted: it would leave holes in pages."""
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        return (
            to_delete,
            counts,
            perms_needed,
            [*protected, *(user for thing in objs for user in links_to_users(thing))],
        )

    @admin.display(description=_("used by"))
    def where_used(self, thing: Thing) -> str | SafeString:
        links = links_to_users(thing)
        if not links:
            return str(_("Nothing uses it."))
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((link,) for link in links)))


class UploadForm(forms.ModelForm[Any]):
    """Checks the file with the form, so that a refusal stands beside the field and nothing typed is lost.

    A file that the library has already is taken only from whoever says to keep both; `same` is what is made of it.
    """

    upload = forms.FileField(label=_("file"), required=False)
    same: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "upload" in self.fields:
            self.fields["upload"].required = self.instance.pk is None
            if self.instance.pk:
                self.fields["upload"].label = _("replace the file")

    def clean_upload(self) -> Any:
        file = self.cleaned_data.get("upload")
        if not file:
            return None
        checked = self.check_upload(file)
        others = self._meta.model._default_manager.exclude(pk=self.instance.pk)
        self.same = others.made_of(checked.sha256).first()
        # No field of the form: it would count among the changes, and be saved.
        if self.same is not None and not self.data.get("keep_both"):
            raise forms.ValidationError(there_is_one(self.same), code=SAME)
        return checked

    def check_upload(self, file: Any) -> Any:
        """What the model's `take` accepts. Raises ValidationError."""
        raise NotImplementedError


def there_is_one(thing: Kept) -> SafeString:
    """Beside the field of a file that the library has already: where, and how to keep both."""
    address = reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])
    return format_html(
        '{} <a href="{}">{}</a>. {} <label><input type="checkbox" name="keep_both"> {}</label>',
        _("The library has this file already:"),
        address,
        thing,
        _("Use that one, or choose the file once more and keep both."),
        _("Keep both"),
    )


def links_to_users(thing: Kept) -> list[str | SafeString]:
    """A link to the desk's page of everything that uses this, or its name where there is no such page."""
    links: list[str | SafeString] = []
    for model, ids in users_of(thing.use_kind, thing.public_id).items():
        links += [_link(user) for user in model._base_manager.filter(pk__in=ids).order_by("pk")]
    return links


def _link(user: models.Model) -> str | SafeString:
    words = f"{user._meta.verbose_name}: {user}"
    try:
        address = reverse(f"admin:{user._meta.app_label}_{user._meta.model_name}_change", args=[user.pk])
    except NoReverseMatch:
        return words
    return format_html('<a href="{}">{}</a>', address, words)
