"""Two that are the same become one: whatever leads to the duplicate leads to the one that stays.

What points at it is found by asking the models, so that a relation made later is moved too.
"""

from itertools import batched
from typing import Any, ClassVar, NamedTuple

from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.querysets.kinds import ListKind
from geopolist.addresses.models import Address
from geopolist.lib.surrogate import Keyed, changed
from geopolist.revisions.models import WorkingCopy

from .filing import BATCH, resettle
from .merged import LONGEST, Merged, current


class Pointer(NamedTuple):
    """A column that holds the key of what its row leads to. `kind` is that of a generic one, or else empty."""

    model: type[models.Model]
    column: str
    kind: str = ""

    @property
    def is_own(self) -> bool:
        """Whether it leads from one of a kind to another of the same kind."""
        return not self.kind and self.model._meta.get_field(self.column).related_model is self.model

    def rows(self, thing: Any) -> "models.QuerySet[Any]":
        kind = {self.kind: ContentType.objects.get_for_model(thing)} if self.kind else {}
        return self.model._base_manager.filter(**kind, **{self.column: thing.pk})

    def move(self, duplicate: Any, stays: Any) -> None:
        """Let every row lead to the other one. Where the table allows one only, that of `stays` takes over."""
        rows = self.rows(duplicate)
        for fields in uniques(self.model, self.column):
            twin = self.rows(stays).filter(**{name: OuterRef(name) for name in fields})
            self.give_way(rows.filter(Exists(twin)), stays, fields)
        if issubclass(self.model, Keyed) and self.model is not apps.get_model("articles", "Article"):
            # Articles are settled by the worker, which says so of each.
            changed(self.model._meta.label_lower, *(row.surrogate_key for row in rows))
        rows.update(**{self.column: stays.pk})

    def give_way(self, rows: "models.QuerySet[Any]", stays: Any, fields: list[str]) -> None:
        if hasattr(self.model, "join"):
            for row in rows:
                twin = self.rows(stays).get(**{name: getattr(row, name) for name in fields})
                twin.join(row)
        rows.delete()


def pointers(model: type[Any]) -> list[Pointer]:
    """Everything in the database that can lead to one of `model`, tables behind many-to-many fields included."""
    related = model._meta.get_fields(include_hidden=True)
    keys = [
        Pointer(each.related_model, each.field.name)
        for each in related
        if isinstance(each, models.ManyToOneRel) and each.auto_created
    ]
    generic = [
        Pointer(each, field.fk_field, field.ct_field)
        for each in apps.get_models()
        for field in each._meta.private_fields
        if isinstance(field, GenericForeignKey)
    ]
    return keys + generic


def uniques(model: type[models.Model], column: str) -> list[list[str]]:
    """Of each rule by which a table has a row but once: the fields beside `column`."""
    meta = model._meta
    rules = [*(rule.fields for rule in meta.total_unique_constraints), *meta.unique_together]
    rules += [[column]] if getattr(meta.get_field(column), "unique", False) else []
    return [[name for name in rule if name != column] for rule in rules if column in rule]


class Mergeable:
    """Mixed into models of what is Addressed and of which there may be two by mistake."""

    list_kind: ClassVar[ListKind]
    # Beside the key and what the address is made of: what says who it is, and is never taken over.
    its_own: ClassVar[tuple[str, ...]] = ("name",)
    address_fields: ClassVar[tuple[str, ...]]

    pk: Any
    name: str
    save: Any
    refresh_from_db: Any
    _meta: Any
    _base_manager: ClassVar[Any]

    @property
    def known_as(self) -> str:
        """By what somebody who knows no keys would mean it, alike for all spellings."""
        raise NotImplementedError

    @classmethod
    def rows_to_hold(cls, *keys: int) -> "models.QuerySet[Any]":
        """What must stand still while two of these are merged."""
        return cls._base_manager.filter(pk__in=keys)

    # --- The verb

    @transaction.atomic
    def absorb(self, duplicate: Any, *, by: Any = None) -> int:
        """Take the place of `duplicate`, for good. How many articles bore it, whatever their state.

        All that led to it leads here, its addresses too; of its fields those come along that are empty here; its row
        goes. Revisions stay as they are: what they name is understood (see merged.current). Articles print it once the
        worker has settled them. Raises ValidationError, which says what to do, where the two cannot be merged, and
        where one of them is merged already.
        """
        Mergeable.check_merge(self, duplicate)
        articles, copies = self.hold_what_names(duplicate)
        duplicate = self.hold_with(duplicate)
        self.check_merge(duplicate)
        self.remember(duplicate)
        Address.objects.hand_over(duplicate, self)
        for pointer in pointers(type(self)):
            if pointer.is_own:
                self.adopt(pointer, duplicate)
            else:
                pointer.move(duplicate, self)
        apps.get_model("articles", "Listing")._default_manager.hand_over(self.list_kind, duplicate.pk, self.pk)
        self.take_fields(duplicate)
        duplicate.delete()
        self.save()
        self.follow_in(articles, copies)
        self.log_merge(duplicate, len(articles), by)
        return len(articles)

    def check_merge(self, duplicate: Any) -> None:
        """Raises ValidationError where the two cannot become one, as they stand: absorb() asks again."""
        if type(self) is not type(duplicate):
            raise ValidationError(_("Only two of a kind can be merged: choose two categories, two tags or two people."))
        if self.pk == duplicate.pk:
            raise ValidationError(
                _("“%(name)s” cannot be merged into itself: choose another one.") % {"name": self.name}
            )

    # --- What it is made of

    def hold_what_names(self, duplicate: Any) -> tuple[list[int], list[WorkingCopy]]:
        """Lock the articles that bear it, then all edits that wait: in the order in which whoever saves takes them."""
        article = apps.get_model("articles", "Article")
        rows = article._default_manager.bearing(str(duplicate._meta.model_name), duplicate.pk).order_by("pk")
        keys = list(rows.select_for_update(no_key=True).values_list("pk", flat=True))
        copies = WorkingCopy.objects.filter(content_type=ContentType.objects.get_for_model(article))
        return keys, list(copies.order_by("pk").select_for_update())

    def hold_with(self, duplicate: Any) -> Any:
        """Lock both, in the order of their keys, and read them anew. Raises ValidationError where one is no more."""
        rows = {row.pk: row for row in self.rows_to_hold(self.pk, duplicate.pk).order_by("pk").select_for_update()}
        for each in (self, duplicate):
            if each.pk not in rows:
                raise ValidationError(self.why_gone(each.pk, str(each)))
        self.refresh_from_db()
        return rows[duplicate.pk]

    @classmethod
    def why_gone(cls, key: int, name: str = "") -> str:
        """What to tell whoever asks for one that is no more."""
        row = Merged.objects.of(cls).filter(old=key).first()
        if row is None:
            return str(_("“%(name)s” has been deleted meanwhile: choose again.") % {"name": name or key})
        return str(_("“%(name)s” is merged already, into “%(into)s”.") % {"name": row.name, "into": row.target})

    def remember(self, duplicate: Any) -> None:
        Merged.objects.create(
            old=duplicate.pk, known_as=duplicate.known_as[:LONGEST], name=duplicate.name[:LONGEST], target=self
        )

    def adopt(self, pointer: Pointer, duplicate: Any) -> None:
        """What lies under the duplicate comes to lie here, with its addresses."""
        for child in pointer.rows(duplicate):
            setattr(child, pointer.column, self)
            child.save()

    def take_fields(self, duplicate: Any) -> None:
        for name, value in self.lacking(duplicate).items():
            setattr(self, name, value)

    def lacking(self, duplicate: Any) -> dict[str, Any]:
        """What is empty here and not there; key by key where a field is made of keys."""
        found = {}
        for field in self._meta.concrete_fields:
            if field.primary_key or not field.editable or field.name in (*self.its_own, *self.address_fields):
                continue
            mine, theirs = (field.value_from_object(each) for each in (self, duplicate))
            if isinstance(mine, dict):
                theirs = filled(mine, theirs)
            if theirs != mine and (isinstance(mine, dict) or mine in field.empty_values):
                found[field.attname] = theirs
        return found

    def follow_in(self, articles: list[int], copies: list[WorkingCopy]) -> None:
        """What articles and edits that wait keep of it."""
        for copy in copies:
            data = current(copy.data)
            if data != copy.data:
                # Not a new version: whoever has the form open has lost nothing.
                WorkingCopy.objects.filter(pk=copy.pk).update(data=data)
        for keys in batched(articles, BATCH, strict=False):
            transaction.on_commit(lambda keys=list(keys): resettle.enqueue(keys))  # type: ignore[misc]

    def log_merge(self, duplicate: Any, number: int, by: Any) -> None:
        if by is not None:
            said = ngettext(
                "“%(name)s” merged into it: %(number)d article",
                "“%(name)s” merged into it: %(number)d articles",
                number,
            )
            words = said % {"name": duplicate.name, "number": number}
            stays: Any = self
            LogEntry.objects.log_actions(by.pk, [stays], CHANGE, words, single_object=True)


def filled(mine: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    """What `mine` says, and `theirs` where it says nothing."""
    result = {**theirs, **{key: value for key, value in mine.items() if value}}
    for key, value in result.items():
        if isinstance(value, dict) and isinstance(theirs.get(key), dict):
            result[key] = filled(value, theirs[key])
    return result
