from django.contrib import admin

from articles.models import Strictness


@admin.register(Strictness)
class StrictnessAdmin(admin.ModelAdmin[Strictness]):
    """Rules that are not as strict as they come; without a row a rule is."""

    list_display = ["rule", "severity"]
    list_editable = ["severity"]
    search_fields = ["rule"]
