from typing import Any

from django.contrib import admin

from geopolist.library.admin.choosing import ChoosableAdmin
from geopolist.library.models import Reference


@admin.register(Reference)
class ReferenceAdmin(ChoosableAdmin[Reference]):
    asked_for = ["text", "url"]
    list_display = ["text", "url", "created_at"]
    export_fields = ["public_id", "text", "url", "created_at"]
    search_fields = ["text", "url", "=public_id"]
    fields = ["text", "url", "public_id", "where_used"]
    readonly_fields = ["public_id", "where_used"]

    def as_item(self, reference: Reference) -> dict[str, Any]:
        return {"id": reference.public_id, "text": reference.text, "url": reference.url}
