"""What is said of addresses at which nothing is, and for how long."""

import gzip
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import brotli
import pytest
import time_machine
from django.conf import settings as site
from django.test import Client
from django.utils import timezone

from articles.models import Article
from articles.tests.make import make_article, make_category, make_draft, make_site
from geopolist.addresses.models import Address
from geopolist.identity.models import SiteIdentity
from geopolist.pagecache import missing
from geopolist.pagecache.door import page_for
from geopolist.pagecache.models import StoredPage
from geopolist.pagecache.store import Store
from geopolist.pagecache.tests.test_door import DJANGO, Answer

pytestmark = pytest.mark.django_db(transaction=True)
HOST = f"127.0.0.1:{site.PORT}"


@pytest.fixture
def reader() -> Client:
    return Client(headers={"host": HOST})


@pytest.fixture(autouse=True)
def soundings() -> Article:
    make_site()
    return make_article("Soundings", categories=[make_category("Sea")])


def withdrawn() -> str:
    article = make_article("Withdrawn")
    article.withdraw("It was wrong.")
    return "/withdrawn/"


@pytest.mark.parametrize(
    ("make", "status"),
    [
        (lambda: "/nothing/", "404 Not Found"),
        (lambda: "/tr/yok/", "404 Not Found"),
        (lambda: "/category/sea/nothing/", "404 Not Found"),
        (lambda: "/blog/?page=7", "404 Not Found"),
        (lambda: "/2001/", "404 Not Found"),
        (withdrawn, "410 Gone"),
    ],
)
def test_the_door_says_what_django_says_with_every_header(reader: Client, make: Callable[[], str], status: str) -> None:
    name = make()
    path, _mark, query = name.partition("?")
    made = reader.get(name)
    again = Answer(path, query)
    head = Answer(path, query, REQUEST_METHOD="HEAD")

    assert (again.status, again.body) == (status, made.content)
    assert made.status_code == int(status[:3])
    assert again.headers == {**made.headers, "Content-Length": str(len(made.content))}
    assert (head.status, head.body, head.headers) == (status, b"", again.headers)
    assert not StoredPage.objects.exists()


@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_it_comes_in_the_encoding_that_is_asked_for(reader: Client, encoding: str, unpack: Any) -> None:
    made = reader.get("/nothing/")
    answer = Answer("/nothing/", HTTP_ACCEPT_ENCODING=encoding)

    assert (answer.headers["Content-Encoding"], unpack(answer.body)) == (encoding, made.content)


def test_what_is_not_there_is_not_known_already(reader: Client) -> None:
    reader.get("/nothing/")

    assert Answer("/nothing/", HTTP_IF_NONE_MATCH="*").status == "404 Not Found"


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/accounts/nothing/", "it is the members’"),
        ("/nothing/?x=1", "a query that no page knows"),
        ("/nothing/?page=2", "no list is there to have pages"),
        ("/soundings", "it leads on"),
        ("/Soundings/", "it leads on"),
        ("/job-dashboard/", "it leads to where one signs in"),
        ("/a%2Fb/", "a slash in disguise"),
    ],
)
def test_nothing_else_is_kept(reader: Client, path: str, why: str) -> None:
    reader.get(path, RAW_URI=path)

    assert not missing._pages, why


def test_an_error_is_never_kept(kept: Store, monkeypatch: Any) -> None:
    def broken(*_words: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("geopolist.addresses.views.paths.read", broken)
    answer = Client(headers={"host": HOST}, raise_request_exception=False).get("/nothing/")

    assert answer.status_code == 500
    assert not missing._pages


def test_it_is_kept_for_a_minute(reader: Client) -> None:
    reader.get("/nothing/")
    begun = timezone.now()

    with time_machine.travel(begun + timedelta(seconds=58)):
        before = Answer("/nothing/").status
    with time_machine.travel(begun + timedelta(seconds=61)):
        after = Answer("/nothing/").body

    assert (before, after) == ("404 Not Found", DJANGO)


def test_so_many_are_at_hand_and_the_store_has_none(reader: Client, kept: Store, monkeypatch: Any) -> None:
    monkeypatch.setattr(missing, "AT_HAND", 3)
    reader.get("/soundings/")
    for number in range(5):
        reader.get(f"/nothing-{number}/")

    assert list(missing._pages) == ["/nothing-2/", "/nothing-3/", "/nothing-4/"]
    assert [row.name for row in StoredPage.objects.all()] == ["/soundings/"]
    assert kept.get("/soundings/") is not None


# --- What appears


def publish() -> None:
    make_article("Nothing")


def publish_draft() -> None:
    Article.objects.get(slug="nothing").publish()


def move() -> None:
    article = Article.objects.get(slug="soundings")
    article.slug = "nothing"
    article.save()
    article.settle()


def remember() -> None:
    Address.objects.remember(Article.objects.get(slug="soundings"), "/nothing/")


def fill_list() -> None:
    for number in range(30):
        make_article(f"Article {number}")


def speak_arabic() -> None:
    identity = SiteIdentity.objects.get()
    identity.languages = ["tr", "ar"]
    identity.save()


def bring_back() -> None:
    Article.objects.get(slug="nothing").publish()


def gone() -> None:
    make_article("Nothing").withdraw("It was wrong.")


@pytest.mark.parametrize(
    ("path", "first", "appear", "status"),
    [
        ("/nothing/", None, publish, 200),
        ("/nothing/", lambda: make_draft("Nothing"), publish_draft, 200),
        ("/nothing/", None, move, 200),
        ("/nothing/", None, remember, 301),
        ("/nothing/", gone, bring_back, 200),
        ("/nothing/", None, gone, 410),
        ("/blog/?page=2", None, fill_list, 200),
        ("/2001/", None, lambda: make_article("Old", published_at=timezone.now().replace(year=2001)), 200),
        ("/category/land/", None, lambda: make_category("Land"), 200),
        ("/ar/", None, speak_arabic, 200),
    ],
)
def test_what_appears_at_an_address_is_there_at_once(
    reader: Client, path: str, first: Callable[[], Any] | None, appear: Callable[[], Any], status: int
) -> None:
    if first:
        first()
    name, _mark, query = path.partition("?")
    before = reader.get(path).status_code
    door = Answer(name, query).status

    appear()

    assert (before, door[:3]) in [(404, "404"), (410, "410")]
    assert Answer(name, query).body == DJANGO
    assert reader.get(path).status_code == status


def test_what_the_clock_publishes_is_there_at_its_instant(reader: Client) -> None:
    soon = timezone.now().replace(microsecond=0) + timedelta(seconds=20)
    make_article("Nothing", published_at=soon)
    reader.get("/nothing/")

    with time_machine.travel(soon - timedelta(seconds=1), tick=False):
        before = Answer("/nothing/").status
    with time_machine.travel(soon, tick=False):
        after = Answer("/nothing/").body

    assert (before, after) == ("404 Not Found", DJANGO)


def test_what_appears_on_another_machine_is_there_at_once(reader: Client, kept: Store) -> None:
    reader.get("/nothing/")
    other = type(kept)(*([kept.root.parent] if hasattr(kept, "root") else [site.REDIS_URL]))
    before = Answer("/nothing/").status
    other.drop([], 1)

    assert before == "404 Not Found"
    assert page_for({"REQUEST_METHOD": "GET", "PATH_INFO": "/nothing/", "HTTP_HOST": HOST}) is None


def test_a_notice_that_is_changed_is_read_at_once(reader: Client) -> None:
    article = make_article("Nothing")
    article.withdraw("It was wrong.")
    reader.get("/nothing/")
    before = Answer("/nothing/").body
    article.withdraw("It was a hoax.")

    assert b"It was wrong." in before
    assert Answer("/nothing/").body == DJANGO
    assert b"It was a hoax." in reader.get("/nothing/").content
