"""What the old site's links ask for, answered in one hop."""

import pytest
from django.test import Client

from articles.models import Article, Category
from articles.tests.make import make_article, make_category, make_person
from geopolist.addresses.models import Address
from geopolist.addresses.tests.conftest import led

pytestmark = pytest.mark.django_db


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
        ("cat=4&paged=2", (301, "/category/economy/?page=2")),
        ("cat=4&paged=02&page=7&x=1", (301, "/category/economy/?x=1&page=2")),
        ("cat=4&paged=1", (301, "/category/economy/")),
        ("cat=4&paged=x", (301, "/category/economy/")),
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
        ("/page/2/", (301, "/blog/?page=2")),
        ("/page/2", (301, "/blog/?page=2")),
        ("/page/1/", (301, "/")),
        ("/tr/page/2/", (301, "/tr/blog/?page=2")),
        ("/tr/page/1/", (301, "/tr/")),
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


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/wp-content/uploads/2019/05/map-150x150.jpg", (301, "/the-strait/")),
        ("/wp-content/uploads/2019/05/Map-scaled.jpg", (301, "/the-strait/")),
        ("/wp-content/uploads/2019/05/map-e1556000000000-1024x768.jpg", (301, "/the-strait/")),
        ("/index.php/wp-content/uploads/2019/05/map-150x150.jpg", (301, "/the-strait/")),
        ("/wp-content/uploads/2019/05/other-150x150.jpg", (404, "")),
        ("/wp-content/uploads/2019/05/map-x.jpg", (404, "")),
        ("/the-strait/2/", (301, "/the-strait/")),
        ("/the-strait/0/", (404, "")),
        ("/the-strait/200/", (404, "")),
        ("/another/2/", (404, "")),
        ("/2019/2/", (404, "")),
        ("/index.php/the-strait/", (301, "/the-strait/")),
        ("/index.php/the-strait/?x=1", (301, "/the-strait/?x=1")),
        ("/index.php/another/", (404, "")),
        ("/index.php?p=12", (301, "/the-strait/")),
        ("/index.php?p=13", (404, "")),
        ("/index.php", (301, "/")),
        ("/index.php/blog/", (301, "/blog/")),
        ("/index.php/feed/", (301, "/feed/")),
        ("/index.php/page/2/", (301, "/blog/?page=2")),
        ("/index.php/2020/01/", (301, "/2020/01/")),
        ("/2020/01/31/", (301, "/2020/01/")),
        ("/2020/13/31/", (404, "")),
        ("/comments/feed/", (301, "/feed/")),
        ("/comments/feed/atom/", (301, "/feed/")),
        ("/comments/", (404, "")),
        ("/?feed=rss2", (301, "/feed/")),
        ("/?feed=atom&x=1", (301, "/feed/?x=1")),
        ("/index.php?feed=comments-rss2", (301, "/feed/")),
        ("/?feed=rss2&cat=4", (301, "/category/economy/feed/")),
        ("/?feed=x", (200, "")),
    ],
)
def test_further_names_of_wordpress_lead_on_in_one_hop(
    client: Client, strait: Article, path: str, answer: tuple[int, str]
) -> None:
    Address.objects.remember(strait, "?p=12")
    Address.objects.remember(strait, "/wp-content/uploads/2019/05/Map.jpg")
    Address.objects.remember(make_category("Economy"), "?cat=4")

    assert led(client, path) == answer


def test_what_has_the_longer_address_is_not_taken_for_a_part(client: Client, strait: Article) -> None:
    other = make_article("Other")
    Address.objects.remember(other, "/the-strait/2/")

    assert led(client, "/the-strait/2/") == (301, "/other/")
