"""One parent, two children: the web server and the worker.

The parent holds the listening socket, so a taken port is known at once and a restart of the server loses no visitor.
"""

import ctypes
import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from django.conf import settings

WORKERS, THREADS = 2, 4
GRACE = 10.0
LONGEST_WAIT = 30.0
STEADY = 60.0
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class PortTaken(Exception):
    """Another program listens where the site wants to."""


class PortForbidden(Exception):
    """The system lets only others listen where the site wants to."""


@dataclass
class Child:
    """A process to be kept running."""

    name: str
    command: list[str]
    files: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    not_before: float = 0.0

    def start(self) -> None:
        parent = os.getpid()
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - a fixed command, no shell
            self.command,
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            pass_fds=self.files,
            # A session of its own: Ctrl-C reaches the parent only, which then ends the children one way.
            start_new_session=True,
            preexec_fn=lambda: _die_with(parent),
        )

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def bury(self) -> int:
        """Note the end of the process and when to start the next. Returns its exit code."""
        if self.process is None:
            return 0
        self.signal(signal.SIGKILL)  # what it started must not live on and hold the port
        code = self.process.wait()
        self.failures = 1 if time.monotonic() - self.started > STEADY else self.failures + 1
        self.not_before = time.monotonic() + min(2.0 ** (self.failures - 1), LONGEST_WAIT)
        self.process = None
        return code

    def signal(self, number: int) -> None:
        """To the process and everything it started."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return


class Supervisor:
    """Keeps children running until it is told to stop."""

    def __init__(self, children: list[Child], *, say: Callable[[str], object]) -> None:
        self.children = children
        self.say = say
        self.running = True

    def watch(self, is_done: Callable[[], bool] = lambda: False) -> None:
        """Start what does not run, and start again what ends, until `stop` or `is_done`."""
        while self.running and not is_done():
            for child in self.children:
                self._look_after(child)
            time.sleep(0.1)

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        """A signal handler: the loop ends at its next turn."""
        self.running = False

    def end(self) -> None:
        """End all children: kindly first, and after the grace by force."""
        alive = [child for child in self.children if child.process is not None]
        for child in alive:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        while time.monotonic() < deadline and not all(child.has_ended() for child in alive):
            time.sleep(0.05)
        for child in alive:
            child.bury()

    def _look_after(self, child: Child) -> None:
        if child.has_ended():
            code = child.bury()
            self.say(f"The {child.name} ended with code {code}; it is started again.")
        if child.process is None and time.monotonic() >= child.not_before:
            child.start()


def listen(port: int) -> socket.socket:
    """A socket on this machine only. Raises PortTaken or PortForbidden."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as error:
        listener.close()
        raise (PortForbidden if error.errno == errno.EACCES else PortTaken)(port) from error
    listener.listen(512)
    return listener


def web(listener: socket.socket) -> Child:
    """The web server: requests small enough to be honest, connections short enough to be fair."""
    options = {
        "bind": f"fd://{listener.fileno()}",
        "worker-class": "gthread",
        "workers": WORKERS,
        "threads": THREADS,
        "timeout": 30,
        "graceful-timeout": int(GRACE) - 2,
        "keep-alive": 5,
        "limit-request-line": 4094,
        "limit-request-fields": 64,
        "limit-request-field_size": 8190,
        "log-level": "warning",
    }
    shared_memory = Path("/dev/shm")  # noqa: S108 - gunicorn's own heartbeat files, unnamed
    if shared_memory.is_dir():
        # On a disk that is busy the heartbeat would block and the server would kill its workers.
        options["worker-tmp-dir"] = str(shared_memory)
    words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    command = [sys.executable, "-m", "gunicorn", *words, "--no-control-socket", "geopolist.wsgi:application"]
    return Child("web server", command, files=(listener.fileno(),))


def worker() -> Child:
    manage = str(settings.BASE_DIR / "manage.py")
    return Child("worker", [sys.executable, manage, "work", "--parent", str(os.getpid())])


def answers(port: int) -> bool:
    """Whether the site answers, asked by its own name."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": urlsplit(settings.SITE_URL).netloc})
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _die_with(parent: int) -> None:
    """In the new process: have the system end it when the parent is killed without a chance to do so."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)
