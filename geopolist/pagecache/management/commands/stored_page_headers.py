"""The headers of stored pages for nginx: `manage.py stored_page_headers html`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from geopolist.pagecache.headers import ENDINGS, headers_for


class Command(BaseCommand):
    help = "Print the headers of stored pages as an include for nginx (deploy/nginx.conf)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ending", choices=sorted(ENDINGS.values()))

    def handle(self, *args: Any, **options: Any) -> None:
        content_type = next(name for name, ending in ENDINGS.items() if ending == options["ending"])
        for name, value in headers_for(content_type):
            quoted = value.replace("\\", "\\\\").replace('"', '\\"')
            self.stdout.write(f'add_header {name} "{quoted}";')
