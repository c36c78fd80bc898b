"""The whole site in one command: `manage.py serve`. What `make run` runs."""

import signal
import time
from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from geopolist.worker import serving
from geopolist.worker.checks import refuse_to_serve
from geopolist.worker.preparing import prepare

# A server that cannot start even once has a fault that no restart mends.
STARTS_BEFORE_GIVING_UP = 3


class Command(BaseCommand):
    help = "Serve the site on 127.0.0.1: the web server and the worker, until Ctrl-C."
    requires_system_checks: list[str] = []  # the web server makes the others when it starts

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--prepare", action="store_true", help="First migrate, load the demo, collect static files."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            listener = serving.listen(settings.PORT)
        except serving.PortTaken as error:
            raise CommandError(
                f"Port {settings.PORT} is taken by another program. Stop it, or choose another port: "
                f"make run PORT={settings.PORT + 1}"
            ) from error
        except serving.PortForbidden as error:
            raise CommandError(
                f"Port {settings.PORT} is not for this user to open: choose one from 1024 on, such as "
                "make run PORT=8000, and let a proxy in front of the site listen there."
            ) from error
        refuse_to_serve()
        if options["prepare"]:
            self._prepare()
        if "purge_pages" in get_commands():
            # They may be those of another version.
            call_command("purge_pages", stdout=StringIO())
        let_go_of_databases()
        self._serve(serving.Supervisor([serving.web(listener), serving.worker()], say=self.say))

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def _prepare(self) -> None:
        try:
            prepare(self.say)
        except KeyboardInterrupt:
            raise SystemExit(130) from None

    def _serve(self, supervisor: serving.Supervisor) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, supervisor.stop)
        server = supervisor.children[0]
        try:
            supervisor.watch(is_done=lambda: server.failures >= STARTS_BEFORE_GIVING_UP or self._answers(server))
            if server.failures >= STARTS_BEFORE_GIVING_UP:
                raise CommandError("The web server does not start: the reason stands above.")
            if supervisor.running:
                self._announce()
            supervisor.watch()
        finally:
            supervisor.end()

    def _answers(self, server: serving.Child) -> bool:
        # The socket is ours and accepts before the server does: asking at once would only wait.
        has_begun = server.process is not None and time.monotonic() - server.started > 0.5
        return has_begun and serving.answers(settings.PORT)

    def _announce(self) -> None:
        self.say(f"Ready: http://127.0.0.1:{settings.PORT}/")
        accounts = Path(settings.DATA) / "demo-accounts.txt"
        if accounts.exists():
            self.say(accounts.read_text().rstrip())


def let_go_of_databases() -> None:
    """The parent needs none any more, and a pool's threads would only look for one that is gone."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]
