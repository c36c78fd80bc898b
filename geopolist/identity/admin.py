from typing import Any

from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from .models import FURTHER, TRANSLATED, MenuItem, SiteIdentity, SocialLink, WithTexts


def in_language(code: str) -> str:
    return str(get_language_info(code)["name_translated"])


class TextsForm[ModelT: WithTexts](forms.ModelForm[ModelT]):
    """For a model with `texts`: each of `translated` has a field for every further language, named `<field>_<code>`."""

    translated: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in FURTHER:
            for name, field in forms.fields_for_model(self._meta.model, self.translated).items():
                field.required = False
                field.label = f"{field.label} ({in_language(code)})"
                field.initial = self.instance.texts.get(code, {}).get(name, "")
                self.fields[f"{name}_{code}"] = field

    def save(self, commit: bool = True) -> ModelT:
        texts = {code: self.texts_in(code) for code in FURTHER}
        self.instance.texts = {code: fields for code, fields in texts.items() if fields}
        return super().save(commit)

    def texts_in(self, code: str) -> dict[str, str]:
        return {name: text for name in self.translated if (text := self.cleaned_data[f"{name}_{code}"])}


class TextsAdmin[ModelT: WithTexts](admin.ModelAdmin[ModelT]):
    """For a TextsForm: the form, not the list of fields that is shown, decides what fields there are."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change=change, **{**kwargs, "fields": None})


class SiteIdentityForm(TextsForm[SiteIdentity]):
    translated = TRANSLATED
    languages = forms.MultipleChoiceField(
        label=_("Further languages"),
        choices=[(code, name) for code, name in settings.LANGUAGES if code in FURTHER],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = SiteIdentity
        fields = [*TRANSLATED, "contact_email", "words_per_minute", "languages"]


@admin.register(SiteIdentity)
class SiteIdentityAdmin(TextsAdmin[SiteIdentity]):
    form = SiteIdentityForm
    own = ["name", "tagline", "organisation", "description", "contact_email", "footer_text", "copyright", "notice_text"]

    def get_fieldsets(self, request: HttpRequest, obj: SiteIdentity | None = None) -> Any:
        return [
            (None, {"fields": self.own}),
            (_("Reading"), {"fields": ["words_per_minute", "languages"]}),
            *[
                (in_language(code), {"fields": [f"{name}_{code}" for name in TRANSLATED], "classes": ["collapse"]})
                for code in FURTHER
            ],
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one identity: its list is its form."""
        SiteIdentity.objects.get_or_create(pk=1)
        return redirect("admin:identity_siteidentity_change", 1)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SiteIdentity | None = None) -> bool:
        return False


class MenuItemForm(TextsForm[MenuItem]):
    translated = ("label", "description")

    class Meta:
        model = MenuItem
        fields = ["menu", "parent", "order", "label", "description", "url", "content_type", "object_id"]


@admin.register(MenuItem)
class MenuItemAdmin(TextsAdmin[MenuItem]):
    form = MenuItemForm
    list_display = ["label", "menu", "parent", "order", "url", "content_type", "object_id"]
    list_filter = ["menu"]
    list_select_related = ["parent", "content_type"]
    search_fields = ["label", "url"]

    def get_fieldsets(self, request: HttpRequest, obj: MenuItem | None = None) -> Any:
        return [
            (None, {"fields": ["menu", "parent", "order", "label", "description", "url"]}),
            (_("Follow an object"), {"fields": ["content_type", "object_id"], "classes": ["collapse"]}),
            *[
                (in_language(code), {"fields": [f"label_{code}", f"description_{code}"], "classes": ["collapse"]})
                for code in FURTHER
            ],
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
class SocialLinkAdmin(admin.ModelAdmin[SocialLink]):
    list_display = ["kind", "label", "url", "order"]
