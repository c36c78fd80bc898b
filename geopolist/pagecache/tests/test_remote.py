"""What Redis may do to the pages that are kept in it, and what readers get of it. Only where the run has one."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.conf import settings as site
from django.db import OperationalError
from django.test import Client
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import ResponseError

from articles.models import Article
from articles.tests.make import make_article, make_site
from geopolist.pagecache import purging, remote
from geopolist.pagecache.door import page_for
from geopolist.pagecache.models import Purge
from geopolist.pagecache.remote import RedisStore
from geopolist.pagecache.tests.test_store import page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.parametrize("kept", ["redis"], indirect=True)]
HOST = f"127.0.0.1:{site.PORT}"
ASKED = {"REQUEST_METHOD": "GET", "PATH_INFO": "/soundings/", "HTTP_HOST": HOST}


@pytest.fixture
def reader() -> Client:
    return Client(headers={"host": HOST})


@pytest.fixture(autouse=True)
def soundings(kept: RedisStore) -> Article:
    make_site()
    made = make_article("Soundings")
    purging.vouch(kept, now(kept))
    return made


def now(kept: RedisStore) -> int:
    seconds, microseconds = kept.ask(lambda client: client.time())
    return int(seconds * 1000 + microseconds // 1000)


def let_word_end(kept: RedisStore) -> None:
    kept.ask(lambda client: client.delete(remote.TRUSTED))


@contextmanager
def silence(kept: RedisStore) -> Iterator[None]:
    """Nobody reaches Redis inside of it."""
    with patch.object(kept.connection, "ask", no_answer):
        yield


def no_answer(_question: Any) -> None:
    raise NoConnection("Connection refused.")


def retitle(soundings: Article) -> None:
    soundings.title = "Depths"
    soundings.save()
    soundings.settle()


# --- The store's word


def test_without_its_word_the_store_gives_nothing_out(kept: RedisStore) -> None:
    kept.put("/", page(), number_of(kept))
    let_word_end(kept)
    without = kept.get("/")
    since = kept.doubted_since()
    assert since is not None
    purging.vouch(kept, since)

    assert without is None
    assert kept.get("/") is not None
    assert kept.doubted_since() is None


def number_of(kept: RedisStore) -> int:
    return int(kept.ask(lambda client: client.hget(remote.STATE, "number")))


def test_the_word_lasts_as_long_as_is_said_by_the_clock_of_redis(kept: RedisStore, monkeypatch: Any) -> None:
    monkeypatch.setattr(remote, "WORD", 1_000)
    kept.trust(number_of(kept), now(kept))
    left = kept.ask(lambda client: client.pttl(remote.TRUSTED))
    # It was sent long ago, and comes only now.
    kept.trust(number_of(kept), now(kept) - 1_001)

    assert 0 < left <= 1_000
    assert kept.doubted_since() is not None


def test_a_reader_finds_what_is_there_when_the_word_has_run_out(kept: RedisStore, reader: Client) -> None:
    first = reader.get("/soundings/").content
    let_word_end(kept)
    before = page_for(ASKED)
    kept.claim("/soundings/")  # nobody could make it

    assert before is None
    assert reader.get("/soundings/").content == first
    assert page_for(ASKED) is not None


def test_a_database_that_is_away_takes_no_stored_page_along(kept: RedisStore, reader: Client, monkeypatch: Any) -> None:
    def away(*_words: Any) -> None:
        raise OperationalError("the database system is shutting down")

    first = reader.get("/soundings/").content
    let_word_end(kept)
    monkeypatch.setattr(purging, "vouch", away)

    assert reader.get("/soundings/").content == first
    assert page_for(ASKED) is not None


# --- What Redis did not hear of


def test_a_purge_that_did_not_reach_redis_is_made_up_for_before_a_page_is_given_out(
    kept: RedisStore, reader: Client, soundings: Article
) -> None:
    reader.get("/soundings/")
    with silence(kept):
        retitle(soundings)
    let_word_end(kept)
    left = list(Purge.objects.filter(is_done=False))
    door = page_for(ASKED)
    answer = reader.get("/soundings/")

    assert left
    assert door is None
    assert b"Depths" in answer.content
    assert not Purge.objects.filter(is_done=False).exists()
    assert [found.bodies["identity"] for found in [page_for(ASKED)] if found] == [answer.content]


def test_nobody_vouches_while_a_purge_is_left(kept: RedisStore, soundings: Article, monkeypatch: Any) -> None:
    Purge.objects.create(keys=["sea"])
    let_word_end(kept)
    monkeypatch.setattr(purging, "carry_out", lambda: None)  # it was committed just now

    purging.vouch(kept, now(kept))

    assert kept.doubted_since() is not None


def everything(kept: RedisStore) -> dict[bytes, bytes]:
    return kept.ask(lambda client: {key: client.dump(key) for key in client.scan_iter("pages:*")})


def restore(kept: RedisStore, snapshot: dict[bytes, bytes]) -> None:
    for key in everything(kept):
        kept.ask(lambda client, key=key: client.delete(key))
    for key, value in snapshot.items():
        kept.ask(lambda client, key=key, value=value: client.restore(key, 0, value))
    let_word_end(kept)


@pytest.mark.parametrize("is_purged_again", [False, True])
def test_a_redis_that_comes_back_from_an_older_snapshot_gives_none_of_it_out(
    kept: RedisStore, reader: Client, soundings: Article, *, is_purged_again: bool
) -> None:
    reader.get("/soundings/")
    reader.get("/people/")
    snapshot = everything(kept)
    retitle(soundings)
    restore(kept, snapshot)
    if is_purged_again:
        purging.remove(["/people/"], kept)
    first = reader.get("/soundings/").content

    assert b"Depths" in first
    assert [found.bodies["identity"] for found in [page_for(ASKED)] if found] == [first]
    assert kept.get("/people/") is None


def test_a_page_that_went_for_want_of_room_does_not_come_back_with_a_snapshot(
    kept: RedisStore, reader: Client, soundings: Article
) -> None:
    reader.get("/soundings/")
    snapshot = everything(kept)
    purging.keep_in_step(0)
    restore(kept, snapshot)
    retitle(soundings)
    reader.get("/people/")

    assert kept.doubted_since() is None
    assert page_for(ASKED) is None


def test_a_redis_that_was_emptied_is_filled_again(kept: RedisStore, reader: Client, soundings: Article) -> None:
    reader.get("/soundings/")
    restore(kept, {})
    empty = page_for(ASKED)
    reader.get("/soundings/")
    again = page_for(ASKED)
    retitle(soundings)

    assert empty is None
    assert again is not None
    assert page_for(ASKED) is None
    assert b"Depths" in reader.get("/soundings/").content


@pytest.mark.parametrize("is_emptied", [False, True])
def test_a_page_that_comes_late_is_not_taken(kept: RedisStore, *, is_emptied: bool) -> None:
    number = number_of(kept)
    if is_emptied:
        restore(kept, {})
    else:
        purging.remove(["/people/"], kept)

    kept.put("/", page(), number)
    purging.vouch(kept, now(kept))

    assert kept.get("/") is None


def test_a_removal_that_comes_late_or_twice_costs_the_store_and_no_reader(kept: RedisStore, reader: Client) -> None:
    reader.get("/soundings/")
    kept.drop(["/people/"], number_of(kept))
    nothing = page_for(ASKED)
    answer = reader.get("/soundings/")

    assert nothing is None
    assert answer.status_code == 200
    assert page_for(ASKED) is not None


# --- Redis away, or slow


def test_readers_do_without_redis_and_the_log_says_so_once(kept: RedisStore, reader: Client, caplog: Any) -> None:
    with silence(kept):
        answers = [reader.get(path).status_code for path in ("/soundings/", "/people/", "/soundings/", "/nothing/")]
        doors = [page_for(ASKED) for _time in range(3)]
    back = reader.get("/soundings/")

    assert (answers, doors, back.status_code) == ([200, 200, 200, 404], [None] * 3, 200)
    said = ["Redis does not answer, Django makes every page: Connection refused.", "Redis answers again"]
    assert [line.message for line in caplog.records if line.name == "geopolist.pagecache"] == said
    assert not any(line.exc_info for line in caplog.records if line.name == "geopolist.pagecache")
    assert page_for(ASKED) is not None


def test_a_redis_that_hangs_is_not_waited_for(kept: RedisStore, caplog: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        slow = RedisStore(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        found = [slow.get("/") for _time in range(50)]
        with pytest.raises(remote.Away):
            slow.put("/", page(), 0)

    assert found == [None] * 50
    assert len(caplog.records) == 1


def test_a_redis_that_is_full_still_gives_out_what_it_has(kept: RedisStore, reader: Client, caplog: Any) -> None:
    def full(_question: Any) -> None:
        raise ResponseError("OOM command not allowed when used memory > 'maxmemory'.")

    reader.get("/soundings/")
    with patch.object(kept, "put", lambda *_words: kept.ask(full)):
        status = reader.get("/people/").status_code
        found = page_for(ASKED)

    assert (status, found is None, kept.get("/people/")) == (200, False, None)
    said = ["a page is not kept: Redis refuses: OOM command not allowed when used memory > 'maxmemory'."]
    assert [line.message for line in caplog.records] == said


def test_a_page_ends_by_the_clock_of_whoever_reads(kept: RedisStore, reader: Client) -> None:
    reader.get("/soundings/")
    found = page_for(ASKED)
    assert found is not None
    # Another machine, a few seconds ahead.
    with time_machine.travel(found.valid_until + timedelta(seconds=2)):
        assert page_for(ASKED) is None


def test_redis_forgets_a_page_by_itself_when_its_time_is_over(kept: RedisStore) -> None:
    kept.put("/", page(), number_of(kept))
    left = kept.ask(lambda client: client.pttl(f"{remote.PAGE}/"))

    assert timedelta(minutes=59) < timedelta(milliseconds=left) <= timedelta(hours=1)


def test_the_claim_of_one_who_died_ends_by_itself(kept: RedisStore) -> None:
    kept.claim("/")

    assert 0 < kept.ask(lambda client: client.pttl(f"{remote.CLAIM}/")) <= remote.PATIENCE


def test_only_the_encoding_that_is_asked_for_travels(kept: RedisStore) -> None:
    kept.put("/", page(), number_of(kept))

    assert [list(found.bodies) for each in ("br", "gzip", "identity") if (found := kept.get("/", each))] == [
        ["br"],
        ["gzip"],
        ["identity"],
    ]
