from django.contrib import admin
from django.http import HttpRequest

from .models import Address


@admin.register(Address)
class AddressAdmin(admin.ModelAdmin[Address]):
    """For looking up: addresses change through the objects that own them."""

    list_display = ["key", "content_type", "object_id", "is_current", "created_at"]
    list_filter = ["is_current", "content_type"]
    list_select_related = ["content_type"]
    search_fields = ["key"]
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Address | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Address | None = None) -> bool:
        return False
