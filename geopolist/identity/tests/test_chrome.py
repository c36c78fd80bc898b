"""What surrounds every page: one query, in the page's language."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from lxml import html

from articles.tests.make import make_article, make_category
from geopolist.identity.chrome import Chrome, Language
from geopolist.identity.models import MenuItem, SiteIdentity, SocialLink

pytestmark = pytest.mark.django_db


def chrome() -> Chrome:
    return Chrome("/")


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


def test_the_notice_has_its_links_in_each_language(site: SiteIdentity) -> None:
    site.notice_text = "By reading you agree to the [terms](/blog/), [all](https://example.org/) of [them]."
    site.texts = {"tr": {"notice_text": "[Koşulları](/blog/) kabul edersiniz."}}
    site.save()

    with translation.override("tr"):
        turkish = chrome().notice

    assert [(part["text"], part["url"]) for part in chrome().notice] == [
        ("By reading you agree to the ", ""),
        ("terms", "/blog/"),
        (", ", ""),
        ("all", "https://example.org/"),
        (" of [them].", ""),
    ]
    assert [(part["text"], part["url"]) for part in turkish] == [("Koşulları", "/tr/blog/"), (" kabul edersiniz.", "")]


def test_without_a_notice_there_is_no_strip(client: Any, site: SiteIdentity) -> None:
    assert "data-notice" not in client.get("/").content.decode()
    assert chrome().notice == []


ALERT = datetime(2026, 5, 4, 12, tzinfo=UTC)


def alerts(client: Any, path: str) -> list[str]:
    page = html.fromstring(client.get(path).content)
    return [each.text_content().strip() for each in page.xpath("//section[@class='alert']")]


def test_an_alert_stands_under_the_menu_of_every_page_in_its_language(client: Any, site: SiteIdentity) -> None:
    make_article("Soundings")
    site.alert_text = "The <b>strait</b> is closed: [all we know](/blog/)."
    site.texts = {"tr": {"alert_text": "Boğaz kapalı: [bildiklerimiz](/blog/)."}}
    site.save()

    page = html.fromstring(client.get("/soundings/").content)
    turkish = html.fromstring(client.get("/tr/").content)

    [alert] = page.xpath("//body/header/following-sibling::section[following-sibling::main]")
    assert (alert.get("aria-label"), alert.text_content().strip()) == (
        "Alert",
        "The <b>strait</b> is closed: all we know.",
    )
    assert alert.xpath(".//a/@href") == ["/blog/"]
    assert turkish.xpath("//section[@class='alert']//a/@href") == ["/tr/blog/"]
    assert turkish.xpath("string(//section[@class='alert']/@aria-label)") == "Uyarı"


def test_an_alert_may_be_for_the_front_page_alone(client: Any, site: SiteIdentity) -> None:
    SiteIdentity.objects.update(alert_text="Closed.", alert_on_front_only=True)

    assert {path: alerts(client, path) for path in ("/", "/tr/", "/blog/", "/tr/blog/", "/nowhere/")} == {
        "/": ["Closed."],
        "/tr/": ["Closed."],
        "/blog/": [],
        "/tr/blog/": [],
        "/nowhere/": [],
    }


@pytest.mark.parametrize(
    ("begins", "ends", "is_shown"),
    [
        (None, None, True),
        (ALERT, None, True),
        (ALERT + timedelta(seconds=1), None, False),
        (None, ALERT, False),
        (None, ALERT + timedelta(seconds=1), True),
        (ALERT - timedelta(days=1), ALERT + timedelta(days=1), True),
    ],
)
def test_the_clock_shows_an_alert_and_takes_it_away(
    client: Any, site: SiteIdentity, begins: datetime | None, ends: datetime | None, is_shown: bool
) -> None:
    SiteIdentity.objects.update(alert_text="Closed.", alert_begins=begins, alert_ends=ends)

    with time_machine.travel(ALERT, tick=False):
        assert alerts(client, "/") == ["Closed."] * is_shown


def test_an_alert_costs_no_query_and_leaves_no_cookie(
    client: Any, site: SiteIdentity, django_assert_num_queries: Any
) -> None:
    SiteIdentity.objects.update(alert_text="Closed.")

    with django_assert_num_queries(1):
        response = client.get("/corrections/")

    assert (response.cookies, "Closed." in response.text) == ({}, True)


def test_an_alert_that_would_end_before_it_begins_is_refused(site: SiteIdentity) -> None:
    site.alert_begins = site.alert_ends = ALERT

    with pytest.raises(ValidationError, match="would end before it begins"):
        site.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        site.save()


def test_the_name_is_one_link_home_for_screen_readers(client: Any, site: SiteIdentity) -> None:
    page = html.fromstring(client.get("/").content)

    brands = page.xpath("//a[@class='brand']")
    assert [(each.get("href"), each.get("aria-hidden"), each.get("tabindex")) for each in brands] == [
        ("/", None, None),
        ("/", "true", "-1"),
    ]


def test_social_links_say_what_to_do_there_and_whose_they_are(client: Any, site: SiteIdentity) -> None:
    nothing = html.fromstring(client.get("/").content).xpath("//*[contains(@class, 'social')]")
    SocialLink.objects.create(kind="x", url="https://x.com/straits", order=1)
    SocialLink.objects.create(kind="youtube", url="https://www.youtube.com/@straits", order=2)
    SocialLink.objects.create(kind="email", label="Desk", url="mailto:desk@example.org", order=3)

    links = html.fromstring(client.get("/").content).xpath("//footer//ul[@class='social']//a")

    assert nothing == []
    assert [" ".join(link.text_content().split()) for link in links] == [
        "X Follow",
        "YouTube Subscribe",
        "Desk Write to us",
    ]
    assert {link.get("rel") for link in links} == {"me noopener"}


def test_the_footer_has_the_year_of_the_sites_zone(
    client: Any, site: SiteIdentity, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_year = datetime(2027, 12, 31, 22, 30, tzinfo=UTC)  # half past one in Istanbul
    monkeypatch.setattr(timezone, "now", lambda: new_year)

    assert "© 2028 Straits" in client.get("/").content.decode()
