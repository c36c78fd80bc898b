import taggit.models
from django.contrib import admin
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from articles.models import Category, Country, Tag
from geopolist.identity.forms import TextsAdmin, TextsForm
from geopolist.lib.desk import ExportAdmin
from geopolist.library.admin import PicturesAdmin

from .deleting import OneByOne
from .merging import CountedAdmin, InUse, MergeAdmin
from .nested import SectionTree


class CategoryForm(TextsForm[Category]):
    class Meta:
        model = Category
        fields = [
            "name",
            "slug",
            "parent",
            "description",
            "order",
            "colour",
            "cover",
            "layout",
            "page_size",
            "in_menu",
            "front",
            "authors_publish",
        ]


@admin.register(Category)
class CategoryAdmin(
    OneByOne, MergeAdmin[Category], SectionTree, ExportAdmin[Category], PicturesAdmin[Category], TextsAdmin[Category]
):
    """As a list in the order of the tree too: a path sorts under its parent."""

    form = CategoryForm
    fieldsets = [(None, {"fields": [*CategoryForm.Meta.fields]})]
    list_display = ["name", "path", "order", "colour", "in_menu", "front"]
    export_fields = ["id", "name", "slug", "path", "description", "order", "colour", "layout", "in_menu", "front"]
    list_select_related = ["parent"]
    search_fields = ["name", "path"]
    autocomplete_fields = ["parent"]
    ordering = ["path"]

    def row_links(self, request: HttpRequest, row: Category) -> list[tuple[str | Promise, str]]:
        may_merge = self.has_merge_permission(request)
        return [(gettext_lazy("Merge into another …"), self.address_of([row.pk]))] if may_merge else []


@admin.register(Tag)
class TagAdmin(OneByOne, MergeAdmin[Tag], CountedAdmin[Tag], ExportAdmin[Tag]):
    list_display = ["name", "slug", "uses"]
    list_filter = [InUse]
    export_fields = ["id", "name", "slug", "description"]
    search_fields = ["name"]


@admin.register(Country)
class CountryAdmin(OneByOne, ExportAdmin[Country]):
    list_display = ["name", "code", "region"]
    export_fields = ["id", "code", "name", "slug", "region"]
    list_filter = ["region"]
    list_select_related = ["region"]
    search_fields = ["name", "code"]
    autocomplete_fields = ["region"]


# taggit's own tags are in use nowhere: two lists of tags would be one too many.
admin.site.unregister(taggit.models.Tag)
