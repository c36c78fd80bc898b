"""Paths that nobody writes in good faith: not found, and never led off the site."""

from urllib.parse import unquote_to_bytes

import pytest
from django.test import Client

from articles.models import Article, Tag
from geopolist.addresses.tests.conftest import led

pytestmark = pytest.mark.django_db
HOSTILE = [
    "//evil.example",
    "//evil.example/the-strait/",
    "///evil.example/..",
    "/\\evil.example/",
    "/%5Cevil.example/",
    "/%09/evil.example",
    "/the-strait/../the-strait/",
    "/../the-strait/",
    "/the-strait/..%2f",
    "/./the-strait/",
    "/%2e%2e/the-strait/",
    "/the-strait%00/",
    "/the-strait%0d%0aSet-Cookie:x=1/",
    "/the%E2%80%AE-strait/",
    "/the-strait%E2%80%8B",
    "/the-strait%C2%AD/",
    "/%FF%FE/",
    "/the-strait%252f",
    "/the-strait%3F",
    "/the-strait%23/",
    "/" + "a" * 5000,
    "/" + "a/" * 2500,
    "/blog//",
    "/blog%0a",
    "/http://evil.example",
    "/https:evil.example/",
    "/@evil.example",
]


@pytest.mark.parametrize("path", HOSTILE, ids=[path[:40] for path in HOSTILE])
def test_a_hostile_path_is_not_found(client: Client, strait: Article, path: str) -> None:
    response = client.get("/", PATH_INFO=unquote_to_bytes(path).decode("latin-1"))

    assert (response.status_code, response.headers.get("Location")) == (404, None)


@pytest.mark.parametrize("hidden", ["%2f", "%2F", "%5c", "%00", "%0a", "%0D"])
def test_a_hidden_slash_is_not_found_on_any_route(client: Client, strait: Article, hidden: str) -> None:
    """Only the request line, which gunicorn gives, tells them from plain ones."""
    answers = [
        client.get(path, RAW_URI=f"{path[:-1]}{hidden}?a=%2f").status_code for path in ("/the-strait/", "/blog/", "/")
    ]

    assert answers == [404, 404, 404]
    assert client.get("/the-strait/?next=%2f", RAW_URI="/the-strait/?next=%2f").status_code == 200


@pytest.mark.parametrize("path", ["/the-strait/", "/nothing-here/", "/the-strait"])
def test_nothing_is_posted_to_an_address(strait: Article, path: str) -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post(path, {"a": "1"})

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")


def test_head_is_answered_like_get(client: Client, strait: Article) -> None:
    assert client.head("/the-strait/").status_code == 200
    assert client.head("/the-strait").headers["Location"] == "/the-strait/"


@pytest.mark.parametrize("method", ["put", "delete", "patch", "trace"])
def test_methods_that_nobody_has_are_refused(client: Client, strait: Article, method: str) -> None:
    assert getattr(client, method)("/the-strait/").status_code == 405


def test_a_tag_may_be_called_like_a_route(client: Client) -> None:
    """Under its own first segment a word is free."""
    Tag.objects.create(name="Search")

    assert led(client, "/tag/search/") == (200, "")
