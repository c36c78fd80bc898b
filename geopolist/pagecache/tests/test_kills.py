"""Behind nginx, everything that is not nginx is killed while readers read: they get every stored page, and whole."""

import gzip
import http.client
import os
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from typing import Any

import brotli
import pytest

from geopolist.pagecache.tests.front import ask, nginx
from geopolist.tests.fixtures import Demonstration
from geopolist.worker.tests.processes import PATIENCE, children, free_port, is_running, site, wait_for_line, wait_until

# The demonstration keeps its pages in files.
pytestmark = [pytest.mark.race, pytest.mark.parametrize("kept", ["files"], indirect=True)]
READERS = 4
# What readers have read before somebody dies, and after.
BEFORE, AFTER = 400, 1200
PAGES = ["/", "/tr/", "/blog/", "/blog/?page=2", "/people/", "/topics/", "/countries/", "/feed/", "/jobs/"]


def is_whole(text: bytes) -> bool:
    return text.lstrip().startswith(b"<") and text.rstrip().endswith((b"</html>", b"</rss>"))


class Load:
    """Readers who ask for stored pages over and over, each on a connection of its own, and note what is not right."""

    def __init__(self, port: int, host: str) -> None:
        self.port, self.host = port, host
        self.read, self.faults = 0, list[str]()
        self.is_over = threading.Event()
        self.threads = [threading.Thread(target=self.read_on, args=(number,)) for number in range(READERS)]

    def __enter__(self) -> "Load":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.is_over.set()
        for thread in self.threads:
            thread.join()

    def read_on(self, number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        for path, encoding in cycle([(path, encoding) for path in PAGES for encoding in ("gzip", "identity")]):
            if self.is_over.is_set():
                return
            try:
                connection.request("GET", path, headers={"Host": self.host, "Accept-Encoding": encoding})
                answer = connection.getresponse()
                body = answer.read()
                text = gzip.decompress(body) if answer.headers["Content-Encoding"] == "gzip" else body
                if answer.status != 200 or not is_whole(text):
                    self.faults.append(f"{path} {encoding} {answer.status} {len(body)}")
            except (OSError, EOFError, http.client.HTTPException) as error:
                self.faults.append(f"{path} {encoding} {error!r}")
                connection.close()
            self.read += 1

    def wait_for(self, more: int) -> None:
        target = self.read + more
        wait_until(lambda: self.read >= target)

    def begin(self, pages: Path) -> None:
        """Wait until all is stored, and nobody makes again what several had asked for at once."""
        self.wait_for(BEFORE)
        wait_until(lambda: time.time() - max((each.stat().st_mtime for each in pages.rglob("*.*")), default=0) > 1)


@pytest.fixture
def redis() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("There is no redis-server here.")
    port = free_port()
    words = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
    yield f"redis://127.0.0.1:{port}/0", running
    running.kill()
    running.wait()


class Served:
    """A copy of the demonstration, served on a port of its own with nginx in front; its pages are stored."""

    def __init__(self, process: Any, behind: int, front: int, pages: Path) -> None:
        self.process, self.behind, self.front, self.folder = process, behind, front, pages
        self.host = f"127.0.0.1:{behind}"
        assert all(is_whole(self.ask(path)[2]) for path in PAGES)

    def ask(self, path: str) -> tuple[int, dict[str, str], bytes]:
        return ask(self.front, path, Host=self.host)

    def family(self) -> list[int]:
        """The parent, the web server with its workers, and the worker."""
        found = [self.process.pid]
        for pid in found:
            found += children(pid)
        return found


@pytest.fixture
def serve(demonstration: Demonstration, tmp_path: Path) -> Iterator[Any]:
    folder, port = tmp_path / "site", free_port()
    shutil.copytree(demonstration.folder, folder, ignore=shutil.ignore_patterns("db.sqlite3*", "stored", "media"))
    source, copy = sqlite3.connect(demonstration.folder / "db.sqlite3"), sqlite3.connect(folder / "db.sqlite3")
    source.backup(copy)
    source.close()
    # What the clock or a fold of counts takes while nobody can make it anew is rightly gone: that is not asked here.
    copy.execute("UPDATE worker_scheduledjob SET due_at = datetime('now', '+1 hour')")
    copy.commit()
    copy.close()
    (folder / "media").symlink_to(demonstration.folder / "media")
    (tmp_path / "nginx").mkdir()

    def start(redis_url: str = "") -> Served:
        own = {"DATABASE_URL": "", "REDIS_URL": redis_url, "PORT": str(port), "SITE_URL": f"http://127.0.0.1:{port}"}
        process = running.enter_context(site(folder, **own)).start("serve")
        wait_for_line(process, "Ready")
        pages = folder / "stored" / "pages"
        front = running.enter_context(nginx(tmp_path / "nginx", pages, port, headers_of=folder))
        return Served(process, port, front, pages)

    with ExitStack() as running:
        yield start


def test_all_of_python_is_killed_and_readers_notice_nothing(serve: Any) -> None:
    served = serve()
    everyone = served.family()

    with Load(served.front, served.host) as load:
        load.begin(served.folder)
        making = threading.Thread(target=ask_for_new_pages, args=(served,))
        making.start()
        for pid in everyone:
            os.kill(pid, signal.SIGKILL)
        load.wait_for(AFTER)
        making.join()

    assert len(everyone) == 5
    assert [pid for pid in everyone if is_running(pid)] == []
    assert load.faults == []
    assert served.ask("/nothing-of-this-name/")[0] == 502
    assert_whole(served.folder)


def ask_for_new_pages(served: Served) -> None:
    """So that somebody is writing pages when they die."""
    for year in range(2020, 2027):
        served.ask(f"/{year}/")


def assert_whole(folder: Path) -> None:
    pages = [path for path in folder.rglob("@*") if path.suffix in (".html", ".rss")]
    assert len(pages) >= len(PAGES)
    for page in pages:
        text = page.read_bytes()
        assert is_whole(text), page
        assert gzip.decompress(Path(f"{page}.gz").read_bytes()) == text
        assert brotli.decompress(Path(f"{page}.br").read_bytes()) == text


def test_the_web_server_is_killed_and_comes_back_while_readers_notice_nothing(serve: Any) -> None:
    served = serve()
    parent, *rest = served.family()

    with Load(served.front, served.host) as load:
        load.begin(served.folder)
        for pid in rest:
            os.kill(pid, signal.SIGKILL)
        load.wait_for(AFTER)
        wait_until(lambda: served.ask("/nothing-of-this-name/")[0] == 404)

    assert is_running(parent)
    assert load.faults == []


def test_redis_is_killed_and_readers_notice_nothing(serve: Any, redis: tuple[str, subprocess.Popen[bytes]]) -> None:
    address, running = redis
    served = serve(address)

    with (
        Load(served.front, served.host) as load,
        Load(served.behind, served.host) as by_the_other_door,
    ):
        load.begin(served.folder)
        running.kill()
        running.wait()
        load.wait_for(AFTER)
        by_the_other_door.wait_for(AFTER)

    assert load.faults == by_the_other_door.faults == []
    assert served.ask("/most-read/")[0] == 200
