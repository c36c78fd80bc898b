"""From an invitation to the desk, as somebody who is new to it goes, on a site that wants a second factor."""

import re
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from accounts.models import User
from accounts.tests.make import PASSWORD, make_live, make_user
from geopolist.identity.models import SiteIdentity
from geopolist.mail.models import Message

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 375, "height": 800}


@pytest.fixture
def chief(tab: Any, live_server: Any) -> Any:
    """A tab in which a chief editor has signed in."""
    SiteIdentity.objects.create(name="Straits")
    make_user("chief editor", password=PASSWORD, name="Odette Fall")
    tab.set_viewport_size(PHONE)
    tab.goto(f"{live_server.url}/admin/")
    sign_in(tab, "chief@example.org")
    tab.wait_for_url(f"{live_server.url}/admin/")
    return tab


def sign_in(tab: Any, email: str) -> None:
    tab.get_by_label("Email").fill(email)
    tab.get_by_label("Password").fill(PASSWORD)
    tab.keyboard.press("Enter")


def overflow(tab: Any) -> int:
    """Pixels by which the page is wider than the screen."""
    return tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def invite(tab: Any, live_server: Any) -> str:
    """Fill the form in; the address in the mail."""
    tab.goto(f"{live_server.url}/admin/accounts/user/")
    tab.get_by_role("link", name="Invite somebody").click()
    tab.get_by_label("E-mail address").fill("elif@example.org")
    tab.get_by_label("Name").fill("Elif Deniz")
    tab.get_by_label("Role").select_option(label="author")
    tab.get_by_role("button", name="Invite").click()
    tab.get_by_text("The invitation is on its way.").wait_for()
    path = re.findall(r"/accounts/password/reset/key/\S+", Message.objects.get(kind="invitation").text)[0]
    return f"{live_server.url}{path}"


def accept(tab: Any, link: str) -> None:
    tab.goto(link)
    for field in tab.locator("input[type=password]").all():
        field.fill(PASSWORD)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/key/done/")


def set_up(tab: Any) -> None:
    """Scan the code, type what the app says, keep the recovery codes."""
    tab.get_by_label("Password").fill(PASSWORD)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/2fa/totp/activate/**")
    secret = tab.locator("#authenticator_secret").input_value()
    tab.locator("input[name=code]").fill(
        format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    )
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/recovery-codes/")


def test_an_invitation_leads_to_the_desk_and_its_second_factor_is_set_up_on_the_way(
    chief: Any, live_server: Any, settings: Any
) -> None:
    tab = chief
    link = invite(tab, live_server)
    wide = [overflow(tab)]
    tab.context.clear_cookies()
    make_live(settings)

    accept(tab, link)
    tab.goto(f"{live_server.url}/admin/articles/article/")
    sign_in(tab, "elif@example.org")
    tab.wait_for_url("**/accounts/reauthenticate/**")
    set_up(tab)
    wide.append(overflow(tab))
    tab.get_by_role("link", name="I have kept them: on to the desk").click()

    tab.wait_for_url(f"{live_server.url}/admin/articles/article/")
    assert tab.get_by_role("heading", level=1).count() >= 1
    assert (User.objects.get(name="Elif Deniz").has_second_factor, wide, tab.complaints) == (True, [0, 0], [])


def test_the_pages_for_people_fit_a_phone_and_complain_of_nothing(chief: Any, live_server: Any) -> None:
    leaver = make_user("author", "leaver@example.org", name="Leaver")
    found = {}

    for path in (f"user/{leaver.pk}/change/", "user/invite/", f"user/{leaver.pk}/hand-over/", "user/"):
        chief.goto(f"{live_server.url}/admin/accounts/{path}", wait_until="networkidle")
        found[path] = (list(chief.complaints), overflow(chief))
        chief.complaints.clear()

    assert {path: facts for path, facts in found.items() if facts != ([], 0)} == {}
