"""What many pictures are told at once."""

import datetime
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from geopolist.library.models import Image
from geopolist.library.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.urls("geopolist.library.tests.urls")]

IMAGES = "/admin/library/image/"


@pytest.fixture
def editor(client: Client) -> Client:
    user = get_user_model().objects.create_user("editor@example.org", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_image", "change_image"]))
    client.force_login(user)
    return client


def fill(client: Client, pictures: list[Image], **typed: str) -> Any:
    values = {"action": "fill_in", "index": "0", "_selected_action": [picture.pk for picture in pictures]}
    return client.post(IMAGES, {**values, **typed}, follow=True)


def credits() -> list[str]:
    return list(Image.objects.order_by("pk").values_list("credit", flat=True))


def test_editor_is_asked_what_to_fill_in(editor: Client) -> None:
    first, _other = make.make_image(name="<one>.png"), make.make_image(name="other.png")

    html = fill(editor, [first]).content.decode()

    assert "It is written into 1 picture:" in html
    assert "<li>&lt;one&gt;.png</li>" in html
    assert "other.png" not in html
    assert credits() == ["", ""]


def test_only_what_is_empty_is_filled_in(editor: Client) -> None:
    pictures = [make.make_image(), make.make_image(credit="E. Fathom"), make.make_image()]

    response = fill(editor, pictures[:2], fill="1", credit="G. Sound", licence="own", licence_ends="2030-01-02")

    assert credits() == ["G. Sound", "E. Fathom", ""]
    assert list(Image.objects.order_by("pk").values_list("licence", "licence_ends")) == [
        *[("own", datetime.date(2030, 1, 2))] * 2,
        ("", None),
    ]
    assert [str(each) for each in response.context["messages"]] == ["2 pictures are changed."]
    assert sorted(entry.get_change_message() for entry in LogEntry.objects.all()) == [
        "Changed credit, licence and licence ends.",
        "Changed licence and licence ends.",
    ]


def test_what_is_written_is_replaced_only_on_demand(editor: Client) -> None:
    picture = make.make_image(credit="E. Fathom", caption="At dawn")

    fill(editor, [picture], fill="1", credit="G. Sound", overwrite="on")

    assert credits() == ["G. Sound"]
    assert Image.objects.get().caption == "At dawn"


def test_filling_in_twice_changes_nothing_more(editor: Client) -> None:
    picture = make.make_image()
    fill(editor, [picture], fill="1", credit="G. Sound", overwrite="on")

    response = fill(editor, [picture], fill="1", credit="G. Sound", overwrite="on")

    assert [str(each) for each in response.context["messages"]] == ["0 pictures are changed."]
    assert LogEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({}, "Fill in at least one field"),
        ({"credit": "G. Sound", "licence_ends": "tomorrow"}, "Enter a valid date."),
        ({"credit": "G. Sound", "licence": "stolen"}, "stolen is not one of the available choices."),
    ],
)
def test_what_cannot_be_filled_in_is_said_and_kept(editor: Client, typed: dict[str, str], message: str) -> None:
    picture = make.make_image()

    response = fill(editor, [picture], fill="1", **typed)

    assert response.status_code == 422
    assert message in response.content.decode()
    assert f'value="{typed.get("credit", "")}"' in response.content.decode() or not typed
    assert f'name="_selected_action" value="{picture.pk}"' in response.content.decode()
    assert credits() == [""]


def test_whole_list_is_filled_in_as_it_is_filtered(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from geopolist.library.admin import ImageAdmin

    monkeypatch.setattr(ImageAdmin, "list_per_page", 1)
    pictures = [make.make_image(name=f"{number}.png", alt=alt) for number, alt in enumerate(["Port", "Port", "Crane"])]
    values = {"action": "fill_in", "index": "0", "_selected_action": [pictures[0].pk], "select_across": "1"}

    asked = editor.post(f"{IMAGES}?q=port", values).content.decode()
    editor.post(f"{IMAGES}?q=port", {**values, "fill": "1", "credit": "G. Sound"})

    assert "It is written into 2 pictures:" in asked
    assert 'name="select_across" value="1"' in asked
    assert credits() == ["G. Sound", "G. Sound", ""]


def test_decorative_pictures_are_marked(editor: Client) -> None:
    pictures = [make.make_image(alt=""), make.make_image(), make.make_image()]
    values = {"action": "mark_decorative", "index": "0", "_selected_action": [picture.pk for picture in pictures[:2]]}

    editor.post(IMAGES, values)
    editor.post(IMAGES, values)

    assert list(Image.objects.order_by("pk").values_list("decorative", flat=True)) == [True, True, False]
    assert LogEntry.objects.count() == 2


@pytest.mark.parametrize("action", ["fill_in", "mark_decorative"])
def test_who_may_only_look_changes_nothing(client: Client, action: str) -> None:
    picture = make.make_image()
    user = get_user_model().objects.create_user("intern@example.org", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_image"))
    client.force_login(user)

    client.post(
        IMAGES, {"action": action, "index": "0", "_selected_action": [picture.pk], "fill": "1", "credit": "G. Sound"}
    )

    assert Image.objects.values_list("credit", "decorative").get() == ("", False)
