from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from articles.models import Strictness


class RowForm(forms.ModelForm):
    """In the list, where no label stands beside it, the choice bears the name of its rule."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["severity"].widget.attrs["aria-label"] = str(self.instance)


@admin.register(Strictness)
class StrictnessAdmin(admin.ModelAdmin[Strictness]):
    """Rules that are not as strict as they come; without a row a rule is."""

    list_display = ["rule", "severity"]
    list_editable = ["severity"]
    search_fields = ["rule"]

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[forms.ModelForm]:
        return super().get_changelist_form(request, **{"form": RowForm, **kwargs})
