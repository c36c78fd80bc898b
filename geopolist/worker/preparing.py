"""What must be done before the site can be served, each only if it is needed: migrations, demo, static files."""

import hashlib
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import storages
from django.core.management import CommandError, call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def prepare(say: Callable[[str], object]) -> None:
    """Bring database, demo and static files up to date. Quick when they are."""
    if pending_migrations():
        say("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False)
    if not settings.IS_LIVE and "demo" in get_commands():
        call_command("demo", "--if-empty")
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    wanted = static_fingerprint()
    if not stamp.exists() or stamp.read_text() != wanted:
        say("Preparing style sheets, scripts and fonts …")
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(wanted)


def refuse_unprepared() -> None:
    """Raises CommandError where a command would only find that its tables are not there."""
    if pending_migrations():
        raise CommandError("The database is not prepared: run `python manage.py migrate` first.")


def pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def static_fingerprint() -> str:
    """Changes when a static file, or the code that prepares them, does."""
    lines = sorted(f"{name} {file.stat().st_size} {file.stat().st_mtime_ns}" for name, file in _static_files())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _static_files() -> Iterator[tuple[str, Path]]:
    for finder in get_finders():
        for name, storage in finder.list(ignore_patterns=[]):
            yield name, Path(storage.path(name))
    yield "storage", Path(inspect.getfile(type(storages["staticfiles"])))
