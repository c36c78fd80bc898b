"""Remove every stored page: after an update of code, templates or static files."""

from typing import Any

from django.core.management.base import BaseCommand

from geopolist.pagecache import purging


class Command(BaseCommand):
    help = "Remove every stored page. Each is made anew for its next reader."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Removed {purging.purge_all()} pages.")
