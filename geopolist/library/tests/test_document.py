from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from geopolist.lib.picture import FileFacts
from geopolist.library.models import Document
from geopolist.library.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.urls("geopolist.library.tests.urls")]


def test_upload_keeps_the_document_privately(shelves: Path) -> None:
    document = make.make_document(name="../Rapor ğ.pdf", title="Rapor", language="tr")

    stored = [str(path.relative_to(shelves)) for path in shelves.rglob("*") if path.is_file()]
    assert stored == [f"private/documents/{document.public_id}/{document.sha256[:16]}.pdf"]
    assert document.facts() == FileFacts(
        url=f"/files/{document.public_id}/Rapor-%C4%9F.pdf",
        title="Rapor",
        kind="PDF",
        size=len(make.PDF),
        media_type="application/pdf",
        pages=2,
        language="tr",
    )


def test_path_gives_the_title_of_a_document_without_one(tmp_path: Path) -> None:
    path = tmp_path / "Annual report 2026.csv"
    path.write_bytes(b"a;b\n")

    document = Document.upload(path)

    assert (document.title, document.name, document.media_type) == (
        "Annual report 2026",
        "Annual-report-2026.csv",
        "text/csv; charset=utf-8",
    )
    assert document.facts().media_type == "text/csv"


def test_replacing_keeps_the_address() -> None:
    document = make.make_document()
    address = document.get_absolute_url()

    document.replace(make.PDF.replace(b"Count 2", b"Count 9"), name="quite-another.pdf")

    document.refresh_from_db()
    assert (document.get_absolute_url(), document.pages) == (address, 9)
    assert b"Count 9" in document.file.open().read()


def test_replacing_with_another_kind_is_refused() -> None:
    document = make.make_document()

    with pytest.raises(ValidationError, match=r"This document is a PDF\. Replace it with another PDF"):
        document.replace(make.xlsx(), name="rows.xlsx")

    assert Document.objects.get().extension == "pdf"


def test_facts_of_a_page_cost_one_query(django_assert_num_queries: object) -> None:
    documents = [make.make_document(), make.make_document(name="b.pdf")]

    with django_assert_num_queries(1):
        facts = Document.objects.facts([document.public_id for document in documents])

    assert facts == {document.public_id: document.facts() for document in documents}
