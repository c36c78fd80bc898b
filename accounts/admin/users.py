from collections.abc import Iterable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.desk import audit, inviting
from accounts.models import User
from accounts.roles import ROLES, given_by, groups, label_of
from geopolist.lib.desk import ExportAdmin

from . import invitations, leavers


class NewUserForm(AdminUserCreationForm[User]):
    class Meta:
        model = User
        fields = ["email", "name"]


class RolesField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group: Group) -> str:
        return label_of(group)


class AccountForm(UserChangeForm[User]):
    roles = RolesField(label=_("roles"), queryset=Group.objects.none(), required=False)

    # Who fills it in.
    giver: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "roles" in self.fields:
            self.fields["roles"].queryset = given_by(self.giver)  # type: ignore[attr-defined]
            self.initial["roles"] = held(self.instance)
        if "groups" in self.fields:
            self.fields["groups"].queryset = Group.objects.exclude(name__in=ROLES)  # type: ignore[attr-defined]
            self.initial["groups"] = self.instance.groups.exclude(name__in=ROLES)

    def clean_groups(self) -> Iterable[Group]:
        """Roles are given by their own field: this one leaves them as they are."""
        return [*self.cleaned_data["groups"], *held(self.instance)]


def held(user: User) -> list[Group]:
    return list(groups().filter(user=user.pk))


@admin.register(User)
class AccountAdmin(ExportAdmin[User], UserAdmin[User]):
    """Chief editors change who they are and what their roles are; the rest is for superusers."""

    form = AccountForm
    add_form = NewUserForm
    change_list_template = "admin/accounts/user/change_list.html"
    change_form_template = "admin/accounts/user/change_form.html"
    ordering = ["email"]
    list_display = ["email", "name", "roles_held", "is_active", "last_login", "date_joined"]
    export_fields = [
        *("id", "email", "name", "language", "is_active", "is_staff", "is_superuser", "groups", "date_joined"),
        "last_login",
    ]
    list_filter = ["groups", "is_active", "is_staff", "is_superuser"]
    search_fields = ["email", "name"]
    readonly_fields = ["date_joined", "last_login", "roles_held"]
    filter_horizontal = ["groups", "user_permissions"]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["email", "name", "usable_password", "password1", "password2"]})
    ]

    # --- Who may

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        user: Any = request.user
        return super().has_change_permission(request, obj) and (obj is None or user.may_manage(obj))

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody deletes themselves. Whoever has done something stands in the desk's log, and is closed instead."""
        return obj != request.user and super().has_delete_permission(request, obj)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """A chief editor sends an invitation or has them ask for a mail: nobody signs in as somebody else."""
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)

    # --- The form

    def get_urls(self) -> list[URLPattern]:
        def at(route: str, view: Any, name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(partial(view, desk=self)), name=f"accounts_user_{name}")

        return [
            at("invite/", invitations.invite, "invite"),
            at("<int:pk>/invite/", invitations.again, "invite_again"),
            at("<int:pk>/hand-over/", leavers.hand_over, "hand_over"),
            *super().get_urls(),
        ]

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if obj is None:
            return super().get_fieldsets(request, obj)
        is_theirs = obj == request.user or not self.has_change_permission(request, obj)
        rights = ["is_active", "roles_held" if is_theirs else "roles"]
        person = ["email", "name", "language"]
        if request.user.is_superuser:
            person.append("password")
            rights += ["is_staff", "is_superuser", "groups", "user_permissions"]
        dates = ["last_login", "date_joined"]
        return [(None, {"fields": person}), (_("Rights"), {"fields": rights}), (_("Dates"), {"fields": dates})]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Nobody shuts themselves out."""
        own = ["is_active", "is_staff", "is_superuser"] if obj == request.user else []
        return [*self.readonly_fields, *own]

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.giver = request.user
        if obj is not None and "roles" not in flatten_fieldsets(self.get_fieldsets(request, obj)):
            form.base_fields.pop("roles", None)
        return form

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        account = context.get("original")
        if account is not None and self.has_change_permission(request, account):
            context |= {
                "may_hand_over": leavers.may_leave(request, account),
                "may_invite": request.user.has_perm("accounts.invite_user") and inviting.is_waiting(account),
                "waits_until": inviting.waits_until(account),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    # --- Saving

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: User, form: ModelForm[User], change: bool) -> None:
        """A new address is a new login: the old one stops, the new one is confirmed by mail at the next sign-in."""
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            obj.emailaddress_set.all().delete()  # type: ignore[attr-defined]
            obj.emailaddress_set.create(email=obj.email, primary=True)  # type: ignore[attr-defined]
        if change and "is_active" in form.changed_data and not obj.is_active:
            obj.end_sessions()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        giver: Any = request.user
        if "roles" in form.cleaned_data:
            changes = form.instance.take_roles(form.cleaned_data["roles"], of=given_by(giver))
            if changes:
                audit.note(giver, form.instance, gettext("Roles: %(changes)s") % {"changes": " ".join(changes)})

    # --- The list

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("roles"))
    def roles_held(self, user: User) -> str:
        named = [label_of(group) for group in user.groups.all()]
        return ", ".join([gettext("superuser"), *named] if user.is_superuser else named) or "–"
