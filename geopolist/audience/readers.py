"""A reader, as far as it must be known that two readings are one's: a hash that cannot be led back, and changes daily.

It is made of the network address and the browser's name with two keys: the day's salt, which lies in the database so
that all processes agree, and the site's own secret, which does not. The salt is destroyed when its day is over: the
worker deletes it, and from then on nothing that was hashed with it can be tried out. Whoever reads across midnight is
still one reader, because the former salt is kept, to look and no longer to write, for the half hour in which that
matters.
"""

import secrets
from datetime import UTC, date, datetime, timedelta

from django.utils.crypto import salted_hmac

from .models import Salt

# Half an hour, the convention of web analytics for the end of a visit.
WINDOW = timedelta(minutes=30)
DAY = timedelta(days=1)
LENGTH = 32


def names(address: str, agent: str, now: datetime) -> list[str]:
    """What the reader is called today, and in the first half hour of a day what they were called yesterday."""
    salts = [salt_of(today(now)), *former_salts(now)]
    return [hashed(salt, address, agent) for salt in salts]


def hashed(salt: str, address: str, agent: str) -> str:
    """128 bits. No address holds a line break, so no two readers are the same text."""
    return salted_hmac(f"geopolist.audience.{salt}", f"{address}\n{agent}", algorithm="sha256").hexdigest()[:LENGTH]


def today(now: datetime) -> date:
    return now.astimezone(UTC).date()


def salt_of(day: date) -> str:
    """The day's salt: whoever comes first makes it, everybody else finds it."""
    return Salt.objects.get_or_create(day=day, defaults={"value": secrets.token_hex(32)})[0].value


def former_salts(now: datetime) -> list[str]:
    """Yesterday's salt while it is still of use, if there is one."""
    day = today(now - WINDOW)
    return [] if day == today(now) else list(Salt.objects.filter(day=day).values_list("value", flat=True))


def forget(now: datetime) -> None:
    """Destroy the salts that are no longer of use."""
    Salt.objects.filter(day__lt=today(now - WINDOW)).delete()
