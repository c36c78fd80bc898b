"""A real nginx by deploy/nginx.conf, and requests exactly as they are written."""

import http.client
import io
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from geopolist.worker.tests.processes import PATIENCE, free_port, site, wait_until

OWN_FOLDERS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def nginx(folder: Path, pages: Path, behind: int, *, headers_of: Path | None = None) -> Iterator[int]:
    """Where nginx listens, before stored pages in `pages` and the site on port `behind`. Skips where there is none.

    Its headers are those of the test's settings, or of a site whose DATA is the folder `headers_of`.
    """
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip("There is no nginx here.")
    listens = free_port()
    for ending in ("html", "rss"):
        (folder / f"geopolist-{ending}.headers").write_text(printed(ending, headers_of))
    config = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
    for ours, here in {
        "127.0.0.1:8000": f"127.0.0.1:{behind}",
        "listen 80;": f"listen 127.0.0.1:{listens};",
        "server_name www.example.org;": "server_name 127.0.0.1;",
        "/srv/geopolist/var/stored/pages": str(pages),
    }.items():
        assert ours in config
        config = config.replace(ours, here)
    (folder / "site.conf").write_text(config)
    (folder / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;\n"
        "events { }\nhttp { access_log off;\n"
        + "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in OWN_FOLDERS)
        + "include site.conf;\n}\n"
    )
    # Its own user cannot look into the folders of a test.
    user = [] if os.geteuid() else ["-g", "user root;"]
    running = subprocess.Popen([program, "-e", f"{folder}/error.log", "-p", str(folder), "-c", "nginx.conf", *user])  # noqa: S603
    try:
        wait_until(lambda: running.poll() is not None or answers(listens))
        assert running.poll() is None, (folder / "error.log").read_text()
        yield listens
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(timeout=10)


def printed(ending: str, data: Path | None) -> str:
    words = ("stored_page_headers", ending)
    if data is None:
        said = io.StringIO()
        call_command(*words, stdout=said)
        return said.getvalue()
    with site(data, DATABASE_URL="") as here:
        return here.start(*words).communicate(timeout=PATIENCE)[0]


def answers(port: int) -> bool:
    try:
        return ask(port, "/healthz")[0] == 200
    except (OSError, http.client.HTTPException):
        return False


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def say(port: int, request: bytes) -> tuple[int, dict[str, str], bytes]:
    """Send these bytes, whatever they are. Status 0 where there is no answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
        line.sendall(request)
        answer = http.client.HTTPResponse(line)
        try:
            answer.begin()
            body = answer.read()
        except (OSError, http.client.HTTPException):
            return 0, {}, b""
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body
