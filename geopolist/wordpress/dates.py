"""Instants from the dates of an export: UTC if the file has it, else local time in the site's zone, else none."""

import re
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime

_RSS_DATE = re.compile(r"\d{1,2} [A-Z][a-z]{2} \d{4} ")
FIRST_YEAR, LAST_YEAR = 1800, 2200


def instant(gmt: str, local: str, zone: tzinfo, published: str = "") -> datetime | None:
    """The instant in UTC, or None.

    `gmt` and `local` are `2024-05-01 09:30:00`; zeros, 1970-01-01 00:00 and nonsense count as missing. `published` is
    the RSS date, used only when both are missing: WordPress writes a made-up one there for drafts.
    """
    if moment := _parsed(gmt):
        return moment.replace(tzinfo=UTC)
    if moment := _parsed(local):
        # A time that the clock skipped is read as if it had not been put forward.
        return moment.replace(tzinfo=zone).astimezone(UTC)
    return _from_rss(published)


def _parsed(text: str) -> datetime | None:
    try:
        moment = datetime.strptime(text.strip()[:19], "%Y-%m-%d %H:%M:%S")
    except ValueError:
        return None
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR and moment != datetime(1970, 1, 1) else None


def _from_rss(text: str) -> datetime | None:
    if not _RSS_DATE.search(text):  # the parser takes the year -0001 for 2000
        return None
    try:
        moment = parsedate_to_datetime(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        moment = moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # `30 Nov -0001` and the first day of 1970 are how WordPress writes "no date".
    if not FIRST_YEAR <= moment.year <= LAST_YEAR or moment < datetime(1970, 1, 2, tzinfo=UTC):
        return None
    return moment


def later(first: datetime | None, second: datetime | None) -> datetime | None:
    """The later of two instants, either of which may be missing."""
    return max((moment for moment in (first, second) if moment), default=None)
