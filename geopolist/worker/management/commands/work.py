"""The worker process: `manage.py work`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from geopolist.worker.checks import refuse_to_serve
from geopolist.worker.working import SiteWorker


class Command(BaseCommand):
    help = "Run queued tasks and recurring jobs until told to end."
    requires_system_checks: list[str] = []  # the web process makes the others; this one starts faster

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", type=float, default=0.5, help="Seconds between two looks at the queue.")
        parser.add_argument("--parent", type=int, help="End when this process is no longer the parent.")

    def handle(self, *args: Any, interval: float, parent: int | None, **options: Any) -> None:
        refuse_to_serve()
        SiteWorker(interval=interval, parent=parent).work()
