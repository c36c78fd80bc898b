"""Pages speak the language of what they show; lists of a language hold that language alone."""

import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, filing
from articles.tests.make import make_article, make_category, make_person, make_site
from geopolist.identity.models import SiteIdentity
from geopolist.pages.models import Page

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 4, 12, tzinfo=UTC)
HTML = re.compile(r'<html lang="(\w+)" dir="(\w+)">')


@pytest.fixture
def site() -> None:
    """English and Turkish; a section, a tag and a person with an article in each."""
    make_site(languages=["tr"], texts={"tr": {"name": "Boğazlar Dergisi"}})
    economy = make_category("Economy", texts={"tr": {"name": "Ekonomi"}})
    person = make_person("Odette Fall")
    shelf = {"categories": [economy], "people": [person], "tags": ["Ports"], "published_at": MAY, "views": 5}
    make_article("Soundings", **shelf)
    make_article("Derinlikler", language="tr", **shelf)


def spoken(client: Client, path: str) -> tuple[str, str]:
    match = HTML.search(client.get(path).content.decode())
    assert match is not None
    return match[1], match[2]


LISTS = {
    "front page": "/",
    "all articles": "/blog/",
    "category": "/category/economy/",
    "tag": "/tag/ports/",
    "year": "/2026/",
    "month": "/2026/05/",
    "feed": "/feed/",
    "category feed": "/category/economy/feed/",
    "tag feed": "/tag/ports/feed/",
}


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("path", LISTS.values(), ids=LISTS)
def test_a_list_holds_the_articles_of_its_language_alone(path: str, client: Client) -> None:
    english, turkish = client.get(path).content.decode(), client.get(f"/tr{path}").content.decode()

    assert ("Soundings" in english, "Derinlikler" in english) == (True, False)
    assert ("Soundings" in turkish, "Derinlikler" in turkish) == (False, True)


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("path", LISTS.values(), ids=LISTS)
def test_a_language_that_the_site_does_not_speak_has_no_lists(path: str, client: Client) -> None:
    assert client.get(f"/ar{path}").status_code == 404
    assert client.get(f"/en{path}").status_code == 404
    assert client.get(f"/de{path}").status_code == 404


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/", ("en", "ltr")),
        ("/tr/", ("tr", "ltr")),
        ("/tr/category/economy/", ("tr", "ltr")),
        ("/derinlikler/", ("tr", "ltr")),
        ("/soundings/", ("en", "ltr")),
        ("/author/odette-fall/", ("en", "ltr")),
        ("/search/?lang=tr", ("tr", "ltr")),
        ("/search/?lang=ar", ("en", "ltr")),
        ("/people/?lang=tr", ("tr", "ltr")),
        ("/soundings/?lang=tr", ("en", "ltr")),
    ],
)
def test_lang_and_dir_follow_the_object_then_the_link(path: str, language: tuple[str, str], client: Client) -> None:
    assert spoken(client, path) == language


def test_an_arabic_page_runs_from_right_to_left(client: Client) -> None:
    make_site(languages=["tr", "ar"])
    make_article("المضيق", slug="al-madiq", language="ar", categories=[make_category("Economy")])
    page = Page(title="من نحن", slug="about-ar", language="ar")
    page.publish()

    assert spoken(client, "/al-madiq/") == ("ar", "rtl")
    assert spoken(client, "/about-ar/") == ("ar", "rtl")
    assert spoken(client, "/ar/") == ("ar", "rtl")


@pytest.mark.usefixtures("site")
def test_a_title_in_another_language_is_marked(client: Client) -> None:
    text = client.get("/author/odette-fall/").content.decode()

    assert '<h3 class="card__title" lang="tr" dir="ltr"><a href="/derinlikler/">' in text
    assert '<h3 class="card__title"><a href="/soundings/">' in text


@pytest.mark.usefixtures("site")
def test_what_stands_around_a_turkish_article_is_turkish(client: Client) -> None:
    text = client.get("/derinlikler/").content.decode()

    assert '<a href="/tr/category/economy/">Ekonomi</a>' in text
    assert '<a class="chip" href="/tr/tag/ports/" rel="tag">Ports</a>' in text
    assert "<title>Derinlikler | Boğazlar Dergisi</title>" in text
    assert "4 Mayıs 2026" in text


@pytest.mark.usefixtures("site")
def test_crumbs_of_a_turkish_list_stay_turkish(client: Client) -> None:
    response = client.get("/tr/category/economy/")

    assert response.context["crumbs"] == [{"name": "Ekonomi", "url": "/tr/category/economy/"}]
    assert "<h1>Ekonomi</h1>" in response.content.decode()


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    "path", ["/", "/soundings/", "/derinlikler/", "/category/economy/", "/feed/", "/people/", "/search/?q=x"]
)
def test_what_a_browser_prefers_changes_nothing_and_reading_leaves_nothing(path: str, client: Client) -> None:
    plain = client.get(path)
    turkish = client.get(path, headers={"accept-language": "tr,ar;q=0.8"})

    assert turkish.content == plain.content
    assert turkish["Content-Language"] == plain["Content-Language"]
    for response in (plain, turkish):
        assert not response.cookies
        assert "cookie" not in response.get("Vary", "").lower()
        assert "accept-language" not in response.get("Vary", "").lower()


@pytest.mark.usefixtures("site")
def test_the_next_page_does_not_speak_the_language_of_the_last(client: Client) -> None:
    client.get("/derinlikler/")

    assert spoken(client, "/people/") == ("en", "ltr")


def test_translations_name_each_other_in_every_page(client: Client) -> None:
    make_site(languages=["tr", "ar"])
    group = uuid.uuid4()
    for title, slug, language in [("Soundings", "one", "en"), ("Derinlikler", "two", "tr"), ("الأعماق", "three", "ar")]:
        make_article(title, slug=slug, language=language, translation_group=group)
    make_article("Alone", slug="four")

    named = {}
    for path in ("/one/", "/two/", "/three/", "/four/"):
        text = client.get(path).content.decode()
        named[path] = dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]*)">', text))

    everyone = {
        "en": "http://127.0.0.1:8000/one/",
        "tr": "http://127.0.0.1:8000/two/",
        "ar": "http://127.0.0.1:8000/three/",
        "x-default": "http://127.0.0.1:8000/one/",
    }
    assert named == {"/one/": everyone, "/two/": everyone, "/three/": everyone, "/four/": {}}
    text = client.get("/one/").content.decode()
    assert '<a href="/two/" lang="tr" hreflang="tr">Türkçe</a>' in text


def test_a_translation_that_is_not_public_is_not_named(client: Client) -> None:
    group = uuid.uuid4()
    make_article("Soundings", translation_group=group)
    make_article("Derinlikler", language="tr", translation_group=group, status="draft")

    assert 'hreflang="tr"' not in client.get("/soundings/").content.decode()


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("path", ["/", "/blog/", "/category/economy/", "/tag/ports/"])
def test_lists_name_themselves_in_the_other_language(path: str, client: Client) -> None:
    pattern = r'<link rel="alternate" hreflang="([\w-]+)" href="http://127.0.0.1:8000([^"]*)">'

    for asked in (path, f"/tr{path}"):
        found = dict(re.findall(pattern, client.get(asked).content.decode()))
        assert found == {"en": path, "tr": f"/tr{path}", "x-default": path}


def test_an_article_in_a_language_not_spoken_is_refused_at_the_desk_and_links_to_lists_that_exist(
    client: Client,
) -> None:
    article = make_article("Derinlikler", language="tr", categories=[make_category("Economy")])

    with pytest.raises(Exception, match="switch it on"):
        article.full_clean()

    assert article.furniture["categories"][0]["url"] == "/category/economy/"
    assert client.get("/derinlikler/").status_code == 200


@pytest.mark.usefixtures("site")
def test_a_turkish_address_of_what_has_none_leads_to_the_one_there_is(client: Client) -> None:
    answers = [client.get(f"/tr{path}") for path in ("/soundings/", "/author/odette-fall/")]

    assert [(each.status_code, each["Location"]) for each in answers] == [
        (301, "/soundings/"),
        (301, "/author/odette-fall/"),
    ]


def test_a_language_switched_off_leaves_no_link_to_its_lists(
    client: Client, site: None, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    identity = SiteIdentity.objects.get()
    before = client.get("/derinlikler/").content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        identity.languages = []
        identity.save()

    after = client.get("/derinlikler/").content.decode()
    assert ('href="/tr/category/economy/"' in before, 'href="/tr/tag/ports/"' in before) == (True, True)
    assert 'href="/tr/' not in after


def test_another_reading_speed_is_printed_on_every_article(
    site: None, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    monkeypatch.setattr(filing, "BATCH", 1)
    for article in Article.objects.all():
        article.body = "<p>" + "word " * 400 + "</p>"
        article.save()
        article.settle()
    before = {article.reading_minutes for article in Article.objects.all()}

    with django_capture_on_commit_callbacks(execute=True):
        identity = SiteIdentity.objects.get()
        identity.words_per_minute = 100
        identity.save()

    assert (before, {article.reading_minutes for article in Article.objects.all()}) == ({2}, {4})


def test_saving_the_site_without_such_a_change_settles_nothing(
    site: None, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        identity = SiteIdentity.objects.get()
        identity.tagline = "Other"
        identity.save()

    assert callbacks == []
