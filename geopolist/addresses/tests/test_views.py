"""Any path a reader may come with: the page, one redirect to it, 410 or 404 – and never off the site."""

import unicodedata
from typing import Any
from urllib.parse import quote, unquote_to_bytes

import pytest
from django.test import Client

from articles.models import Article, Category, Tag
from articles.tests.make import make_article, make_category, make_draft, make_person, make_tag
from geopolist.addresses.models import Address
from geopolist.identity.models import SiteIdentity

pytestmark = pytest.mark.django_db


@pytest.fixture
def energy() -> Category:
    """/category/economy/energy/ in a site that also speaks Turkish."""
    SiteIdentity.objects.create(pk=1, languages=["tr"])
    return make_category("Energy", parent=make_category("Economy"))


@pytest.fixture
def strait() -> Article:
    return make_article("The strait")


def led(client: Client, path: str) -> tuple[int, str]:
    """The answer to `path`, and where it leads."""
    response = client.get(path)
    return response.status_code, response.headers.get("Location", "")


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


# --- WordPress's addresses


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("p=12", (301, "/the-strait/")),
        ("page_id=3", (301, "/the-strait/")),
        ("attachment_id=9", (301, "/the-strait/")),
        ("author=2", (301, "/author/elif-deniz/")),
        ("cat=4", (301, "/category/economy/")),
        ("p=12&utm_source=mail", (301, "/the-strait/?utm_source=mail")),
        ("p=0012", (301, "/the-strait/")),
        ("p=13", (404, "")),
        ("p=" + "9" * 18, (404, "")),
    ],
)
def test_old_keys_lead_to_their_objects(client: Client, strait: Article, query: str, answer: tuple[int, str]) -> None:
    for key in ("?p=12", "?page_id=3", "?attachment_id=9"):
        Address.objects.remember(strait, key)
    Address.objects.remember(make_person("Elif Deniz"), "?author=2")
    Address.objects.remember(make_category("Economy"), "?cat=4")

    assert led(client, f"/?{query}") == answer


@pytest.mark.parametrize("query", ["p=x", "p=", "p=-1", "p=٣", "p=1.5", "p=" + "9" * 5000, "cat[]=4"])
def test_what_is_no_key_shows_the_front_page(client: Client, query: str) -> None:
    assert led(client, f"/?{query}") == (200, "")


def test_an_old_key_is_never_ours(client: Client, strait: Article) -> None:
    assert led(client, f"/?p={strait.pk}") == (404, "")


def test_a_word_asked_of_the_front_page_is_searched_for(client: Client) -> None:
    assert led(client, "/?s=black+sea") == (301, "/search/?q=black+sea")


def test_an_old_path_leads_to_its_object(client: Client, strait: Article) -> None:
    Address.objects.remember(strait, "/2019/05/12/the-strait/")
    Address.objects.remember(strait, "/wp-content/uploads/2019/05/Map.jpg")

    assert led(client, "/2019/05/12/the-strait/?x=1") == (301, "/the-strait/?x=1")
    assert led(client, "/wp-content/uploads/2019/05/Map.jpg") == (301, "/the-strait/")


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/category/economy/page/3/", (301, "/category/economy/?page=3")),
        ("/category/economy/page/3", (301, "/category/economy/?page=3")),
        ("/category/economy/page/1/", (301, "/category/economy/")),
        ("/category/economy/page/3/?order=x&page=9", (301, "/category/economy/?order=x&page=3")),
        ("/category/economy/page/0/", (404, "")),
        ("/category/economy/page/1234567/", (404, "")),
        ("/category/economy/feed", (301, "/category/economy/feed/")),
        ("/category/economy/feed/", (200, "")),
        ("/category/economy/FEED/", (301, "/category/economy/feed/")),
        ("/category/economy/feed/rss2/", (301, "/category/economy/feed/")),
        ("/tr/category/economy/feed/atom", (301, "/tr/category/economy/feed/")),
        ("/the-strait/comment-page-2/", (301, "/the-strait/")),
        ("/the-strait/comment-page-2", (301, "/the-strait/")),
        ("/the-strait/feed/", (301, "/the-strait/")),
        ("/the-strait/page/2/", (301, "/the-strait/?page=2")),
        ("/blog/page/2/", (301, "/blog/?page=2")),
        ("/page/2/", (301, "/?page=2")),
        ("/tr/blog/page/2", (301, "/tr/blog/?page=2")),
        ("/blog/feed/", (301, "/blog/")),
        ("/feed/rss2/", (301, "/feed/")),
        ("/feed/atom", (301, "/feed/")),
    ],
)
def test_wordpress_suffixes_answer_in_one_hop(
    client: Client, energy: Category, strait: Article, path: str, answer: tuple[int, str]
) -> None:
    assert led(client, path) == answer


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


# --- Hostile paths

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
