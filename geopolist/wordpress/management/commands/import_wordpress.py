"""A WordPress site's export into this site."""

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from geopolist.guard import locks
from geopolist.wordpress.importing import Options, import_exports
from geopolist.wordpress.report import Report
from geopolist.wordpress.wxr import Refused

REFUSED, WITH_ERRORS = 1, 2
BUSY = (
    "Another import is at work: wait until it has ended, then begin again. One that was killed counts as at work for"
    " a quarter of an hour."
)
EVERY = 5.0  # seconds between lines of progress where there is no terminal


class Command(BaseCommand):
    help = (
        "Import a WordPress site from its export files (Tools > Export > All content), plain or .gz. Safe to repeat:"
        " what was imported before and did not change is left alone. Ends with 1 if a file is refused (nothing is"
        " written), with 2 if some records could not be kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="Export files of one site")
        parser.add_argument("--uploads", type=Path, metavar="DIR", help="The old site's wp-content/uploads")
        parser.add_argument("--dry-run", action="store_true", help="Write nothing; tell what would be done")
        parser.add_argument(
            "--repair", action="store_true", help="Mend the usual damage of a broken file, and count it"
        )
        parser.add_argument("--report", type=Path, metavar="DIR", help="Write report.txt and report.json there")
        parser.add_argument(
            "--timezone", default=settings.TIME_ZONE, help="The old site's, for items without UTC dates"
        )
        parser.add_argument("--default-author", default="", metavar="NAME", help="For items whose author is unknown")

    def handle(self, *args: Any, **options: Any) -> None:
        report = Report(dry_run=options["dry_run"], folder=options["report"])
        try:
            import_exports(options["files"], self._options(options), report, self._progress())
        except Refused as refused:
            raise CommandError(f"Refused, nothing was written. {refused}", returncode=REFUSED) from refused
        except locks.Taken as taken:
            raise CommandError(BUSY, returncode=REFUSED) from taken
        finally:
            report.close()
        self.stdout.write(report.text())
        self.stdout.write(self._ending(report))
        if report.has_failed:
            raise CommandError("Some records could not be kept: they are listed above.", returncode=WITH_ERRORS)

    def _options(self, options: dict[str, Any]) -> Options:
        try:
            zone = ZoneInfo(options["timezone"])
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise CommandError(f"{options['timezone']} is no time zone: write it like Europe/Istanbul.") from error
        uploads = options["uploads"]
        if uploads is not None and not uploads.is_dir():
            raise CommandError(f"{uploads} is no folder: --uploads takes the old site's wp-content/uploads.")
        return Options(
            uploads=uploads,
            dry_run=options["dry_run"],
            repair=options["repair"],
            zone=zone,
            default_author=options["default_author"],
        )

    def _ending(self, report: Report) -> str:
        if report.dry_run:
            return f"Dry run: nothing was written; {report.changes:,} records would be."
        if not report.changes:
            return "Nothing was written: all of it was here already, or is left out."
        return f"Done: {report.changes:,} records were written."

    def _progress(self) -> Any:
        begun, told = time.monotonic(), 0.0
        is_terminal = sys.stderr.isatty()

        def tell(kind: str, done: int, total: int) -> None:
            nonlocal told, begun
            now = time.monotonic()
            if done <= 50:
                begun = now
            if now - told < (0.2 if is_terminal else EVERY) and done < total:
                return
            told = now
            rate = done / max(now - begun, 0.001)
            left = f", {rate:,.0f} a second, {(total - done) / rate:,.0f} s left" if 50 < done < total else ""
            line = f"{kind}: {done:,} of {total:,}{left}"
            self.stderr.write(
                f"\r\x1b[K{line}" if is_terminal else line, ending="" if is_terminal and done < total else "\n"
            )

        return tell
