from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction

from geopolist.library import registry, tasks
from geopolist.library.models import Image, Reference, Use, is_used_in_public, record_uses, users_of
from geopolist.library.tests import make
from geopolist.library.tests.conftest import Desk

pytestmark = pytest.mark.django_db


def uses(group: Group) -> list[tuple[str, str]]:
    return list(Use.objects.filter(object_id=group.pk).order_by("kind", "target").values_list("kind", "target"))


def test_rows_follow_what_an_object_needs(desk: Desk, django_assert_max_num_queries: Any) -> None:
    group, other = desk.make(), desk.make()
    ContentType.objects.get_for_model(Group)
    record_uses(other, [("image", "aaa")])
    record_uses(group, [("image", "aaa"), ("link", "/a/"), ("image", "aaa")])

    with django_assert_max_num_queries(3):
        record_uses(group, [("image", "bbb"), ("link", "/a/")])

    assert uses(group) == [("image", "bbb"), ("link", "/a/")]
    assert uses(other) == [("image", "aaa")]
    record_uses(group, [])
    assert uses(group) == []


def test_unchanged_needs_cost_one_query(desk: Desk, django_assert_num_queries: Any) -> None:
    group = desk.make()
    ContentType.objects.get_for_model(Group)
    record_uses(group, [("image", "aaa")])

    with django_assert_num_queries(1):
        record_uses(group, [("image", "aaa")])


def test_needs_that_name_nothing_are_left_out(desk: Desk) -> None:
    group = desk.make()

    record_uses(group, [("link", "/" + "a" * 500), ("image", ""), ("link", "/" + "b" * 499)])

    assert uses(group) == [("link", "/" + "b" * 499)]
    with pytest.raises(ValueError, match=r"'video' is not a valid Use\.Kind"):
        record_uses(group, [("video", "aaa")])


def test_one_use_is_one_row(desk: Desk) -> None:
    group = desk.make()
    record_uses(group, [("image", "aaa")])

    with pytest.raises(IntegrityError), transaction.atomic():
        Use.objects.create(
            content_type=ContentType.objects.get_for_model(Group), object_id=group.pk, kind="image", target="aaa"
        )


def test_users_are_found_by_model(desk: Desk, django_assert_num_queries: Any) -> None:
    first, second = desk.make(), desk.make()
    permission = Permission.objects.order_by("pk").first()
    for user in (second, first, permission):
        record_uses(user, [("image", "aaa"), ("document", "aaa")])

    with django_assert_num_queries(1):
        found = users_of("image", "aaa")

    assert found == {Group: [first.pk, second.pk], Permission: [permission.pk]}
    assert users_of("image", "bbb") == {}


def test_public_is_what_a_registered_model_says(desk: Desk) -> None:
    record_uses(desk.make(public=False), [("document", "aaa")])
    record_uses(Permission.objects.order_by("pk").first(), [("document", "aaa")])
    assert is_used_in_public("document", "aaa") is False

    record_uses(desk.make(), [("document", "aaa")])
    assert is_used_in_public("document", "aaa") is True

    registry.register_user(Group, is_public=lambda ids: True, changed=desk.told.append)
    assert is_used_in_public("document", "aaa") is True
    assert is_used_in_public("document", "bbb") is False


def test_change_of_an_image_is_told_to_its_users(desk: Desk, django_capture_on_commit_callbacks: Any) -> None:
    image, group = make.make_image(), desk.make()
    record_uses(group, [("image", image.public_id)])
    record_uses(desk.make(), [("image", "another")])

    for change in (
        lambda: image.save(update_fields=["alt"]),
        lambda: make.crop_around(image, 0.1, 0.1),
        lambda: image.replace(make.picture(colour="red")),
        lambda: image.save(),
    ):
        desk.told.clear()
        with django_capture_on_commit_callbacks(execute=True):
            change()
        assert [group.pk] in desk.told
        assert {tuple(ids) for ids in desk.told} == {(group.pk,)}


def test_new_format_is_told_once_drawn(desk: Desk, django_capture_on_commit_callbacks: Any) -> None:
    image, group = make.make_image(), desk.make()
    record_uses(group, [("image", image.public_id)])

    with django_capture_on_commit_callbacks(execute=True):
        Image.objects.get(pk=image.pk).make_later_formats()
    with django_capture_on_commit_callbacks(execute=True):
        Image.objects.get(pk=image.pk).make_later_formats()

    assert desk.told == [[group.pk]]


def test_what_is_new_has_nobody_to_tell(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks() as left:
        Reference.objects.create(text="A book")
        make.make_document()

    assert left == []


def test_what_readers_do_not_see_is_not_told(desk: Desk, django_capture_on_commit_callbacks: Any) -> None:
    image = make.make_image()
    record_uses(desk.make(), [("image", image.public_id)])

    with django_capture_on_commit_callbacks(execute=True):
        image.save(update_fields=["licence"])

    assert desk.told == []


def test_document_and_reference_tell_their_users(desk: Desk, django_capture_on_commit_callbacks: Any) -> None:
    document, reference = make.make_document(), Reference.objects.create(text="A book")
    first, second = desk.make(), desk.make()
    record_uses(first, [("document", document.public_id)])
    record_uses(second, [("reference", reference.public_id)])

    with django_capture_on_commit_callbacks(execute=True):
        document.replace(make.PDF + b" ")
        reference.text = "A better book"
        reference.save()

    assert desk.told == [[first.pk], [second.pk]]


def test_many_users_are_told_in_batches(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "BATCH", 2)
    groups = [desk.make() for _ in range(5)]
    for group in groups:
        record_uses(group, [("image", "aaa")])

    tasks.tell_users.call("image", "aaa")

    ids = [group.pk for group in groups]
    assert desk.told == [ids[:2], ids[2:4], ids[4:]]


def test_unused_is_what_nothing_uses(desk: Desk) -> None:
    used, unused = make.make_image(), make.make_image()
    record_uses(desk.make(), [("image", used.public_id), ("document", unused.public_id)])

    assert list(Image.objects.unused()) == [unused]
