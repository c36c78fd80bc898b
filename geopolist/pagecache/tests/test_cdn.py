"""What a CDN is told: with a page, after a change, and until it has listened. A server of our own takes the calls."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import time_machine
from django.conf import settings as site
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models import Article
from articles.tests.make import make_article, make_category, make_site
from geopolist.lib import surrogate
from geopolist.lib.env import Cdn
from geopolist.lib.reading import alike
from geopolist.pagecache import cdn, filling, purging
from geopolist.pagecache.door import stored_first
from geopolist.pagecache.files import FileStore
from geopolist.pagecache.headers import HTML, headers_for
from geopolist.pagecache.models import Purge
from geopolist.pagecache.page import Page
from geopolist.worker.retries import POLICIES
from geopolist.worker.working import SiteWorker

pytestmark = pytest.mark.django_db(transaction=True)
HOST = f"127.0.0.1:{site.PORT}"
KINDS = {
    "fastly": ("Surrogate-Key", " ", "Surrogate-Control"),
    "cloudflare": ("Cache-Tag", ",", "Cloudflare-CDN-Cache-Control"),
    "varnish": ("Surrogate-Key", " ", "Surrogate-Control"),
}


class Edge(BaseHTTPRequestHandler):
    """Writes down what it is told, and answers what `server.status` says."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self.server.calls.append((self.command, self.path, dict(self.headers), body))  # type: ignore[attr-defined]
        self.send_response(self.server.status)  # type: ignore[attr-defined]
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_BAN = do_POST

    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture
def edge(monkeypatch: Any) -> Iterator[Any]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Edge)
    server.calls, server.status = [], 200
    server.host = f"127.0.0.1:{server.server_port}"
    monkeypatch.setattr(cdn, "FASTLY", f"http://{server.host}")
    monkeypatch.setattr(cdn, "CLOUDFLARE", f"http://{server.host}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


@pytest.fixture(autouse=True)
def behind_fastly(settings: Any) -> None:
    settings.PAGE_CDN = Cdn("fastly", "secret", ("SU1Z0isxPaozGVKXdv0eY",))
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture(autouse=True)
def soundings() -> Article:
    make_site()
    article = make_article("Soundings", categories=[make_category("Sea")])
    DBTaskResult.objects.all().delete()
    return article


@pytest.fixture
def reader() -> Client:
    return Client(headers={"host": HOST})


def page(*keys: str, seconds: float = 3600) -> Page:
    now = timezone.now()
    return Page.of(b"words", HTML, now, now + timedelta(seconds=seconds), set(keys))


def from_the_door(path: str = "/soundings/", **environ: str) -> tuple[str, dict[str, str]]:
    said: list[Any] = []
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "HTTP_HOST": HOST, **environ}
    stored_first(lambda _environ, start: start("200 OK", []) or [])(
        asked, lambda status, headers: said.extend((status, dict(headers)))
    )
    return said[0], said[1]


def waiting() -> list[tuple[str, list[str]]]:
    rows = DBTaskResult.objects.filter(task_path=cdn.drop.module_path).order_by("enqueued_at")
    return [tuple(row.args_kwargs["args"]) for row in rows]


# --- With a page


@pytest.mark.parametrize("kind", KINDS)
def test_a_kept_page_bears_its_keys_and_its_time_by_both_doors(
    kind: str, settings: Any, reader: Client, kept: FileStore, soundings: Article
) -> None:
    settings.PAGE_CDN = Cdn(kind, "secret", ("place",))
    keys, separator, lifetime = KINDS[kind]

    with time_machine.travel(timezone.now(), tick=False):
        by_django = reader.get("/soundings/").headers
        _status, by_door = from_the_door()
        found = kept.get("/soundings/")

        assert found is not None
        rest = int(found.valid_until.timestamp() - time.time())
    assert {cdn.tag(soundings.surrogate_key), cdn.tag("chrome:en"), cdn.tag(cdn.ALL)} < set(
        by_door[keys].split(separator)
    )
    assert by_door[lifetime] == f"max-age={rest}"
    assert [by_django[name] for name in (keys, lifetime)] == [by_door[name] for name in (keys, lifetime)]
    assert [headers["Cache-Control"] for headers in (by_django, by_door)] == ["no-cache", "no-cache"]


def test_a_browser_that_has_the_page_and_one_that_asks_for_headers_are_told_the_same(
    reader: Client, kept: FileStore
) -> None:
    reader.get("/soundings/")
    etag = from_the_door()[1]["ETag"]

    status, unchanged = from_the_door(HTTP_IF_NONE_MATCH=etag)
    _status, of_head = from_the_door(REQUEST_METHOD="HEAD")

    assert status == "304 Not Modified"
    assert unchanged["Surrogate-Key"] == of_head["Surrogate-Key"] == from_the_door()[1]["Surrogate-Key"]


def test_without_a_cdn_nothing_is_said_and_nothing_waits(
    settings: Any, reader: Client, kept: FileStore, soundings: Article
) -> None:
    settings.PAGE_CDN = None

    by_django = reader.get("/soundings/").headers
    _status, by_door = from_the_door()
    soundings.save()

    names = {name for each in KINDS.values() for name in each}
    assert not names & (set(by_django) | set(by_door))
    assert waiting() == []


def test_the_clock_ends_a_page_at_the_cdn_when_it_ends_it_here(kept: FileStore) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        lasting, ending, over = (cdn.headers_for(page("a:1", seconds=rest)) for rest in (90.9, 1.2, 0.5))

    assert [dict(each).get("Surrogate-Control") for each in (lasting, ending, over)] == [
        "max-age=90",
        "max-age=1",
        None,
    ]
    assert over == []


def test_a_member_and_whoever_asks_otherwise_get_nothing_that_a_cdn_would_keep(reader: Client) -> None:
    member = reader.get("/soundings/", headers={"cookie": f"{site.SESSION_COOKIE_NAME}=abc"})
    tagged = reader.get("/soundings/?utm_source=x")
    form = reader.get("/accounts/login/")
    missing = reader.get("/nothing/x.css")

    for answer in (member, tagged, form, missing):
        assert "Surrogate-Key" not in answer.headers
        assert "Surrogate-Control" not in answer.headers


def test_a_page_that_was_begun_before_a_change_is_not_for_a_cdn_either(soundings: Article) -> None:
    def slow(request: HttpRequest) -> HttpResponse:
        surrogate.shows(soundings.surrogate_key)
        soundings.save()  # by somebody else, meanwhile
        return HttpResponse("old words")

    answer = filling.keep_pages(alike(slow))(RequestFactory(headers={"host": HOST}).get("/soundings/"))

    assert answer.content == b"old words"
    assert "Surrogate-Control" not in answer.headers


def test_a_page_of_very_many_things_bears_their_kinds_and_goes_with_any_of_them() -> None:
    many = page(*(f"articles.article:{number}" for number in range(3000)), "chrome:en")

    header = dict(cdn.headers_for(many))["Surrogate-Key"]
    cdn.tell({"articles.article:9999"})

    assert sorted(header.split(" ")) == sorted(map(cdn.tag, ("articles.article:*", "chrome:*", cdn.ALL)))
    assert set(header.split(" ")) & set(waiting()[0][1]) == {cdn.tag("articles.article:*")}


@pytest.mark.parametrize("kind", KINDS)
def test_all_headers_of_any_page_fit_into_what_proxies_take(kind: str, settings: Any) -> None:
    settings.PAGE_CDN = Cdn(kind, "secret", ("place",))
    fullest = page(*(f"articles.article:{number}" for number in range(cdn.MOST_KEYS - 1)))

    own = cdn.headers_for(fullest)

    assert len(own[0][1].replace(",", " ").split(" ")) == cdn.MOST_KEYS
    # nginx takes 4,096 bytes of headers if nobody has told it otherwise.
    assert sum(len(f"{name}: {value}\r\n") for name, value in [*headers_for(HTML), *own]) < 3800


# --- After a change


def test_a_change_is_told_once_it_is_committed_and_once_more_when_nothing_old_is_on_its_way(
    reader: Client, soundings: Article
) -> None:
    reader.get("/soundings/")
    with transaction.atomic():
        soundings.save()
        before = waiting()

    first, second = waiting()
    (now,) = DBTaskResult.objects.ready()
    (later,) = DBTaskResult.objects.exclude(pk=now.pk)

    assert before == []
    assert first == second
    assert first[0] == "SU1Z0isxPaozGVKXdv0eY"
    assert {cdn.tag(soundings.surrogate_key), cdn.tag("articles.article")} <= set(first[1])
    assert timezone.now() < later.run_after < timezone.now() + cdn.ON_THE_WAY


def test_a_change_that_is_taken_back_is_told_to_nobody(soundings: Article) -> None:
    with transaction.atomic():
        soundings.save()
        transaction.set_rollback(True)

    assert waiting() == []


def test_whoever_could_not_tell_leaves_it_to_the_worker(soundings: Article, monkeypatch: Any) -> None:
    tell = cdn.tell
    with monkeypatch.context() as broken:
        broken.setattr(cdn, "tell", lambda keys: 1 / 0)
        soundings.save()  # without an error
    untold = list(Purge.objects.filter(is_done=False))

    assert (len(untold) > 0, cdn.tell, waiting()) == (True, tell, [])
    purging.keep_in_step(2**30)
    assert len(waiting()) == 2
    assert not Purge.objects.filter(is_done=False).exists()


def test_all_pages_and_very_many_keys_are_one_key() -> None:
    purging.purge_all()
    cdn.tell(f"a:{number}" for number in range(cdn.MOST_PURGED + 1))

    told = [set(tags) for _place, tags in waiting()]
    assert all(cdn.tag(cdn.ALL) in tags for tags in told)
    assert told[-1] == {cdn.tag(cdn.ALL)}


def test_a_page_whose_time_is_over_is_told_of_alone(reader: Client, kept: FileStore) -> None:
    reader.get("/soundings/")
    reader.get("/people/")
    found = kept.get("/soundings/")
    assert found is not None

    with time_machine.travel(found.valid_until + timedelta(seconds=1)):
        purging.keep_in_step(2**30)

    tags = set(waiting()[0][1])
    assert tags & set(cdn.tags_of(found.keys)) >= {cdn.tag(key) for key in cdn.own_keys("/soundings/")}
    assert cdn.tag("chrome:en") not in tags


def test_every_machine_of_varnish_is_told_by_a_task_of_its_own(settings: Any) -> None:
    settings.PAGE_CDN = Cdn("varnish", "", ("10.0.0.5:6081", "10.0.0.6:6081"))

    cdn.tell({"a:1"})

    assert sorted(place for place, _tags in waiting()) == ["10.0.0.5:6081"] * 2 + ["10.0.0.6:6081"] * 2


# --- Calls


def test_fastly_is_called_with_256_keys_at_a_time(edge: Any) -> None:
    tags = [f"{number:08x}" for number in range(300)]

    cdn.drop.call("SU1Z0isxPaozGVKXdv0eY", tags)

    assert [(method, path) for method, path, _headers, _body in edge.calls] == [
        ("POST", "/service/SU1Z0isxPaozGVKXdv0eY/purge")
    ] * 2
    assert [headers["Surrogate-Key"].split(" ") for _m, _p, headers, _b in edge.calls] == [tags[:256], tags[256:]]
    assert {headers["Fastly-Key"] for _m, _p, headers, _b in edge.calls} == {"secret"}


def test_cloudflare_is_called_with_100_tags_at_a_time(edge: Any, settings: Any) -> None:
    settings.PAGE_CDN = Cdn("cloudflare", "secret", ("023e105f4ecef8ad",))

    cdn.drop.call("023e105f4ecef8ad", [f"{number:08x}" for number in range(101)])

    method, path, headers, body = edge.calls[1]
    assert (method, path, body) == ("POST", "/client/v4/zones/023e105f4ecef8ad/purge_cache", '{"tags": ["00000064"]}')
    assert (headers["Authorization"], headers["Content-Type"]) == ("Bearer secret", "application/json")
    assert len(edge.calls) == 2


def test_varnish_is_asked_to_ban(edge: Any, settings: Any) -> None:
    settings.PAGE_CDN = Cdn("varnish", "", (edge.host,))

    cdn.drop.call(edge.host, ["00000001", "00000002"])

    ((method, path, headers, _body),) = edge.calls
    assert (method, path, headers["Surrogate-Key"]) == ("BAN", "/", "00000001 00000002")


@pytest.mark.parametrize("status", [301, 403, 429, 500])
def test_whatever_is_not_taken_is_tried_again_and_says_no_secret(status: int, edge: Any) -> None:
    edge.status = status

    with pytest.raises(cdn.Refused) as refusal:
        cdn.drop.call("SU1Z0isxPaozGVKXdv0eY", ["00000001"])

    assert str(refusal.value) == f"{edge.host} answered {status}."
    assert POLICIES[cdn.drop.module_path].tries > 100


def test_a_purge_waits_for_a_cdn_that_is_down_and_reaches_it_in_the_end(edge: Any, soundings: Article) -> None:
    edge.status = 503
    soundings.save()
    worker = SiteWorker()
    while_down = run_due(worker)
    edge.status = 200

    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        once_up = run_due(worker)

    # However many calls a slow machine makes of it.
    assert (set(while_down), set(once_up)) == ({"READY"}, {"SUCCESSFUL"})
    assert len(edge.calls) == len(while_down) + len(once_up)


def run_due(worker: SiteWorker) -> list[str]:
    """States of the calls that were due and have been tried."""
    due = list(DBTaskResult.objects.ready().filter(task_path=cdn.drop.module_path))
    for row in due:
        claimed = DBTaskResult.objects.get(pk=row.pk)
        claimed.claim(worker.worker_id)
        worker.run_task(claimed)
    return sorted(DBTaskResult.objects.get(pk=row.pk).status for row in due)


def test_a_place_that_is_no_longer_ours_is_told_nothing(edge: Any, settings: Any) -> None:
    cdn.drop.call("another", ["00000001"])
    settings.PAGE_CDN = None
    cdn.drop.call("SU1Z0isxPaozGVKXdv0eY", ["00000001"])

    assert edge.calls == []
