"""Lists of the desk that are put in order by hand: drawn as a tree, moved by dragging or by buttons."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from geopolist.lib.desk.branches import Branch, Group, Line, PlaceName, Step, grow, lead
from geopolist.lib.ordering import MEANWHILE

# More than any key has.
MAX_DIGITS = 18


class WholeList(ChangeList):
    """All rows at once, in one query: a tree has no pages."""

    def get_results(self, request: HttpRequest) -> None:
        self.result_list = list(self.queryset)
        self.result_count = self.full_result_count = len(self.result_list)
        self.show_full_result_count, self.show_admin_actions = False, False
        self.can_show_all, self.multi_page = True, False
        self.paginator = self.model_admin.get_paginator(request, self.result_list, self.list_per_page)


class TreeAdmin[Row: models.Model](admin.ModelAdmin[Row]):
    """A list that is a tree where nothing is searched, filtered or sorted; else, and as `?all=`, the list it was.

    The model has `beside()`, its neighbours in order and itself, and a verb for `move_row` to call.
    """

    change_list_template = "admin/tree.html"
    # How deep it goes.
    tree_levels = 1

    # --- What a subclass says

    def move_row(self, row: Row, place: PlaceName, before: int | None, by: Any) -> bool:
        """Put `row` there; whether it moved. Raises ValidationError."""
        raise NotImplementedError

    def line(self, row: Row) -> Line:
        """What the tree says of a row, without a query."""
        return Line(str(row))

    def place_of(self, row: Row) -> PlaceName:
        return str(getattr(row, "parent_id", None) or "")

    def above(self, row: Row) -> object:
        """What it stands under, for a sentence; None on the first level."""
        return getattr(row, "parent", None)

    def trees(self) -> list[tuple[PlaceName, str | Promise]]:
        """The names of the trees on the page and how they are called."""
        return [("", "")]

    def for_tree(self, rows: models.QuerySet[Row]) -> models.QuerySet[Row]:
        """With what `line` says."""
        return rows

    def beginning(self, tree: PlaceName, place: PlaceName) -> dict[str, str]:
        """What the form for a row at this place of that tree begins with."""
        return {} if place == tree else {"parent": place}

    def row_links(self, request: HttpRequest, row: Row) -> list[tuple[str | Promise, str]]:
        """Further links of a row: (words, address)."""
        return []

    # --- The list

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_move"
        return [path("move/", self.admin_site.admin_view(self.move), name=name), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        request.is_tree = request.method == "GET" and not request.GET  # type: ignore[attr-defined]
        answer = super().changelist_view(request, extra_context)
        if is_tree(request) and "cl" in (context := getattr(answer, "context_data", None) or {}):
            context |= {
                "tree": self.groups(request, context["cl"].result_list),
                "levels": self.tree_levels,
                "title": capfirst(self.opts.verbose_name_plural),
            }
        return answer

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return WholeList if is_tree(request) else super().get_changelist(request, **kwargs)

    def get_ordering(self, request: HttpRequest) -> Any:
        """In a tree as they stand beside each other."""
        return [*(self.opts.ordering or ()), "pk"] if is_tree(request) else super().get_ordering(request)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Row]:
        rows = super().get_queryset(request)
        return self.for_tree(rows) if is_tree(request) else rows

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new row stands last, wherever that is."""
        return {"order": self.model._default_manager.count(), **super().get_changeform_initial_data(request)}

    def groups(self, request: HttpRequest, rows: list[Row]) -> list[Group]:
        def make(row: Row, place: PlaceName, above: Branch | None) -> Branch:
            url, level = self.address_in_admin("change", row.pk), above.level + 1 if above else 1
            may_move, links = self.has_change_permission(request, row), self.row_links(request, row)
            return Branch(row, self.line(row), place, level, url, above, may_move=may_move, links=links)

        grown = grow(rows, self.place_of, make)
        groups = [Group(name, words, grown.get(name, [])) for name, words in self.trees()]
        lead(groups, self.tree_levels)
        if self.has_add_permission(request):
            for group in groups:
                group.add = self.new_at(group.place, group.place, group.branches)
                self.offer_more(group.place, group.branches)
        return groups

    def offer_more(self, tree: PlaceName, branches: list[Branch]) -> None:
        for branch in branches:
            if branch.level < self.tree_levels:
                branch.add = self.new_at(tree, str(branch.key), branch.children)
            self.offer_more(tree, branch.children)

    def new_at(self, tree: PlaceName, place: PlaceName, branches: list[Branch]) -> str:
        """The form for one more after `branches`."""
        values = {**self.beginning(tree, place), "order": str(len(branches))}
        return f"{self.address_in_admin('add')}?{urlencode(values)}"

    def address_in_admin(self, page: str, *keys: Any) -> str:
        return reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{page}", args=keys)

    # --- Moving

    def move(self, request: HttpRequest) -> HttpResponse:
        """Put one row elsewhere; the list says what came of it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        step = self.read(request.POST.get("_move", ""))
        if step is None:
            return HttpResponseBadRequest()
        try:
            messages.success(request, self.take(request, step))
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        return HttpResponseRedirect(f"{self.address_in_admin('changelist')}#row-{step.row}")

    def read(self, text: str) -> Step | None:
        """What a button or the script sent; None where it makes no sense."""
        try:
            step = Step.parse(text)
        except ValueError:
            return None
        is_key = step.place.isdecimal() and len(step.place) <= MAX_DIGITS
        return step if is_key or step.place in dict(self.trees()) else None

    def take(self, request: HttpRequest, step: Step) -> str:
        """Do it; what there is to say of it. Raises ValidationError, PermissionDenied."""
        row = self.get_queryset(request).filter(pk=step.row).first()
        if row is None or self.place_of(row) not in (step.seen, step.place):
            raise ValidationError(MEANWHILE)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        before = address_of(row)
        if not self.move_row(row, step.place, step.before, request.user):
            return _("“%(row)s” stands there already.") % {"row": row}
        return " ".join(filter(None, [self.moved(row), address_words(before, address_of(row))]))

    def moved(self, row: Row) -> str:
        """Where it stands now, in a sentence."""
        beside = list(row.beside().values_list("pk", flat=True))  # type: ignore[attr-defined]
        words = {"row": row, "above": self.above(row), "place": beside.index(row.pk) + 1, "total": len(beside)}
        if words["above"]:
            return _("“%(row)s” stands under “%(above)s” now, %(place)d of %(total)d.") % words
        if self.tree_levels > 1:
            return _("“%(row)s” stands on the first level now, %(place)d of %(total)d.") % words
        return _("“%(row)s” is number %(place)d of %(total)d now.") % words


def is_tree(request: HttpRequest) -> bool:
    return getattr(request, "is_tree", False)


def address_of(row: Any) -> str:
    """Where readers find it; empty for what has no address, or none yet."""
    return row.get_absolute_url() if getattr(row, "has_address", False) else ""


def address_words(before: str, after: str) -> str:
    if before == after:
        return ""
    return _("Its address is now %(address)s; the old one leads there.") % {"address": after}
