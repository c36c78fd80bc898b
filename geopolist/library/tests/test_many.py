"""Many pictures at once, where no script runs."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from geopolist.library.models import Image
from geopolist.library.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.urls("geopolist.library.tests.urls")]

PAGE = "/admin/library/image/add-many/"


@pytest.fixture
def editor(client: Client) -> Client:
    user = get_user_model().objects.create_user("editor@example.org", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_image", "add_image"]))
    client.force_login(user)
    return client


def file(name: str, content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or make.picture(colour=name.removesuffix(".png")))


def test_many_files_are_added_with_what_is_said_of_all(editor: Client) -> None:
    files = [file("red.png"), file("teal.png")]

    response = editor.post(
        PAGE, {"upload": files, "alt": "Plain", "credit": "E. Fathom", "licence": "own"}, follow=True
    )

    assert response.redirect_chain == [("/admin/library/image/", 302)]
    assert list(Image.objects.order_by("name").values_list("name", "alt", "credit", "licence")) == [
        ("red.png", "Plain", "E. Fathom", "own"),
        ("teal.png", "Plain", "E. Fathom", "own"),
    ]
    assert [str(each) for each in response.context["messages"]] == ["2 pictures are added."]
    assert [entry.get_change_message() for entry in LogEntry.objects.all()] == ["Added.", "Added."]


def test_file_that_is_refused_stops_none_of_the_others_and_what_was_typed_stays(editor: Client) -> None:
    files = [file("red.png"), file("<b>.svg", b"<svg/>"), file("teal.png")]

    response = editor.post(PAGE, {"upload": files, "alt": "Plain", "caption": "At dawn", "licence": "own"})

    html = response.content.decode()
    assert response.status_code == 422
    assert sorted(Image.objects.values_list("name", flat=True)) == ["red.png", "teal.png"]
    assert "<b>&lt;b&gt;.svg</b>" in html
    assert "SVG drawings can carry scripts" in html
    assert 'value="Plain"' in html
    assert "At dawn</textarea>" in html
    assert '<option value="own" selected>' in html


def test_files_of_which_nothing_is_said_are_refused_each_with_its_name(editor: Client) -> None:
    response = editor.post(PAGE, {"upload": [file("red.png"), file("teal.png")]})

    assert response.content.decode().count("Say what the picture shows") == 2
    assert Image.objects.count() == 0


def test_file_that_the_library_has_is_not_added_again(editor: Client) -> None:
    first = make.make_image(make.picture(colour="red"), name="first.png")

    response = editor.post(PAGE, {"upload": [file("red.png")], "alt": "Plain"})

    assert f'<a href="/admin/library/image/{first.pk}/change/">first.png</a>' in response.content.decode()
    assert Image.objects.count() == 1


def test_form_without_files_asks_for_them(editor: Client) -> None:
    response = editor.post(PAGE, {"alt": "Plain"})

    assert response.status_code == 422
    assert "Choose at least one file." in response.content.decode()
    assert 'value="Plain"' in response.content.decode()


def test_page_is_open_to_those_who_may_add(client: Client, editor: Client) -> None:
    user: Any = get_user_model().objects.get()
    assert editor.get(PAGE).status_code == 200
    assert f'href="{PAGE}"' in editor.get("/admin/library/image/").content.decode()

    user.user_permissions.remove(Permission.objects.get(codename="add_image"))

    assert editor.get(PAGE).status_code == 403
    assert editor.post(PAGE, {"upload": [file("red.png")], "alt": "Plain"}).status_code == 403
    assert f'href="{PAGE}"' not in editor.get("/admin/library/image/").content.decode()
    assert Image.objects.count() == 0
