"""Pages that links in mails lead to: their addresses are told to nobody, and their forms are taken."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.test import Client

from accounts.models import User
from geopolist.identity.models import SiteIdentity

PASSWORD = "anchor-basin-beacon-cape"


@pytest.fixture
def member() -> User:
    SiteIdentity.objects.create(name="Straits")
    user = User.objects.create_user("member@example.org", PASSWORD)
    user.emailaddress_set.create(email=user.email, verified=False, primary=True)
    return user


def links(user: User) -> dict[str, str]:
    """What mails lead to, by what the reader wants there."""
    reset = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    return {
        "confirm": f"/accounts/confirm-email/{EmailConfirmationHMAC(user.emailaddress_set.get()).key}/",
        "reset": f"/accounts/password/reset/key/{reset}/",
    }


@pytest.mark.django_db
def test_pages_behind_mailed_links_tell_nobody_else_where_the_reader_was(client: Client, member: User) -> None:
    answers = [client.get(link) for link in links(member).values()]
    answers += [client.get(answers[-1].headers["Location"]), client.get("/accounts/confirm-email/wrong/")]

    assert [answer.status_code for answer in answers] == [200, 302, 200, 200]
    assert {answer.headers["Referrer-Policy"] for answer in answers} == {"same-origin"}
    assert {answer.headers["Cache-Control"] for answer in answers[:3]} == {"private, no-store"}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accounts/password/reset/", "/accounts/login/"])
def test_whatever_holds_a_token_is_kept_nowhere(client: Client, member: User, path: str) -> None:
    answer = client.get(path, headers={"accept-encoding": "br, gzip"})

    assert "no-store" in answer.headers["Cache-Control"]
    # gzip hides how long the page is, and with it the token: Brotli would not.
    assert answer.headers["Content-Encoding"] == "gzip"


class Mailbox(BaseHTTPRequestHandler):
    """A page of somebody else's with one link."""

    def do_GET(self) -> None:
        body = f'<!doctype html><a href="{self.server.link}">Open</a>'.encode()  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture
def mailbox() -> Iterator[Any]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Mailbox)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("wanted", ["confirm", "reset"])
def test_a_form_behind_a_mailed_link_is_taken(
    tab: Any, live_server: Any, member: User, mailbox: Any, wanted: str
) -> None:
    """Another site to the browser: another name for this machine."""
    mailbox.link = live_server.url + links(member)[wanted]
    origins: list[str] = []
    tab.on("request", lambda asked: asked.method == "POST" and origins.append(asked.all_headers().get("origin", "")))

    tab.goto(f"http://127.0.0.1:{mailbox.server_port}/")
    tab.get_by_role("link").click()
    tab.locator("main form").first.wait_for()
    for field in tab.locator("main input[type=password]").all():
        field.fill(f"{PASSWORD}-new")
    with tab.expect_navigation():
        tab.locator("main form [type=submit]").first.click()

    member.refresh_from_db()
    assert origins == [live_server.url]
    assert "localhost" in live_server.url
    done = {"confirm": member.emailaddress_set.get().verified, "reset": member.check_password(f"{PASSWORD}-new")}
    assert done[wanted]
