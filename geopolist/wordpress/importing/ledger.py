"""What the table of imported records says of a record: new, the same, changed, or touched by an editor since."""

from collections.abc import Callable, Iterable
from enum import Enum

from django.contrib.contenttypes.models import ContentType
from django.db import models

from geopolist.wordpress.models import Imported
from geopolist.wordpress.report import Outcome

type Key = tuple[str, str]


class Case(Enum):
    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    CONFLICT = "conflict"
    GONE = "gone"


# What the report says of a record that is left as it is.
LEFT: dict[Case, tuple[Outcome, str]] = {
    Case.SAME: ("unchanged", ""),
    Case.GONE: ("skipped", "removed here since"),
    Case.CONFLICT: ("conflict", "changed in the export and here"),
}


class Ledger:
    """The table, for one old site. In a dry run it is only read."""

    def __init__(self, source: str, *, dry_run: bool) -> None:
        self.source, self.dry_run = source, dry_run

    def known(self, kind: str, keys: Iterable[Key]) -> dict[Key, Imported]:
        """The rows of these records, which know whether their objects are still here."""
        return Imported.objects.with_ids(self.source, kind, [old_id for old_id, _ in keys])

    @staticmethod
    def found[Thing: models.Model](row: Imported | None, model: type[Thing]) -> Thing | None:
        """The object that a record became, if it is still there."""
        if row is None or row.object_id is None:
            return None
        return model._default_manager.filter(pk=row.object_id).first()

    def case(
        self, row: Imported | None, digest: str, kept: Callable[[], str | None], *, look_again: bool = False
    ) -> Case:
        """How a record stands. `kept` gives the object's digest as it is now, None if it is gone.

        `look_again`: the record itself may be the same, but what it waited for may have come.
        """
        if row is None:
            return Case.NEW
        if row.is_gone:
            # Whoever removed it meant it: it does not come back, whatever the export says of it.
            return Case.GONE
        if row.digest == digest and not (look_again and row.waits):
            return Case.SAME
        now = kept()
        if now is None:
            return Case.GONE
        return Case.CHANGED if now == row.kept else Case.CONFLICT

    def keep(
        self,
        kind: str,
        key: Key,
        obj: models.Model,
        digest: str,
        *,
        kept: str = "",
        waits: bool = False,
        row: Imported | None = None,
    ) -> None:
        """Note that the record became `obj`, and how it left it."""
        self.row(kind, key, obj, digest, kept=kept, waits=waits, row=row).save()

    def row(
        self,
        kind: str,
        key: Key,
        obj: models.Model,
        digest: str,
        *,
        kept: str = "",
        waits: bool = False,
        row: Imported | None = None,
    ) -> Imported:
        """The same as `keep`, for the caller to save with others."""
        row = row or Imported(source=self.source, kind=kind, old_id=key[0], slug=key[1])
        row.digest, row.kept, row.waits = digest, kept, waits
        row.content_type, row.object_id = ContentType.objects.get_for_model(obj), obj.pk
        return row

    def keep_all(self, rows: list[Imported]) -> None:
        """Save rows made by `row`, new and old."""
        known = [row for row in rows if row.pk is not None]
        Imported.objects.bulk_create([row for row in rows if row.pk is None])
        if known:
            Imported.objects.bulk_update(known, ["digest", "kept", "waits", "content_type", "object_id"])
