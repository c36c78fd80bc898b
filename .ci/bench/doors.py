#!/usr/bin/env python3
"""Measure how pages are answered, by every way there is, in one run on the demonstration.

Against the two that nothing here can beat: nginx with a file of the same bytes, and a Django view that does nothing but
return them, on the same gunicorn. One round after the other, so that whatever else the machine does falls on all; what
counts are the ratios, and the processor's time of all server processes for a request.

Needs wrk and nginx (on Debian: apt install wrk nginx). Takes a number of rounds; without it 5. Nothing of it stays.
"""
# ruff: noqa: T201, S603, S310 - a program that talks to whoever ran it, starts its own servers, and asks them

import hashlib
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
SECONDS, ROUNDS, CONNECTIONS = 3, 5, 16
# Seconds that a server has to answer for the first time.
PATIENCE = 60.0
MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
TICK = os.sysconf("SC_CLK_TCK")
# The machine's own speed, in a figure that any other can be told by: PBKDF2 with SHA-256 in so many rounds.
HASH_ROUNDS = 1_500_000
# What nobody has written: asked for by a path.
NOWHERE = "/nothing-is-here/"
OWN_FOLDERS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")

PREPARE = """
import django; django.setup()
from geopolist.worker.preparing import prepare
prepare(lambda text: None)
from articles.models import Article
print("ADDRESS", Article.objects.public().order_by("-views").first().get_absolute_url())
print("SECTION", Article.objects.public().order_by("-views").first().primary_category.get_absolute_url())
"""
SERVE = """
import socket, sys, os
import django; django.setup()
from geopolist.worker import serving
listener = serving.listen(int(sys.argv[1]))
command = [*serving.web(listener).command[:-1], sys.argv[2]]
os.set_inheritable(listener.fileno(), True)
os.execv(command[0], command)
"""


@dataclass
class Way:
    """One way to answer a page, and what was measured of it, a figure for every round."""

    name: str
    address: str
    server: int
    encoding: str = ""
    rates: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    size: int = 0

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)

    @property
    def cost(self) -> float:
        return statistics.median(self.costs)


def main(rounds: int) -> None:
    missing = [name for name in ("wrk", "nginx") if not program(name)]
    if missing:
        print(f"Ways to answer a page are left out: there is no {' or '.join(missing)} here.")
        return
    with tempfile.TemporaryDirectory(prefix="geopolist-bench-") as folder, ExitStack() as running:
        # nginx may read it under a user of its own.
        Path(folder).chmod(0o755)
        ways = begin(Path(folder), running)
        for way in ways:
            way.size = warm(way)
        for number in range(rounds):
            print(f"round {number + 1} of {rounds}", file=sys.stderr, flush=True)
            for way in ways:
                load(way)
        report(ways)


def begin(folder: Path, running: ExitStack) -> list[Way]:
    """The demonstration and all servers. The ways to measure, yardsticks first."""
    print("Making the demonstration …", file=sys.stderr, flush=True)
    stored, fresh, trivial, listens, plain = (free_port() for _ in range(5))
    said = run_python(PREPARE, folder, stored).splitlines()
    article, section = (next(line.split()[1] for line in said if line.startswith(word)) for word in ("ADD", "SEC"))
    site = running.enter_context(gunicorn(folder, stored, "geopolist.wsgi:application"))
    uncached = running.enter_context(gunicorn(folder, fresh, "geopolist.wsgi:application", PAGE_STORE="off"))
    page = f"http://127.0.0.1:{stored}{article}"
    body = fetch(page)[1]
    (folder / "body.html").write_bytes(body)
    view = running.enter_context(gunicorn(folder, trivial, "trivial:application", BODY=str(folder / "body.html")))
    front = running.enter_context(nginx(folder, listens, plain, stored, article))
    ways = []
    for encoding in ("", "gzip"):
        ways += [
            Way("nginx, a file", f"http://127.0.0.1:{plain}/file.html", front, encoding),
            Way("nginx, stored article", f"http://127.0.0.1:{listens}{article}", front, encoding),
        ]
    ways.append(Way("Django, a trivial view", f"http://127.0.0.1:{trivial}/", view))
    ways += [Way("WSGI door, stored article", page, site, encoding) for encoding in ("", "gzip")]
    missing = {"article": article, "section": section, "front page": "/", "404": NOWHERE}
    ways += [Way(f"not stored: {name}", f"http://127.0.0.1:{fresh}{path}", uncached) for name, path in missing.items()]
    return ways


# --- Servers


def settings_for(folder: Path, port: int, **variables: str) -> dict[str, str]:
    own = {"DATA": str(folder), "PORT": str(port), "SITE_URL": f"http://127.0.0.1:{port}"}
    found = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    paths = os.pathsep.join((str(ROOT), str(HERE)))
    return {**found, **own, "DJANGO_SETTINGS_MODULE": "geopolist.settings", "PYTHONPATH": paths, **variables}


def run_python(code: str, folder: Path, port: int) -> str:
    words = [sys.executable, "-c", code]
    environment = settings_for(folder, port)
    return subprocess.run(words, cwd=ROOT, env=environment, check=True, text=True, stdout=subprocess.PIPE).stdout


@contextmanager
def gunicorn(folder: Path, port: int, application: str, **variables: str) -> Iterator[int]:
    """An application served as `manage.py serve` serves the site. The process that is the parent of all of it."""
    words = [sys.executable, "-c", SERVE, str(port), application]
    with process(words, settings_for(folder, port, **variables), port) as pid:
        yield pid


@contextmanager
def nginx(folder: Path, listens: int, plain: int, behind: int, article: str) -> Iterator[int]:
    """nginx with the configuration of deploy/, and beside it one that only serves a file."""
    home = folder / "nginx"
    home.mkdir()
    for ending in ("html", "rss"):
        words = [sys.executable, "manage.py", "stored_page_headers", ending]
        headers = subprocess.run(words, cwd=ROOT, env=settings_for(folder, behind), check=True, stdout=subprocess.PIPE)
        (home / f"geopolist-{ending}.headers").write_bytes(headers.stdout)
    pages = folder / "stored" / "pages"
    for ending in ("", ".gz"):
        shutil.copy(pages / article.strip("/") / f"@1.html{ending}", home / f"file.html{ending}")
    site = (ROOT / "deploy" / "nginx.conf").read_text()
    for ours, here in {
        "127.0.0.1:8000": f"127.0.0.1:{behind}",
        "listen 80;": f"listen 127.0.0.1:{listens};",
        "server_name www.example.org;": "server_name 127.0.0.1;",
        "/srv/geopolist/var/stored/pages": str(pages),
    }.items():
        site = site.replace(ours, here)
    (home / "site.conf").write_text(site)
    types = 'types { } default_type "text/html; charset=utf-8";'
    (home / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {home}/pid; error_log {home}/error.log;\n"
        "events { worker_connections 512; }\nhttp { access_log off; tcp_nopush off;\n"
        + "".join(f"{kind}_temp_path {home}/{kind};\n" for kind in OWN_FOLDERS)
        + "include site.conf;\n"
        + f"server {{ listen 127.0.0.1:{plain}; root {home}; sendfile on; gzip_static on; {types} }}\n}}\n"
    )
    user = [] if os.geteuid() else ["-g", "user root;"]
    words = [str(program("nginx")), "-e", f"{home}/error.log", "-p", str(home), "-c", "nginx.conf", *user]
    with process(words, dict(os.environ), listens) as pid:
        yield pid


@contextmanager
def process(words: list[str], environment: dict[str, str], port: int) -> Iterator[int]:
    started = subprocess.Popen(words, cwd=ROOT, env=environment)
    try:
        deadline = time.monotonic() + PATIENCE
        while not listens(port):
            if started.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"This server did not start: {' '.join(words)}")
            time.sleep(0.1)
        yield started.pid
    finally:
        started.terminate()
        started.wait()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def program(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")


# --- Measuring


def warm(way: Way) -> int:
    """Ask until every process of the server has answered once. The size of the body as it travels."""
    for _time in range(40):
        _status, body = fetch(way.address, way.encoding)
    return len(body)


def fetch(address: str, encoding: str = "") -> tuple[int, bytes]:
    request = urllib.request.Request(address, headers={"Accept-Encoding": encoding or "identity"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def load(way: Way) -> None:
    before, began = processor_time(way.server), time.monotonic()
    words = [str(program("wrk")), "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency"]
    words += ["-H", f"Accept-Encoding: {way.encoding or 'identity'}", way.address]
    said = subprocess.run(words, check=True, text=True, stdout=subprocess.PIPE).stdout
    requests = int(re.findall(r"(\d+) requests in", said)[0])
    way.rates.append(requests / (time.monotonic() - began))
    figure, unit = re.findall(r"99%\s+([\d.]+)(us|ms|s)", said)[0]
    way.waits.append(float(figure) * MILLISECONDS[unit])
    way.costs.append(1000 * (processor_time(way.server) - before) / requests)
    if "Socket errors" in said or ("Non-2xx" in said and NOWHERE not in way.address):
        print(f"{way.name}: not every request was answered.\n{said}", file=sys.stderr)


def processor_time(pid: int) -> float:
    """Seconds that a process and those it started have used."""
    total = 0.0
    for each in (pid, *children(pid)):
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / TICK
    return total


def children(pid: int) -> list[int]:
    direct = [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return [*direct, *(below for each in direct for below in children(each))]


def report(ways: list[Way]) -> None:
    files = {way.encoding: way for way in ways if way.name == "nginx, a file"}
    trivial = next(way for way in ways if way.name == "Django, a trivial view")
    print(f"This machine hashes a password (PBKDF2, {HASH_ROUNDS:,} rounds) in {hashing():.0f} ms.")
    print(f"wrk -t2 -c{CONNECTIONS} -d{SECONDS}s, medians of {len(trivial.rates)} interleaved rounds")
    print(f"{'':34}{'bytes':>8}{'req/s':>9}{'p99 ms':>8}{'CPU ms':>8}{'of nginx':>10}{'of Django':>11}{'CPU':>8}")
    for way in ways:
        name = f"{way.name}, {way.encoding}" if way.encoding else way.name
        measured = f"{way.size:8,}{way.rate:9,.0f}{statistics.median(way.waits):8.1f}{way.cost:8.3f}"
        ratios = way.rate / files[way.encoding].rate, way.rate / trivial.rate, way.cost / trivial.cost
        print(f"{name:34}{measured}{ratios[0]:9.2f}x{ratios[1]:10.2f}x{ratios[2]:7.2f}x")


def hashing() -> float:
    """Milliseconds of processor time, the best of five."""
    times = []
    for _time in range(5):
        began = time.process_time()
        hashlib.pbkdf2_hmac("sha256", b"measured", b"only measured", HASH_ROUNDS)
        times.append(1000 * (time.process_time() - began))
    return min(times)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else ROUNDS)
