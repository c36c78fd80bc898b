"""What every test stands on. Loaded as a pytest plugin before the settings are read."""

import atexit
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

# Tests never touch the data of a site on this machine.
if "PYTEST_XDIST_WORKER" in os.environ or not os.environ.get("DATA"):
    os.environ["DATA"] = tempfile.mkdtemp(prefix="geopolist-tests-")
    atexit.register(shutil.rmtree, os.environ["DATA"], ignore_errors=True)
# Those who test side by side count apart: each has a database of Redis to itself, as of the others.
if os.environ.get("REDIS_URL") and (worker := os.environ.get("PYTEST_XDIST_WORKER", "")):
    own = f"db={int(worker.removeprefix('gw')) + 1}"
    os.environ["REDIS_URL"] += f"&{own}" if "?" in os.environ["REDIS_URL"] else f"?{own}"
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs an event loop in the test's own thread.

# Whitenoise warns of a folder that is not there, and warnings are errors here.
(Path(os.environ["DATA"]) / "static").mkdir(parents=True, exist_ok=True)

import pytest  # noqa: E402


@pytest.fixture(autouse=True, scope="session")
def watch_for_repeats() -> None:
    """zeal as if it were an installed app; it looks on while its middleware is at work."""
    from zeal.constants import initialize_app_registry
    from zeal.patch import patch

    initialize_app_registry()
    patch()


# What migrations write and no test changes; post_migrate would take as long to write it again as most tests take.
STANDING = ("django_content_type", "auth_permission", "auth_group", "auth_group_permissions")


@pytest.fixture(autouse=True, scope="session")
def swept() -> Iterator[None]:
    """After a test that commits its rows are deleted: Django's TRUNCATE makes every file of every table anew."""
    from django.db import connections, transaction
    from django.test import TransactionTestCase

    def sweep(test: TransactionTestCase) -> None:
        for alias in test._databases_names(include_mirrors=False):  # type: ignore[attr-defined]
            connection = connections[alias]
            names = connection.introspection.django_table_names(include_views=False)
            with transaction.atomic(alias), connection.cursor() as cursor:
                for name in sorted({*names} - {*STANDING}):
                    cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")  # noqa: S608  a table of ours

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", sweep)
        yield


@pytest.fixture(autouse=True)
def quick_and_quiet(settings: Any) -> None:
    """Cheap hashes, tasks run at once, static files as they are written; a query that a request repeats raises."""
    settings.MIDDLEWARE = ["zeal.middleware.zeal_middleware", *settings.MIDDLEWARE]
    # The admin's forms get a row and then its parent, one by one and once each: zeal sees the same line ask twice.
    settings.ZEAL_ALLOWLIST = [{"model": "*", "field": "get()"}]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.PAGE_STORE = "off"
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def fresh_counts(settings: Any) -> None:
    """A rolled-back database forgets its counts; Redis has to be told, or one test's reader is another's too many."""
    if not settings.REDIS_URL:
        return
    from redis import Redis

    with Redis.from_url(settings.REDIS_URL) as client:
        for key in client.scan_iter("guard:*"):
            client.delete(key)


@pytest.fixture(autouse=True)
def drawn_anew() -> None:
    """What surrounds pages was drawn under another test's settings."""
    from geopolist.identity import parts

    parts.forget()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A page that spoke another language must not be heard in the next test."""
    from django.utils import translation

    with translation.override("en"):
        yield


def pytest_itemcollected(item: Any) -> None:
    """A mark that no test has to carry: who asks a server."""
    has_database = item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames)
    has_redis = hasattr(item, "callspec") and "redis" in item.callspec.params.values()
    if has_database or has_redis:
        item.add_marker(pytest.mark.server)


class Demonstration(NamedTuple):
    address: str
    folder: Path


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: Any) -> Iterator[Demonstration]:
    """One for all tests of all processes, served by the command of `make run`, with a folder and an SQLite of its own.

    The first process that asks makes it, and ends it when no other one looks at it any more.
    """
    from geopolist.worker.tests.processes import PATIENCE, free_port, site, wait_for_line

    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    folder, told = shared / "site", shared / "site-address"
    with (shared / "site-making").open("w") as making, (shared / "site-users").open("w") as users:
        fcntl.flock(making, fcntl.LOCK_EX)
        if told.exists():
            fcntl.flock(making, fcntl.LOCK_UN)
            fcntl.flock(users, fcntl.LOCK_SH)
            yield Demonstration(told.read_text(), folder)
            return
        folder.mkdir()
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        with site(folder, DATABASE_URL="", REDIS_URL="", PORT=str(port), SITE_URL=address) as made:
            server = made.start("serve", "--prepare")
            wait_for_line(server, "Ready")
            told.write_text(address)
            fcntl.flock(making, fcntl.LOCK_UN)
            yield Demonstration(address, folder)
            fcntl.flock(users, fcntl.LOCK_EX)
            server.terminate()
            server.communicate(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, one for all tests. Ask for `tab` where what a page complains of matters."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("There is no Chromium here.")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield launched
        launched.close()


# What Chromium says when a page that fades into the next one is left for one that does not, such as the desk.
NO_FADE = "ViewTransition opt-in disabled"


def stop_the_clock(page: Any) -> None:
    """In all that `page` opens from now on time passes only by its `clock.run_for` and `clock.fast_forward`."""
    now = time.time()
    page.clock.install(time=now)
    page.clock.pause_at(now + 1)


@pytest.fixture
def new_tab(browser: Any) -> Iterator[Callable[[], Any]]:
    """Makes pages of people who know nothing of each other.

    `tab.complaints` is what a page said in the console or broke of the content security policy.
    """
    contexts = []

    def open_tab() -> Any:
        contexts.append(browser.new_context())
        page = contexts[-1].new_page()
        page.complaints = []
        page.on("console", lambda said: said.type in ("error", "warning") and page.complaints.append(said.text))
        page.on("pageerror", lambda error: NO_FADE in str(error) or page.complaints.append(str(error)))
        page.expose_function("complain", lambda text: page.complaints.append(text))
        page.add_init_script(
            "addEventListener('securitypolicyviolation',"
            " (event) => complain(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`))"
        )
        return page

    yield open_tab
    for context in contexts:
        context.close()


@pytest.fixture
def tab(new_tab: Callable[[], Any]) -> Any:
    """One of them."""
    return new_tab()
