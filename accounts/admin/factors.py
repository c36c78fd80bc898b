from typing import ClassVar

from allauth.mfa.admin import AuthenticatorAdmin
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.http import HttpRequest

admin.site.unregister(Authenticator)


@admin.register(Authenticator)
class FactorAdmin(AuthenticatorAdmin):
    """For taking one away from who has lost it. What makes the codes is shown to nobody."""

    fields: ClassVar[list[str]] = ["user", "type", "created_at", "last_used_at"]
    readonly_fields: ClassVar[list[str]] = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Authenticator | None = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return not lookup.startswith("data") and super().lookup_allowed(lookup, value, request)
