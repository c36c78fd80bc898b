"""What an item of a menu follows: one field that finds anything with an address, by words or by the address itself."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from . import links

if TYPE_CHECKING:
    from .admin import MenuItemAdmin

# Of each kind, and how much of what was typed is looked for.
SHOWN, LONGEST = 6, 100


def kinds() -> list[type[Model]]:
    """The models whose rows have an address, by their names."""
    found = [model for model in apps.get_models() if hasattr(model, "get_absolute_url")]
    return sorted(found, key=lambda model: str(model._meta.verbose_name_plural))


def key_of(thing: Model) -> str:
    return f"{thing._meta.label_lower}:{thing.pk}"


def thing_of(key: str) -> Model | None:
    """What bears the key, if it is there."""
    label, _colon, number = key.partition(":")
    model = {each._meta.label_lower: each for each in kinds()}.get(label)
    return model._base_manager.filter(pk=number).first() if model and number.isdecimal() else None


def thing_at(url: str) -> Model | None:
    """What an item with this address would better follow."""
    thing = links.object_at(url)
    return thing if isinstance(thing, tuple(kinds())) else None


def words_of(thing: Any) -> str:
    return f"{thing} – {thing.get_absolute_url()}"


class TargetSelect(AutocompleteSelect):
    """Django's field that searches while one types, over all kinds."""

    url_name = "%s:identity_menuitem_targets"

    def __init__(self) -> None:
        from .models import MenuItem

        super().__init__(MenuItem._meta.get_field("content_type"), admin.site, {"data-width": "min(40rem, 80vw)"})

    def build_attrs(self, *attrs: Any, **further: Any) -> dict[str, Any]:
        return {**super().build_attrs(*attrs, **further), "data-placeholder": _("Search the site")}

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> list[Any]:
        chosen = thing_of(value[0]) if value and value[0] else None
        options = [self.create_option(name, "", "", chosen is None, 0)]
        if chosen:
            options.append(self.create_option(name, key_of(chosen), words_of(chosen), True, 1))
        return [(None, options, 0)]


class TargetField(forms.Field):
    """Its value is a row with an address, or None."""

    widget = TargetSelect

    def prepare_value(self, value: Any) -> Any:
        return key_of(value) if isinstance(value, Model) else value

    def to_python(self, value: Any) -> Model | None:
        if not value:
            return None
        if (thing := thing_of(value)) is None:
            raise ValidationError(_("It is not there any more: choose another one."))
        return thing

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "") != (data or "")


@require_safe
def targets(request: HttpRequest, desk: "MenuItemAdmin") -> HttpResponse:
    """What the field finds, kind by kind, of all that somebody may see at the desk."""
    if not (desk.has_add_permission(request) or desk.has_change_permission(request)):
        raise PermissionDenied
    words = " ".join(request.GET.get("term", "").split())[:LONGEST]
    found = [(model, found_of(model, request, words)) for model in kinds()]
    groups = [
        {
            "text": capfirst(model._meta.verbose_name_plural),
            "children": [{"id": key_of(thing), "text": words_of(thing)} for thing in things],
        }
        for model, things in found
        if things
    ]
    return JsonResponse({"results": groups, "pagination": {"more": False}})


def found_of(model: type[Model], request: HttpRequest, words: str) -> list[Any]:
    desk: Any = admin.site._registry.get(model)
    if desk is None or not desk.get_search_fields(request) or not desk.has_view_permission(request):
        return []
    rows, is_doubled = desk.get_search_results(request, desk.get_queryset(request), words)
    return list((rows.distinct() if is_doubled else rows)[:SHOWN])
