"""One table of addresses: path or old key -> object, current or former."""

from functools import cache
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from geopolist.lib.questions import Question, Slot
from geopolist.lib.surrogate import changed

from . import paths, reserved


class AddressTaken(Exception):
    """Another object has, or had, this address."""


class AddressReserved(Exception):
    """The address begins or ends with a word that the site itself uses."""


class AddressQuerySet(models.QuerySet["Address"]):
    def of(self, obj: models.Model) -> "AddressQuerySet":
        return self.filter(content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk)

    def is_free(self, path: str, obj: models.Model | None = None) -> bool:
        """Whether `path` is unused, or has only ever been `obj`'s."""
        row = self.model.objects.look_up(paths.normal(path))
        return row is None or (obj is not None and row.points_at(obj))

    def free(self, path: str, obj: models.Model | None = None, *, is_own_route: bool = False) -> str:
        """`path`, or the first of `path-2`, `path-3` … that is neither taken nor reserved.

        `is_own_route` as in claim(). Raises AddressReserved where no number helps: it lies under a word of the site.
        """
        candidate, number = paths.normal(path), 1
        if not is_own_route and lies_under_site_word(candidate):
            raise AddressReserved(candidate)
        while (not is_own_route and is_site_word(candidate)) or not self.is_free(candidate, obj):
            number += 1
            candidate = paths.normal(f"{paths.normal(path).rstrip('/')}-{number}")
        return candidate

    def claim(self, obj: models.Model, path: str, *, is_own_route: bool = False) -> str:
        """Make `path` the current address of `obj`; what was current becomes former, for ever.

        `is_own_route`: the path lies under a first segment that is `obj`'s kind's own (`/category/…`).
        Safe to repeat. Raises AddressTaken, AddressReserved, paths.BadPath: then nothing has changed.
        """
        key = paths.normal(path)
        if not is_own_route and is_site_word(key):
            raise AddressReserved(key)
        row = self.model.objects.look_up(key)
        if row is None or (row.points_at(obj) and not row.is_current):
            try:
                row = self.make_current(obj, row or Address(key=key, target=obj))
            except IntegrityError:
                # Another process came first: what it wrote says whose the address is.
                row = self.model.objects.look_up(key)
        if row is None or not row.points_at(obj) or not row.is_current:
            raise AddressTaken(key)
        return key

    @transaction.atomic
    def make_current(self, obj: models.Model, row: "Address") -> "Address":
        """Save `row`, one of `obj`'s own, as its current one."""
        self.of(obj).filter(is_current=True).update(is_current=False)
        row.is_current = True
        row.save()
        return row

    def hand_over(self, obj: models.Model, to: models.Model) -> None:
        """Let all that leads, or led, to `obj` lead to `to`, of the same kind, which lives where it does."""
        self.of(obj).update(object_id=to.pk, is_current=False)
        changed(self.model._meta.label_lower)

    def remember(self, obj: models.Model, key: str) -> bool:
        """Let `key` (a path, or an old key such as `?p=12`) lead to `obj`. False when it leads elsewhere already."""
        key = key if key.startswith("?") else paths.normal(key)
        row, _created = self.get_or_create(
            key=key,
            defaults={
                "content_type": ContentType.objects.get_for_model(obj),
                "object_id": obj.pk,
                "is_current": False,
            },
        )
        return row.points_at(obj)


@cache
def rows_of(number: int) -> Question["Address"]:
    keys = [Slot(f"key_{each}", models.CharField()) for each in range(number)]
    return Question(lambda: Address.objects.filter(key__in=keys).select_related("content_type"))


class AddressManager(models.Manager.from_queryset(AddressQuerySet)):  # type: ignore[misc]  # made at run time
    def look_up(self, *keys: str) -> "Address | None":
        """The row of the first of `keys` that exists, in one query: every page that is asked for begins with it."""
        found = rows_of(len(keys)).rows(**{f"key_{number}": key for number, key in enumerate(keys)})
        rows = {row.key: row for row in found}
        return next((rows[key] for key in keys if key in rows), None)


class Address(models.Model):
    """An address that leads, or led, to an object. Rows outlive it: a path once public is given to nobody else."""

    key = models.CharField(_("path or old key"), max_length=paths.MAX_LENGTH, unique=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, verbose_name=_("kind"))
    object_id = models.PositiveBigIntegerField(_("object"))
    target = GenericForeignKey("content_type", "object_id")
    is_current = models.BooleanField(_("current"), default=False)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    objects = AddressManager()

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], condition=models.Q(is_current=True), name="one_current_address"
            ),
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="address_object")]

    def __str__(self) -> str:
        return self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        # What was missed there may be found now.
        changed(self._meta.label_lower)

    def points_at(self, obj: models.Model) -> bool:
        return self.content_type_id == ContentType.objects.get_for_model(obj).pk and self.object_id == obj.pk


def is_site_word(key: str) -> bool:
    """Whether `key` begins with a word of the site, or has one that means something after every address."""
    segments = key.strip("/").split("/")
    return reserved.is_reserved(segments[0]) or any(map(reserved.is_suffix, segments))


def lies_under_site_word(key: str) -> bool:
    """Whether a segment before the last is such a word."""
    above = key.strip("/").rpartition("/")[0]
    return bool(above) and is_site_word(above)
