"""nginx in front: stored pages come from the folder, everything else from Django. With a real nginx."""

import gzip
import http.client
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from geopolist.pagecache.files import FileStore
from geopolist.pagecache.headers import HTML, headers_for
from geopolist.pagecache.page import Page
from geopolist.pagecache.tests.front import ask, nginx

pytestmark = [pytest.mark.race, pytest.mark.parametrize("kept", ["files"], indirect=True)]
TEXT = b"<!doctype html><p>Depth.</p>" * 40
RSS = "application/rss+xml; charset=utf-8"


class Django(BaseHTTPRequestHandler):
    """Says only that it was asked."""

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        body = f"Django {self.path}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_POST = do_GET

    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture
def port(kept: FileStore, tmp_path: Path) -> Iterator[int]:
    """Where nginx listens."""
    behind = ThreadingHTTPServer(("127.0.0.1", 0), Django)
    threading.Thread(target=behind.serve_forever, daemon=True).start()
    with nginx(tmp_path, kept.root, behind.server_port) as listens:
        yield listens
    behind.shutdown()


def page(content: bytes = TEXT, content_type: str = HTML) -> Page:
    now = timezone.now()
    return Page.of(content, content_type, now, now + timedelta(hours=1), set())


def test_only_the_library_takes_large_files(port: int) -> None:
    taken = http.client.HTTPConnection("127.0.0.1", port)
    taken.request("POST", "/admin/library/document/add/", body=bytes(11 * 2**20))
    refused = http.client.HTTPConnection("127.0.0.1", port)
    refused.request("POST", "/contact/", headers={"Content-Length": str(11 * 2**20)})

    assert taken.getresponse().read() == b"Django /admin/library/document/add/"
    assert refused.getresponse().status == 413
    taken.close()
    refused.close()


def test_nginx_serves_what_is_stored_with_the_headers_of_the_other_door(port: int, kept: FileStore) -> None:
    kept.put("/soundings/", page())
    kept.put("/boğaz/", page("Boğaz".encode()))
    kept.put("/", page(b"home"))
    kept.put("/blog/?page=2", page(b"page two"))
    kept.put("/feed/", page(b"<rss/>", RSS))

    status, headers, body = ask(port, "/soundings/")
    packed = ask(port, "/soundings/", Accept_Encoding="gzip")

    assert (status, body, headers["content-type"]) == (200, TEXT, HTML)
    ours = {name.lower(): value for name, value in headers_for(HTML)}
    assert {name: headers.get(name) for name in ours} == ours
    assert set(headers) - set(ours) <= {"server", "date", "connection", "etag", "last-modified", "content-type",
                                        "content-length", "accept-ranges"}  # fmt: skip
    assert (packed[1]["content-encoding"], gzip.decompress(packed[2])) == ("gzip", TEXT)
    assert ask(port, "/soundings/", If_None_Match=headers["etag"])[0] == 304
    assert ask(port, "/bo%C4%9Faz/")[2].decode() == "Boğaz"
    assert [ask(port, path)[2] for path in ("/", "/blog/?page=2")] == [b"home", b"page two"]
    feed = ask(port, "/feed/")
    assert (feed[2], feed[1]["content-type"], "speculation-rules" in feed[1]) == (b"<rss/>", RSS, False)


@pytest.mark.parametrize(
    ("path", "method", "headers"),
    [
        ("/nothing/", "GET", {}),
        ("/soundings", "GET", {}),
        ("/soundings/?utm_source=x", "GET", {}),
        ("/soundings/?page=1", "GET", {}),
        ("/soundings/?page=2&x=1", "GET", {}),
        ("//soundings/", "GET", {}),
        ("/soundings//", "GET", {}),
        ("/./soundings/", "GET", {}),
        ("/soundings%2F", "GET", {}),
        ("/soundings/@1.html", "GET", {}),
        ("/soundings/@1.meta", "GET", {}),
        ("/soundings%3Fpage=2", "GET", {}),
        ("/soundings/%3F", "GET", {}),
        ("/search/?q=bo%C4%9Faz%26&page=2", "GET", {}),
        (f"/{'a' * 300}/", "GET", {}),
        ("/soundings/", "POST", {}),
        ("/soundings/", "GET", {"Cookie": "a=b; session=abc"}),
        ("/soundings/", "GET", {"Cookie": "__Host-session=abc"}),
        ("/soundings/", "GET", {"Authorization": "Basic abc"}),
    ],
)
def test_everything_else_goes_to_django(
    port: int, kept: FileStore, path: str, method: str, headers: dict[str, str]
) -> None:
    kept.put("/soundings/", page())

    # Python's server takes two slashes at the beginning for one.
    assert ask(port, path, method, **headers)[2].decode() == f"Django /{path.lstrip('/')}"


def test_no_cookie_but_the_sessions_makes_a_difference(port: int, kept: FileStore) -> None:
    kept.put("/soundings/", page())

    assert ask(port, "/soundings/", Cookie="csrf=abc; obsession=1")[2] == TEXT


def test_a_purged_page_is_djangos_at_once(port: int, kept: FileStore) -> None:
    kept.put("/soundings/", page())
    first = ask(port, "/soundings/")[2]

    kept.drop(["/soundings/"])

    assert (first, ask(port, "/soundings/")[2]) == (TEXT, b"Django /soundings/")


def test_a_page_that_goes_while_it_is_asked_for_is_djangos_and_never_missing(port: int, kept: FileStore) -> None:
    """nginx looks for the packed file, then for the plain one: a purge may come in between."""
    is_over = threading.Event()

    def come_and_go() -> None:
        while not is_over.is_set():
            kept.put("/soundings/", page())
            kept.drop(["/soundings/"])

    editor = threading.Thread(target=come_and_go)
    editor.start()
    answers = set()
    for number in range(2000):
        status, headers, body = ask(port, "/soundings/", Accept_Encoding="gzip" if number % 2 else "identity")
        text = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
        answers.add((status, text))
    is_over.set()
    editor.join()

    assert answers == {(200, TEXT), (200, b"Django /soundings/")}
