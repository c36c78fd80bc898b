"""Office documents are zip archives: is this one what its name says, and nothing more?

Only the list of members is believed, and two short members are read; nothing is unpacked.
"""

import re
import zipfile
import zlib
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from geopolist.library.documents.kinds import Kind
from geopolist.library.limits import MEBIBYTE

MAX_MEMBERS = 5_000
MAX_UNPACKED = 300 * MEBIBYTE
MAX_LIST = 2 * MEBIBYTE
_CONTENT_TYPES = "[Content_Types].xml"
_BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError, zlib.error)
_MACROS = re.compile(
    r"(^|/)(vbaproject\.bin|vbadata\.xml|macrosheets/.*|activex/.*|basic/.+|scripts/.+|.*\.(exe|dll|js|vbs|ps1|bat|cmd|jar|com|scr))$",
    re.IGNORECASE,
)


def check(file: IO[bytes], kind: Kind) -> None:
    """Raises ValidationError if the archive is not a document of this kind, carries a program, or is a bomb."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            _check_members(members)
            if not _is_kind(archive, {member.filename for member in members}, kind):
                raise not_the_kind(kind)
    except _BROKEN as error:
        raise not_the_kind(kind) from error


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise ValidationError(_("The document unpacks to far more than its size. Save it again without large parts."))
    for member in members:
        if member.filename.startswith("/") or ".." in member.filename.split("/") or member.flag_bits & 0x1:
            raise ValidationError(_("The document is locked or oddly packed. Save it without a password and retry."))
        if _MACROS.search(member.filename):
            raise _with_macros()


def _is_kind(archive: zipfile.ZipFile, names: set[str], kind: Kind) -> bool:
    if kind.mimetype:
        return "content.xml" in names and _read(archive, "mimetype", 100) == kind.mimetype.encode()
    if not {kind.member, _CONTENT_TYPES} <= names:
        return False
    content_types = _read(archive, _CONTENT_TYPES, MAX_LIST)
    if b"macroenabled" in content_types.lower():
        raise _with_macros()
    return kind.media_type.encode() in content_types


def _read(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    with archive.open(name) as member:
        return member.read(limit)


def _with_macros() -> ValidationError:
    message = _("The document contains macros or programs. Save it without them, or as a PDF.")
    return ValidationError(message, code="macros")


def not_the_kind(kind: Kind) -> ValidationError:
    message = _("The file is called a %(kind)s but its inside is not one. Save it again as %(kind)s.")
    return ValidationError(message, code="type", params={"kind": kind.word})
