"""The one definition of public, and what it means for a set of rows."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Self

from django.db import models, transaction
from django.db.models import Min, Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

# Columns of a text that its own page does not print; and with what the page prints, all that a card does without.
UNSHOWN = ("body", "text", "imported_source")
BIN_KEEPS = timedelta(days=30)
HEAVY = (*UNSHOWN, "rendered", "contents")


def public_at(now: datetime, prefix: str = "") -> Q:
    """Published, begun, not ended. `prefix` leads to the article or page from another table."""
    begun = Q(**{f"{prefix}status": "published", f"{prefix}published_at__lte": now})
    return begun & (Q(**{f"{prefix}ends_at": None}) | Q(**{f"{prefix}ends_at__gt": now}))


def listed_at(now: datetime) -> Q:
    """The same for a place in a list: only what is published has one, with the article's times in it.

    Of two upper bounds SQLite walks an index by the first: this one must not be it, or a page deep in a list and a year
    long past would cost all that is newer. What is yet to come is little, and is passed by.
    """
    begun = LessThanOrEqual(Coalesce("published_at", "published_at"), now)
    return Q(begun) & (Q(ends_at=None) | Q(ends_at__gt=now))


class PublicationQuerySet[Row: models.Model](models.QuerySet[Row]):
    """What is asked of articles and pages alike."""

    def public(self, now: datetime | None = None) -> Self:
        """What readers see at `now`. The clock publishes: nothing needs to run."""
        return self.filter(public_at(now or timezone.now()))

    def coming(self, now: datetime | None = None) -> Self:
        """What readers will see, the next first."""
        now = now or timezone.now()
        return self.filter(status="published", published_at__gt=now).order_by("published_at", "pk")

    def next_change(self, now: datetime | None = None) -> datetime | None:
        """The next instant at which one of these appears or ends; None if never."""
        now = now or timezone.now()
        published = Q(status="published")
        instants = self.order_by().aggregate(
            begins=Min("published_at", filter=published & Q(published_at__gt=now)),
            ends=Min("ends_at", filter=published & Q(ends_at__gt=now)),
        )
        return min(filter(None, instants.values()), default=None)

    def empty_bin(self, now: datetime | None = None) -> None:
        """Delete what has lain in the bin for BIN_KEEPS. Safe to repeat."""
        self.filter(status="bin", binned_at__lte=(now or timezone.now()) - BIN_KEEPS).delete()

    def held(self) -> Self:
        """To be changed: each row is locked until the transaction ends. Bodies and all come along."""
        return self.select_related("cover").select_for_update(of=("self",)).order_by("pk")

    @transaction.atomic
    def delete(self) -> tuple[int, dict[str, int]]:
        """Each as its own delete() does. Raises WasPublic when readers had one of them, and deletes none."""
        deleted: Counter[str] = Counter()
        for row in self.order_by():
            deleted.update(row.delete()[1])
        return deleted.total(), dict(deleted)

    delete.queryset_only = True  # type: ignore[attr-defined]  # as Django's own: no manager deletes everything
