"""Real processes on the test's own database, for what only real processes show: kills, races, orphans."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection

# Long enough for a machine under load: a test that waits so long has failed, it is not slow.
PATIENCE = 60.0

_MEET = """
import django, os, time
from pathlib import Path
django.setup()
Path("{folder}", str(os.getpid())).touch()
while not Path("{folder}", "go").exists():
    time.sleep(0.001)
"""


class Site:
    """A DATA folder and an environment under which `manage.py` sees the rows that the test has committed.

    With a DATABASE_URL among the variables it sees that database instead; empty is a SQLite of its own.
    """

    def __init__(self, folder: Path, **variables: str) -> None:
        self.folder = folder
        self.started: list[subprocess.Popen[str]] = []
        self.environment = {
            **os.environ,
            "DATA": str(folder),
            "DATABASE_URL": variables["DATABASE_URL"] if "DATABASE_URL" in variables else _database(folder),
            "SECRET_KEY": settings.SECRET_KEY,
            "PYTHONDONTWRITEBYTECODE": "1",
            **variables,
        }

    def start(self, *words: str) -> subprocess.Popen[str]:
        """`manage.py` with these words, in a session of its own."""
        process = subprocess.Popen(  # noqa: S603 - our own words, no shell
            [sys.executable, "manage.py", *words],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.started.append(process)
        return process

    def run_python(self, code: str, *, copies: int = 1) -> list[str]:
        """What `copies` processes print that run this code at the same moment, Django set up."""
        meeting = Path(tempfile.mkdtemp(dir=self.folder))
        processes = [self._start_python(_MEET.format(folder=meeting) + code) for _ in range(copies)]
        wait_until(lambda: len(list(meeting.iterdir())) == copies)
        (meeting / "go").touch()
        return [process.communicate(timeout=300)[0].strip() for process in processes]

    def _start_python(self, code: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(  # noqa: S603 - our own code, no shell
            [sys.executable, "-c", code],
            cwd=settings.BASE_DIR,
            env={"DJANGO_SETTINGS_MODULE": "geopolist.settings", **self.environment},
            stdout=subprocess.PIPE,
            text=True,
        )
        self.started.append(process)
        return process

    def end(self) -> None:
        for process in self.started:
            if process.poll() is None:
                os.kill(process.pid, signal.SIGKILL)
            process.communicate()


@contextmanager
def site(folder: Path, **variables: str) -> Iterator[Site]:
    """A Site whose processes are gone at the end."""
    made = Site(folder, **variables)
    try:
        yield made
    finally:
        made.end()


def wait_for_line(process: subprocess.Popen[str], start: str) -> None:
    """Until the process says something that begins so. Fails with all that it has said if it ends before."""
    said: list[str] = []
    assert process.stdout is not None
    while not (said and said[-1].startswith(start)):
        said.append(process.stdout.readline())
        assert said[-1], said


def wait_until(is_true: Callable[[], Any], *, within: float = PATIENCE) -> Any:
    """The first true value. Raises TimeoutError after so many seconds."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if value := is_true():
            return value
        time.sleep(0.05)
    raise TimeoutError(f"not true within {within:.0f} s")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_running(pid: int) -> bool:
    """Whether the process runs; one that ended and is not yet buried does not."""
    facts = _facts(Path(f"/proc/{pid}"))
    return facts is not None and facts[0] != "Z"


def children(pid: int) -> list[int]:
    """The running processes whose parent this is, oldest first."""
    found = {int(folder.name): _facts(folder) for folder in Path("/proc").glob("[0-9]*")}
    return sorted(child for child, facts in found.items() if facts and facts[0] != "Z" and int(facts[1]) == pid)


def _facts(folder: Path) -> list[str] | None:
    """State and parent first. The name before them, in brackets, may hold anything."""
    try:
        return (folder / "stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None


def _database(folder: Path) -> str:
    """DATABASE_URL of the test's database; for SQLite empty, and `folder`/db.sqlite3 is that database."""
    facts = connection.settings_dict
    if connection.vendor == "postgresql":
        options = "&".join(f"{name}={quote(str(value))}" for name, value in facts["OPTIONS"].items() if name != "pool")
        user = quote(facts["USER"]) + (f":{quote(facts['PASSWORD'])}" if facts["PASSWORD"] else "")
        host = quote(facts["HOST"], safe="") + (f":{facts['PORT']}" if facts["PORT"] else "")
        return f"postgresql://{user + '@' if user else ''}{host}/{facts['NAME']}?{options}"
    name = str(facts["NAME"])
    assert "memory" not in name, "These tests need the test database in a file: DATABASES TEST NAME."
    (folder / "db.sqlite3").symlink_to(name)
    return ""
