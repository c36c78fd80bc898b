from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.roles import ROLES, label_of

KEPT = _(
    "This is a role of the newsroom. What it may do is written in the code; whatever else is changed about it is "
    "undone by the next update of the site. For rights of your own, add another group."
)

admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    list_display = ["name", "label"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        return super().get_queryset(request).prefetch_related("permissions__content_type")

    @admin.display(description=_("role"))
    def label(self, group: Group) -> str:
        return label_of(group) if group.name in ROLES else "–"

    def get_fieldsets(self, request: HttpRequest, obj: Group | None = None) -> Any:
        if obj is None or obj.name not in ROLES:
            return super().get_fieldsets(request, obj)
        return [(None, {"fields": ["name", "permissions"], "description": KEPT})]

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return (obj is None or obj.name not in ROLES) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return (obj is None or obj.name not in ROLES) and super().has_delete_permission(request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """A list may hold roles: they cannot be deleted with the others."""
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, lacking, [*protected, *(each.name for each in objs if each.name in ROLES)]
