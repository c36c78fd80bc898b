"""The focal point: set from any form, drawn anew, and nothing else of the picture touched."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from geopolist.library import renditions
from geopolist.library.admin.pictures import PLACES, focal_fragment
from geopolist.library.models import Image, record_uses
from geopolist.library.tests import make
from geopolist.library.tests.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.urls("geopolist.library.tests.urls")]


def signed_in(client: Client, *rights: str) -> Client:
    user = get_user_model().objects.create_user("editor@example.org", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    return client


@pytest.fixture
def editor(client: Client) -> Client:
    return signed_in(client, "change_image")


def address(image: Image) -> str:
    return f"/admin/library/image/focus/{image.public_id}/"


def test_focal_point_is_moved_and_every_crop_drawn_around_it(editor: Client) -> None:
    image = make.make_image(make.quarters())
    before = image.picture("card").src

    response = editor.post(address(image), {"x": "0.25", "y": "0.75"})

    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == (0.25, 0.75)
    assert response.json()["item"]["focus"] == [0.25, 0.75]
    assert image.picture("card").src != before
    assert all(Client().get(image.picture(ratio).src).status_code == 200 for ratio in renditions.RATIOS)


def test_same_point_sent_twice_is_drawn_once(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    image = make.make_image()
    editor.post(address(image), {"x": "0.2", "y": "0.2"})
    monkeypatch.setattr(Image, "_make", lambda *args: pytest.fail("drawn again"))

    response = editor.post(address(image), {"x": "0.2", "y": "0.2"})

    assert response.status_code == 200
    assert get_user_model().objects.get().logentry_set.count() == 1


@pytest.mark.parametrize("values", [{}, {"x": "1.01", "y": "0"}, {"x": "0", "y": "-0.1"}, {"x": "nan", "y": "inf"}])
def test_point_outside_of_the_picture_is_refused(editor: Client, values: dict[str, str]) -> None:
    image = make.make_image()

    response = editor.post(address(image), values)

    image.refresh_from_db()
    assert response.status_code == 422
    assert set(response.json()["errors"]) <= {"x", "y"}
    assert (image.focal_x, image.focal_y) == (0.5, 0.5)
    with pytest.raises(ValueError, match="outside of the picture"):
        image.focus_on(2, 0)


def test_who_may_not_change_pictures_moves_nothing(client: Client) -> None:
    image = make.make_image()
    signed_in(client, "view_image", "add_image")

    assert client.post(address(image), {"x": "0", "y": "0"}).status_code == 403
    assert Client().post(address(image), {"x": "0", "y": "0"}).status_code == 302
    image.refresh_from_db()
    assert image.focal_x == 0.5


def test_only_a_picture_that_is_there_has_a_point_and_nothing_is_done_by_a_link(editor: Client) -> None:
    image = make.make_image()

    assert editor.post("/admin/library/image/focus/nothing/", {"x": "0", "y": "0"}).status_code == 404
    assert editor.get(address(image), {"x": "0", "y": "0"}).status_code == 405


def test_what_others_write_meanwhile_is_kept() -> None:
    image = make.make_image()
    Image.objects.filter(pk=image.pk).update(alt="Written meanwhile")

    image.focus_on(0.1, 0.1)

    assert Image.objects.values_list("alt", "focal_x").get() == ("Written meanwhile", 0.1)


def test_file_that_is_replaced_meanwhile_is_drawn_around_the_point(shelves: Any) -> None:
    image = make.make_image(make.quarters())
    Image.objects.get().replace(make.picture((90, 60), colour="red"))

    image.focus_on(0.1, 0.1)

    stored = Image.objects.get()
    assert (stored.width, stored.focal_x) == (90, 0.1)
    assert all(Client().get(stored.picture(ratio).src).status_code == 200 for ratio in renditions.RATIOS)


def test_users_are_told_of_another_crop(desk: Desk, django_capture_on_commit_callbacks: Any) -> None:
    image, group = make.make_image(), desk.make()
    record_uses(group, [("image", image.public_id)])

    with django_capture_on_commit_callbacks(execute=True):
        image.focus_on(0.1, 0.1)

    assert [group.pk] in desk.told
    image.refresh_from_db()
    assert set(image.formats) == {"jpg", "avif", "webp"}


def test_every_shape_has_a_name_and_stands_beside_the_point() -> None:
    shapes = {name: ratio.shape for name, ratio in renditions.RATIOS.items() if ratio.shape}

    html = focal_fragment()

    assert set(PLACES) == set(shapes)
    assert all(f'data-shape="{across} {down}"' in html for across, down in shapes.values())
