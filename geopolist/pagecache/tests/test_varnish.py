"""Varnish in front, by deploy/varnish.vcl: it keeps what the site says, and drops what the site tells it to."""

import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.conf import settings as site
from django.utils import timezone

from geopolist.lib.env import Cdn
from geopolist.pagecache import cdn
from geopolist.pagecache.door import stored_first
from geopolist.pagecache.files import FileStore
from geopolist.pagecache.headers import HTML
from geopolist.pagecache.page import Page
from geopolist.pagecache.tests.front import ask
from geopolist.worker.tests.processes import free_port, wait_until

pytestmark = pytest.mark.race
HOST = f"127.0.0.1:{site.PORT}"


class Quiet(WSGIRequestHandler):
    def log_message(self, *_args: Any) -> None:
        pass


def django(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("Cache-Control", "private, no-store"), ("Content-Type", "text/html")])
    return [f"Django {environ['PATH_INFO']}".encode()]


@pytest.fixture
def port(kept: FileStore, tmp_path: Path, settings: Any) -> Iterator[int]:
    """Where Varnish listens."""
    program = shutil.which("varnishd", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip("There is no Varnish here.")
    behind = make_server("127.0.0.1", 0, stored_first(django), handler_class=Quiet)
    threading.Thread(target=behind.serve_forever, daemon=True).start()
    config = (site.BASE_DIR / "deploy" / "varnish.vcl").read_text()
    assert '.port = "8000"' in config
    (tmp_path / "site.vcl").write_text(config.replace('.port = "8000"', f'.port = "{behind.server_port}"'))
    listens = free_port()
    words = ["-F", "-f", f"{tmp_path}/site.vcl", "-a", f"127.0.0.1:{listens}", "-n", f"{tmp_path}/varnish"]
    words += ["-s", "malloc,16m", "-T", "none", "-j", "none"]
    with (tmp_path / "varnish.log").open("w") as log:
        running = subprocess.Popen([program, *words], stdout=log, stderr=log)  # noqa: S603 - our own words
        settings.PAGE_CDN = Cdn("varnish", "", (f"127.0.0.1:{listens}",))
        try:
            wait_until(lambda: running.poll() is not None or answers(listens))
            assert running.poll() is None, (tmp_path / "varnish.log").read_text()
            yield listens
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(timeout=10)
            behind.shutdown()


def answers(port: int) -> bool:
    try:
        return ask(port, "/healthz", Host=HOST)[0] == 200
    except OSError:
        return False


def page(content: bytes, *keys: str) -> Page:
    now = timezone.now()
    return Page.of(content, HTML, now, now + timedelta(hours=1), set(keys))


def test_varnish_keeps_a_page_until_the_site_tells_it_that_a_key_has_changed(port: int, kept: FileStore) -> None:
    kept.put("/soundings/", page(b"old words", "a:1", "chrome:en"))
    kept.put("/about/", page(b"about", "a:2", "chrome:en"))
    first = [ask(port, path, Host=HOST)[2] for path in ("/soundings/", "/about/")]
    kept.put("/soundings/", page(b"new words", "a:1", "chrome:en"))
    kept.drop(["/about/"])

    still = [ask(port, path, Host=HOST)[2] for path in ("/soundings/", "/about/")]
    cdn.drop.call(f"127.0.0.1:{port}", [cdn.tag("a:1"), cdn.tag("a:9")])
    after = [ask(port, path, Host=HOST)[2] for path in ("/soundings/", "/about/")]
    cdn.drop.call(f"127.0.0.1:{port}", [cdn.tag(cdn.ALL)])

    assert first == still == [b"old words", b"about"]
    assert after == [b"new words", b"about"]
    assert ask(port, "/about/", Host=HOST)[2] == b"Django /about/"


def test_browsers_are_told_to_ask_again_and_see_no_keys(port: int, kept: FileStore) -> None:
    kept.put("/soundings/", page(b"words", "a:1"))
    ask(port, "/soundings/", Host=HOST)

    _status, headers, _body = ask(port, "/soundings/", Host=HOST)

    assert headers["cache-control"] == "no-cache"
    assert not {"surrogate-key", "surrogate-control"} & set(headers)
    assert int(headers["age"]) >= 0
    assert ask(port, "/soundings/", Host=HOST, If_None_Match=headers["etag"])[0] == 304


def test_a_page_whose_time_is_over_is_asked_for_anew(port: int, kept: FileStore) -> None:
    now = timezone.now()
    kept.put("/soundings/", Page.of(b"words", HTML, now, now + timedelta(seconds=2), set()))
    first = ask(port, "/soundings/", Host=HOST)[2]

    wait_until(lambda: ask(port, "/soundings/", Host=HOST)[2] == b"Django /soundings/")

    assert first == b"words"


@pytest.mark.parametrize("cookie", [f"a=b;{site.SESSION_COOKIE_NAME}=c", "__Host-session=abc", "a=b;session =abc"])
def test_members_get_pages_of_their_own_which_nobody_else_gets(port: int, kept: FileStore, cookie: str) -> None:
    members = ask(port, "/soundings/", Host=HOST, Cookie=cookie)[2]
    kept.put("/soundings/", page(b"words"))
    everybodys = ask(port, "/soundings/", Host=HOST, Cookie="csrf=abc; obsession=1")[2]
    kept.drop(["/soundings/"])

    assert (members, everybodys) == (b"Django /soundings/", b"words")
    assert ask(port, "/soundings/", Host=HOST)[2] == b"words"
    assert ask(port, "/soundings/", Host=HOST, Cookie=cookie)[2] == b"Django /soundings/"


@pytest.mark.parametrize("keys", ["", "words", ".*", "00000001|00000002", "00000001 && req.url ~ .", "0000000"])
def test_nothing_but_keys_can_be_dropped(port: int, kept: FileStore, keys: str) -> None:
    kept.put("/soundings/", page(b"words"))
    ask(port, "/soundings/", Host=HOST)
    kept.drop(["/soundings/"])

    status = ask(port, "/", "BAN", Host=HOST, Surrogate_Key=keys)[0]

    assert (status, ask(port, "/soundings/", Host=HOST)[2]) == (400, b"words")
