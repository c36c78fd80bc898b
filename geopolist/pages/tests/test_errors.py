"""What went wrong is said in the site's clothes, and without what may be broken."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client, RequestFactory

from articles.tests.make import make_article, make_site
from geopolist.pages.views import errors

pytestmark = pytest.mark.django_db

DRESSED = ('<link rel="stylesheet" href="/static/css/site.css"', '<meta name="robots" content="noindex">', "<h1>")


def fail(*_arguments: Any, **_options: Any) -> Any:
    raise OSError("the database is down")


def test_404_searches_and_leads_home(client: Client) -> None:
    make_site()

    response = client.get("/no-such-page/")
    text = response.content.decode()

    assert response.status_code == 404
    assert "Off the edge of the map" in text
    assert 'action="/search/"' in text
    assert "The Straits Review" in text
    assert [piece for piece in DRESSED if piece not in text] == []


def test_410_says_it_was_here(client: Client) -> None:
    make_article("Soundings").withdraw("An error of fact.")

    response = client.get("/soundings/")
    text = response.content.decode()

    assert response.status_code == 410
    assert "Taken off the map" in text
    assert "An error of fact." in text
    assert [piece for piece in DRESSED if piece not in text] == []


def test_403_of_an_expired_form_says_so() -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post("/accounts/login/", {"login": "a@example.org", "password": "x"})
    text = response.content.decode()

    assert response.status_code == 403
    assert [piece for piece in DRESSED if piece not in text] == []


def test_403_is_dressed(rf: RequestFactory) -> None:
    response = errors.forbidden(rf.get("/"), PermissionDenied())
    text = response.content.decode()

    assert response.status_code == 403
    assert "your account may not open it" in text
    assert [piece for piece in DRESSED if piece not in text] == []


def test_400_of_a_hostile_host_repeats_nothing_of_it(client: Client) -> None:
    response = client.get("/", headers={"host": "evil.example"})
    text = response.content.decode()

    assert response.status_code == 400
    assert "evil.example" not in text
    assert "The request made no sense" in text
    assert [piece for piece in DRESSED if piece not in text] == []


def test_500_without_a_database_is_dressed(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    monkeypatch.setattr(connection, "cursor", fail)

    response = client.get("/no-such-page/")
    text = response.content.decode()

    assert response.status_code == 500
    assert "We have run aground" in text
    assert "the database is down" not in text
    assert [piece for piece in DRESSED if piece not in text] == []


@pytest.mark.parametrize("path", ["/", "/blog/", "/search/?q=x", "/category/x/", "/feed/", "/sitemap.xml"])
def test_no_page_without_a_database_leaks_why(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    monkeypatch.setattr(connection, "cursor", fail)

    response = client.get(path)

    assert response.status_code == 500
    assert "We have run aground" in response.content.decode()
    assert "Traceback" not in response.content.decode()
