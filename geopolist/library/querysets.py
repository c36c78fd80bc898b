"""What is asked of the library, in words."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from geopolist.lib.picture import FileFacts, Picture

if TYPE_CHECKING:
    from geopolist.library.models import Document, Image  # noqa: F401


class KeptQuerySet[Thing: models.Model](models.QuerySet[Thing]):
    def unused(self) -> Self:
        """What no object uses. Rows of use are kept by those who use it, so an app that keeps none does not count."""
        return self.exclude(self._has_use())

    def with_number_of_uses(self) -> Self:
        """Each with `number_of_uses`: how many objects use it. In the same query."""
        uses = self._uses().order_by().values("target").annotate(number=models.Count("pk")).values("number")
        return self.annotate(number_of_uses=Coalesce(models.Subquery(uses), 0))

    def _has_use(self) -> models.Exists:
        return models.Exists(self._uses())

    def _uses(self) -> models.QuerySet[models.Model]:
        uses = apps.get_model("library", "Use")._default_manager
        return uses.filter(kind=self.model.use_kind, target=models.OuterRef("public_id"))  # type: ignore[attr-defined]


class FiledQuerySet[Thing: models.Model](KeptQuerySet[Thing]):
    def made_of(self, sha256: str) -> Self:
        """Made of exactly the bytes that have this digest, oldest first."""
        return self.filter(sha256=sha256).order_by("pk")


class ImageQuerySet(FiledQuerySet["Image"]):
    def missing_alt(self) -> Self:
        """Neither described nor decorative: only an import brings such pictures."""
        return self.filter(alt="", decorative=False)

    def missing_credit(self) -> Self:
        return self.filter(credit="")

    def with_ended_licence(self) -> Self:
        return self.filter(licence_ends__lt=timezone.localdate())

    def pictures(self, public_ids: Collection[str], ratio: str) -> dict[str, Picture]:
        """The pictures with these public ids, ready to print. One query; unknown ids are left out."""
        return {image.public_id: image.picture(ratio) for image in self.filter(public_id__in=set(public_ids))}


class DocumentQuerySet(FiledQuerySet["Document"]):
    def facts(self, public_ids: Collection[str]) -> dict[str, FileFacts]:
        """What readers are told of these documents, by public id. One query; unknown ids are left out."""
        return {document.public_id: document.facts() for document in self.filter(public_id__in=set(public_ids))}
