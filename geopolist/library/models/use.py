"""Who uses what: one row for each thing that an object shows or links to."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from geopolist.library import registry

LONGEST_TARGET = 500


class Use(models.Model):
    """One object uses one thing. `target` is its public id, or, for a link, the path on this site."""

    class Kind(models.TextChoices):
        IMAGE = "image", _("image")
        DOCUMENT = "document", _("document")
        REFERENCE = "reference", _("reference")
        LINK = "link", _("link")

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+", db_index=False)
    object_id = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    target = models.CharField(max_length=LONGEST_TARGET)

    class Meta:
        verbose_name = _("use")
        verbose_name_plural = _("uses")
        constraints = [
            models.UniqueConstraint("content_type", "object_id", "kind", "target", name="library_use_once"),
        ]
        indexes = [models.Index(fields=["kind", "target"], name="library_use_target")]

    def __str__(self) -> str:
        return f"{self.content_type_id}:{self.object_id} {self.kind} {self.target}"


def record_uses(user: models.Model, needs: Iterable[tuple[str, str]]) -> None:
    """Make the rows of a saved object agree with what it needs: pairs of kind and target. At most three queries.

    Call it where the object is saved, and with nothing when it is deleted. A target longer than 500 characters names
    nothing that this site has, and is left out.
    Raises ValueError for an unknown kind.
    """
    wanted = {(str(Use.Kind(kind)), target) for kind, target in needs if target and len(target) <= LONGEST_TARGET}
    content_type = ContentType.objects.get_for_model(user)
    own = Use.objects.filter(content_type=content_type, object_id=user.pk)
    with transaction.atomic(savepoint=False):
        known = {(kind, target): pk for pk, kind, target in own.values_list("pk", "kind", "target")}
        gone = [pk for need, pk in known.items() if need not in wanted]
        if gone:
            Use.objects.filter(pk__in=gone).delete()
        new = [
            Use(content_type=content_type, object_id=user.pk, kind=kind, target=target)
            for kind, target in sorted(wanted - known.keys())
        ]
        # Two saves of one object at once may both miss a row; the database keeps one.
        Use.objects.bulk_create(new, ignore_conflicts=True)


def users_of(kind: str, target: str) -> dict[type[models.Model], list[int]]:
    """The objects that use something: their ids by model. One query."""
    found: dict[type[models.Model], list[int]] = defaultdict(list)
    rows = Use.objects.filter(kind=kind, target=target).order_by("content_type_id", "object_id")
    for content_type_id, object_id in rows.values_list("content_type_id", "object_id"):
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if model is not None:
            found[model].append(object_id)
    return dict(found)


def is_used_in_public(kind: str, target: str) -> bool:
    """Whether readers can see anything that uses this. One query, and one for each model that uses it."""
    for model, ids in users_of(kind, target).items():
        user = registry.user(model)
        if user is not None and user.is_public(ids):
            return True
    return False
