from allauth.usersessions.admin import UserSessionAdmin
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from geopolist.lib.desk import ExportAdmin

from .models import User


class NewUserForm(AdminUserCreationForm[User]):
    class Meta:
        model = User
        fields = ["email", "name"]


@admin.register(User)
class AccountAdmin(ExportAdmin[User], UserAdmin[User]):
    add_form = NewUserForm
    ordering = ["email"]
    list_display = ["email", "name", "is_staff", "is_active", "date_joined"]
    export_fields = [
        *("id", "email", "name", "language", "is_active", "is_staff", "is_superuser", "groups", "date_joined"),
        "last_login",
    ]
    list_filter = ["is_staff", "is_superuser", "is_active"]
    search_fields = ["email", "name"]
    readonly_fields = ["date_joined", "last_login"]
    fieldsets = [
        (None, {"fields": ["email", "name", "language", "password"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["email", "name", "usable_password", "password1", "password2"]})
    ]

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: User, form: ModelForm[User], change: bool) -> None:
        """A new address is a new login: the old one stops, the new one is confirmed by mail at the next sign-in."""
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            obj.emailaddress_set.all().delete()  # type: ignore[attr-defined]
            obj.emailaddress_set.create(email=obj.email, primary=True)  # type: ignore[attr-defined]


admin.site.unregister(UserSession)


@admin.register(UserSession)
class SessionAdmin(ExportAdmin[UserSession], UserSessionAdmin):
    """allauth's own looks for the name of a user, which our accounts have not."""

    search_fields = ["user__email", "user__name", "ip"]
    export_fields = ["user", "ip", "user_agent", "created_at", "last_seen_at"]
