"""What every answer gets."""

import gzip
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from threading import Event

import brotli
import pytest
from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.utils.csp import build_policy

from geopolist.lib import middleware
from geopolist.lib.middleware import METHODS, PERMISSIONS, CompressText, frame, in_turn, revalidate, without_body

answer = frame(lambda request: HttpResponse("here"))
PLAIN = {"Content-Type": "text/plain"}


@pytest.mark.parametrize("method", METHODS)
def test_our_methods_pass(method: str) -> None:
    assert answer(RequestFactory().generic(method, "/")).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "X"])
def test_any_other_method_is_refused(method: str) -> None:
    response = answer(RequestFactory().get("/", REQUEST_METHOD=method))

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")


@pytest.mark.parametrize("raw", ["/a%2fb", "/a%2Fb?x", "/%5c", "/%00", "/a%0d%0ab"])
def test_a_path_in_disguise_is_not_found(raw: str) -> None:
    with pytest.raises(Http404):
        answer(RequestFactory().get("/a", RAW_URI=raw))


@pytest.mark.parametrize("raw", ["/a?next=%2f%0a", "/%C3%B6", "/a%20b", "", "/%252f"])
def test_any_other_path_passes(raw: str) -> None:
    assert answer(RequestFactory().get("/a", RAW_URI=raw)).status_code == 200


def test_headers_that_django_has_no_setting_for_are_sent() -> None:
    headers = answer(RequestFactory().get("/")).headers

    assert (headers["Permissions-Policy"], headers["Cross-Origin-Resource-Policy"]) == (PERMISSIONS, "same-origin")


def test_a_view_may_say_otherwise() -> None:
    response = frame(lambda request: HttpResponse(headers={"Cross-Origin-Resource-Policy": "cross-origin"}))(
        RequestFactory().get("/")
    )

    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize(
    ("status", "given", "sent"),
    [
        *((status, PLAIN, "no-cache") for status in (301, 308, 404, 410)),
        *((status, PLAIN, None) for status in (200, 302, 403, 500)),
        *((status, {}, "no-cache") for status in (200, 403, 500)),
        (404, {"Cache-Control": "private, no-store"}, "private, no-store"),
    ],
)
def test_browsers_ask_again_before_they_repeat_a_page_or_that_an_address_moved_or_is_gone(
    status: int, given: dict[str, str], sent: str | None
) -> None:
    response = revalidate(lambda request: HttpResponse(status=status, headers=given))(RequestFactory().get("/"))

    assert response.get("Cache-Control") == sent


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "frames", "has_types"),
    [
        ("/", "'none'", True),
        ("/nothing/", "'none'", True),
        ("/accounts/login/", "'none'", True),
        ("/admin/login/", "'self'", False),
    ],
)
def test_the_desk_has_a_policy_of_its_own(client: Client, path: str, frames: str, has_types: bool) -> None:
    policy = client.get(path).headers["Content-Security-Policy"]

    assert f"frame-ancestors {frames}" in policy
    assert ("require-trusted-types-for" in policy) is has_types
    assert "unsafe" not in policy


@pytest.mark.parametrize(("method", "body"), [("HEAD", b""), ("GET", b"strait")])
def test_head_is_answered_with_the_headers_of_get_alone(method: str, body: bytes) -> None:
    response = without_body(lambda request: HttpResponse("strait"))(RequestFactory().generic(method, "/"))

    assert response.content == body
    assert response.get("Content-Length") == ("6" if method == "HEAD" else None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"), [("/healthz", 200), ("/readyz", 503), ("/healthz/", 400), ("/blog/", 400), ("/robots.txt", 400)]
)
def test_probes_alone_may_ask_by_a_name_that_is_not_the_sites(client: Client, path: str, status: int) -> None:
    answer = client.get(path, headers={"host": "10.0.0.7:8000"})

    assert (answer.status_code, b"10.0.0.7" in answer.content) == (status, False)
    if path == "/healthz":
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Content-Security-Policy"] == build_policy(settings.SECURE_CSP)


def through_compression(
    content_type: str = "text/html",
    accepts: str = "gzip",
    *,
    body: str = "strait " * 400,
    streaming: bool = False,
    headers: dict[str, str] | None = None,
):
    kind = StreamingHttpResponse if streaming else HttpResponse
    request = RequestFactory().get("/", headers={"accept-encoding": accepts})
    return CompressText(lambda _request: kind(body, content_type=content_type, headers=headers))(request)


def test_a_page_is_sent_compressed_to_who_takes_it() -> None:
    answer = through_compression("text/html; charset=utf-8")

    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(answer.content).decode() == "strait " * 400


@pytest.mark.parametrize("accepts", ["gzip, deflate, br, zstd", "br", "gzip;q=1, br; q=0.8"])
def test_a_browser_gets_a_public_page_in_brotli(accepts: str) -> None:
    answer = through_compression(accepts=accepts, headers={"ETag": '"a1"'})

    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["ETag"] == 'W/"a1"'
    assert answer.headers["Content-Length"] == str(len(answer.content))
    assert brotli.decompress(answer.content).decode() == "strait " * 400


@pytest.mark.parametrize("accepts", ["gzip, br;q=0", "gzip, br; q=0.000, zstd", "gzip, brotlish"])
def test_who_refuses_brotli_gets_gzip(accepts: str) -> None:
    assert through_compression(accepts=accepts).headers["Content-Encoding"] == "gzip"


def test_a_page_that_may_hold_a_secret_hides_its_length_in_gzip() -> None:
    sizes = set()
    for _ in range(20):
        answer = through_compression(accepts="gzip, br", headers={"Cache-Control": "private, no-store"})
        assert answer.headers["Content-Encoding"] == "gzip"
        sizes.add(len(answer.content))

    assert len(sizes) > 1


def test_what_is_short_is_sent_as_it_is() -> None:
    assert "Content-Encoding" not in through_compression(accepts="gzip, br", body="ok").headers


def test_what_is_compressed_is_not_compressed_again() -> None:
    answer = through_compression(accepts="gzip, br", headers={"Content-Encoding": "zstd"})

    assert (answer.headers["Content-Encoding"], answer.content) == ("zstd", b"strait " * 400)


def test_a_page_is_sent_as_it_is_to_who_takes_no_compression() -> None:
    assert "Content-Encoding" not in through_compression("text/html", accepts="identity").headers


@pytest.mark.parametrize(
    ("content_type", "streaming"), [("image/avif", False), ("application/pdf", True), ("text/csv", True)]
)
def test_media_and_streams_are_never_compressed_again(content_type: str, streaming: bool) -> None:
    assert "Content-Encoding" not in through_compression(content_type, streaming=streaming).headers


# --- Few at once


@contextmanager
def begun(*methods: str) -> Iterator["SimpleQueue[str | None]"]:
    """A request of each method at once: the methods of those that have begun, as they begin. None ends in here."""
    entered: SimpleQueue[str | None] = SimpleQueue()
    end = Event()

    def view(request: HttpRequest) -> HttpResponse:
        entered.put(request.method)
        end.wait(10)
        return HttpResponse("here")

    answer = in_turn(view)
    with ThreadPoolExecutor(len(methods)) as threads:
        answers = [threads.submit(answer, RequestFactory().generic(method, "/")) for method in methods]
        try:
            yield entered
        finally:
            end.set()
    assert [each.result().status_code for each in answers] == [200] * len(methods)


@pytest.mark.parametrize(("database", "at_once"), [("sqlite", 1), ("postgresql", 2)])
def test_a_process_makes_few_pages_at_once_and_the_others_after_them(
    database: str, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(middleware, "LONGEST_WAIT", 5)
    monkeypatch.setattr(connection, "vendor", database)

    with begun("GET", "HEAD", "GET", "GET") as entered:
        for _ in range(at_once):
            entered.get(timeout=5)
        with pytest.raises(Empty):
            entered.get(timeout=0.2)


def test_nobody_waits_long_for_pages_that_do_not_end() -> None:
    with begun(*["GET"] * 4) as entered:
        assert [entered.get(timeout=5) for _ in range(4)] == ["GET"] * 4


def test_what_is_sent_waits_for_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middleware, "LONGEST_WAIT", 5)

    with begun("GET", "POST", "POST") as entered:
        assert sorted(str(entered.get(timeout=2)) for _ in range(3)) == ["GET", "POST", "POST"]


def test_a_page_that_fails_gives_its_turn_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middleware, "LONGEST_WAIT", 10)

    def fails(request: HttpRequest) -> HttpResponse:
        raise Http404

    answer = in_turn(fails)
    with ThreadPoolExecutor(1) as threads:
        ends = [threads.submit(answer, RequestFactory().get("/")) for _ in range(3)]
        assert [type(each.exception(timeout=5)) for each in ends] == [Http404] * 3
