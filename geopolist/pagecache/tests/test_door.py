"""What the WSGI door answers by itself, and what it leaves to Django."""

import gzip
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import brotli
import pytest
from django.conf import settings
from django.utils import timezone

from geopolist.pagecache.door import stored_first
from geopolist.pagecache.headers import HTML
from geopolist.pagecache.page import Page, accepted
from geopolist.pagecache.store import Store

HOST = f"127.0.0.1:{settings.PORT}"
TEXT = b"<!doctype html><p>Depth and again depth.</p>" * 20
DJANGO = b"made by Django"


def kept_page(content: bytes = TEXT, **changes: Any) -> Page:
    now = timezone.now()
    return Page.of(content, HTML, changes.get("made_at", now), changes.get("until", now + timedelta(hours=1)), set())


@pytest.fixture(autouse=True)
def soundings(kept: Store) -> None:
    kept.put("/soundings/", kept_page(), 0)


class Answer:
    def __init__(self, path: str = "/soundings/", query: str = "", **environ: Any) -> None:
        self.status, self.headers = "", {}
        asked = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": HOST, **environ}
        self.body = b"".join(stored_first(self.django)(asked, self.start))

    def start(self, status: str, headers: list[tuple[str, str]]) -> None:
        self.status, self.headers = status, dict(headers)

    def django(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [])
        return [DJANGO]


def test_a_stored_page_comes_without_django() -> None:
    answer = Answer()

    assert (answer.status, answer.body) == ("200 OK", TEXT)
    assert answer.headers["Content-Type"] == HTML
    assert answer.headers["Content-Length"] == str(len(TEXT))
    assert "Content-Encoding" not in answer.headers
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("environ", "reason"),
    [
        ({"REQUEST_METHOD": "POST"}, "it writes"),
        ({"HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}=abc"}, "somebody has signed in"),
        ({"HTTP_COOKIE": f"a=b;\t{settings.SESSION_COOKIE_NAME}\xa0= abc"}, "somebody has, in another spelling"),
        ({"HTTP_AUTHORIZATION": "Basic abc"}, "somebody says who they are"),
        ({"HTTP_HOST": "evil.example"}, "another site is meant"),
        ({"CONTENT_LENGTH": "5"}, "a GET with a body"),
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, "a GET with a body of unknown length"),
        ({"RAW_URI": "/soundings%2F"}, "a slash in disguise"),
        ({"query": "utm_source=x"}, "a query that may make another page"),
        ({"query": "page=1"}, "the first page has no number"),
        ({"query": "page=999"}, "a page that no list has"),
        ({"path": "/soundings"}, "the slash is missing"),
        ({"path": "/soundings/../soundings/"}, "not the one spelling"),
        ({"path": "//soundings/"}, "not the one spelling"),
        ({"path": "/admin/"}, "never kept"),
        ({"path": "/sound\xffings/"}, "no text at all"),
    ],
)
def test_all_that_may_be_another_answer_is_left_to_django(environ: dict[str, str], reason: str) -> None:
    assert Answer(**environ).body == DJANGO, reason


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_COOKIE": f"{settings.CSRF_COOKIE_NAME}=abc; ob{settings.SESSION_COOKIE_NAME}=1"},
        {"HTTP_X_FORWARDED_HOST": "evil.example"},
        {"HTTP_X_FORWARDED_PREFIX": "/evil"},
        {"HTTP_RANGE": "bytes=0-5"},
    ],
)
def test_what_makes_no_difference_gets_the_whole_page(environ: dict[str, str]) -> None:
    assert Answer(**environ).body == TEXT


def test_a_page_whose_time_is_over_is_djangos_again(kept: Store) -> None:
    kept.put("/soundings/", kept_page(until=timezone.now() - timedelta(seconds=1)), 0)

    assert Answer().body == DJANGO


def test_a_page_that_was_removed_is_never_served_from_what_is_at_hand(kept: Store) -> None:
    first = Answer().body
    kept.drop(["/soundings/"], 1)
    second = Answer().body
    kept.put("/soundings/", kept_page(b"anew"), 1)

    assert (first, second, Answer().body) == (TEXT, DJANGO, b"anew")


@pytest.mark.parametrize(("header", "unpack"), [("br, gzip", brotli.decompress), ("gzip", gzip.decompress)])
def test_the_page_comes_in_the_encoding_that_is_asked_for(header: str, unpack: Any) -> None:
    answer = Answer(HTTP_ACCEPT_ENCODING=header)

    assert unpack(answer.body) == TEXT
    assert answer.headers["Content-Encoding"] == header.split(",")[0]
    assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("", "identity"),
        ("gzip;q=0", "identity"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("deflate", "identity"),
        ("BR", "br"),
        ("br;q=nonsense, gzip;q=1.0.0", "identity"),
    ],
)
def test_an_encoding_is_chosen_as_the_standard_says(header: str, encoding: str) -> None:
    assert accepted(header) == encoding


def test_head_gets_the_headers_alone() -> None:
    asked = Answer(REQUEST_METHOD="HEAD")

    assert (asked.body, asked.headers) == (b"", Answer().headers)


def test_a_browser_that_has_the_page_is_told_so() -> None:
    tags = {name: Answer(HTTP_ACCEPT_ENCODING=name).headers["ETag"] for name in ("br", "gzip", "")}
    modified = Answer().headers["Last-Modified"]

    def status(**environ: str) -> str:
        return Answer(**environ).status[:3]

    assert len(set(tags.values())) == 3
    assert status(HTTP_IF_NONE_MATCH=tags["br"], HTTP_ACCEPT_ENCODING="br") == "304"
    assert status(HTTP_IF_NONE_MATCH=f'"other", W/{tags[""]}') == "304"
    assert status(HTTP_IF_NONE_MATCH=tags["gzip"], HTTP_ACCEPT_ENCODING="br") == "200"
    assert status(HTTP_IF_NONE_MATCH='"other"', HTTP_IF_MODIFIED_SINCE=modified) == "200"
    assert status(HTTP_IF_MODIFIED_SINCE=modified) == "304"
    assert status(HTTP_IF_MODIFIED_SINCE="Sat, 01 Jan 2000 00:00:00 GMT") == "200"
    assert status(HTTP_IF_MODIFIED_SINCE="whenever") == "200"
