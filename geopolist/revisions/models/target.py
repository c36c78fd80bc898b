"""What all of them belong to: one object of any kind."""

from typing import Any, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class OfObject[Row: models.Model](models.QuerySet[Row]):
    def of(self, obj: models.Model) -> Self:
        return self.filter(content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk)


class Targeted(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name=_("kind"))
    object_id = models.PositiveBigIntegerField(_("object"))
    target = GenericForeignKey("content_type", "object_id")

    class Meta:
        abstract = True


def key_of(obj: models.Model) -> dict[str, Any]:
    """The object as the columns of a row that belongs to it."""
    return {"content_type": ContentType.objects.get_for_model(obj), "object_id": obj.pk}
