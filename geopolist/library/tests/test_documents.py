import io
import random
import re
import zlib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from PIL import Image as Pillow

from geopolist.library import documents
from geopolist.library.documents import names, pdf, zipped
from geopolist.library.tests import make

OPEN = b"application/vnd.oasis.opendocument"
SOUND = {
    "report.pdf": make.PDF,
    "talk.mp3": b"ID3\x04" + bytes(60),
    "bare.mp3": b"\xff\xfb\x90\x00" + bytes(60),
    "talk.m4a": b"\0\0\0\x20ftypM4A " + bytes(60),
    "talk.ogg": b"OggS" + bytes(60),
    "talk.opus": b"OggS" + bytes(24) + b"OpusHead",
    "talk.wav": b"RIFF\x24\0\0\0WAVEfmt ",
    "film.mp4": b"\0\0\0\x20ftypisom" + bytes(60),
    "film.webm": b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm",
    "rows.csv": "ülke;oran\nTR;1\n".encode(),
    "rows.xlsx": make.xlsx(),
    "rows.ods": make.zipped({"mimetype": OPEN + b".spreadsheet", "content.xml": b"<a/>"}),
    "note.odt": make.zipped({"mimetype": OPEN + b".text", "content.xml": b"<a/>"}),
    "note.docx": make.zipped(
        {
            "[Content_Types].xml": b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "word/document.xml": b"<a/>",
        }
    ),
}


def refusal(content: bytes, name: str) -> tuple[str | None, str]:
    with pytest.raises(ValidationError) as caught:
        documents.check(content, name=name)
    return caught.value.code, caught.value.messages[0]


@pytest.mark.parametrize("name", SOUND)
def test_every_kind_of_the_table_is_taken(name: str) -> None:
    checked = documents.check(SOUND[name], name=name.upper())

    assert checked.name == names.clean(name.upper()) + Path(name).suffix
    assert (checked.extension, checked.size) == (Path(name).suffix[1:], len(SOUND[name]))


@pytest.mark.parametrize("name", SOUND)
@pytest.mark.parametrize("content", [b"<!doctype html><script>alert(1)</script>", b"MZ\x90\0" + bytes(60), b"\0" * 99])
def test_signature_must_fit_the_extension(name: str, content: bytes) -> None:
    assert refusal(content, name)[0] == "type"


@pytest.mark.parametrize(
    "name", ["a.exe", "a.html", "a.svg", "a.zip", "a.docm", "a.xlsm", "a.doc", "a.pdf.js", "a", ".pdf"]
)
def test_other_kinds_are_refused_with_the_list(name: str) -> None:
    code, message = refusal(make.PDF, name)

    assert code == "extension"
    assert message.endswith(
        "Use one of these: pdf, mp3, m4a, ogg, opus, wav, mp4, webm, csv, xlsx, docx, pptx, ods, odt, odp."
    )


@pytest.mark.parametrize(
    "member",
    [
        "xl/vbaProject.bin",
        "xl/macrosheets/sheet1.xml",
        "xl/activeX/activeX1.bin",
        "Basic/Standard/a.xml",
        "a.exe",
        "b/a.JS",
    ],
)
def test_macros_and_programs_are_refused(member: str) -> None:
    assert refusal(make.xlsx(**{member: b"x"}), "rows.xlsx") == (
        "macros",
        "The document contains macros or programs. Save it without them, or as a PDF.",
    )


def test_macro_file_under_a_plain_name_is_refused() -> None:
    kind = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    content = make.zipped({"[Content_Types].xml": kind, "xl/workbook.xml": b"<a/>"})

    assert refusal(content, "rows.xlsx")[0] == "macros"


def test_office_document_of_another_kind_is_refused() -> None:
    word = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    disguised = make.zipped({"[Content_Types].xml": word, "xl/workbook.xml": b"<a/>"})
    assert refusal(disguised, "rows.xlsx")[0] == "type"
    assert refusal(make.xlsx(), "note.docx")[1].startswith("The file is called a DOCX but its inside is not one.")
    assert refusal(SOUND["note.odt"], "rows.ods")[0] == "type"
    assert refusal(make.zipped({"a.txt": b"x"}), "rows.xlsx")[0] == "type"
    assert refusal(make.xlsx()[:-30], "rows.xlsx")[0] == "type"
    assert refusal(make.picture() + make.xlsx(), "rows.xlsx")[0] == "type"


def test_archive_that_unpacks_to_far_more_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MAX_UNPACKED", 2**20)
    content = make.xlsx(**{"xl/big.xml": bytes(2**21)})

    assert len(content) < 10_000
    assert refusal(content, "rows.xlsx")[1].startswith("The document unpacks to far more than its size.")
    assert refusal(make.xlsx(**{"../evil.xml": b"x"}), "rows.xlsx")[1].startswith(
        "The document is locked or oddly packed"
    )


def test_size_is_capped_and_empty_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geopolist.library.limits.DOCUMENT_BYTES", 2**20)

    assert refusal(make.PDF + bytes(2**20), "report.pdf") == (
        "bytes",
        "The document has more than 1 MB. Make it smaller, or publish it in parts.",
    )
    assert refusal(b"", "report.pdf")[0] == "empty"


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("../../etc/passwd.pdf", "passwd"),
        ("C:\\Users\\x\\Report 2026.pdf", "Report-2026"),
        ("report.php.pdf", "report-php"),
        ("con.pdf", "file-con"),
        ("\u202efdp.exe.pdf", "fdp-exe"),
        ("a\x00b.pdf", "a"),
        ("a\r\nSet-Cookie: x.pdf", "a-Set-Cookie-x"),
        ("Türkiye’nin Su Politikası.pdf", "Türkiye-nin-Su-Politikası"),
        ("تقرير.pdf", "تقرير"),
        ("___.pdf", "file"),
        ('"quoted" <b>.pdf', "quoted-b"),
        ("x" * 300 + ".pdf", "x" * 80),
    ],
)
def test_hostile_names_are_cleaned(given: str, cleaned: str) -> None:
    assert names.clean(given) == cleaned


def test_pages_of_a_plain_pdf_are_counted() -> None:
    assert documents.check(make.PDF, name="report.pdf").pages == 2


def packed_pdf(pages: int = 24) -> bytes:
    """As today's programs write it: catalogue and page tree in a compressed object stream."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count %d>>" % pages]
    pairs = b"1 0 2 %d " % len(objects[0])
    stream = zlib.compress(pairs + b"".join(objects))
    head = b"5 0 obj\n<</Type/ObjStm/N 2/First %d/Filter/FlateDecode/Length %d>>\nstream\n" % (len(pairs), len(stream))
    trailer = b"\nendstream\nendobj\n6 0 obj\n<</Type/XRef/Root 1 0 R/Size 7>>\nstream\nx\nendstream\nendobj\n%%EOF"
    return b"%PDF-1.7\n" + head + stream + trailer


def test_pages_in_an_object_stream_are_counted() -> None:
    assert documents.check(packed_pdf(), name="report.pdf").pages == 24


def test_pages_of_a_changed_pdf_are_those_of_its_last_version() -> None:
    changed = make.PDF + b"2 0 obj <</Type /Pages /Kids [] /Count 7>> endobj trailer <</Root 1 0 R>>"

    assert documents.check(changed, name="report.pdf").pages == 7


def test_pages_of_a_pdf_made_by_a_program_are_counted() -> None:
    sheets = [Pillow.new("RGB", (60, 80), "white") for _ in range(3)]
    file = io.BytesIO()
    sheets[0].save(file, "PDF", save_all=True, append_images=sheets[1:])

    assert documents.check(file.getvalue(), name="report.pdf").pages == 3


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n/Root 1 0 R 1 0 obj <</Pages 1 0 R>> endobj",
        b"%PDF-1.7\n/Root 1 0 R 1 0 obj <</Pages 2 0 R>> endobj 2 0 obj <</Count 99999>> endobj",
        b"%PDF-1.7\n/Root 1 0 R 1 0 obj <</Pages 2 0 R>> endobj 2 0 obj <</Count 4 0 R>> endobj",
        packed_pdf().replace(b"/First", b"/Fist"),
        re.sub(rb"stream\n.*endstream", b"stream\nbroken", packed_pdf(), count=1, flags=re.DOTALL),
    ],
)
def test_pdf_that_does_not_tell_has_no_page_count(content: bytes) -> None:
    assert documents.check(content, name="report.pdf").pages is None


def test_hostile_pdf_does_not_hold_up_the_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_UNPACKED", 2**22)
    bomb = zlib.compress(bytes(2**24), 9)
    streams = b"".join(b"%d 0 obj <</Type/ObjStm/First 9>>\nstream\n%s\nendstream\n" % (n, bomb) for n in range(9, 200))
    noise = bytes(random.Random(1).randbytes(2**16))

    unpacked = []
    unpack = pdf._unpack
    monkeypatch.setattr(pdf, "_unpack", lambda data, place: unpacked.append(place) or unpack(data, place))

    assert pdf.count_pages(io.BytesIO(b"%PDF-1.7\n/Root 1 0 R\n" + streams)) is None
    assert len(unpacked) == 2
    assert pdf.count_pages(io.BytesIO(b"%PDF-1.7\n" + b"/Root " * 200_000 + noise + b"/ObjStm" * 50_000)) is None


def test_document_comes_as_bytes_path_or_upload(tmp_path: Path) -> None:
    path = tmp_path / "Report.pdf"
    path.write_bytes(make.PDF)
    large = TemporaryUploadedFile("Report.pdf", "application/pdf", len(make.PDF), None)
    large.write(make.PDF)

    for upload in (path, SimpleUploadedFile("Report.pdf", make.PDF), large, path.open("rb")):
        checked = documents.check(upload)
        assert (checked.name, checked.size, checked.pages) == ("Report.pdf", len(make.PDF), 2)
