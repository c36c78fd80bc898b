from django.contrib import admin

from geopolist.library.admin.kept import KeptAdmin
from geopolist.library.models import Reference


@admin.register(Reference)
class ReferenceAdmin(KeptAdmin[Reference]):
    list_display = ["text", "url", "created_at"]
    search_fields = ["text", "url", "=public_id"]
    fields = ["text", "url", "public_id", "where_used"]
    readonly_fields = ["public_id", "where_used"]
