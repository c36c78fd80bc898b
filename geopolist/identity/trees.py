"""Menus and social links as the desk draws and moves them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from geopolist.lib.desk import Line, TreeAdmin
from geopolist.lib.desk.branches import Step
from geopolist.lib.ordering import MEANWHILE

from . import menus
from .models import MenuItem, SocialLink


class MenuTree(TreeAdmin[MenuItem]):
    """A tree for each menu."""

    tree_levels = 2

    def trees(self) -> list[tuple[str, str | Promise]]:
        return [(menu.value, menu.label) for menu in MenuItem.Menu]

    def place_of(self, row: MenuItem) -> str:
        return str(row.parent_id or row.menu)

    def above(self, row: MenuItem) -> object:
        return row.parent or row.get_menu_display()

    def beginning(self, tree: str, place: str) -> dict[str, str]:
        return {"menu": tree, **super().beginning(tree, place)}

    def for_tree(self, rows: QuerySet[MenuItem]) -> QuerySet[MenuItem]:
        return rows.prefetch_related("target")

    def line(self, row: MenuItem) -> Line:
        target: Any = row.target if row.content_type_id else None
        entry = menus.described(row)
        said = Line(row.text("label"), entry["url"] if entry else "")
        if target is not None:
            said.notes.append(f"{capfirst(target._meta.verbose_name)}: {target}")
        elif row.content_type_id:
            said.faults.append(_("What it follows is gone: readers do not see it."))
        elif not row.url:
            said.notes.append(_("a heading"))
        if target is not None and (entry is None or not menus.is_shown(entry, timezone.now())):
            said.faults.append(_("What it follows is not public: readers do not see it."))
        if row.panel != MenuItem.Panel.PLAIN:
            said.notes.append(_("opens: %(what)s") % {"what": row.get_panel_display()})
        return said

    def move_row(self, row: MenuItem, place: str, before: int | None, by: Any) -> bool:
        if not place.isdecimal():
            return row.move(place, None, before, by=by)
        under = MenuItem.objects.filter(pk=place).first()
        if under is None:
            raise ValidationError(MEANWHILE)
        return row.move(under.menu, under.pk, before, by=by)

    def take(self, request: HttpRequest, step: Step) -> str:
        """With a word of the panel that stays behind."""
        opened = MenuItem.objects.filter(pk=step.row).exclude(panel=MenuItem.Panel.PLAIN)
        had_panel = opened.exists()
        said = super().take(request, step)
        if had_panel and not opened.exists():
            said += " " + _("There it opens the items under it alone.")
        return said


class LinkList(TreeAdmin[SocialLink]):
    def line(self, row: SocialLink) -> Line:
        return Line(str(row), row.url, notes=[row.get_kind_display()] if row.label else [])

    def move_row(self, row: SocialLink, place: str, before: int | None, by: Any) -> bool:
        return row.move(before, by=by)
