"""Rows that stand in an order which editors give: `order` counts from 0 among those beside each other.

`row.beside()` are all that stand where it stands, itself among them, in their order.
"""

from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from geopolist.lib.surrogate import changed

MEANWHILE = gettext_lazy("Somebody has changed this meanwhile: look at it as it stands now, and move it again.")


def placed(order: list[int], key: int, before: int | None) -> list[int]:
    """`order` with `key` before `before`, last where that is None.

    Raises ValidationError where `before` is not there: it was moved or deleted since somebody looked.
    """
    without = [each for each in order if each != key]
    if before is None:
        return [*without, key]
    if before not in without:
        raise ValidationError(MEANWHILE)
    place = without.index(before)
    return [*without[:place], key, *without[place:]]


def arrange(rows: models.QuerySet[Any], key: int, before: int | None) -> bool:
    """Let `key`, one of `rows` in their order, stand before `before`, last where that is None. Whether it moved.

    Raises as placed().
    """
    order = list(rows.values_list("pk", flat=True))
    wanted = placed(order, key, before)
    number(rows, wanted)
    return order != wanted


def number(rows: models.QuerySet[Any], order: list[int] | None = None) -> None:
    """Number `rows` from 0, as they stand or as `order` says, in two queries. Pages that show them are told."""
    numbers = dict(rows.values_list("pk", "order"))
    others = {pk: place for place, pk in enumerate(order or numbers) if numbers[pk] != place}
    if not others:
        return
    whens = [When(pk=pk, then=place) for pk, place in others.items()]
    rows.model._base_manager.filter(pk__in=others).update(order=Case(*whens))
    name = rows.model._meta.label_lower
    changed(name, *(f"{name}:{pk}" for pk in others))


def log_move(row: Any, above: object, by: Any) -> None:
    """Write down in the row's history where `by` has put it: under `above`, or on the first level."""
    order = list(row.beside().values_list("pk", flat=True))
    place = {"above": above, "place": order.index(row.pk) + 1, "total": len(order)}
    if above:
        words = _("Moved under “%(above)s”, place %(place)d of %(total)d")
    else:
        words = _("Moved to place %(place)d of %(total)d")
    LogEntry.objects.log_actions(by.pk, [row], CHANGE, words % place, single_object=True)
