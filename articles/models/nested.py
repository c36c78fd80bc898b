"""Trees of addresses: what lies under another of its kind moves with it."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from geopolist.addresses.paths import MAX_LENGTH, last_segment
from geopolist.lib.ordering import MEANWHILE, arrange, log_move, number

from .addressed import Addressed


@dataclass(frozen=True)
class Place:
    parent: int | None
    path: str


type Tree = dict[int, Place]


class Nested(Addressed):
    """Mixed into what has a `parent`. `path` is the slugs from the root, kept here."""

    max_depth: ClassVar[int]
    printed: ClassVar[tuple[str, ...]] = ("path",)
    address_fields: ClassVar[tuple[str, ...]] = ("slug", "path")

    parent_id: int | None
    parent: Any
    path: str

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return f"/{self.route}{self.path}/"

    def clean(self) -> None:
        super().clean()
        self.check_place(self.tree())

    @classmethod
    def tree(cls, *, locked: bool = False) -> Tree:
        """Where each one lies, in one query: there are dozens of sections and pages, not thousands.

        `locked` holds the whole tree still until the transaction ends: two moves at once could close a circle.
        """
        rows = cls._base_manager.order_by("pk")
        if locked:
            rows = rows.select_for_update()
        return {pk: Place(parent, path) for pk, parent, path in rows.values_list("pk", "parent_id", "path")}  # type: ignore[misc]  # abstract

    def check_place(self, tree: Tree) -> None:
        """Raises ValidationError where it would lie under itself, or it or what is below it too deep."""
        above = line_up(tree, self.parent_id)
        if self.pk is not None and self.pk in above:
            raise ValidationError({"parent": _("Nothing can lie under itself: choose another one.")})
        if len(above) + self.height(tree) > self.max_depth:
            message = _("It goes %(limit)d levels deep at most: choose one nearer to the top.")
            raise ValidationError({"parent": message % {"limit": self.max_depth}})

    def height(self, tree: Tree) -> int:
        """Levels from this one down, itself included."""
        lines = (line_up(tree, pk) for pk in tree)
        return max((line.index(self.pk) + 1 for line in lines if self.pk in line), default=1)

    @transaction.atomic
    def move(self, under: int | None, before: int | None = None, *, by: Any = None) -> bool:
        """Put it under `under` (None: on the first level), before its child `before` (None: last). Whether it moved.

        All that it leaves and joins are numbered from 0. Safe to repeat. Raises ValidationError where it cannot lie
        there, or where one of the three is not there any more. What was set and not saved is lost.
        """
        tree = self.tree(locked=True)
        if self.pk not in tree or (under is not None and under not in tree):
            raise ValidationError(MEANWHILE)
        self.refresh_from_db()
        left = self.beside()
        if has_left := self.parent_id != under:
            self.parent_id = under
            self.save(update_fields=["parent"])  # type: ignore[misc]  # a field of the subclass
            number(left)
        has_moved = arrange(self.beside(), self.pk, before) or has_left
        self.refresh_from_db(fields=["order"])
        if has_moved and by is not None:
            log_move(self, self.parent, by)
        return has_moved

    def beside(self) -> QuerySet[Any]:
        """All that lie where it lies, itself among them, in their order."""
        rows: Any = type(self)._base_manager.filter(parent=self.parent_id)  # type: ignore[misc]  # as above
        return rows.order_by(*(self._meta.ordering or ()), "pk")

    def choose_address(self) -> None:
        tree = self.tree(locked=True)
        self.check_place(tree)
        above = f"{tree[self.parent_id].path}/" if self.parent_id else ""
        self.slug = self.wanted_slug
        self.path = above + self.slug
        if len(self.get_absolute_url()) > MAX_LENGTH - len("-99"):
            raise ValidationError({"slug": _("The address gets too long: choose a shorter slug.")})
        self.slug = last_segment(self.free_address())
        self.path = above + self.slug

    def changed(self, before: dict[str, Any]) -> None:
        """Bring along everything below; the old addresses go on leading there."""
        if before["path"] != self.path:
            # One by one, for each has to find an address that is free.
            for child in type(self)._base_manager.filter(parent=self.pk):  # type: ignore[misc]  # as above
                child.save()
        super().changed(before)


def line_up(tree: Tree, pk: int | None) -> list[int]:
    """`pk` and all above it, the nearest first. Stops where a line comes back to itself."""
    line: list[int] = []
    while pk is not None and pk not in line:
        line.append(pk)
        pk = tree[pk].parent if pk in tree else None
    return line
