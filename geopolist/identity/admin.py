from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from .models import TRANSLATED, MenuItem, SiteIdentity, SocialLink

FURTHER = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def in_language(code: str) -> str:
    return str(get_language_info(code)["name_translated"])


class WithTextFields:
    """For an admin whose form makes fields of its own: the form, not the list of fields, decides what there is."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change=change, **{**kwargs, "fields": None})  # type: ignore[misc]


class SiteIdentityForm(forms.ModelForm[SiteIdentity]):
    """Each translated text has a field of its own for every further language."""

    languages = forms.MultipleChoiceField(
        label=_("Further languages"),
        choices=[(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = SiteIdentity
        exclude = ["texts"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in FURTHER:
            for name in TRANSLATED:
                field = SiteIdentity._meta.get_field(name).formfield(required=False)  # type: ignore[union-attr]
                field.label = f"{field.label} ({in_language(code)})"
                field.initial = self.instance.texts.get(code, {}).get(name, "")
                self.fields[f"{name}_{code}"] = field

    def save(self, commit: bool = True) -> SiteIdentity:
        self.instance.texts = {
            code: {name: self.cleaned_data[f"{name}_{code}"] for name in TRANSLATED if self.cleaned_data[f"{name}_{code}"]}
            for code in FURTHER
        }
        return super().save(commit)


@admin.register(SiteIdentity)
class SiteIdentityAdmin(WithTextFields, admin.ModelAdmin[SiteIdentity]):
    form = SiteIdentityForm

    def get_fieldsets(self, request: HttpRequest, obj: SiteIdentity | None = None) -> Any:
        own = ["name", "tagline", "organisation", "description", "contact_email", "footer_text", "copyright", "notice_text"]
        return [
            (None, {"fields": own}),
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


class MenuItemForm(forms.ModelForm[MenuItem]):
    class Meta:
        model = MenuItem
        exclude = ["labels"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in FURTHER:
            self.fields[f"label_{code}"] = forms.CharField(
                label=_("Label (%s)") % in_language(code),
                max_length=80,
                required=False,
                initial=self.instance.labels.get(code, ""),
            )

    def save(self, commit: bool = True) -> MenuItem:
        self.instance.labels = {code: text for code in FURTHER if (text := self.cleaned_data[f"label_{code}"])}
        return super().save(commit)


@admin.register(MenuItem)
class MenuItemAdmin(WithTextFields, admin.ModelAdmin[MenuItem]):
    form = MenuItemForm
    list_display = ["label", "menu", "parent", "order", "url", "content_type", "object_id"]
    list_filter = ["menu"]
    list_select_related = ["parent", "content_type"]
    search_fields = ["label", "url"]

    def get_fields(self, request: HttpRequest, obj: MenuItem | None = None) -> list[str]:
        return [
            "menu",
            "parent",
            "order",
            "label",
            *[f"label_{code}" for code in FURTHER],
            "url",
            "content_type",
            "object_id",
        ]


@admin.register(SocialLink)
class SocialLinkAdmin(admin.ModelAdmin[SocialLink]):
    list_display = ["kind", "label", "url", "order"]
