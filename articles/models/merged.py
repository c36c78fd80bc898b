"""What was merged into what: a snapshot, an import or a typed word that still names a duplicate is understood."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

# Of the names, paths included, the longest one.
LONGEST = 400


class MergedQuerySet(models.QuerySet["Merged"]):
    def of(self, model: type[Any]) -> "MergedQuerySet":
        return self.filter(content_type=ContentType.objects.get_for_model(model))

    def known_as(self, model: type[Any], name: str) -> Any:
        """What now stands for the duplicate that had this name (see Mergeable.known_as); None for no such one."""
        row = self.of(model).filter(known_as=name[:LONGEST]).order_by("-pk").first() if name else None
        return row.target if row else None

    def moved(self, keys: dict[str, set[int]]) -> dict[tuple[str, int], int]:
        """{(kind, old key): key of what stands for it now} of those of `keys`, by kind, that were merged. One query."""
        wanted = [
            Q(content_type=ContentType.objects.get_by_natural_key("articles", kind), old__in=named)
            for kind, named in keys.items()
            if named
        ]
        if not wanted:
            return {}
        rows = self.filter(Q(*wanted, _connector=Q.OR)).values_list("content_type__model", "old", "object_id")
        return {(kind, old): key for kind, old, key in rows}


class Merged(models.Model):
    """A duplicate that is no more. Its own merge points here like anything else, so `target` is never merged itself."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    old = models.PositiveBigIntegerField()
    known_as = models.CharField(max_length=LONGEST)
    name = models.CharField(max_length=LONGEST)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    merged_at = models.DateTimeField(default=timezone.now)

    objects = MergedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_type", "old"], name="merged_once")]
        indexes = [
            models.Index(fields=["content_type", "known_as"], name="merged_name"),
            models.Index(fields=["content_type", "object_id"], name="merged_into"),
        ]

    def __str__(self) -> str:
        return self.name


def current(data: dict[str, Any]) -> dict[str, Any]:
    """A snapshot in which what stands for them now is named instead of merged ones. Whatever its shape; one query."""
    lines = [line for line in listed(data, "bylines") if isinstance(line, dict)]
    primary: Any = data.get("primary_category_id")
    moved = Merged.objects.moved(
        {
            "category": whole([*listed(data, "categories"), primary]),
            "tag": whole(listed(data, "tags")),
            "person": whole(line.get("person") for line in lines),
        }
    )
    if not moved:
        return data
    result = dict(data)
    for name, kind in (("categories", "category"), ("tags", "tag")):
        if name in data:
            result[name] = once(moved.get((kind, key), key) for key in listed(data, name))
    if ("category", primary) in moved:
        result["primary_category_id"] = moved["category", primary]
    if "bylines" in data:
        result["bylines"] = joined(lines, {old: key for (kind, old), key in moved.items() if kind == "person"})
    return result


def listed(data: dict[str, Any], name: str) -> list[Any]:
    return data[name] if isinstance(data.get(name), list) else []


def whole(keys: Iterable[Any]) -> set[int]:
    return {key for key in keys if isinstance(key, int)}


def once(keys: Iterable[Any]) -> list[Any]:
    """Each of them once; keys in the order in which a snapshot has them."""
    unique = list(dict.fromkeys(keys))
    return sorted(unique) if all(isinstance(key, int) for key in unique) else unique


def joined(lines: list[dict[str, Any]], moved: dict[int, int]) -> list[dict[str, Any]]:
    """Bylines in their order; of two that are one person now the first stays, with what either says of that day."""
    kept: dict[Any, dict[str, Any]] = {}
    for line in lines:
        person = moved.get(line.get("person"), line.get("person"))  # type: ignore[arg-type]  # None is no key
        before = kept.get(person, {})
        kept[person] = {**line, "person": person, **{name: said for name, said in before.items() if said}}
    return list(kept.values())
