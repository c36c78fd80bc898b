"""nginx in front: stored pages come from the folder, everything else from Django. With a real nginx."""

import gzip
import http.client
import io
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from geopolist.pagecache.files import FileStore
from geopolist.pagecache.headers import HTML, headers_for
from geopolist.pagecache.page import Page
from geopolist.worker.tests.processes import free_port, wait_until

pytestmark = [pytest.mark.race, pytest.mark.parametrize("kept", ["files"], indirect=True)]
TEXT = b"<!doctype html><p>Depth.</p>" * 40
OWN_FOLDERS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
RSS = "application/rss+xml; charset=utf-8"


class Django(BaseHTTPRequestHandler):
    """Says only that it was asked."""

    def do_GET(self) -> None:
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
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip("There is no nginx here.")
    behind = ThreadingHTTPServer(("127.0.0.1", 0), Django)
    threading.Thread(target=behind.serve_forever, daemon=True).start()
    listens = free_port()
    for ending in ("html", "rss"):
        said = io.StringIO()
        call_command("stored_page_headers", ending, stdout=said)
        (tmp_path / f"geopolist-{ending}.headers").write_text(said.getvalue())
    site = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
    for ours, here in {
        "127.0.0.1:8000": f"127.0.0.1:{behind.server_port}",
        "listen 80;": f"listen 127.0.0.1:{listens};",
        "server_name www.example.org;": "server_name 127.0.0.1;",
        "/srv/geopolist/var/stored/pages": str(kept.root),
    }.items():
        assert ours in site
        site = site.replace(ours, here)
    (tmp_path / "site.conf").write_text(site)
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {tmp_path}/pid; error_log {tmp_path}/error.log;\n"
        "events { }\nhttp { access_log off;\n"
        + "".join(f"{kind}_temp_path {tmp_path}/{kind};\n" for kind in OWN_FOLDERS)
        + "include site.conf;\n}\n"
    )
    # Its own user cannot look into the folders of a test.
    user = [] if os.geteuid() else ["-g", "user root;"]
    running = subprocess.Popen([program, "-e", f"{tmp_path}/error.log", "-p", str(tmp_path), "-c", "nginx.conf", *user])  # noqa: S603
    try:
        wait_until(lambda: running.poll() is not None or answers(listens))
        assert running.poll() is None, (tmp_path / "error.log").read_text()
        yield listens
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(timeout=10)
        behind.shutdown()


def answers(port: int) -> bool:
    try:
        return ask(port, "/healthz")[0] == 200
    except OSError:
        return False


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def page(content: bytes = TEXT, content_type: str = HTML) -> Page:
    now = timezone.now()
    return Page.of(content, content_type, now, now + timedelta(hours=1), set())


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

    assert ask(port, path, method, **headers)[2].startswith(b"Django /")


def test_no_cookie_but_the_sessions_makes_a_difference(port: int, kept: FileStore) -> None:
    kept.put("/soundings/", page())

    assert ask(port, "/soundings/", Cookie="csrf=abc; obsession=1")[2] == TEXT


def test_a_purged_page_is_djangos_at_once(port: int, kept: FileStore) -> None:
    kept.put("/soundings/", page())
    first = ask(port, "/soundings/")[2]

    kept.drop(["/soundings/"])

    assert (first, ask(port, "/soundings/")[2]) == (TEXT, b"Django /soundings/")
