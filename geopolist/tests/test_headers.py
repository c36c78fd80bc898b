"""What every answer carries, whatever it is."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils.csp import build_policy

from articles.tests.make import make_article, make_category, make_person, make_series, make_site
from geopolist.library.tests.make import make_image
from geopolist.pages.models import Page

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/tr/",
    "/soundings/",
    "/category/economy/",
    "/tag/ports/",
    "/author/odette-fall/",
    "/series/metals/",
    "/about/",
    "/blog/",
    "/people/",
    "/topics/",
    "/2026/",
    "/search/?q=soundings",
    "/feed/",
    "/category/economy/feed/",
    "/sitemap.xml",
    "/robots.txt",
    "/manifest.webmanifest",
    "/healthz",
    "/corrections/",
    "/jobs/",
    "/my-bookmarks/",
    "/no-such-page/",
    "/withdrawn/",
    "/old-address/",
]
ALWAYS = {
    "Content-Security-Policy": build_policy(settings.SECURE_CSP),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=(), "
        "browsing-topics=()"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
# Status of what an address may stop to say: nobody keeps it without asking again.
FOR_NOW = {
    "/old-address/": 301,
    "/BLOG": 301,
    "/page/2/": 301,
    "/?s=ports": 301,
    "/files/aaaaaaaaaaaa/report.pdf": 404,
    "/media/none.jpg": 404,
    "/static/none.css": 404,
    "/no-such-page/": 404,
    "/withdrawn/": 410,
    "/withdrawn-page/": 410,
}
DESK_PAGES = ["/admin/", "/admin/articles/article/", "/admin/articles/article/add/", "/admin/articles/category/add/"]


@pytest.fixture(autouse=True)
def made() -> None:
    make_site(languages=["tr"])
    economy, person, series = make_category("Economy"), make_person("Odette Fall"), make_series("Metals")
    article = make_article(
        "Old address", slug="old-address", categories=[economy], people=[person], tags=["Ports"], series=series
    )
    article.slug = "soundings"
    article.save()
    article.settle()
    make_article("Withdrawn").withdraw("An error.")
    Page(title="About").publish()
    page = Page(title="Withdrawn page")
    page.publish()
    page.withdraw()


@pytest.mark.parametrize("path", PAGES)
def test_readers_pages_carry_the_sites_policy_and_leave_nothing_behind(path: str, client: Client) -> None:
    response = client.get(path)

    assert {name: response.get(name) for name in ALWAYS} == ALWAYS
    assert "Set-Cookie" not in response
    assert not response.cookies
    assert "nonce" not in response["Content-Security-Policy"]


@pytest.mark.parametrize(("path", "status"), FOR_NOW.items())
def test_what_may_change_at_an_address_is_asked_for_again(path: str, status: int, client: Client) -> None:
    response = client.get(path)

    assert (response.status_code, response.get("Cache-Control")) == (status, "no-cache")


@pytest.mark.parametrize("path", PAGES)
def test_nothing_in_a_page_needs_what_the_policy_forbids(path: str, client: Client) -> None:
    text = client.get(path).content.decode()

    inline = re.findall(r"<script(?![^>]*(?:\bsrc=|application/ld\+json))[^>]*>", text)
    assert inline == []
    assert re.findall(r"<[a-z][^>]*\s(?:style|on[a-z]+)=", text) == []
    assert "<style" not in text
    assert re.findall(r'(?:src|srcset|action)="(?:https?:)?//[^"]*"', text) == []
    assert 'name="csrfmiddlewaretoken"' not in text


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/search/?q=soundings"])
def test_the_same_bytes_for_everybody(path: str, client: Client) -> None:
    anonymous = client.get(path).content
    client.force_login(get_user_model().objects.create_user("member@example.org", "x", name="Somebody"))

    assert client.get(path).content == anonymous


@pytest.mark.parametrize("path", DESK_PAGES)
def test_the_desk_has_a_policy_of_its_own_with_a_fresh_nonce(path: str, client: Client, admin_user: Any) -> None:
    client.force_login(admin_user)

    policies = [client.get(path)["Content-Security-Policy"] for _time in range(2)]

    nonces = [re.findall(r"'nonce-([^']+)'", policy) for policy in policies]
    assert all(len(set(each)) == 1 for each in nonces)
    assert nonces[0] != nonces[1]
    for policy, (nonce, *_same) in zip(policies, nonces, strict=True):
        assert policy == build_policy(settings.DESK_CSP, nonce)


@pytest.mark.parametrize("path", DESK_PAGES)
def test_inline_parts_of_the_desk_carry_the_nonce(path: str, client: Client, admin_user: Any) -> None:
    client.force_login(admin_user)

    response = client.get(path)
    text = response.content.decode()

    nonce = re.search(r"'nonce-([^']+)'", response["Content-Security-Policy"])
    inline = re.findall(r"<script(?![^>]*(?:\bsrc=|type=\"application/json\"|type=\"importmap\"))[^>]*>", text)
    assert nonce is not None
    assert [tag for tag in inline if nonce[1] not in tag and "application/json" not in tag] == []
    assert re.findall(r"<[a-z][^>]*\son[a-z]+=", text) == []


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/soundings/", "/admin/", "/no-such-page/", "/feed/"])
def test_methods_that_no_route_has_are_refused(path: str, method: str, client: Client) -> None:
    response = client.generic(method, path)

    assert (response.status_code, response.content) == (405, b"")


@pytest.mark.parametrize("path", PAGES)
def test_what_is_posted_to_what_is_read_is_refused_as_a_method_and_not_as_an_expired_form(path: str) -> None:
    assert Client(enforce_csrf_checks=True).post(path).status_code == 405


@pytest.mark.parametrize("path", PAGES)
def test_head_answers_like_get_without_a_body(path: str, client: Client) -> None:
    asked, headed = client.get(path), client.head(path)

    assert headed.status_code == asked.status_code
    assert headed.content == b""


def test_pictures_may_stand_on_other_sites_and_are_kept_for_ever(client: Client) -> None:
    response = client.get(make_image().picture("card").src)

    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_two_policies_forbid_what_they_should() -> None:
    assert settings.SECURE_CSP["script-src"] == ["'self'"]
    for name in ("script-src", "style-src", "default-src"):
        assert "'unsafe-inline'" not in [*settings.SECURE_CSP[name], *settings.DESK_CSP[name]]
    assert settings.SECURE_CSP["frame-ancestors"] == ["'none'"]
    assert settings.DESK_CSP["frame-ancestors"] == ["'self'"]
