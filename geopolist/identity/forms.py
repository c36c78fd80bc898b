"""How the desk asks for texts in further languages: a field for each, never JSON."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import get_language_info

from .models import FURTHER, WithTexts


class TextsForm[ModelT: WithTexts](forms.ModelForm[ModelT]):
    """Each translated field of the model has one for every further language, named `<field>_<code>`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in FURTHER:
            for name, field in forms.fields_for_model(self._meta.model, self.instance.translated).items():
                field.required = False
                field.label = f"{field.label} ({in_language(code)})"
                field.initial = self.instance.texts.get(code, {}).get(name, "")
                self.fields[f"{name}_{code}"] = field

    def save(self, commit: bool = True) -> ModelT:
        texts = {code: self.texts_in(code) for code in FURTHER}
        self.instance.texts = {code: fields for code, fields in texts.items() if fields}
        return super().save(commit)

    def texts_in(self, code: str) -> dict[str, str]:
        return {name: text for name in self.instance.translated if (text := self.cleaned_data[f"{name}_{code}"])}


class TextsAdmin[ModelT: WithTexts](admin.ModelAdmin[ModelT]):
    """For a TextsForm. `fieldsets` are those of the default language; each further one folds below them."""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [
            *super().get_fieldsets(request, obj),
            *[
                (
                    in_language(code),
                    {"fields": [f"{name}_{code}" for name in self.model.translated], "classes": ["collapse"]},
                )
                for code in FURTHER
            ],
        ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form, not the list of fields that is shown, decides what fields there are."""
        return super().get_form(request, obj, change=change, **{**kwargs, "fields": self.form._meta.fields})


def in_language(code: str) -> str:
    return str(get_language_info(code)["name_translated"])
