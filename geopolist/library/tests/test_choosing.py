"""What the desk offers to those who choose a picture, a document, a reference."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from geopolist.library.admin import choosing
from geopolist.library.models import Document, Image, Reference
from geopolist.library.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.urls("geopolist.library.tests.urls")]

IMAGES = "/admin/library/image/choose/"
DOCUMENTS = "/admin/library/document/choose/"
REFERENCES = "/admin/library/reference/choose/"


@pytest.fixture
def editor(client: Client) -> Client:
    return signed_in(
        client, "view_image", "add_image", "view_document", "add_document", "view_reference", "add_reference"
    )


def signed_in(client: Client, *rights: str) -> Client:
    user = get_user_model().objects.create_user("editor@example.org", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    return client


def file(content: bytes, name: str = "harbour.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def names(response: Any) -> list[str]:
    return [item["name"] for item in response.json()["items"]]


def test_chooser_is_found_by_its_name() -> None:
    kinds = ("image", "document", "reference")

    assert [reverse(f"admin:library_{kind}_choose") for kind in kinds] == [IMAGES, DOCUMENTS, REFERENCES]


def test_picture_tells_all_that_a_page_needs_to_show_it(editor: Client) -> None:
    image = make.make_image(make.picture((600, 400)), name="izmir.png", caption="At dawn", credit="E. Fathom")

    response = editor.get(IMAGES)

    shown = image.picture("whole")
    assert response.json() == {
        "items": [
            {
                "id": image.public_id,
                "pk": image.pk,
                "name": "izmir.png",
                "alt": "A harbour",
                "decorative": False,
                "caption": "At dawn",
                "credit": "E. Fathom",
                "src": shown.srcset.split()[0],
                "srcset": shown.srcset,
                "width": 600,
                "height": 400,
                "focus": [0.5, 0.5],
                "edit": f"/admin/library/image/{image.pk}/change/",
            }
        ],
        "next": None,
    }
    assert "no-store" in response["Cache-Control"]


def test_document_tells_its_kind_and_facts(editor: Client) -> None:
    document = make.make_document(language="tr")

    assert editor.get(DOCUMENTS).json()["items"] == [
        {
            "id": document.public_id,
            "title": "A report",
            "kind": "PDF",
            "facts": f"PDF, {document.size}\xa0bytes, 2 pages",
            "media_type": "application/pdf",
            "language": "tr",
        }
    ]


def test_pages_turn_from_the_newest_to_the_oldest(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "PAGE", 2)
    for number in range(3):
        make.make_image(make.picture(colour=(number, 0, 0)), name=f"{number}.png")

    first, second, third = (editor.get(IMAGES, {"page": page}) for page in (1, 2, 3))

    assert (names(first), first.json()["next"]) == (["2.png", "1.png"], 2)
    assert (names(second), second.json()["next"]) == (["0.png"], None)
    assert (names(third), third.json()["next"]) == ([], None)


def test_search_finds_what_the_list_finds(editor: Client) -> None:
    make.make_image(name="izmir.png")
    make.make_image(name="b.png", alt="Crane")
    make.make_image(name="c.png", credit="Crane Agency")

    assert names(editor.get(IMAGES, {"q": "crane"})) == ["c.png", "b.png"]
    assert names(editor.get(IMAGES, {"q": "crane agency"})) == ["c.png"]
    assert names(editor.get(IMAGES, {"q": '"crane agency'})) == []


def test_things_are_given_by_their_ids_in_the_order_asked_for(editor: Client) -> None:
    first, _other, last = (make.make_image(name=name) for name in ("first.png", "other.png", "last.png"))

    response = editor.get(IMAGES, {"ids": f"{last.public_id},nothing,{first.public_id},,{last.public_id}"})

    assert names(response) == ["last.png", "first.png"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"page": "0"}, "page"),
        ({"page": "x"}, "page"),
        ({"page": "9" * 30}, "page"),
        ({"q": "\0"}, "q"),
        ({"ids": "a\0"}, "ids"),
    ],
)
def test_question_that_makes_no_sense_is_refused(editor: Client, asked: dict[str, str], field: str) -> None:
    response = editor.get(IMAGES, asked)

    assert response.status_code == 422
    assert list(response.json()["errors"]) == [field]


@pytest.mark.parametrize("address", [IMAGES, DOCUMENTS, REFERENCES])
def test_shelf_costs_the_same_at_any_length(editor: Client, address: str, django_assert_num_queries: Any) -> None:
    for number in range(3):
        make.make_image(make.picture(colour=(number, 0, 0)))
        make.make_document(name=f"{number}.pdf")
        Reference.objects.create(text=f"Chart {number}")

    # Who asks: session, user, own rights and those of groups. Then what is asked for.
    with django_assert_num_queries(5):
        assert len(editor.get(address, {"q": "r"}).json()["items"]) == 3


def test_picture_is_added_in_passing(editor: Client) -> None:
    fields = {
        "alt": "A harbour",
        "caption": "At dawn",
        "credit": "E. Fathom",
        "licence": "own",
        "licence_text": "Ours.",
    }

    response = editor.post(IMAGES, {**fields, "upload": file(make.picture((600, 400)))})

    image = Image.objects.get()
    assert response.status_code == 201
    assert (response.json()["item"]["id"], response.json()["same_as"]) == (image.public_id, None)
    assert {name: getattr(image, name) for name in fields} == fields
    assert (image.width, image.focal_x, image.uploaded_by.email) == (600, 0.5, "editor@example.org")
    assert "no-store" in response["Cache-Control"]
    page = Client()
    page.force_login(get_user_model().objects.create_superuser("chief@example.org"))
    assert "Added." in page.get(f"/admin/library/image/{image.pk}/history/").content.decode()


def test_what_is_wrong_with_a_picture_is_said_of_each_field(editor: Client) -> None:
    response = editor.post(IMAGES, {"upload": file(b"<svg/>", "logo.svg"), "licence": "stolen"})

    assert response.status_code == 422
    assert response.json()["errors"] == {
        "upload": [
            "SVG drawings can carry scripts and are not taken. Export the drawing as a PNG of 1,600 pixels or more."
        ],
        "alt": ["Say what the picture shows, or tick “decorative” if it tells nothing that the text does not."],
        "licence": ["Select a valid choice. stolen is not one of the available choices."],
    }
    assert Image.objects.count() == 0


def test_same_picture_is_named_and_kept_twice_unless_its_sender_asks(editor: Client) -> None:
    first = make.make_image(make.picture())

    asked = editor.post(IMAGES, {"upload": file(make.picture()), "ask": "1"})
    count = Image.objects.count()
    kept = editor.post(IMAGES, {"upload": file(make.picture()), "alt": "Again"})

    assert (asked.status_code, asked.json()["same"]["id"], count) == (409, first.public_id, 1)
    assert (kept.status_code, kept.json()["same_as"]) == (201, first.public_id)
    assert Image.objects.count() == 2


def test_document_and_reference_are_added_in_passing(editor: Client) -> None:
    document = editor.post(DOCUMENTS, {"title": "Report", "language": "tr", "upload": file(make.PDF, "r.pdf")}).json()
    reference = editor.post(REFERENCES, {"text": "Mahan, 1890", "url": "https://example.org/"}).json()

    assert document["item"]["id"] == Document.objects.get(title="Report", language="tr").public_id
    assert reference["item"] == {
        "id": Reference.objects.get().public_id,
        "text": "Mahan, 1890",
        "url": "https://example.org/",
    }
    assert editor.post(REFERENCES, {"text": "", "url": "javascript:alert(1)"}).json()["errors"] == {
        "text": ["This field is required."],
        "url": ["Enter a valid URL."],
    }


def test_who_may_only_look_adds_nothing_and_who_may_only_add_sees_nothing(client: Client) -> None:
    signed_in(client, "view_image", "add_document")
    fields = {"alt": "A harbour", "upload": file(make.picture())}

    answers = [client.get(IMAGES), client.post(IMAGES, fields), client.get(DOCUMENTS), client.get(REFERENCES)]

    assert [answer.status_code for answer in answers] == [200, 403, 403, 403]
    assert Image.objects.count() == 0
