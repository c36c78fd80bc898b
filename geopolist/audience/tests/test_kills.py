"""Killed at the worst moments, web server and worker lose no reading that was acknowledged and count none twice."""

import http.client
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from articles.models import Article
from articles.tests.make import make_article
from geopolist.audience import folding
from geopolist.audience.models import Reading, Tally
from geopolist.audience.tests.conftest import CHROME
from geopolist.worker.tests.processes import PATIENCE, children, free_port, site, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
READERS = 1000 if os.environ.get("SOAK") else 60
KILLS = 8 if os.environ.get("SOAK") else 3
# Where a fold stands still until it is killed: named functions, which it calls in this order.
POINTS = ["Tally.objects.add", "registry.counted", "forget"]
STAND_STILL = """
import time
from pathlib import Path
from geopolist.audience import folding

def stand_still(*arguments, **names):
    Path({reached!r}).touch()
    time.sleep(600)

{scope}.{name} = stand_still
folding.fold()
"""


@pytest.mark.parametrize("point", POINTS)
def test_a_fold_that_is_killed_has_happened_whole_or_not_at_all(tmp_path, read, point):
    article, reached = make_article(), tmp_path / "reached"
    for number in range(7):
        read(article, address=f"192.0.2.{number}")
    scope, _dot, name = f"folding.{point}".rpartition(".")
    with site(tmp_path) as here:
        fold = here.start("shell", "-v", "0", "-c", STAND_STILL.format(reached=str(reached), scope=scope, name=name))
        wait_until(reached.exists)
        fold.kill()
        fold.wait(timeout=PATIENCE)

    is_done = point == "forget"
    article.refresh_from_db()
    assert (article.views, Tally.objects.exists()) == (7 * is_done, is_done)
    assert sum(Reading.objects.values_list("waiting", flat=True)) == 7 * (not is_done)

    folding.fold()

    article.refresh_from_db()
    assert (article.views, [tally.readings for tally in Tally.objects.all()]) == (7, [7, 7])


def test_servers_and_workers_that_are_killed_lose_no_reading(tmp_path):
    port = free_port()
    (tmp_path / "static").mkdir()
    make_article("Straits")
    done = threading.Event()
    killed = []

    def read(number):
        """One reader's beacon, sent until it is answered, as a browser would."""
        headers = {
            **{"Sec-Fetch-Site": "same-origin", "User-Agent": CHROME, "Content-Type": "text/plain;charset=UTF-8"},
            "X-Forwarded-For": f"198.51.{number // 250}.{number % 250}",
        }
        # Not so fast that all have read before anything could be killed.
        time.sleep(0.1)
        while time.monotonic() < deadline:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            try:
                connection.request("POST", "/api/readings/", "/straits/", headers)
                if connection.getresponse().status == 204:
                    return True
            except (OSError, http.client.HTTPException):
                pass
            finally:
                connection.close()
            time.sleep(0.05)
        return False

    def kill(parent):
        """Now and then a process of the web server, or the worker."""
        for number in range(KILLS):
            time.sleep(0.2)
            victims = [grandchild for child in children(parent) for grandchild in children(child) or [child]]
            if done.is_set() or not victims:
                return
            killed.append(victims[number % len(victims)])
            os.kill(killed[-1], signal.SIGKILL)

    # DEBUG: static files as they are written, for nothing is collected here.
    variables = {"PORT": str(port), "SITE_URL": f"http://127.0.0.1:{port}", "TRUSTED_PROXIES": "1", "DEBUG": "1"}
    with site(tmp_path, **variables) as here:
        served = here.start("serve")
        while "Ready" not in served.stdout.readline():
            assert served.poll() is None
        threading.Thread(target=served.stdout.read, daemon=True).start()
        killer = threading.Thread(target=kill, args=[served.pid])
        killer.start()
        deadline = time.monotonic() + 4 * PATIENCE
        with ThreadPoolExecutor(8) as readers:
            answered = sum(readers.map(read, range(READERS)))
        done.set()
        killer.join()
        served.send_signal(signal.SIGTERM)
        served.wait(timeout=PATIENCE)
    folding.fold()

    assert killed
    assert answered == READERS
    assert Article.objects.get().views == READERS
