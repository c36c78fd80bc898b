"""The parent and its two children, as real processes."""

import errno
import http.client
import os
import signal
import socket
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.management import CommandError, call_command

from geopolist.worker import serving
from geopolist.worker.tests.processes import PATIENCE, children, free_port, is_running, site, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def here(tmp_path, port):
    (tmp_path / "static").mkdir()
    (tmp_path / "demo-accounts.txt").write_text("editor@example.org  a password\n")
    with site(tmp_path, PORT=str(port), SITE_URL=f"http://127.0.0.1:{port}") as made:
        yield made


def lines_until_ready(served: subprocess.Popen[str]) -> list[str]:
    lines = []
    while line := served.stdout.readline():
        lines.append(line.rstrip())
        if "editor@" in line:
            break
    return lines


def family(pid: int) -> list[int]:
    """The process and all its descendants."""
    return [pid, *(member for child in children(pid) for member in family(child))]


def status(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", "/healthz")
    answer = connection.getresponse().status
    connection.close()
    return answer


def test_site_says_that_it_is_ready_and_ctrl_c_ends_all_of_it(here, port):
    served = here.start("serve")

    assert lines_until_ready(served) == [f"Ready: http://127.0.0.1:{port}/", "editor@example.org  a password"]
    everyone = family(served.pid)
    assert len(children(served.pid)) == 2
    assert len(everyone) == 5  # the parent, the server with two workers, the worker
    assert status(port) < 500

    served.send_signal(signal.SIGINT)

    assert served.wait(timeout=PATIENCE) == 0
    assert [pid for pid in everyone if is_running(pid)] == []


def test_children_that_die_are_started_again_and_none_outlives_a_killed_parent(here, port):
    served = here.start("serve")
    lines_until_ready(served)
    first = children(served.pid)

    for pid in first:
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: len(set(children(served.pid)) - set(first)) == 2)
    assert wait_until(lambda: status(port) < 500)

    everyone = family(served.pid)
    served.kill()
    served.wait()
    wait_until(lambda: not [pid for pid in everyone if is_running(pid)])


def test_taken_port_is_said_in_a_sentence(here, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()

        served = here.start("serve")
        text, _ = served.communicate(timeout=PATIENCE)

    assert served.returncode == 1
    assert text.strip() == (
        f"CommandError: Port {port} is taken by another program. Stop it, or choose another port: "
        f"make run PORT={port + 1}"
    )


def test_port_that_is_for_others_is_no_taken_one(monkeypatch, settings):
    class Forbidding(socket.socket):
        def bind(self, address):
            raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(serving.socket, "socket", Forbidding)

    settings.PORT = 80

    with pytest.raises(CommandError, match=r"^Port 80 is not for this user to open: choose one from 1024 on"):
        call_command("serve")


def test_site_is_asked_by_its_own_name(monkeypatch, settings):
    settings.SITE_URL = "https://www.example.org"
    asked = []

    class Stand(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers["Host"]))
            self.send_response(200 if len(asked) == 1 else 400)
            self.end_headers()

        def log_message(self, *words):
            return

    server = HTTPServer(("127.0.0.1", 0), Stand)
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        answers = [serving.answers(server.server_port) for _time in range(2)]
        server.shutdown()

    assert asked == [("/healthz", "www.example.org")] * 2
    assert answers == [True, False]


def test_child_that_keeps_failing_is_started_less_and_less_often(monkeypatch):
    monkeypatch.setattr(serving.time, "monotonic", lambda: 50.0)
    child = serving.Child("sample", ["true"])
    waits = []
    for _ in range(8):
        child.start()
        child.process.wait()
        child.bury()
        waits.append(child.not_before - 50.0)

    assert waits == [1, 2, 4, 8, 16, 30, 30, 30]
