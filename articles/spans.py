"""Years and months of the site's own zone, as the instants between which they lie. Pure functions of values."""

from datetime import datetime

from django.utils import timezone

type Span = tuple[datetime, datetime]


def year_span(year: int) -> Span:
    """From its first instant up to that of the next."""
    return first_of(year), first_of(year + 1)


def month_span(year: int, month: int) -> Span:
    return first_of(year, month), first_of(year + month // 12, month % 12 + 1)


def first_of(year: int, month: int = 1) -> datetime:
    return datetime(year, month, 1, tzinfo=timezone.get_default_timezone())
