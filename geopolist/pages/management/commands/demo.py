"""Fill an empty site with a believable demonstration."""

import sys
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from geopolist.pages.demo import accounts, loading, removing
from geopolist.worker.preparing import refuse_unprepared


class Command(BaseCommand):
    help = "Fill an empty site with the demonstration, or remove it again. Refused on a live site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="Do nothing, and say nothing, on a site that has been begun"
        )
        parser.add_argument(
            "--now", type=instant, help="The instant all dates lead up to (ISO; without zone the site's)"
        )
        parser.add_argument("--yes", action="store_true", help="Remove what is not the demonstration's without asking")
        parser.add_argument(
            "--remove", action="store_true", help="Remove the demonstration and all that was added to it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unprepared()
        if options["remove"]:
            self.remove(is_certain=options["yes"])
        elif settings.IS_LIVE:
            raise CommandError("SITE_URL is https: the demonstration is for this machine only.")
        elif options["if_empty"]:
            # `serve` prints the accounts at each start: here only for who asked for the demonstration.
            if loading.is_untouched():
                self.load(options["now"])
        elif loading.is_empty():
            self.stdout.write(self.load(options["now"]))
        else:
            raise CommandError("The site has content already: remove it, or choose another DATA folder.")

    def load(self, now: datetime | None) -> str:
        """The demonstration with its accounts, or nothing at all."""
        loader = loading.Loader(self.stdout.write, now)
        drawings = loader.draw()
        with transaction.atomic():
            loader.load(drawings)
            return accounts.make()

    def remove(self, *, is_certain: bool) -> None:
        try:
            removing.check()
            if (others := removing.added_in_words()) and not is_certain:
                self.make_certain(others)
            self.stdout.write(removing.remove())
        except removing.NotADemo as error:
            raise CommandError(str(error)) from error

    def make_certain(self, others: str) -> None:
        """Whoever tried the site with texts of their own must not lose them by a word."""
        told = f"Not of the demonstration, but removed with it: {others}."
        if not sys.stdin.isatty():
            raise CommandError(f"{told} Nothing was removed: add --yes if they may go.")
        if input(f"{told} Remove all of it? [y/N] ").strip().lower() not in ("y", "yes"):
            raise CommandError("Nothing was removed.")


def instant(text: str) -> datetime:
    """Raises ValueError, which the parser of arguments turns into a sentence."""
    read = datetime.fromisoformat(text)
    return read if timezone.is_aware(read) else timezone.make_aware(read)
