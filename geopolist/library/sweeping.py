"""Files that no row names any more, removed once nobody can still be looking at them.

A new crop or a replaced file leaves the old one behind on purpose: stored pages, feeds and mails still show it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import Storage, default_storage
from django.utils import timezone

from geopolist.library import registry, store
from geopolist.library.models import Document, Image, Use

KEEP = timedelta(days=30)
BATCH = 500


@dataclass(frozen=True)
class Current:
    """What a folder should hold, as a start of names, and since when it has been so."""

    kept: str
    since: datetime


type Look = Callable[[list[str]], dict[str, Current]]


def sweep(*, older_than: timedelta = KEEP) -> int:
    """Remove files that have been orphans for this long, and the uses of objects that are gone. Returns the files
    removed."""
    until = timezone.now() - older_than
    forget_gone_users()
    renditions = _sweep(default_storage, store.RENDITIONS, _current_renditions, until)
    originals = _sweep(store.private(), store.ORIGINALS, _current_originals, until)
    return renditions + originals + _sweep(store.private(), store.DOCUMENTS, _current_documents, until)


def forget_gone_users() -> int:
    """Rows of use whose object does not exist any more."""
    gone = 0
    for label in registry.labels():
        model = apps.get_model(label)
        uses = Use.objects.filter(content_type=ContentType.objects.get_for_model(model))
        gone += uses.exclude(object_id__in=model._base_manager.values("pk")).delete()[0]
    return gone


def _sweep(storage: Storage, top: str, current: Look, until: datetime) -> int:
    """Every folder under `top` belongs to one row, or to none."""
    keys = _folders(storage, top)
    removed = 0
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        known = current(batch)
        for key in batch:
            removed += _sweep_folder(storage, f"{top}/{key}", known.get(key), until)
    return removed


def _sweep_folder(storage: Storage, folder: str, current: Current | None, until: datetime) -> int:
    if current is not None and current.since > until:
        return 0
    kept = current.kept if current else None
    orphans = [name for name in _files(storage, folder) if kept is None or not name.startswith(kept)]
    old = [name for name in orphans if storage.get_modified_time(name) < until]
    for name in old:
        storage.delete(name)
    # Inner folders first: the outer one is empty only then.
    for emptied in sorted({name.rsplit("/", 1)[0] for name in old} | ({folder} if old else set()), reverse=True):
        _remove_if_empty(storage, emptied)
    return len(old)


def _remove_if_empty(storage: Storage, folder: str) -> None:
    """Folders exist on disks only; elsewhere there is nothing to remove."""
    if storage.exists(folder) and storage.listdir(folder) == ([], []):
        storage.delete(folder)


def _folders(storage: Storage, folder: str) -> list[str]:
    return sorted(storage.listdir(folder)[0]) if storage.exists(folder) else []


def _files(storage: Storage, folder: str) -> Iterator[str]:
    folders, files = storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in files)
    for inner in folders:
        yield from (f"{folder}/{inner}/{name}" for name in storage.listdir(f"{folder}/{inner}")[1])


def _current_renditions(keys: list[str]) -> dict[str, Current]:
    images = Image.objects.in_bulk(keys, field_name="key")
    return {
        key: Current(f"{store.RENDITIONS}/{key}/{image.crop_key}/", image.drawn_at) for key, image in images.items()
    }


def _current_originals(keys: list[str]) -> dict[str, Current]:
    images = Image.objects.in_bulk(keys, field_name="key")
    return {key: Current(str(image.original.name), image.drawn_at) for key, image in images.items()}


def _current_documents(keys: list[str]) -> dict[str, Current]:
    rows = Document.objects.in_bulk(keys, field_name="public_id")
    return {key: Current(str(document.file.name), document.filed_at) for key, document in rows.items()}
