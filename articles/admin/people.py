from typing import ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from articles.models import Person, Series
from geopolist.lib.desk import ExportAdmin
from geopolist.library.admin import PicturesAdmin

from .deleting import OneByOne
from .lines import LinesField, LinksField


class PersonForm(forms.ModelForm[Person]):
    class Meta:
        model = Person
        exclude: ClassVar[list[str]] = []
        field_classes = {"expertise": LinesField, "languages": LinesField, "links": LinksField}


@admin.register(Person)
class PersonAdmin(OneByOne, ExportAdmin[Person], PicturesAdmin[Person]):
    form = PersonForm
    list_display = ["name", "role", "affiliation", "is_institution", "is_listed"]
    export_fields = [
        *("id", "name", "slug", "sort_name", "is_institution", "role", "affiliation", "bio", "expertise", "languages"),
        *("orcid", "is_listed"),
    ]
    list_filter = ["is_institution", "is_listed"]
    search_fields = ["name", "slug", "role"]
    raw_id_fields = ["user"]

    def get_exclude(self, request: HttpRequest, obj: Person | None = None) -> list[str]:
        """Whose account it is makes all that bears the byline theirs, and is for who sees accounts."""
        return [] if request.user.has_perm("accounts.view_user") else ["user"]


@admin.register(Series)
class SeriesAdmin(OneByOne, ExportAdmin[Series], PicturesAdmin[Series]):
    list_display = ["name", "slug"]
    export_fields = ["id", "name", "slug", "intro"]
    search_fields = ["name"]
