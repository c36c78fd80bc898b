"""The next page is fetched while the reader is about to follow its link: public pages only."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.signals import request_started
from django.test import Client

from articles.tests.make import make_article, make_site

RULES = Path(settings.BASE_DIR) / "static" / "prefetch.speculationrules"


@pytest.mark.django_db
def test_public_pages_name_the_rules_and_the_desk_and_data_do_not(client: Client, admin_client: Client) -> None:
    named = {path: client.get(path).headers.get("Speculation-Rules") for path in ("/", "/no-such-page/", "/feed/")}

    assert named == {
        "/": '"/static/prefetch.speculationrules"',
        "/no-such-page/": '"/static/prefetch.speculationrules"',
        "/feed/": None,
    }
    assert "Speculation-Rules" not in admin_client.get("/admin/").headers


def test_the_rules_are_data_that_a_release_serves_by_its_own_type() -> None:
    rules = json.loads(RULES.read_text())

    assert list(rules) == ["prefetch"], "a page that is drawn before anybody reads it would count as read"
    assert {RULES.suffix: "application/speculationrules+json"} == settings.WHITENOISE_MIMETYPES


@pytest.fixture
def prefetched() -> Iterator[list[str]]:
    """Paths that a browser asked for ahead of the reader."""
    paths: list[str] = []

    def note(environ: dict[str, Any], **_more: Any) -> None:
        if environ.get("HTTP_SEC_PURPOSE", "").startswith("prefetch"):
            paths.append(environ["PATH_INFO"])

    request_started.connect(note)
    yield paths
    request_started.disconnect(note)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_link_under_a_resting_mouse_is_fetched_and_one_that_is_personal_is_not(
    tab: Any, live_server: Any, prefetched: list[str]
) -> None:
    make_site()
    make_article("Soundings")
    tab.goto(f"{live_server.url}/blog/")
    tab.wait_for_load_state("networkidle")

    tab.get_by_role("link", name="Sign in").first.hover()
    tab.wait_for_timeout(600)
    tab.get_by_role("link", name="Soundings").first.hover()
    for _ in range(50):
        tab.wait_for_timeout(100)
        if prefetched:
            break

    assert prefetched == ["/soundings/"]
    assert tab.complaints == []
