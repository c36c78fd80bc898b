"""What the desks of pictures, documents and references have in common."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db import models
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from geopolist.lib.desk import ExportAdmin, OwnTransactions
from geopolist.library.models import users_of
from geopolist.library.models.kept import Kept

# The code of the error that says so.
SAME = "same"
# Of each kind that uses a thing, so many are named.
LISTED = 50


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

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Thing | None:
        thing = super().get_object(request, object_id, from_field)
        if thing is not None:
            thing.request = request  # type: ignore[attr-defined]
        return thing

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, list[Any]]:
        """What is in use cannot be deleted: it would leave holes in pages."""
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        return (
            to_delete,
            counts,
            perms_needed,
            [*protected, *(user for thing in objs for user in links_to_users(thing, request))],
        )

    def get_fieldsets(self, request: HttpRequest, obj: Thing | None = None) -> Any:
        """What is only told of a thing is told once there is one; no file is asked of those who may only look."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            told = set(self.readonly_fields)
            return [each for each in fieldsets if not told.issuperset(flatten_fieldsets([each]))]
        if self.has_change_permission(request, obj):
            return fieldsets
        return [
            (name, {**options, "fields": [field for field in options["fields"] if field != "upload"]})
            for name, options in fieldsets
        ]

    def tell_replaced(self, request: HttpRequest, before: str, after: str) -> None:
        """Say what has become of a file. Without `before` it is the first one, of which nothing is said."""
        if before:
            text = gettext("Before: %(before)s. Now: %(after)s. Everything that uses it shows the new file.")
            self.message_user(request, text % {"before": before, "after": after})

    @admin.display(description=_("used by"))
    def where_used(self, thing: Thing) -> str | SafeString:
        kinds = [
            (
                capfirst(kind.verbose_name_plural),
                number,
                format_html_join("", "<dd>{}</dd>", ((link,) for link in links)),
            )
            for kind, number, links in uses(thing, thing.request)  # type: ignore[attr-defined]
        ]
        if not kinds:
            return str(_("Nothing uses it."))
        return format_html("<dl>{}</dl>", format_html_join("", "<dt>{} ({})</dt>{}", kinds))


class UploadForm(forms.ModelForm[Any]):
    """Checks the file with the form, so that a refusal stands beside the field and nothing typed is lost.

    A file that the library has already is taken only from whoever says to keep both; `same` is what is made of it.
    """

    upload = forms.FileField(required=False)
    same: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "upload" in self.fields:
            self.fields["upload"].required = self.instance.pk is None
            self.fields["upload"].label = capfirst(_("replace the file") if self.instance.pk else _("file"))

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


def links_to_users(thing: Kept, request: HttpRequest) -> list[SafeString]:
    """What uses this, as the page that refuses to delete it tells."""
    found = uses(thing, request)
    return [format_html("{}: {}", kind.verbose_name, link) for kind, _number, links in found for link in links]


def uses(thing: Kept, request: HttpRequest) -> list[tuple[Any, int, list[str | SafeString]]]:
    """What uses this: the options of each model, their number, links to the newest. A query, and two for each model.

    What the asker may not see is counted, without its name.
    """
    found = []
    for model, ids in users_of(thing.use_kind, thing.public_id).items():
        newest = list(model._base_manager.filter(pk__in=ids).order_by("-pk")[:LISTED])
        seen = _seen(request, model, [user.pk for user in newest])
        links = [_link(user) for user in newest if user.pk in seen]
        if more := len(ids) - len(links):
            links.append(ngettext("and %d more", "and %d more", more) % more)
        found.append((model._meta, len(ids), links))
    return found


def _seen(request: HttpRequest, model: type[models.Model], keys: list[Any]) -> set[Any]:
    """Those that the asker finds in the desk's own list; of what has no desk, all or none."""
    if not admin.site.is_registered(model):
        may_look = request.user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")
        return set(keys) if may_look else set()
    desk = admin.site.get_model_admin(model)
    if not desk.has_view_permission(request):
        return set()
    return set(desk.get_queryset(request).filter(pk__in=keys).values_list("pk", flat=True))


def _link(user: models.Model) -> str | SafeString:
    """To the desk's page of what uses something, or its name where there is no such page."""
    try:
        address = reverse(f"admin:{user._meta.app_label}_{user._meta.model_name}_change", args=[user.pk])
    except NoReverseMatch:
        return str(user)
    return format_html('<a href="{}">{}</a>', address, user)
