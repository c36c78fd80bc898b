"""What the steps of an import share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models

from geopolist.addresses.models import Address
from geopolist.addresses.paths import BadPath
from geopolist.wordpress.report import Report
from geopolist.wordpress.stage import Stage

from .ledger import Ledger

# Records in one transaction: on SQLite nobody else writes meanwhile.
BATCH = 25

type Progress = Callable[[str, int, int], None]


def _silent(what: str, done: int, total: int) -> None:
    return None


@dataclass(frozen=True)
class Options:
    """How to import. `zone` is that of the old site, for items that have only local dates."""

    uploads: Path | None = None
    dry_run: bool = False
    repair: bool = False
    zone: tzinfo = field(default_factory=lambda: ZoneInfo(settings.TIME_ZONE))
    default_author: str = ""


@dataclass
class Run:
    """One import: what is read, what is to be done, what has been done."""

    stage: Stage
    report: Report
    options: Options
    progress: Progress = _silent
    new_files: int = 0

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.stage.source, dry_run=self.options.dry_run)
        self.language = self._language()

    @property
    def writes(self) -> bool:
        return not self.options.dry_run

    def _language(self) -> str:
        """The site's language if we speak it, else our own default."""
        code = self.stage.site.language.lower().partition("-")[0]
        if code in dict(settings.LANGUAGES):
            return code
        if code:
            self.report.remark(
                f"The old site's language, {code}, is not one of this site's: texts are filed as English."
            )
        return settings.LANGUAGE_CODE

    def remember(self, obj: models.Model, keys: list[str]) -> list[str]:
        """Let old addresses lead to `obj`; notes on those that cannot."""
        notes: list[str] = []
        here = obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else ""
        for key in dict.fromkeys(filter(None, keys)):
            if key == here:
                continue
            try:
                if not Address.objects.remember(obj, key):
                    notes.append(f"the old address {key} leads elsewhere already")
            except BadPath:
                notes.append(f"the old address {key[:80]} is no address")
        return notes
