"""Keeping the index in step: called by the models' own verbs."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from . import engines
from .models import Document

# Excerpts are cut from the beginning of long texts; all of it is matched.
KEPT = 20_000


@transaction.atomic
def store(
    obj: models.Model,
    *,
    kind: str,
    language: str,
    title: str,
    standfirst: str = "",
    names: str = "",
    body: str = "",
    visible_from: datetime | None = None,
    visible_until: datetime | None = None,
    sort_at: datetime | None = None,
) -> None:
    """Make `obj` findable between the two instants (None: without bound). Idempotent."""
    document, _created = Document.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(obj),
        object_id=obj.pk,
        defaults={
            "kind": kind,
            "language": language,
            "title": title,
            "standfirst": standfirst,
            "names": names,
            "body": body[:KEPT],
            "visible_from": visible_from,
            "visible_until": visible_until,
            "sort_at": sort_at,
        },
    )
    engines.store(document, body)


@transaction.atomic
def forget(obj: models.Model) -> None:
    """Make `obj` unfindable. Idempotent."""
    documents = Document.objects.of(obj)
    engines.forget(list(documents.values_list("pk", flat=True)))
    documents.delete()


@transaction.atomic
def clear() -> None:
    """Forget everything, as when a site begins anew."""
    engines.forget(list(Document.objects.values_list("pk", flat=True)))
    Document.objects.all().delete()
