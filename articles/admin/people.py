from typing import ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.models import Person, Series
from geopolist.lib.desk import ExportAdmin
from geopolist.library.admin import PicturesAdmin

from .deleting import OneByOne
from .lines import LinesField, LinksField
from .merging import CountedAdmin, InUse, MergeAdmin


class PersonForm(forms.ModelForm[Person]):
    class Meta:
        model = Person
        exclude: ClassVar[list[str]] = []
        field_classes = {"expertise": LinesField, "languages": LinesField, "links": LinksField}


@admin.register(Person)
class PersonAdmin(OneByOne, MergeAdmin[Person], CountedAdmin[Person], ExportAdmin[Person], PicturesAdmin[Person]):
    form = PersonForm
    list_display = ["name", "role", "affiliation", "uses", "is_institution", "is_listed"]
    export_fields = [
        *("id", "name", "slug", "sort_name", "is_institution", "role", "affiliation", "bio", "expertise", "languages"),
        *("orcid", "is_listed"),
    ]
    list_filter = [InUse, "is_institution", "is_listed"]
    search_fields = ["name", "slug", "role"]
    raw_id_fields = ["user"]

    def get_exclude(self, request: HttpRequest, obj: Person | None = None) -> list[str]:
        """Whose account it is makes all that bears the byline theirs, and is for who sees accounts."""
        return [] if self.sees_accounts(request) else ["user"]

    def sees_accounts(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.view_user")

    def check_merge(self, request: HttpRequest, stays: Person, duplicate: Person) -> None:
        """Nor where an account would get the articles of another byline, unless by who sees accounts."""
        super().check_merge(request, stays, duplicate)
        if (stays.user_id or duplicate.user_id) and not self.sees_accounts(request):
            raise ValidationError(_("One of them has an account: ask somebody who may see accounts to merge them."))


@admin.register(Series)
class SeriesAdmin(OneByOne, ExportAdmin[Series], PicturesAdmin[Series]):
    list_display = ["name", "slug"]
    export_fields = ["id", "name", "slug", "intro"]
    search_fields = ["name"]
