"""Whether the process lives, and whether the site can serve."""

import logging
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from geopolist.lib.reading import read_only
from geopolist.worker.models import Heartbeat

logger = logging.getLogger("geopolist.pages")

# The worker ticks every ten seconds; twelve missed ticks are not a slow task.
WORKER_SILENCE = timedelta(minutes=2)


@read_only
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of anything else."""
    return HttpResponse("ok\n", content_type="text/plain")


@read_only
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when everything the site needs works; 503 with the parts that do not. Only the log says why."""
    parts = {name: works(name, check) for name, check in CHECKS.items()}
    if parts["database"] == "ok":
        parts |= {name: works(name, check) for name, check in CHECKS_OF_ROWS.items()}
    else:
        # Asking on would only wait for it once more each.
        parts |= dict.fromkeys(CHECKS_OF_ROWS, "failing")
    return JsonResponse(parts, status=200 if all(state == "ok" for state in parts.values()) else 503)


def works(name: str, check: Callable[[], bool]) -> str:
    try:
        return "ok" if check() else "failing"
    except Exception:
        # Whatever is broken, the other parts are still looked at.
        logger.exception("not ready: %s fails", name)
        return "failing"


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def cache_keeps() -> bool:
    key = f"readyz-{uuid4()}"
    cache.set(key, "1", 10)
    return cache.get(key) == "1"


def storage_writes() -> bool:
    """The public one and the private one: they may lie on different disks."""
    for storage in (storages["default"], storages["private"]):
        name = storage.save(f"readyz/{uuid4()}", ContentFile(b"ok"))
        storage.delete(name)
    return True


def migrations_are_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def worker_ticks() -> bool:
    last = Heartbeat.last_tick()
    return last is not None and last > timezone.now() - WORKER_SILENCE


CHECKS = {
    "database": database_answers,
    "cache": cache_keeps,
    "storage": storage_writes,
}
CHECKS_OF_ROWS = {
    "migrations": migrations_are_applied,
    "worker": worker_ticks,
}
