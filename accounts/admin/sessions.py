from allauth.usersessions.admin import UserSessionAdmin
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.http import HttpRequest

from geopolist.lib.desk import ExportAdmin

admin.site.unregister(UserSession)


@admin.register(UserSession)
class SessionAdmin(ExportAdmin[UserSession], UserSessionAdmin):
    """allauth's own looks for the name of a user, which our accounts have not."""

    search_fields = ["user__email", "user__name", "ip"]
    export_fields = ["user", "ip", "user_agent", "created_at", "last_seen_at"]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """The key is the session: whoever finds it out letter by letter is signed in."""
        return not lookup.startswith("session_key") and super().lookup_allowed(lookup, value, request)
