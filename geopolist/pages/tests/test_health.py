"""healthz and readyz: each part broken in turn is named, and nothing else is told."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.storage import storages
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from geopolist.pages.views import health
from geopolist.worker.models import Heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def worker() -> None:
    Heartbeat.objects.create(worker="this:1", started_at=timezone.now(), ticked_at=timezone.now())


def fail(*_arguments: Any, **_options: Any) -> Any:
    raise OSError("secret-host:5432 refused user postgres")


def silent_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    Heartbeat.objects.update(ticked_at=timezone.now() - health.WORKER_SILENCE)


BREAK: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "cache": lambda patch: patch.setattr(type(cache._connections["default"]), "set", fail),  # type: ignore[attr-defined]
    "storage": lambda patch: patch.setattr(storages["private"], "save", fail),
    "migrations": lambda patch: patch.setattr(health, "MigrationExecutor", fail),
    "worker": silent_worker,
}


def test_all_parts_work(client: Client) -> None:
    response = client.get("/readyz")

    assert response.status_code == 200
    assert json.loads(response.content) == dict.fromkeys(("database", "cache", "storage", "migrations", "worker"), "ok")


@pytest.mark.parametrize("part", BREAK)
def test_a_broken_part_is_named_and_the_others_work(part: str, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    BREAK[part](monkeypatch)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert [name for name, state in json.loads(response.content).items() if state != "ok"] == [part]
    assert "secret" not in response.content.decode()


def test_the_log_says_why_a_part_is_broken(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    BREAK["storage"](monkeypatch)

    client.get("/readyz")

    (record,) = [record for record in caplog.records if record.name == "geopolist.pages"]
    assert (record.levelname, record.getMessage()) == ("ERROR", "not ready: storage fails")
    assert record.exc_info
    assert str(record.exc_info[1]) == "secret-host:5432 refused user postgres"


def test_a_site_whose_worker_never_ran_is_not_ready(client: Client) -> None:
    Heartbeat.objects.all().delete()

    assert json.loads(client.get("/readyz").content)["worker"] == "failing"


def test_without_a_database_it_still_answers(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "cursor", fail)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert json.loads(response.content) == {
        "database": "failing",
        "cache": "ok",
        "storage": "ok",
        "migrations": "failing",
        "worker": "failing",
    }


@pytest.mark.parametrize("alias", ["default", "private"])
def test_each_storage_must_take_a_file(alias: str, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storages[alias], "save", fail)

    assert json.loads(client.get("/readyz").content)["storage"] == "failing"


def test_a_database_that_is_gone_is_waited_for_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def gone() -> None:
        asked.append("a connection")
        raise OperationalError("couldn't get a connection")

    monkeypatch.setattr(connection, "cursor", gone)

    client.get("/readyz")

    assert asked == ["a connection"]


def test_a_cache_that_forgets_is_broken(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "cache", type("Forgetful", (), {"set": lambda *a: None, "get": lambda *a: None})())

    assert json.loads(client.get("/readyz").content)["cache"] == "failing"


def test_migrations_not_yet_applied_are_seen(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="articles", name="0003_editing").delete()

    assert json.loads(client.get("/readyz").content)["migrations"] == "failing"


def test_the_process_lives_whatever_is_broken(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for spoil in BREAK.values():
        spoil(monkeypatch)
    monkeypatch.setattr(connection, "cursor", fail)

    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.parametrize(("silence", "state"), [(-timedelta(seconds=1), "ok"), (timedelta(), "failing")])
def test_a_worker_is_silent_to_the_second(silence: timedelta, state: str, client: Client) -> None:
    now = timezone.now()
    Heartbeat.objects.update(ticked_at=now - health.WORKER_SILENCE - silence)

    with time_machine.travel(now, tick=False):
        assert json.loads(client.get("/readyz").content)["worker"] == state


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_nobody_keeps_an_answer(path: str, client: Client) -> None:
    assert "no-store" in client.get(path)["Cache-Control"]


def test_storage_is_left_as_it_was(client: Client) -> None:
    client.get("/readyz")

    assert [storages[alias].listdir("readyz") for alias in ("default", "private")] == [([], [])] * 2
