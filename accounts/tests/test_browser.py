"""Sign-in and desk in a real browser: nothing is refused by the policy, and a phone is wide enough."""

from typing import Any

import pytest

from accounts.models import User
from geopolist.identity.models import SiteIdentity

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "anchor-basin-beacon-cape"
PHONE = {"width": 375, "height": 800}
DESK = """
/admin/
/admin/articles/article/
/admin/articles/article/add/
/admin/articles/category/add/
/admin/articles/person/add/
/admin/identity/siteidentity/1/change/
/admin/identity/menuitem/add/
/admin/library/image/add/
/admin/pages/page/add/
/admin/accounts/user/add/
"""
ACCOUNT = """
/accounts/login/
/accounts/signup/
/accounts/password/reset/
/accounts/password/reset/done/
"""
MEMBERS = """
/accounts/email/
/accounts/password/change/
/accounts/2fa/
/accounts/2fa/totp/activate/
/accounts/sessions/
/accounts/logout/
"""


@pytest.fixture
def chief() -> User:
    SiteIdentity.objects.create(name="Straits", languages=["tr", "ar"])
    user = User.objects.create_superuser("chief@example.org", PASSWORD)
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def signed_in(tab: Any, live_server: Any, chief: User) -> Any:
    tab.set_viewport_size(PHONE)
    tab.goto(f"{live_server.url}/admin/")
    tab.get_by_label("Email").fill("chief@example.org")
    tab.get_by_label("Password").fill(PASSWORD)
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"{live_server.url}/admin/")
    return tab


def overflow(tab: Any) -> int:
    """Pixels by which the page is wider than the screen."""
    return tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_an_editor_signs_in_with_the_keyboard_alone(tab: Any, live_server: Any, chief: User) -> None:
    tab.set_viewport_size(PHONE)
    tab.goto(f"{live_server.url}/accounts/login/?next=/admin/")
    focused = tab.evaluate("document.activeElement.name")

    tab.get_by_label("Email").focus()
    tab.keyboard.type("chief@example.org")
    tab.keyboard.press("Tab")
    tab.keyboard.type(PASSWORD)
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"{live_server.url}/admin/")

    assert focused in ("login", "", None)
    assert tab.get_by_role("heading", level=1).count() >= 1
    assert tab.complaints == []


@pytest.mark.parametrize("path", ACCOUNT.split())
def test_an_account_page_fits_a_phone_and_complains_of_nothing(
    tab: Any, live_server: Any, chief: User, path: str
) -> None:
    tab.set_viewport_size(PHONE)

    tab.goto(f"{live_server.url}{path}", wait_until="networkidle")

    assert (tab.complaints, overflow(tab)) == ([], 0)


def test_members_pages_fit_a_phone_and_complain_of_nothing(signed_in: Any, live_server: Any) -> None:
    found = {}

    for path in MEMBERS.split():
        signed_in.goto(f"{live_server.url}{path}", wait_until="networkidle")
        found[path] = (list(signed_in.complaints), overflow(signed_in))
        signed_in.complaints.clear()

    assert {path: facts for path, facts in found.items() if facts != ([], 0)} == {}


def test_the_desk_writes_no_capitals_that_are_not_typed(signed_in: Any, live_server: Any) -> None:
    """A browser makes EDİTOR of the English "editor" where the page is Turkish."""
    User.objects.update(language="tr")
    shouting = {}

    for path in DESK.split():
        signed_in.goto(f"{live_server.url}{path}", wait_until="networkidle")
        shouting[path] = signed_in.evaluate(
            "[...document.body.querySelectorAll('*')].filter(each => getComputedStyle(each).textTransform !== 'none')"
            ".map(each => `${each.localName}.${each.className} ${each.textContent.slice(0, 20)}`)"
        )

    assert {path: found for path, found in shouting.items() if found} == {}


def test_the_desk_fits_a_phone_and_complains_of_nothing(signed_in: Any, live_server: Any) -> None:
    found = {}

    for path in DESK.split():
        signed_in.goto(f"{live_server.url}{path}", wait_until="networkidle")
        found[path] = (list(signed_in.complaints), overflow(signed_in))
        signed_in.complaints.clear()

    assert {path: facts for path, facts in found.items() if facts != ([], 0)} == {}
