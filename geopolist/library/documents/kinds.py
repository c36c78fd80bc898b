"""The closed table of documents: extension, media type, signature. Nothing else is taken in or sent out."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """`fits(head)` looks at the first 4,096 bytes. `member` and `mimetype` are what a zipped kind must hold."""

    word: str
    media_type: str
    fits: Callable[[bytes], bool]
    is_inline: bool = False
    member: str = ""
    mimetype: str = ""

    @property
    def is_zipped(self) -> bool:
        return bool(self.member or self.mimetype)


def _starts(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signatures)


def _is_mp3(head: bytes) -> bool:
    is_frame = len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2
    return head.startswith(b"ID3") or is_frame


def _is_mp4(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] not in (b"avif", b"avis", b"heic", b"heix", b"hevc", b"mif1", b"msf1")


def _is_ogg(head: bytes) -> bool:
    return head.startswith(b"OggS")


def _is_opus(head: bytes) -> bool:
    return _is_ogg(head) and b"OpusHead" in head[:128]


def _is_wav(head: bytes) -> bool:
    return head.startswith(b"RIFF") and head[8:12] == b"WAVE"


def _is_webm(head: bytes) -> bool:
    return head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:128]


def _is_text(head: bytes) -> bool:
    """No binary file, and nothing that a browser could take for a page."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return b"\0" not in head and not start.startswith((b"<", b"%PDF", b"PK\x03\x04", b"#!"))


_ZIP = _starts(b"PK\x03\x04")
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"

KINDS = {
    "pdf": Kind("PDF", "application/pdf", _starts(b"%PDF-"), is_inline=True),
    "mp3": Kind("MP3", "audio/mpeg", _is_mp3, is_inline=True),
    "m4a": Kind("M4A", "audio/mp4", _is_mp4, is_inline=True),
    "ogg": Kind("OGG", "audio/ogg", _is_ogg, is_inline=True),
    "opus": Kind("OPUS", "audio/ogg", _is_opus, is_inline=True),
    "wav": Kind("WAV", "audio/wav", _is_wav, is_inline=True),
    "mp4": Kind("MP4", "video/mp4", _is_mp4, is_inline=True),
    "webm": Kind("WEBM", "video/webm", _is_webm, is_inline=True),
    "csv": Kind("CSV", "text/csv; charset=utf-8", _is_text),
    "xlsx": Kind("XLSX", f"{_OFFICE}.spreadsheetml.sheet", _ZIP, member="xl/workbook.xml"),
    "docx": Kind("DOCX", f"{_OFFICE}.wordprocessingml.document", _ZIP, member="word/document.xml"),
    "pptx": Kind("PPTX", f"{_OFFICE}.presentationml.presentation", _ZIP, member="ppt/presentation.xml"),
    "ods": Kind("ODS", f"{_OPEN}.spreadsheet", _ZIP, mimetype=f"{_OPEN}.spreadsheet"),
    "odt": Kind("ODT", f"{_OPEN}.text", _ZIP, mimetype=f"{_OPEN}.text"),
    "odp": Kind("ODP", f"{_OPEN}.presentation", _ZIP, mimetype=f"{_OPEN}.presentation"),
}
