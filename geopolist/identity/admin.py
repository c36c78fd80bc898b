from typing import Any

from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from geopolist.lib.desk import ExportAdmin

from . import comments
from .forms import TextsAdmin, TextsForm
from .links import check_linked
from .models import FURTHER, LINKED, TRANSLATED, MenuItem, SiteIdentity, SocialLink

WHEN_ALERT = ("alert_on_front_only", "alert_begins", "alert_ends")


class SiteIdentityForm(TextsForm[SiteIdentity]):
    languages = forms.MultipleChoiceField(
        label=_("Further languages"),
        choices=[(code, name) for code, name in settings.LANGUAGES if code in FURTHER],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = SiteIdentity
        fields = [*TRANSLATED, *WHEN_ALERT, "contact_email", "words_per_minute", "languages", *comments.FIELDS]

    def clean(self) -> dict[str, Any]:
        """The links of notice and alert lead somewhere, in each language."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in (f"{field}{suffix}" for field in LINKED for suffix in ("", *(f"_{code}" for code in FURTHER))):
            try:
                check_linked(cleaned.get(name, ""))
            except ValidationError as error:
                self.add_error(name, error)
        return cleaned


@admin.register(SiteIdentity)
class SiteIdentityAdmin(TextsAdmin[SiteIdentity]):
    form = SiteIdentityForm
    own = ["name", "tagline", "organisation", "description", "contact_email", "footer_text", "copyright", "notice_text"]
    fieldsets = [
        (None, {"fields": [*own]}),
        (_("Alert"), {"fields": ["alert_text", *WHEN_ALERT]}),
        (_("Reading"), {"fields": ["words_per_minute", "languages"]}),
        (
            _("Comments"),
            {
                "fields": comments.FIELDS,
                "description": _("Rules for what comes in. What was decided before stays as it is."),
            },
        ),
    ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one identity: its list is its form."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        SiteIdentity.objects.get_or_create(pk=1)
        return redirect("admin:identity_siteidentity_change", 1)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SiteIdentity | None = None) -> bool:
        return False


class MenuItemForm(TextsForm[MenuItem]):
    class Meta:
        model = MenuItem
        fields = ["menu", "parent", "order", "label", "description", "panel", "url", "content_type", "object_id"]


@admin.register(MenuItem)
class MenuItemAdmin(ExportAdmin[MenuItem], TextsAdmin[MenuItem]):
    form = MenuItemForm
    list_display = ["label", "menu", "parent", "order", "panel", "url", "content_type", "object_id"]
    export_fields = ["id", "menu", "parent", "order", "label", "description", "panel", "url", "content_type"]
    list_filter = ["menu"]
    list_select_related = ["parent", "content_type"]
    search_fields = ["label", "url"]
    fieldsets = [
        (None, {"fields": ["menu", "parent", "order", "label", "description", "panel", "url"]}),
        (_("Follow an object"), {"fields": ["content_type", "object_id"], "classes": ["collapse"]}),
    ]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only what can be chosen: items of the first level, and kinds that have an address."""
        if db_field.name == "parent":
            kwargs["queryset"] = MenuItem.objects.filter(parent=None)
        if db_field.name == "content_type":
            kwargs["queryset"] = ContentType.objects.filter(pk__in=[kind.pk for kind in kinds_with_address()])
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def kinds_with_address() -> list[ContentType]:
    found: list[type[models.Model]] = [model for model in apps.get_models() if hasattr(model, "get_absolute_url")]
    return list(ContentType.objects.get_for_models(*found).values())


@admin.register(SocialLink)
class SocialLinkAdmin(ExportAdmin[SocialLink]):
    export_fields = ["id", "kind", "label", "url", "order"]
    list_display = ["kind", "label", "url", "order"]
