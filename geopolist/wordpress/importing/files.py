"""Attachments: pictures and documents from a folder of uploads into the library."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction

from geopolist.lib.digests import digest_of
from geopolist.library import documents, intake
from geopolist.library.models import Document, Image
from geopolist.wordpress import old_addresses, php
from geopolist.wordpress.convert.addresses import absolute, file_name, is_picture_address
from geopolist.wordpress.models import Imported
from geopolist.wordpress.report import Outcome
from geopolist.wordpress.stage import Staged
from geopolist.wordpress.text import plain
from geopolist.wordpress.wxr import Item

from .ledger import LEFT
from .run import BATCH, Run

KIND = "attachment"

type Kept = Image | Document


@dataclass
class Files:
    """Imports the attachments whose files are at hand, and tells the stage what each has become."""

    run: Run

    def take(self) -> None:
        numbers = [n for n, *_ in self.run.stage.heads(KIND)]
        for start in range(0, len(numbers), BATCH):
            batch = [self.run.stage.item(n) for n in numbers[start : start + BATCH]]
            rows = self.run.ledger.known(KIND, [staged.key for staged in batch])
            objects = _objects(rows.values())
            for staged in batch:
                row = rows.get(staged.key)
                self._one(staged, row, objects.get((row.content_type_id, row.object_id)) if row else None)
            self.run.progress(KIND, start + len(batch), len(numbers))

    def _one(self, staged: Staged, row: Imported | None, obj: Kept | None) -> None:
        case = self.run.ledger.case(row, staged.digest, lambda: _kept(obj) if obj else None)
        if obj:
            self._know(staged, obj)
        if case in LEFT:
            self._report(staged, *LEFT[case])
        elif obj and row:
            self._change(staged, row, obj)
        else:
            self._new(staged)

    def _report(self, staged: Staged, outcome: Outcome, reason: str = "", notes: Iterable[str] = ()) -> None:
        name = plain(staged.item.title, 120) or file_name(staged.item.attachment_url)
        self.run.report.add(KIND, name, outcome, reason, old_id=staged.item.old_id, notes=notes)

    def _new(self, staged: Staged) -> None:
        path = self._find(staged.item)
        if path is None:
            reason = (
                "its file is not in --uploads" if self.run.options.uploads else "no --uploads: its file is not at hand"
            )
            self._report(staged, "skipped", reason)
            return
        try:
            obj, note = self._upload(staged.item, path)
        except ValidationError as error:
            self._report(staged, "skipped", "the library does not take it", notes=[f"{path.name}: {error.messages[0]}"])
            return
        except OSError as error:
            self._report(staged, "failed", "its file cannot be read", notes=[f"{path.name}: {error.strerror}"])
            return
        self.run.new_files += 1
        notes = [note] if note else []
        if self.run.writes:
            with transaction.atomic():
                notes += self.run.remember(obj, self._old_addresses(staged.item))
                self.run.ledger.keep(KIND, staged.key, obj, staged.digest, kept=_kept(obj))
        self._know(staged, obj)
        self._report(staged, "joined" if note else "imported", "the same file is in the library" if note else "", notes)

    # --- From the folder

    def _find(self, item: Item) -> Path | None:
        """The attachment's file below the folder of uploads, the original before the one WordPress made smaller."""
        folder = self.run.options.uploads
        if folder is None:
            return None
        for name in self._names(item):
            path = (folder / name).resolve()
            if path.is_relative_to(folder.resolve()) and path.is_file():
                return path
        return None

    @staticmethod
    def _names(item: Item) -> list[str]:
        attached = item.value("_wp_attached_file").lstrip("/")
        path = old_addresses.written_path(item.attachment_url)
        names = [attached, path.rpartition("/uploads/")[2].lstrip("/"), path.lstrip("/")]
        original = php.read_array(item.value("_wp_attachment_metadata")).get("original_image")
        if isinstance(original, str) and attached:
            names.insert(0, str(PurePosixPath(attached).with_name(PurePosixPath(original).name or "x")))
        return [name for name in names if name and "\0" not in name]

    def _upload(self, item: Item, path: Path) -> tuple[Kept, str]:
        """The file in the library, and a note if it was there already. In a dry run it is only looked at."""
        if is_picture_address(path.name):
            return self._upload_picture(item, path)
        if not self.run.writes:
            checked = documents.check(path)
            checked.file.close()
            return Document(title=plain(item.title, 250)), ""
        source = absolute(item.attachment_url)[:2000]
        return Document.upload(path, name=path.name, title=plain(item.title, 250), source_url=source), ""

    def _upload_picture(self, item: Item, path: Path) -> tuple[Kept, str]:
        if not self.run.writes:
            intake.read(path, any_extension=True)
            return Image(**_words(item)), ""
        incoming = intake.read(path, any_extension=True)
        same = Image.find_same(incoming.content)
        if same:
            return same, f"{path.name} is in the library already"
        return Image.upload(incoming, name=path.name, any_extension=True, **_words(item)), ""

    def _change(self, staged: Staged, row: Imported, obj: Kept) -> None:
        """Only the words around a file follow the export: its bytes are the library's."""
        if self.run.writes:
            words = _words(staged.item) if isinstance(obj, Image) else {"title": plain(staged.item.title, 250)}
            for field, value in words.items():
                setattr(obj, field, value)
            with transaction.atomic():
                obj.save(update_fields=list(words))
                self.run.ledger.keep(KIND, staged.key, obj, staged.digest, kept=_kept(obj), row=row)
        self._report(staged, "updated")

    def _know(self, staged: Staged, obj: Kept) -> None:
        kind = "image" if isinstance(obj, Image) else "document"
        url = obj.get_absolute_url() if isinstance(obj, Document) and obj.name else ""
        self.run.stage.set_file(staged.n, kind, obj.public_id, alt=getattr(obj, "alt", ""), url=url)

    def _old_addresses(self, item: Item) -> list[str]:
        keys = old_addresses.upload_keys(item.attachment_url, item.value("_wp_attached_file"))
        page = old_addresses.path_key(item.link)
        number = item.old_id if item.old_id.isascii() and item.old_id.isdigit() else ""
        return [
            *(f"/{key}" for key in keys),
            f"/{page}" if page else "",
            f"?attachment_id={int(number)}" if number else "",
        ]


def _words(item: Item) -> dict[str, str]:
    """What describes a picture: alternative text, caption (WordPress's excerpt), credit."""
    data = php.read_array(item.value("_wp_attachment_metadata")).get("image_meta")
    meta = data if isinstance(data, dict) else {}
    credit = next((plain(str(meta[key]), 250) for key in ("credit", "copyright") if meta.get(key)), "")
    return {
        "alt": plain(item.value("_wp_attachment_image_alt"), 500),
        "caption": plain(item.excerpt, 2000),
        "credit": credit,
        "source_url": absolute(item.attachment_url)[:2000],
    }


def _kept(obj: Kept) -> str:
    if isinstance(obj, Image):
        return digest_of([obj.alt, obj.caption, obj.credit, obj.sha256])
    return digest_of([obj.title, obj.sha256])


def _objects(rows: Iterable[Imported]) -> dict[tuple[int | None, int | None], Kept]:
    """The objects of rows by (content type, key), in a query for each kind."""
    rows = list(rows)
    found: dict[tuple[int | None, int | None], Kept] = {}
    for model in (Image, Document):
        kind = ContentType.objects.get_for_model(model).pk
        keys = [row.object_id for row in rows if row.content_type_id == kind]
        found |= {(kind, pk): obj for pk, obj in model._default_manager.in_bulk(keys).items()}
    return found
