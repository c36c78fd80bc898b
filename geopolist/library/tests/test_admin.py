from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from geopolist.library.admin import kept
from geopolist.library.models import Document, Image, Reference, record_uses
from geopolist.library.tests import make
from geopolist.library.tests.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.urls("geopolist.library.tests.urls")]

IMAGES = "/admin/library/image/"
DOCUMENTS = "/admin/library/document/"
DESCRIBED = {"alt": "A harbour", "caption": "Izmir at dawn", "focal_x": "0.5", "focal_y": "0.5"}


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser(email="editor@example.org", password="x"))
    return client


def file(content: bytes, name: str = "harbour.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def text(response: Any) -> str:
    return response.content.decode()


def test_editor_uploads_a_picture(editor: Client) -> None:
    response = editor.post(f"{IMAGES}add/", {**DESCRIBED, "upload": file(make.picture((600, 400)))})

    assert response.status_code == 302
    image = Image.objects.get()
    assert (image.name, image.alt, image.caption, image.width) == ("harbour.png", "A harbour", "Izmir at dawn", 600)
    assert image.uploaded_by.email == "editor@example.org"


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (make.bomb(), "harbour.png", "The picture has more than 25 million pixels."),
        (b"<svg/>", "logo.svg", "Export the drawing as a PNG"),
        (make.picture()[:60], "harbour.png", "The picture is damaged or cut short."),
    ],
)
def test_refused_picture_is_explained_and_nothing_typed_is_lost(
    editor: Client, content: bytes, name: str, message: str
) -> None:
    response = editor.post(f"{IMAGES}add/", {**DESCRIBED, "upload": file(content, name)})

    assert response.status_code == 200
    assert message in text(response)
    assert 'value="A harbour"' in text(response)
    assert "Izmir at dawn</textarea>" in text(response)
    assert Image.objects.count() == 0


def test_picture_needs_a_file_and_a_description(editor: Client) -> None:
    response = editor.post(f"{IMAGES}add/", {**DESCRIBED, "alt": ""})

    assert response.context["adminform"].form.errors == {
        "upload": ["This field is required."],
        "alt": ["Say what the picture shows, or tick “decorative” if it tells nothing that the text does not."],
    }


def test_decorative_picture_needs_no_description(editor: Client) -> None:
    fields = {**DESCRIBED, "alt": "", "decorative": "on", "upload": file(make.picture())}

    assert editor.post(f"{IMAGES}add/", fields).status_code == 302
    assert Image.objects.get().decorative is True


def test_editor_describes_moves_and_replaces(editor: Client) -> None:
    image = make.make_image(make.quarters())
    address = f"{IMAGES}{image.pk}/change/"

    editor.post(address, {**DESCRIBED, "alt": "Four squares"})
    image.refresh_from_db()
    assert (image.alt, image.focal_x) == ("Four squares", 0.5)
    before = image.picture("card").src

    editor.post(address, {**DESCRIBED, "focal_x": "0.1"})
    image.refresh_from_db()
    assert (image.alt, image.focal_x) == ("A harbour", 0.1)
    assert image.picture("card").src != before

    editor.post(address, {**DESCRIBED, "credit": "E. Fathom", "upload": file(make.picture((90, 60)))})
    image.refresh_from_db()
    assert (image.width, image.credit, image.focal_x) == (90, "E. Fathom", 0.5)


def test_focal_point_outside_is_refused(editor: Client) -> None:
    image = make.make_image()

    response = editor.post(f"{IMAGES}{image.pk}/change/", {**DESCRIBED, "focal_x": "1.5"})

    assert response.context["adminform"].form.errors["focal_x"] == ["Ensure this value is less than or equal to 1.0."]


def test_second_upload_of_a_picture_is_kept_only_if_the_editor_says_so(editor: Client) -> None:
    first = make.make_image(make.picture(), name="<first>.png")
    twice = {**DESCRIBED, "alt": "Another harbour"}

    asked = editor.post(f"{IMAGES}add/", {**twice, "upload": file(make.picture())})
    kept = editor.post(f"{IMAGES}add/", {**twice, "upload": file(make.picture()), "keep_both": "on"})

    link = f'<a href="{IMAGES}{first.pk}/change/">&lt;first&gt;.png</a>'
    assert f"The library has this file already: {link}." in text(asked)
    assert '<input type="checkbox" name="keep_both">' in text(asked)
    assert 'value="Another harbour"' in text(asked)
    assert kept.status_code == 302
    assert [image.alt for image in Image.objects.order_by("pk")] == ["A harbour", "Another harbour"]


def test_picture_is_no_twin_of_itself(editor: Client) -> None:
    image = make.make_image(make.picture())

    response = editor.post(f"{IMAGES}{image.pk}/change/", {**DESCRIBED, "upload": file(make.picture())})

    assert response.status_code == 302


def test_second_upload_of_a_document_is_kept_only_if_the_editor_says_so(editor: Client) -> None:
    make.make_document()

    asked = editor.post(f"{DOCUMENTS}add/", {"title": "Again", "upload": file(make.PDF, "again.pdf")})
    kept = editor.post(f"{DOCUMENTS}add/", {"title": "Again", "upload": file(make.PDF, "b.pdf"), "keep_both": "on"})

    assert "The library has this file already:" in text(asked)
    assert kept.status_code == 302
    assert Document.objects.count() == 2


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("lacks=alt", ["no-alt.png"]),
        ("lacks=credit", ["decorative.png", "told.png"]),
        ("lacks=licence", ["no-alt.png"]),
        ("used=no", ["decorative.png", "no-alt.png"]),
        ("q=told", ["told.png"]),
        ("", ["decorative.png", "no-alt.png", "told.png"]),
    ],
)
def test_list_shows_what_is_to_do(editor: Client, desk: Desk, query: str, shown: list[str]) -> None:
    told = make.make_image(name="told.png")
    make.make_image(name="no-alt.png", alt="", credit="E. Fathom", licence_ends="2001-01-01")
    make.make_image(name="decorative.png", alt="", decorative=True)
    record_uses(desk.make(), [("image", told.public_id)])

    response = editor.get(f"{IMAGES}?{query}")

    assert sorted(image.name for image in response.context["cl"].result_list) == shown
    assert text(response).count('<img src="/media/renditions/') == len(shown)


def test_many_users_are_counted_and_the_newest_named(
    editor: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(kept, "LISTED", 2)
    image = make.make_image()
    groups = [desk.make() for _ in range(4)]
    for group in groups:
        record_uses(group, [("image", image.public_id)])

    request = RequestFactory().get("/")
    request.user = get_user_model()(is_superuser=True, is_active=True)

    with django_assert_num_queries(3):
        [(_kind, number, links)] = kept.uses(image, request)

    assert number == 4
    assert [str(groups[3]) in links[0], str(groups[2]) in links[1], links[2]] == [True, True, "and 2 more"]


def test_form_of_a_new_thing_tells_nothing_of_it_yet(editor: Client) -> None:
    for address in (IMAGES, DOCUMENTS):
        assert "About this" not in text(editor.get(f"{address}add/"))


def test_who_may_only_look_reads_what_is_known(client: Client) -> None:
    things = [make.make_image(), make.make_document(), Reference.objects.create(text="A chart.")]
    user = get_user_model().objects.create_user("intern@example.org", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(codename__startswith="view_", content_type__app_label="library")
    )
    client.force_login(user)

    pages = [text(client.get(f"/admin/library/{thing._meta.model_name}/{thing.pk}/change/")) for thing in things]

    assert [thing.public_id in page for thing, page in zip(things, pages, strict=True)] == [True, True, True]
    assert [page.count('type="file"') for page in pages] == [0, 0, 0]


@pytest.mark.parametrize(("number", "words"), [(0, "unused"), (1, "used 1 time"), (2, "used 2 times")])
def test_list_says_how_often_a_picture_is_used(editor: Client, desk: Desk, number: int, words: str) -> None:
    image = make.make_image()
    for _ in range(number):
        record_uses(desk.make(), [("image", image.public_id), ("document", image.public_id)])

    assert f'<td class="field-uses">{words}</td>' in text(editor.get(IMAGES))


def test_page_of_a_picture_says_where_it_is_used(editor: Client, desk: Desk) -> None:
    image, group = make.make_image(), desk.make()
    record_uses(group, [("image", image.public_id)])

    html = text(editor.get(f"{IMAGES}{image.pk}/change/"))

    link = f'<a href="/admin/auth/group/{group.pk}/change/">{group}</a>'
    assert f"<dt>Groups (1)</dt><dd>{link}</dd>" in html
    assert "originals/" not in html


def test_picture_in_use_is_not_deleted(editor: Client, desk: Desk) -> None:
    used, unused = make.make_image(), make.make_image()
    record_uses(desk.make(), [("image", used.public_id)])

    refused = editor.post(f"{IMAGES}{used.pk}/delete/", {"post": "yes"})
    editor.post(f"{IMAGES}{unused.pk}/delete/", {"post": "yes"})
    editor.post(IMAGES, {"action": "delete_selected", "_selected_action": used.pk, "post": "yes"})

    assert refused.status_code == 403 or "protected" in text(refused)
    assert list(Image.objects.all()) == [used]


def test_editor_uploads_and_replaces_a_document(editor: Client) -> None:
    editor.post(f"{DOCUMENTS}add/", {"title": "A report", "upload": file(make.PDF, "report.pdf")})
    document = Document.objects.get()
    assert (document.title, document.name, document.pages) == ("A report", "report.pdf", 2)

    changed = {"title": "A report", "pages": "2", "upload": file(make.PDF.replace(b"Count 2", b"Count 5"), "new.pdf")}
    editor.post(f"{DOCUMENTS}{document.pk}/change/", changed)
    before = document.get_absolute_url(), document.public_id
    document.refresh_from_db()
    assert (document.name, document.pages) == ("report.pdf", 5)
    assert (document.get_absolute_url(), document.public_id) == before
    [message, _saved] = [str(each) for each in editor.get(DOCUMENTS).context["messages"]][-2:]
    assert message.startswith("Before: PDF, ")
    assert message.endswith("5 pages. Everything that uses it shows the new file.")

    refused = editor.post(
        f"{DOCUMENTS}{document.pk}/change/", {"title": "Kept", "upload": file(make.xlsx(), "rows.xlsx")}
    )
    assert "This document is a PDF." in text(refused)
    assert 'value="Kept"' in text(refused)


def test_page_of_a_document_links_to_its_address(editor: Client) -> None:
    document = make.make_document()

    html = text(editor.get(f"{DOCUMENTS}{document.pk}/change/"))

    assert f'<a href="{document.get_absolute_url()}">{document.get_absolute_url()}</a>' in html
    assert "Nothing uses it." in html


def test_editor_keeps_references(editor: Client) -> None:
    editor.post("/admin/library/reference/add/", {"text": "Mahan, The Influence of Sea Power, 1890", "url": ""})

    reference = Reference.objects.get()
    assert str(reference) == "Mahan, The Influence of Sea Power, 1890"
    assert reference.public_id in text(editor.get(f"/admin/library/reference/{reference.pk}/change/"))


def test_lists_cost_the_same_at_any_length(editor: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(6):
        make.make_image(make.picture(colour=(number, 0, 0)))
        make.make_document(name=f"{number}.pdf")

    for address in (IMAGES, DOCUMENTS):
        with django_assert_max_num_queries(7):
            editor.get(address)
