"""One address is one account, however it is written."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User, fold

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Elif@Example.ORG", "elif@example.org"), ("  a@b.example ", "a@b.example"), ("ELİF@x.example", "eli̇f@x.example")],
)
def test_an_address_is_kept_in_one_spelling(typed: str, kept: str) -> None:
    user = User.objects.create_user(typed)

    assert (user.email, User.objects.get().email, fold(typed)) == (kept, kept, kept)


def test_another_spelling_is_not_another_account() -> None:
    User.objects.create_user("elif@example.org")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ELIF@EXAMPLE.ORG")
    with pytest.raises(ValidationError, match="already exists"):
        User(email="Elif@Example.org", password="x").full_clean()


def test_the_database_takes_no_other_spelling() -> None:
    user = User.objects.create_user("elif@example.org")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=user.pk).update(email="Elif@example.org")


@pytest.mark.parametrize("email", ["", "   "])
def test_a_user_needs_an_address(email: str) -> None:
    with pytest.raises(ValueError, match="A user needs an e-mail address"):
        User.objects.create_user(email)


def test_a_user_is_found_by_any_spelling() -> None:
    user = User.objects.create_user("elif@example.org")

    assert User.objects.get_by_natural_key(" Elif@Example.org") == user


def test_a_user_without_a_password_cannot_sign_in_with_any() -> None:
    user = User.objects.create_user("elif@example.org")

    assert (user.has_usable_password(), user.check_password("")) == (False, False)


def test_a_member_has_no_rights_and_a_chief_all() -> None:
    member, chief = User.objects.create_user("m@example.org"), User.objects.create_superuser("c@example.org")

    assert [(user.is_staff, user.is_superuser, user.is_active) for user in (member, chief)] == [
        (False, False, True),
        (True, True, True),
    ]


def test_a_user_is_called_by_name_else_by_address() -> None:
    named, nameless = User(email="a@example.org", name="Elif Deniz"), User(email="a@example.org")

    assert [user.get_full_name() for user in (named, nameless)] == ["Elif Deniz", "a@example.org"]
