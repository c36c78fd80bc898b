"""What surrounds every page: one query, in the page's language."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from django.utils import translation

from articles.tests.make import make_category
from geopolist.identity.chrome import Chrome, Language
from geopolist.identity.models import MenuItem, SiteIdentity, SocialLink

pytestmark = pytest.mark.django_db


def chrome() -> Chrome:
    return Chrome(RequestFactory().get("/"))


@pytest.fixture
def site() -> SiteIdentity:
    texts = {"tr": {"tagline": "İstanbul’dan", "name": ""}, "ar": {"tagline": "من إسطنبول"}}
    return SiteIdentity.objects.create(
        name="Straits", tagline="From Istanbul", contact_email="desk@example.org", languages=["ar", "tr"], texts=texts
    )


def test_everything_costs_one_query(site: SiteIdentity, django_assert_num_queries: Any) -> None:
    item = MenuItem.objects.create(label="Economy", target=make_category("Economy"))
    MenuItem.objects.create(label="Energy", target=make_category("Energy"), parent=item)
    SocialLink.objects.create(kind="rss", url="/feed/")

    with django_assert_num_queries(1):
        seen = chrome()
        facts = (seen.name, seen.contact_email, seen.menus["primary"][0].children[0].label, seen.social[0]["url"])
        languages = seen.languages

    assert facts == ("Straits", "desk@example.org", "Energy", "/feed/")
    assert languages == [
        Language("en", "ltr", "English", "/"),
        Language("tr", "ltr", "Türkçe", "/tr/"),
        Language("ar", "rtl", "العربيّة", "/ar/"),
    ]


def test_a_page_costs_one_query_for_its_chrome(client: Any, site: SiteIdentity, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert client.get("/corrections/?lang=tr").status_code == 200


def test_a_site_that_is_not_set_up_has_a_name() -> None:
    assert (chrome().name, chrome().menus, chrome().social) == ("Geopolist", {}, [])
    assert [language.code for language in chrome().languages] == ["en"]


@pytest.mark.parametrize(
    ("language", "tagline", "name", "home"),
    [
        ("en", "From Istanbul", "Straits", "/"),
        ("tr", "İstanbul’dan", "Straits", "/tr/"),
        ("ar", "من إسطنبول", "Straits", "/ar/"),
    ],
)
def test_texts_follow_the_language(site: SiteIdentity, language: str, tagline: str, name: str, home: str) -> None:
    with translation.override(language):
        seen = chrome()

        assert (seen.tagline, seen.name, seen.home_url) == (tagline, name, home)


def test_a_language_that_is_switched_off_has_no_front_page(site: SiteIdentity) -> None:
    site.languages = []
    site.save()

    with translation.override("tr"):
        assert (chrome().home_url, [each.code for each in chrome().languages]) == ("/", ["en"])


def test_a_word_that_the_site_has_not_is_no_attribute(site: SiteIdentity) -> None:
    assert not hasattr(chrome(), "password")


def test_there_is_one_identity(site: SiteIdentity) -> None:
    SiteIdentity(name="Second").save()

    assert [row.name for row in SiteIdentity.objects.all()] == ["Second"]
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteIdentity.objects.bulk_create([SiteIdentity(pk=2, name="Third")])


@pytest.mark.parametrize("languages", [["xx"], ["en"], ["tr", "de"], [1]])
def test_a_language_that_the_site_cannot_speak_is_refused(languages: list[Any]) -> None:
    with pytest.raises(ValidationError, match="The site cannot speak"):
        SiteIdentity(languages=languages).full_clean()


def test_a_language_that_is_not_known_is_not_spoken(site: SiteIdentity) -> None:
    SiteIdentity.objects.update(languages=["xx", "ar"])

    assert [language.code for language in chrome().languages] == ["en", "ar"]
