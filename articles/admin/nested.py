"""Lists of what lies under another of its kind, as trees."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Category, Nested
from articles.querysets import OWN_COUNTED
from geopolist.lib.desk import Line, TreeAdmin


class NestedAdmin[Row: Nested](TreeAdmin[Row]):
    def __init__(self, model: type[Row], *args: Any) -> None:
        super().__init__(model, *args)
        self.tree_levels = model.max_depth

    def move_row(self, row: Row, place: str, before: int | None, by: Any) -> bool:
        return row.move(int(place) if place else None, before, by=by)


class SectionTree(NestedAdmin[Category]):
    def for_tree(self, rows: QuerySet[Category]) -> QuerySet[Category]:
        return rows.with_own_counts()  # type: ignore[attr-defined]  # the model's own queryset

    def line(self, row: Category) -> Line:
        notes = [counted(row.own_count)]
        if not row.in_menu:
            notes.append(_("not on the front page nor in lists"))
        return Line(str(row), row.get_absolute_url(), row.colour, str(row.get_colour_display()), notes)


def counted(number: int) -> str:
    """How many articles, as far as they were counted."""
    if number >= OWN_COUNTED:
        return _("%(count)d articles or more") % {"count": number}
    return ngettext("%(count)d article", "%(count)d articles", number) % {"count": number}
