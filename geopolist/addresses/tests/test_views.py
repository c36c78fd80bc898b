"""Any path a reader may come with: the page, one redirect to it, 410 or 404 – and never off the site."""

import unicodedata
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from articles.models import Article, Category
from articles.tests.make import make_article, make_category, make_draft, make_person, make_tag
from geopolist.addresses.models import Address
from geopolist.addresses.tests.conftest import led
from geopolist.addresses.views import is_answered
from geopolist.identity.models import SiteIdentity
from geopolist.pages.models import Page

pytestmark = pytest.mark.django_db


# --- The page


def test_a_current_address_shows_its_object(client: Client, strait: Article) -> None:
    response = client.get("/the-strait/")

    assert response.status_code == 200
    assert "<h1" in response.text
    assert "The strait" in response.text


def test_finding_costs_one_query(client: Client, django_assert_num_queries: Any) -> None:
    client.get("/nothing-here/")

    with django_assert_num_queries(2) as queries:
        response = client.get("/nothing-here/")

    assert response.status_code == 404
    # The other one is the site's chrome.
    assert ["addresses_address" in query["sql"] for query in queries.captured_queries] == [True, False]


def test_a_redirect_costs_two_queries(client: Client, strait: Article, django_assert_num_queries: Any) -> None:
    client.get("/THE-STRAIT/")

    with django_assert_num_queries(2):
        assert led(client, "/THE-STRAIT/") == (301, "/the-strait/")


# --- Former addresses


def test_every_former_address_leads_straight_to_todays(client: Client, strait: Article) -> None:
    for slug in ("narrows", "channel", "sound"):
        strait.slug = slug
        strait.save()
        strait.settle()

    assert [led(client, path) for path in ("/the-strait/", "/narrows/", "/channel/")] == [(301, "/sound/")] * 3
    assert client.get("/sound/").status_code == 200


def test_an_address_taken_back_shows_its_object_again(client: Client, strait: Article) -> None:
    for slug in ("narrows", "the-strait"):
        strait.slug = slug
        strait.save()
        strait.settle()

    assert client.get("/the-strait/").status_code == 200
    assert led(client, "/narrows/") == (301, "/the-strait/")


def test_a_renamed_section_takes_those_below_it_along(client: Client, energy: Category) -> None:
    economy = energy.parent
    assert economy
    for slug in ("markets", "trade"):
        economy.slug = slug
        economy.save()

    for old in ("economy", "markets"):
        assert led(client, f"/category/{old}/") == (301, "/category/trade/")
        assert led(client, f"/category/{old}/energy/") == (301, "/category/trade/energy/")
        assert led(client, f"/tr/category/{old}/energy/feed/") == (301, "/tr/category/trade/energy/feed/")
        assert led(client, f"/category/{old}/energy/page/3/") == (301, "/category/trade/energy/?page=3")
    assert client.get("/category/trade/energy/").status_code == 200


def test_a_moved_section_leads_to_its_new_place(client: Client, energy: Category) -> None:
    energy.parent = make_category("Regions")
    energy.save()

    assert led(client, "/category/economy/energy/") == (301, "/category/regions/energy/")
    assert client.get("/category/regions/energy/").status_code == 200


# --- Gone and never there


def test_a_withdrawn_article_is_gone_under_every_address_it_had(client: Client, strait: Article) -> None:
    strait.slug = "narrows"
    strait.save()
    strait.settle()
    strait.withdraw("The figures were wrong.")

    for path in ("/narrows/", "/the-strait/", "/NARROWS", "/narrows/feed/"):
        response = client.get(path)
        assert (path, response.status_code) == (path, 410)
        assert "The figures were wrong." in response.text


def test_what_was_deleted_is_gone(client: Client) -> None:
    tag, person = make_tag("Straits"), make_person("Elif Deniz")
    tag.slug = "narrows"
    tag.save()
    tag.delete()
    person.delete()

    assert [led(client, path)[0] for path in ("/tag/straits/", "/tag/narrows/", "/author/elif-deniz/")] == [410] * 3


def test_a_page_that_a_list_does_not_have_is_not_found(client: Client, energy: Category) -> None:
    assert led(client, "/category/economy/energy/?page=99") == (404, "")


def test_a_draft_has_no_address(client: Client) -> None:
    make_draft("Secret plans")

    assert led(client, "/secret-plans/") == (404, "")


def test_an_old_key_of_a_draft_tells_nothing(client: Client) -> None:
    Address.objects.remember(make_draft("Secret plans"), "?p=7")

    assert led(client, "/?p=7") == (404, "")


def test_a_row_without_a_view_is_not_found(client: Client) -> None:
    from django.contrib.auth.models import Group

    Address.objects.claim(Group.objects.create(name="x"), "/group/")

    assert led(client, "/group/") == (404, "")


# --- Slashes and spelling


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/the-strait", "/the-strait/"),
        ("/the-strait?a=1&b=x+y", "/the-strait/?a=1&b=x+y"),
        ("/The-Strait/", "/the-strait/"),
        ("/THE-STRAIT?a=1", "/the-strait/?a=1"),
        ("/tr/the-strait/", "/the-strait/"),
        ("/blog", "/blog/"),
        ("/blog?page=2", "/blog/?page=2"),
        ("/Blog", "/blog/"),
        ("/tr/blog", "/tr/blog/"),
        ("/TR/BLOG/", "/tr/blog/"),
        ("/search?q=a%26b", "/search/?q=a%26b"),
        ("/accounts/login", "/accounts/login/"),
        ("/2026/05", "/2026/05/"),
        ("/admin", "/admin/"),
    ],
)
def test_slash_and_case_are_mended_in_one_hop(client: Client, strait: Article, path: str, answer: str) -> None:
    SiteIdentity.objects.create(pk=1, languages=["tr"])

    assert led(client, path) == (301, answer)


def test_no_slash_is_put_after_a_slash(client: Client) -> None:
    assert led(client, "/media/") == (404, "")


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("İstanbul", "/istanbul/"),
        ("Öğrenci kadın", "/öğrenci-kadın/"),
        ("نهر النيل", "/نهر-النيل/"),
        ("Ελλάδα", "/ελλάδα/"),
    ],
)
def test_slugs_work_in_every_script(client: Client, title: str, path: str) -> None:
    make_article(title)
    here = quote(path)

    assert led(client, here) == (200, "")
    assert led(client, here.lower()) == (200, "")  # as WordPress writes its percent signs
    assert led(client, here.rstrip("/")) == (301, here)


@pytest.mark.parametrize(
    "path",
    ["/İSTANBUL/", "/i\u0307stanbul/", "/I\u0307stanbul", unicodedata.normalize("NFD", "/İstanbul/"), "/ISTANBUL/"],
)
def test_a_dotted_capital_is_an_i(client: Client, path: str) -> None:
    make_article("İstanbul")

    assert led(client, quote(path)) == (301, "/istanbul/")


def test_a_dotless_i_is_another_letter(client: Client) -> None:
    make_article("Kadin")

    assert led(client, quote("/kadın/")) == (404, "")


def test_decomposed_letters_lead_to_composed_ones(client: Client) -> None:
    make_article("Öğrenci")

    assert led(client, quote(unicodedata.normalize("NFD", "/öğrenci/"))) == (301, quote("/öğrenci/"))


def test_a_language_that_is_off_has_no_lists(client: Client) -> None:
    make_category("Economy")

    assert led(client, "/tr/category/economy/") == (404, "")


def test_a_list_speaks_the_language_of_its_address(client: Client, energy: Category) -> None:
    make_article("Boğazın sesi", categories=[energy], language="tr")
    make_article("Voice of a strait", categories=[energy])

    turkish, english = client.get("/tr/category/economy/energy/"), client.get("/category/economy/energy/")

    shown = [("Boğazın sesi" in each.text, "Voice of a strait" in each.text) for each in (turkish, english)]
    assert shown == [(True, False), (False, True)]
    assert [each.headers["Content-Language"] for each in (turkish, english)] == ["tr", "en"]


def test_what_is_answered_has_a_route_or_something_at_its_end() -> None:
    about, gone = Page(title="About"), Page(title="Gone")
    about.publish()
    gone.publish()
    about.slug = "about-us"
    about.save()
    gone.withdraw()
    Page.objects.create(title="Draft")
    make_category("Economy").delete()
    make_category("Energy")

    answered = ["/", "/tr/", "/blog/", "/tr/blog/", "/blog", "/Search/", "/blog/page/2/", "/2026/05/"]
    answered += ["/about/", "/about-us/", "/about-us", "/gone/", "/category/energy/", "/tr/category/energy/feed/"]
    nothing = ["/nope/", "/draft/", "/category/economy/", "/a//b/", "/a\nb/", "/tr/nope/", "/category/"]

    assert [path for path in [*answered, *nothing] if is_answered(path)] == answered
