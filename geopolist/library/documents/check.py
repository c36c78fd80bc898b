"""A document before it is taken in: read in pieces, never all at once."""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from geopolist.library import limits
from geopolist.library.documents import names, pdf, zipped
from geopolist.library.documents.kinds import KINDS, Kind
from geopolist.library.intake import Content

HEAD = 4_096
PIECE = 2**20

type Upload = Content | Path | IO[bytes] | File[bytes]


@dataclass(frozen=True)
class Checked:
    """A document that may be taken in. `name` is fit for an address; `pages` is known for most PDFs."""

    file: File[bytes]
    name: str
    extension: str
    size: int
    sha256: str
    pages: int | None

    @property
    def kind(self) -> Kind:
        return KINDS[self.extension]

    def check_replaces(self, extension: str) -> None:
        """Raises ValidationError unless this is of the same kind: the address of a document ends in its extension."""
        if self.extension != extension:
            raise ValidationError(
                _("This document is a %(kind)s. Replace it with another %(kind)s, or upload a new document."),
                code="kind",
                params={"kind": KINDS[extension].word},
            )


def check(upload: Upload, *, name: str = "") -> Checked:
    """Look whether name, signature and inside of a document agree.

    `name` is its declared name, if the upload has none of its own. The file stays open in the answer.
    Raises ValidationError with a sentence that says what to do.
    """
    file = _open(upload)
    name = name or str(file.name or "")
    extension = names.extension(name)
    kind = KINDS.get(extension)
    if kind is None:
        raise _unknown(extension)
    size, sha256, head = _read(file)
    if not kind.fits(head):
        raise zipped.not_the_kind(kind)
    if kind.is_zipped:
        file.seek(0)
        zipped.check(file.file or io.BytesIO(), kind)
    pages = pdf.count_pages(file.file) if extension == "pdf" and file.file else None
    file.seek(0)
    return Checked(file, f"{names.clean(name)}.{extension}", extension, size, sha256, pages)


def _open(upload: Upload) -> File[Any]:
    if isinstance(upload, bytes):
        return File(io.BytesIO(upload), name="")
    if isinstance(upload, Path):
        return File(upload.open("rb"), name=upload.name)
    if isinstance(upload, File):
        return upload
    return File(upload, name=getattr(upload, "name", ""))


def _read(file: File[Any]) -> tuple[int, str, bytes]:
    """Size, SHA-256 and head."""
    size, digest, head = 0, hashlib.sha256(), b""
    for piece in _pieces(file):
        head = head or piece[:HEAD]
        size += len(piece)
        digest.update(piece)
        if size > limits.DOCUMENT_BYTES:
            raise _too_large()
    if not size:
        raise ValidationError(_("The file is empty. Choose another."), code="empty")
    return size, digest.hexdigest(), head


def _pieces(file: File[Any]) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece


def _too_large() -> ValidationError:
    limit = limits.DOCUMENT_BYTES // limits.MEBIBYTE
    message = _("The document has more than %(limit)d MB. Make it smaller, or publish it in parts.")
    return ValidationError(message, code="bytes", params={"limit": limit})


def _unknown(extension: str) -> ValidationError:
    return ValidationError(
        _("Files ending in “.%(extension)s” are not taken. Use one of these: %(known)s."),
        code="extension",
        params={"extension": extension[:20], "known": ", ".join(KINDS)},
    )
