from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from geopolist.lib.desk import ExportAdmin

from . import comments
from .forms import TextsAdmin, TextsForm
from .links import check_linked, within_site
from .models import FURTHER, LINKED, TRANSLATED, MenuItem, SiteIdentity, SocialLink
from .targets import TargetField, targets, thing_at
from .trees import LinkList, MenuTree

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
    leads_to = TargetField(
        label=_("Follows"),
        required=False,
        help_text=_(
            "Search for a section, page, article, topic, person or series. The item follows it wherever it goes, and "
            "readers see it while they see what it follows."
        ),
    )

    class Meta:
        model = MenuItem
        fields = ["menu", "parent", "order", "label", "leads_to", "url", "description", "panel"]
        help_texts = {
            "label": _("Empty: the name of what it follows."),
            "url": _(
                "Instead: /path/ or https://…. An address of this site that belongs to a section, page, article … is "
                "followed too. Neither: a heading."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].required = False
        if self.instance.content_type_id:
            self.initial["leads_to"] = self.instance.target

    def clean(self) -> dict[str, Any]:
        """An address that belongs to something is that thing; what follows something bears its name."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        url, target = within_site(cleaned.get("url", "")), cleaned.get("leads_to")
        if target is None and (target := thing_at(url)):
            url = ""
        cleaned["url"], self.instance.target = url, target
        longest = MenuItem._meta.get_field("label").max_length
        cleaned["label"] = cleaned.get("label") or str(target or "")[:longest]
        if not cleaned["label"] and "label" not in self.errors:
            self.add_error("label", self.fields["label"].error_messages["required"])
        return cleaned


@admin.register(MenuItem)
class MenuItemAdmin(MenuTree, ExportAdmin[MenuItem], TextsAdmin[MenuItem]):
    form = MenuItemForm
    list_display = ["label", "menu", "parent", "order", "panel", "url", "content_type"]
    export_fields = ["id", "menu", "parent", "order", "label", "description", "panel", "url", "content_type"]
    list_filter = ["menu"]
    list_select_related = ["parent", "content_type"]
    search_fields = ["label", "url"]
    fieldsets = [
        (None, {"fields": ["label", "leads_to", "url", "description"]}),
        (_("Place"), {"fields": ["menu", "parent", "order", "panel"]}),
    ]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(partial(targets, desk=self))
        return [path("targets/", view, name="identity_menuitem_targets"), *super().get_urls()]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only what can be chosen: items of the first level."""
        if db_field.name == "parent":
            kwargs["queryset"] = MenuItem.objects.filter(parent=None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(SocialLink)
class SocialLinkAdmin(LinkList, ExportAdmin[SocialLink]):
    export_fields = ["id", "kind", "label", "url", "order"]
    list_display = ["kind", "label", "url", "order"]
