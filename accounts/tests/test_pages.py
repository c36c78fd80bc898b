"""The pages of accounts: ours, and with nothing inline."""

import re

import pytest
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def elif_() -> User:
    user = User.objects.create_user("elif@example.org", "anchor-basin-beacon-cape")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/inactive/",
    ],
)
def test_an_account_page_is_ours_and_for_no_index(client: Client, path: str) -> None:
    page = client.get(path)

    assert page.status_code == 200
    assert len(re.findall("<h1", page.text)) == 1
    assert '<meta name="robots" content="noindex">' in page.text
    assert 'class="skip"' in page.text


MEMBERS_PAGES = """
/accounts/email/ /accounts/password/change/ /accounts/logout/ /accounts/2fa/ /accounts/2fa/totp/activate/
/accounts/sessions/ /accounts/reauthenticate/
"""


@pytest.mark.parametrize("path", MEMBERS_PAGES.split())
def test_a_members_page_holds_nothing_inline(client: Client, elif_: User, path: str) -> None:
    """The policy would hide it; a page without it looks as it was made."""
    client.post("/accounts/login/", {"login": elif_.email, "password": "anchor-basin-beacon-cape"})

    page = client.get(path, follow=True)

    assert page.status_code == 200
    assert "<h1" in page.text
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", page.text) == []


def test_what_is_personal_is_kept_nowhere(client: Client) -> None:
    assert "no-store" in client.get("/my-bookmarks/")["Cache-Control"]
