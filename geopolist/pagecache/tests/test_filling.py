"""What is kept of what Django makes, and what a change does to it."""

import io
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings as site
from django.contrib import admin
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from articles.models import Article, Person, Tag
from articles.querysets.article import front_key
from articles.querysets.kinds import ListKind
from articles.tests.make import make_article, make_category, make_comment, make_site
from geopolist.lib import surrogate
from geopolist.lib.reading import alike
from geopolist.pagecache import filling, purging
from geopolist.pagecache.headers import OWN, headers_for
from geopolist.pagecache.models import Purge, StoredPage
from geopolist.pagecache.page import Page
from geopolist.pagecache.store import Store
from geopolist.pagecache.tests.test_door import DJANGO, Answer
from geopolist.pages.models import RiskOutlook, Spot

pytestmark = pytest.mark.django_db(transaction=True)
HOST = f"127.0.0.1:{site.PORT}"


@pytest.fixture
def reader() -> Client:
    return Client(headers={"host": HOST})


@pytest.fixture(autouse=True)
def soundings() -> Article:
    make_site()
    return make_article("Soundings", categories=[make_category("Sea")])


@pytest.fixture
def noon() -> Iterator[Any]:
    """Every page ends at midnight, where its year may be another: the clock stands far from it.

    Tomorrow's: Redis goes by its own clock, and would let a page of the past go at once.
    """
    tomorrow = timezone.localtime() + timedelta(days=1)
    with time_machine.travel(tomorrow.replace(hour=12, microsecond=0), tick=False) as clock:
        yield clock


def names() -> list[str]:
    return sorted(StoredPage.objects.values_list("name", flat=True))


def test_a_public_page_is_kept_with_what_it_showed(reader: Client, kept: Store, soundings: Article) -> None:
    answer = reader.get("/soundings/")

    page = kept.get("/soundings/")
    assert page is not None
    assert page.bodies["identity"] == answer.content
    assert {soundings.surrogate_key, "chrome:en", "identity.siteidentity:1", f"views:{soundings.pk}"} <= set(page.keys)
    assert names() == ["/soundings/"]


@pytest.mark.parametrize("path", ["/soundings/", "/category/sea/", "/tr/", "/feed/"])
def test_the_headers_of_a_stored_page_are_those_that_django_sends(path: str, reader: Client, kept: Store) -> None:
    answer = reader.get(path)

    content_type = answer.headers["Content-Type"]
    sent = {name: value for name, value in answer.headers.items() if name.lower() not in OWN}
    assert sent == dict(headers_for(content_type))
    page = kept.get(path)
    assert page is not None
    assert page.content_type == content_type


@pytest.mark.parametrize("encoding", ["identity", "br"])
@pytest.mark.parametrize("path", ["/soundings/", "/category/sea/", "/tr/", "/feed/", "/nothing/", "/withdrawn/"])
def test_whatever_way_a_page_comes_it_has_the_same_headers(
    path: str, encoding: str, reader: Client, kept: Store
) -> None:
    make_article("Withdrawn").withdraw("It was wrong.")
    asked = {"accept-encoding": encoding}

    head = reader.head(path, headers=asked)
    nothing = names(), kept.get(path), kept.is_claimed(path)
    made = reader.get(path, headers=asked)
    kept.claim(path)
    waited = reader.get(path, headers=asked)
    kept.release(path)
    by_door, head_by_door = (
        Answer(path, HTTP_ACCEPT_ENCODING=encoding, REQUEST_METHOD=method) for method in ("GET", "HEAD")
    )

    assert nothing == ([], None, False)
    assert (head.content, head_by_door.body) == (b"", b"")
    assert waited.content == made.content
    assert by_door.headers == head_by_door.headers
    assert by_door.headers["Content-Length"] == str(len(by_door.body))
    assert by_door.body != DJANGO
    validators = "ETag", "Last-Modified"
    assert without(head.headers, *validators) == without(waited.headers) == without(made.headers, *validators)
    # The store compresses better.
    expected = without(made.headers, "Content-Length", *validators)
    assert without(by_door.headers, "Content-Length", *validators) == expected


def without(sent: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: value for name, value in sent.items() if name not in names}


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/nothing/", "it is not there"),
        ("/search/?q=sea", "everybody asks for something else"),
        ("/accounts/login/", "it holds a token"),
        ("/accounts/x.css", "it only looks like a file"),
        ("/soundings/x.css", "it only looks like a file"),
        ("/soundings/?utm_source=x", "a query that no page knows"),
        ("/soundings", "it leads on"),
        ("/soundings/?page=2", "the same page under another name"),
        ("/api/live/1/", "it is for scripts"),
        ("/job-dashboard/", "it is somebody's own"),
        ("/healthz", "it tells of this moment"),
    ],
)
def test_nothing_else_is_kept(reader: Client, path: str, why: str) -> None:
    reader.get(path)

    assert names() == [], why


def test_what_may_be_meant_for_one_reader_is_not_kept(reader: Client) -> None:
    reader.get("/soundings/", headers={"cookie": f"{site.SESSION_COOKIE_NAME}=abc"})
    reader.get("/soundings/", headers={"host": "localhost"})
    reader.post("/soundings/")
    reader.head("/soundings/")
    nothing = names()
    reader.get("/soundings/", headers={"cookie": f"{site.CSRF_COOKIE_NAME}={'a' * 32}"})

    assert (nothing, names()) == ([], ["/soundings/"])


def test_a_member_gets_a_page_that_nobody_keeps(reader: Client) -> None:
    answer = reader.get("/soundings/", headers={"cookie": f"{site.SESSION_COOKIE_NAME}=abc"})

    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_change_purges_what_showed_it_and_nothing_else(reader: Client, soundings: Article) -> None:
    other = make_article("Elsewhere", language="tr")
    for path in ("/soundings/", "/elsewhere/", "/tr/", "/people/"):
        reader.get(path)

    make_comment(soundings)
    after_comment = names()
    other.title = "Başka"
    other.save()
    other.settle()

    assert after_comment == ["/elsewhere/", "/people/", "/tr/"]
    assert names() == ["/people/"]


def test_a_change_that_is_taken_back_purges_nothing(reader: Client, soundings: Article) -> None:
    reader.get("/soundings/")

    with transaction.atomic():
        soundings.save()
        transaction.set_rollback(True)

    assert names() == ["/soundings/"]
    assert not Purge.objects.filter(number=None).exists()


def test_a_page_that_was_begun_before_a_change_is_not_kept(reader: Client, kept: Store, soundings: Article) -> None:
    def slow(request: HttpRequest) -> HttpResponse:
        surrogate.shows(soundings.surrogate_key)
        soundings.save()  # by somebody else, meanwhile
        return HttpResponse("old words")

    answer = filling.keep_pages(alike(slow))(RequestFactory(headers={"host": HOST}).get("/soundings/"))

    assert answer.content == b"old words"
    assert (names(), kept.get("/soundings/"), kept.is_claimed("/soundings/")) == ([], None, False)


def test_the_clock_ends_a_page_when_something_on_it_appears_or_ends(reader: Client, kept: Store, noon: Any) -> None:
    soon = timezone.now() + timedelta(minutes=20)
    make_article("Tomorrow’s paper", published_at=soon)
    make_article("Yarının gazetesi", language="tr", published_at=soon - timedelta(minutes=10))

    reader.get("/")
    reader.get("/tr/")
    reader.get("/people/")
    until = {path: getattr(kept.get(path), "valid_until", None) for path in ("/", "/tr/", "/people/")}
    with time_machine.travel(soon):
        purging.keep_in_step(2**30)
        remaining = names()

    assert until["/"] == soon
    assert until["/tr/"] == soon - timedelta(minutes=10)
    assert "/" not in remaining


def test_an_alert_and_an_advertisement_end_a_page_in_their_time(reader: Client, kept: Store, noon: Any) -> None:
    later = timezone.now() + timedelta(hours=1)
    make_site(alert_text="The site moves.", alert_begins=later)
    reader.get("/people/")
    until_alert = getattr(kept.get("/people/"), "valid_until", None)
    sooner = later - timedelta(minutes=9)
    Spot.objects.create(place=Spot.Place.MASTHEAD, sponsor="A sponsor", text="Buy", begins_at=sooner)
    reader.get("/people/")

    assert until_alert == later
    assert getattr(kept.get("/people/"), "valid_until", None) == sooner


def test_one_makes_a_page_and_the_others_wait_for_it(kept: Store) -> None:
    made = []

    @alike
    def slow(request: HttpRequest) -> HttpResponse:
        made.append(1)
        time.sleep(0.3)
        return HttpResponse("words")

    answers = []

    def ask() -> None:
        answer = filling.keep_pages(slow)(RequestFactory(headers={"host": HOST}).get("/soundings/"))
        answers.append((answer.content, "Content-Security-Policy" in answer.headers))
        connection.close()

    threads = [threading.Thread(target=ask) for _time in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # To the one who made it the middleware further in would add the policy.
    assert (sorted(answers), len(made)) == ([(b"words", False), *[(b"words", True)] * 3], 1)


def test_who_waits_too_long_makes_the_page_without_keeping_it(kept: Store, monkeypatch: Any) -> None:
    monkeypatch.setattr(filling, "WAIT", 0.05)
    kept.claim("/soundings/")

    answer = filling.keep_pages(alike(lambda _request: HttpResponse("words")))(
        RequestFactory(headers={"host": HOST}).get("/soundings/")
    )

    assert (answer.content, names()) == (b"words", [])


class Killed(BaseException):
    pass


def test_whoever_is_killed_leaves_no_page_that_no_purge_would_find(
    reader: Client, kept: Store, soundings: Article, monkeypatch: Any
) -> None:
    put = kept.put

    def put_and_die(*words: Any) -> None:
        put(*words)
        raise Killed

    monkeypatch.setattr(kept, "put", put_and_die)
    with pytest.raises(Killed):
        reader.get("/soundings/")
    left = kept.get("/soundings/")
    soundings.save()

    assert left is not None
    assert kept.get("/soundings/") is None


def test_a_page_that_is_purged_before_it_is_in_the_store_never_is(
    reader: Client, kept: Store, soundings: Article, monkeypatch: Any
) -> None:
    enter = filling.enter

    def enter_and_lose(name: str, page: Page, begun: int) -> bool:
        is_entered = enter(name, page, begun)
        purging.remove([name], kept)
        return is_entered

    monkeypatch.setattr(filling, "enter", enter_and_lose)

    assert reader.get("/soundings/").status_code == 200
    assert kept.get("/soundings/") is None


def test_what_the_clock_changes_while_a_page_is_being_made_is_not_missed(kept: Store, noon: Any) -> None:
    soon = timezone.now() + timedelta(seconds=1)
    make_article("Tomorrow’s paper", published_at=soon)

    def keeps(show: Callable[[], None]) -> bool:
        def slow(request: HttpRequest) -> HttpResponse:
            noon.shift(timedelta(seconds=2))
            show()
            return HttpResponse("without it")

        filling.keep_pages(alike(slow))(RequestFactory(headers={"host": HOST}).get("/soundings/"))
        noon.shift(timedelta(seconds=-2))
        return kept.get("/soundings/") is not None

    assert not keeps(lambda: surrogate.shows(front_key("en"), ListKind.EVERYTHING.surrogate_key("en", 0)))
    assert not keeps(lambda: surrogate.lasts(soon))
    assert keeps(lambda: surrogate.shows(ListKind.EVERYTHING.surrogate_key("tr", 0)))


def test_a_purge_that_a_killed_process_left_is_carried_out_by_the_worker(reader: Client, soundings: Article) -> None:
    reader.get("/soundings/")
    Purge.objects.create(keys=[soundings.surrogate_key])
    before = names()

    purging.keep_in_step(2**30)

    assert (before, names()) == (["/soundings/"], [])


@pytest.mark.parametrize("what", ["put", "claim"])
def test_a_store_that_fails_costs_nobody_the_page(
    what: str, reader: Client, kept: Store, monkeypatch: Any, caplog: Any
) -> None:
    monkeypatch.setattr(kept, what, full)

    assert reader.get("/soundings/").status_code == 200
    assert (kept.get("/soundings/"), kept.is_claimed("/soundings/")) == (None, False)
    assert [(line.message, line.exc_info) for line in caplog.records] == [("a page is not kept: disk full", None)]


def full(*_words: Any) -> None:
    raise OSError("disk full")


def test_a_purge_that_fails_is_repeated(
    reader: Client, kept: Store, soundings: Article, monkeypatch: Any, caplog: Any
) -> None:
    reader.get("/soundings/")
    with monkeypatch.context() as patch:
        patch.setattr(kept, "drop", full)
        soundings.save()
        purging.keep_in_step(2**30)
    before = names()
    purging.keep_in_step(2**30)

    assert (before, names(), kept.get("/soundings/")) == (["/soundings/"], [], None)
    assert not Purge.objects.filter(is_done=False).exists()
    said = ["a purge waits for the worker: disk full", "stored pages are not in step: disk full"]
    assert [(line.message, line.exc_info) for line in caplog.records] == [(each, None) for each in said]


def test_the_store_has_a_size_and_the_oldest_pages_go_first(reader: Client) -> None:
    for path in ("/soundings/", "/blog/", "/people/"):
        reader.get(path)
    newest = StoredPage.objects.get(name="/people/")

    purging.keep_in_step(newest.size)

    assert names() == ["/people/"]


def test_everything_can_be_purged_at_once(reader: Client, kept: Store) -> None:
    for path in ("/soundings/", "/blog/"):
        reader.get(path)

    StoredPage.objects.filter(name="/blog/").delete()  # another database knew of it

    said = io.StringIO()
    call_command("purge_pages", stdout=said)

    assert (names(), said.getvalue()) == ([], "Removed 1 pages.\n")
    assert (kept.get("/soundings/"), kept.get("/blog/")) == (None, None)
    reader.get("/soundings/")
    assert kept.get("/soundings/") is not None


@pytest.mark.parametrize(("model", "path"), [(RiskOutlook, "/"), (Tag, "/tag/sea/"), (Person, "/people/")])
def test_several_deleted_at_once_at_the_desk_are_on_no_page(model: Any, path: str, reader: Client) -> None:
    make_article("Depths", tags=["sea"])
    made = model.objects.filter(name="sea") if model is Tag else model.objects.filter(pk=model.objects.create().pk)
    reader.get(path)
    before = names()

    admin.site.get_model_admin(model).delete_queryset(HttpRequest(), made)

    assert (before, names()) == ([path], [])
