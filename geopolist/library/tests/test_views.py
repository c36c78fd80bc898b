from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.http import HttpResponse
from django.test import Client

from geopolist.library import ranges
from geopolist.library.models import Document, record_uses
from geopolist.library.tests import make
from geopolist.library.tests.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.urls("geopolist.library.tests.urls")]

WAV = b"RIFF\x24\0\0\0WAVEfmt " + bytes(range(200))


def body(response: HttpResponse) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def public(desk: Desk, content: bytes = make.PDF, **fields: Any) -> Document:
    document = make.make_document(content, **fields)
    record_uses(desk.make(), [("document", document.public_id)])
    return document


def sign_in(client: Client, *, is_staff: bool = True, may: bool = True) -> None:
    user = get_user_model().objects.create_user(email="editor@example.org", password="x", is_staff=is_staff)
    if may:
        user.user_permissions.add(Permission.objects.get(codename="view_document", content_type__app_label="library"))
    client.force_login(user)


def test_document_that_something_public_uses_is_served(client: Client, desk: Desk) -> None:
    document = public(desk)

    response = client.get(document.get_absolute_url())

    assert (response.status_code, body(response)) == (200, make.PDF)
    sent = {name: response.headers[name] for name in response.headers}
    assert sent["Content-Type"] == "application/pdf"
    assert sent["Content-Length"] == str(len(make.PDF))
    assert sent["Content-Disposition"] == 'inline; filename="report.pdf"'
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert sent["Cache-Control"] == "public, no-cache"
    assert sent["Accept-Ranges"] == "bytes"
    assert sent["ETag"] == f'"{document.sha256[:32]}"'
    assert "Last-Modified" in sent
    assert sent["Content-Security-Policy"].startswith("default-src 'none'; object-src 'self';")
    assert "Set-Cookie" not in sent
    assert "Vary" not in sent


def test_other_kinds_are_sealed_and_saved(client: Client, desk: Desk) -> None:
    response = client.get(public(desk, make.xlsx(), name="Tablo ş.xlsx").get_absolute_url())

    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Tablo-%C5%9F.xlsx"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert body(response) == make.xlsx()


def test_document_that_nothing_public_uses_is_not_there(client: Client, desk: Desk) -> None:
    unused, drafted = make.make_document(), make.make_document()
    record_uses(desk.make(public=False), [("document", drafted.public_id)])

    assert client.get(unused.get_absolute_url()).status_code == 404
    assert client.get(drafted.get_absolute_url()).status_code == 404
    assert client.get(f"/files/{unused.public_id}/wrong.pdf").status_code == 404
    assert client.get("/files/aaaaaaaaaaaa/report.pdf").status_code == 404


def test_document_goes_with_what_uses_it(client: Client, desk: Desk) -> None:
    document = public(desk)
    assert client.get(document.get_absolute_url()).status_code == 200

    desk.public.clear()

    assert client.get(document.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("is_staff", "may", "status"), [(True, True, 200), (True, False, 404), (False, True, 404), (False, False, 404)]
)
def test_draft_is_served_to_those_who_may_see_documents(
    client: Client, desk: Desk, is_staff: bool, may: bool, status: int
) -> None:
    document = make.make_document()
    sign_in(client, is_staff=is_staff, may=may)

    response = client.get(document.get_absolute_url())

    assert response.status_code == status
    if status == 200:
        assert response["Cache-Control"] == "private, no-store"
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"
        assert body(response) == make.PDF


def test_wrong_name_leads_to_the_right_one(client: Client, desk: Desk) -> None:
    document = public(desk)

    response = client.get(f"/files/{document.public_id}/old-name.pdf")

    assert (response.status_code, response["Location"]) == (301, document.get_absolute_url())


def test_head_has_the_headers_and_no_body(client: Client, desk: Desk) -> None:
    response = client.head(public(desk).get_absolute_url())

    assert (response.status_code, response.content) == (200, b"")
    assert response["Content-Length"] == str(len(make.PDF))


def test_only_reading_is_allowed(client: Client, desk: Desk) -> None:
    assert client.post(public(desk).get_absolute_url()).status_code == 405


@pytest.mark.parametrize(
    ("asked", "first", "last"), [("bytes=0-9", 0, 9), ("bytes=100-", 100, 215), ("bytes=-4", 212, 215)]
)
def test_part_of_a_recording_is_served(
    client: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch, asked: str, first: int, last: int
) -> None:
    monkeypatch.setattr(ranges, "PIECE", 7)
    document = public(desk, WAV, name="talk.wav")

    response = client.get(document.get_absolute_url(), headers={"range": asked})

    assert (response.status_code, body(response)) == (206, WAV[first : last + 1])
    assert response["Content-Range"] == f"bytes {first}-{last}/216"
    assert response["Content-Length"] == str(last - first + 1)
    assert response["Content-Type"] == "audio/wav"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_part_behind_the_end_is_refused(client: Client, desk: Desk) -> None:
    response = client.get(public(desk, WAV, name="talk.wav").get_absolute_url(), headers={"range": "bytes=216-"})

    assert (response.status_code, response["Content-Range"], response.content) == (416, "bytes */216", b"")


def test_part_of_a_replaced_recording_is_not_mixed(client: Client, desk: Desk) -> None:
    document = public(desk, WAV, name="talk.wav")
    address = document.get_absolute_url()

    def ask(tag: str) -> int:
        response = client.get(address, headers={"range": "bytes=0-9", "if-range": tag})
        body(response)  # reading it to the end closes the file
        return response.status_code

    fresh = client.head(address)
    assert [ask(fresh["ETag"]), ask(fresh["Last-Modified"]), ask('"old"')] == [206, 206, 200]


def test_unchanged_document_is_not_sent_again(client: Client, desk: Desk) -> None:
    document = public(desk)
    first = client.head(document.get_absolute_url())

    by_tag = client.get(document.get_absolute_url(), headers={"if-none-match": first["ETag"]})
    by_date = client.get(document.get_absolute_url(), headers={"if-modified-since": first["Last-Modified"]})

    assert [(each.status_code, each.content) for each in (by_tag, by_date)] == [(304, b""), (304, b"")]
    document.replace(make.PDF + b"%")
    after = client.get(document.get_absolute_url(), headers={"if-none-match": first["ETag"]})
    assert (after.status_code, body(after)) == (200, make.PDF + b"%")


def test_document_without_its_file_is_not_there(client: Client, desk: Desk) -> None:
    document = public(desk)
    document.file.storage.delete(document.file.name)

    assert client.get(document.get_absolute_url()).status_code == 404


def test_public_document_costs_two_queries_and_its_users_answer(
    client: Client, desk: Desk, django_assert_num_queries: Any
) -> None:
    document = public(desk)

    with django_assert_num_queries(2):  # the document and its uses; this desk answers from memory
        client.head(document.get_absolute_url())


def test_rendition_is_served_for_ever(client: Client) -> None:
    address = make.make_image().picture("whole").src

    response = client.get(address)

    assert body(response)[:3] == b"\xff\xd8\xff"
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    "path",
    [
        "renditions/none.jpg",
        "../private/secret.jpg",
        "%2e%2e/secret.jpg",
        "..%2fsecret.jpg",
        "/etc/passwd",
        "a/../b.jpg",
        "a//secret.jpg",
        "secret.html",
        "secret.svg",
        "secret.jpg.html",
        ".hidden.jpg",
        "a\\secret.jpg",
        "secret.jpg%00.html",
        "renditions/",
        "SECRET.JPG",
        "secret.jpg/",
        "secret.jpg%0a",
    ],
)
def test_nothing_else_is_served_as_media(client: Client, shelves: Path, path: str) -> None:
    for place in ("media", "private"):
        (shelves / place).mkdir(exist_ok=True)
        for name in ("secret.html", "secret.svg", ".hidden.jpg"):
            (shelves / place / name).write_text("secret")
    (shelves / "private" / "secret.jpg").write_text("secret")

    assert client.get(f"/media/{path}").status_code == 404


def test_original_has_no_address(client: Client) -> None:
    image = make.make_image()

    assert client.get(f"/media/{image.original.name}").status_code == 404
    assert client.get(f"/files/{image.public_id}/harbour.png").status_code == 404
