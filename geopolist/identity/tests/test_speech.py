"""Which language a page speaks, and that reading leaves nothing behind."""

import pytest
from django.test import Client

from accounts.models import User
from articles.tests.make import make_article, make_category, make_person
from geopolist.identity.models import SiteIdentity
from geopolist.pages.models import Page

pytestmark = pytest.mark.django_db
PATHS = """
/ /tr/ /blog/ /strait/ /category/economy/ /author/elif/ /tag/oil/ /people/ /topics/ /about/ /feed/ /corrections/
/search/ /search/?q=strait /search/?lang=tr /jobs/ /post-a-job/ /my-bookmarks/ /nothing-here/ /robots.txt /sitemap.xml
/manifest.webmanifest /healthz /strait /?p=1
"""


@pytest.fixture(autouse=True)
def site() -> SiteIdentity:
    return SiteIdentity.objects.create(languages=["tr", "ar"])


def spoken(client: Client, path: str, **headers: str) -> tuple[str, str]:
    """What the answer says its language is, in its head and in its <html>."""
    response = client.get(path, headers=headers)
    return response.headers["Content-Language"], response.text.partition('<html lang="')[2].partition('"')[0]


@pytest.mark.parametrize(
    "path", ["/search/", "/corrections/", "/jobs/", "/people/", "/accounts/login/", "/nothing-here/"]
)
def test_a_page_without_an_object_speaks_as_the_link_asks(client: Client, path: str) -> None:
    asked = [spoken(client, f"{path}{query}") for query in ("", "?lang=tr", "?lang=ar", "?lang=de", "?lang=../x")]

    assert asked == [("en", "en"), ("tr", "tr"), ("ar", "ar"), ("en", "en"), ("en", "en")]


def test_a_language_that_is_off_is_not_spoken(client: Client, site: SiteIdentity) -> None:
    site.languages = ["tr"]
    site.save()

    assert spoken(client, "/search/?lang=ar") == ("en", "en")


def test_an_object_speaks_its_own_language_whatever_the_link_asks(client: Client) -> None:
    make_article("Boğaz", language="tr")
    make_article("Strait")
    make_category("Economy")
    Page(title="Hakkında", language="tr").publish()

    assert spoken(client, "/boğaz/?lang=ar") == ("tr", "tr")
    assert spoken(client, "/strait/?lang=tr") == ("en", "en")
    assert spoken(client, "/hakkında/") == ("tr", "tr")
    assert spoken(client, "/category/economy/?lang=tr") == ("en", "en")
    assert spoken(client, "/tr/category/economy/") == ("tr", "tr")
    assert spoken(client, "/tr/") == ("tr", "tr")
    assert spoken(client, "/ar/blog/?lang=tr") == ("ar", "ar")


@pytest.mark.parametrize(
    "path",
    [
        "/tr/nothing/",
        "/tr/nothing",
        "/TR/nothing/",
        "/tr/nothing/at/all/",
        "/tr/category/nothing/",
        "/tr/category/nothing/feed/",
        "/tr/2026/13/",
        "/tr/blog/?page=999",
        "/tr/nothing/?lang=ar",
        "/tr/nothing/?lang=en",
    ],
)
def test_what_is_not_there_is_missed_in_the_language_of_its_address(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
    assert spoken(client, path) == ("tr", "tr")


def test_a_turkish_404_leads_on_in_turkish(client: Client) -> None:
    text = client.get("/tr/nothing/").text

    assert '<html lang="tr" dir="ltr">' in text
    assert "Haritanın dışına çıktık" in text
    assert '<input type="hidden" name="lang" value="tr">' in text
    assert '<a href="/tr/">' in text
    assert "Off the edge" not in text


def test_an_arabic_404_runs_from_the_right(client: Client) -> None:
    assert '<html lang="ar" dir="rtl">' in client.get("/ar/nothing/").text


def test_what_is_gone_is_so_in_the_language_of_its_address(client: Client) -> None:
    make_category("Economy").delete()

    assert client.get("/tr/category/economy/").status_code == 410
    assert spoken(client, "/tr/category/economy/") == ("tr", "tr")
    assert spoken(client, "/category/economy/") == ("en", "en")


def test_an_address_in_a_language_that_is_off_is_missed_in_the_default_one(client: Client, site: SiteIdentity) -> None:
    site.languages = ["tr"]
    site.save()

    assert [spoken(client, path) for path in ("/ar/nothing/", "/ar/", "/de/nothing/", "/trove/")] == [("en", "en")] * 4


def test_an_address_speaks_before_its_reader_does(client: Client) -> None:
    client.force_login(User.objects.create_user("elif@example.org", language="ar"))

    assert spoken(client, "/tr/nothing/") == ("tr", "tr")
    assert spoken(client, "/nothing/") == ("ar", "ar")


def test_an_arabic_page_runs_from_the_right(client: Client) -> None:
    assert '<html lang="ar" dir="rtl">' in client.get("/search/?lang=ar").text


def test_the_browsers_wish_changes_nothing(client: Client) -> None:
    answers = [client.get("/search/", headers={"accept-language": language}) for language in ("en", "tr")]

    assert answers[0].content == answers[1].content
    assert "Accept-Language" not in answers[1].headers.get("Vary", "")


@pytest.mark.parametrize(("chosen", "heard"), [("tr", "tr"), ("", "en"), ("xx", "en")])
def test_a_member_hears_their_language_where_nothing_else_decides(client: Client, chosen: str, heard: str) -> None:
    make_article("Strait")
    client.force_login(User.objects.create_user("elif@example.org", language=chosen))

    assert spoken(client, "/search/") == (heard, heard)
    assert spoken(client, "/search/?lang=ar") == ("ar", "ar")
    assert spoken(client, "/strait/") == ("en", "en")


def test_one_page_does_not_change_the_next_ones_language(client: Client) -> None:
    client.get("/search/?lang=tr")

    assert spoken(client, "/search/") == ("en", "en")


def test_reading_sets_no_cookie(client: Client) -> None:
    make_article("Strait", categories=[make_category("Economy")], people=[make_person("Elif")], tags=["Oil"])
    Page(title="About").publish()

    answers = {path: client.get(path) for path in PATHS.split()}

    assert {path: dict(answer.cookies) for path, answer in answers.items() if answer.cookies} == {}
    assert [path for path, answer in answers.items() if "Cookie" in answer.headers.get("Vary", "")] == []
    assert client.cookies == {}
