"""Fill an empty site with a believable demonstration."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from geopolist.pages.demo import accounts, loading, removing


class Command(BaseCommand):
    help = "Fill an empty site with the demonstration, or remove it again. Refused on a live site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="Do nothing, and say nothing, on a site that has content"
        )
        parser.add_argument(
            "--now", type=datetime.fromisoformat, help="The instant all dates lead up to (ISO, with zone)"
        )
        parser.add_argument(
            "--remove", action="store_true", help="Remove the demonstration and all that was added to it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove"]:
            self.remove()
            return
        if settings.IS_LIVE:
            raise CommandError("SITE_URL is https: the demonstration is for this machine only.")
        if not loading.is_empty():
            if options["if_empty"]:
                return
            raise CommandError("The site has content already: remove it, or choose another DATA folder.")
        loading.Loader(self.stdout.write, options["now"]).load()
        written = accounts.make()
        # `serve` prints the accounts at each start: here only for who asked for the demonstration.
        if not options["if_empty"]:
            self.stdout.write(written)

    def remove(self) -> None:
        try:
            self.stdout.write(removing.remove())
        except removing.NotADemo as error:
            raise CommandError(str(error)) from error
