"""How much is read lately: readings of a window, those of long ago counting less.

    score = sum of readings × 0.5 ^ (age / half-life), the half-life a quarter of the window

Exponential decay, as Cormode and others describe it for streams of events (“Forward Decay: A Practical Time Decay Model
for Streaming Systems”, ICDE 2009). The quarter is ours: at the far end of the window a reading weighs a sixteenth, so
that a list does not jump when it falls out. Ages are counted from the end of the hour or day in which it was read.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import models

from .models import DAY, HOUR, Tally

# {days of a window: length of the tallies it is made of}
WINDOWS = {1: HOUR, 7: DAY, 30: DAY}
HALF_LIVES = 4


def scores(model: type[models.Model], now: datetime) -> dict[int, Mapping[int, float]]:
    """{days: {key: score}} of all objects of `model` read in each window. Two queries."""
    found: dict[int, defaultdict[int, float]] = {days: defaultdict(float) for days in WINDOWS}
    for hours in set(WINDOWS.values()):
        windows = [days for days, length in WINDOWS.items() if length == hours]
        weights: dict[tuple[datetime, int], float] = {}
        for key, begins, readings in Tally.objects.since(model, hours, now - timedelta(days=max(windows))).iterator():
            for days in windows:
                if (begins, days) not in weights:
                    weights[begins, days] = weight(now - begins, hours, days)
                if weights[begins, days]:
                    found[days][key] += readings * weights[begins, days]
    return dict(found)


def weight(since_begin: timedelta, hours: int, days: int) -> float:
    """Of a reading in a span of so many hours that began so long ago; 0 outside the window of so many days."""
    if since_begin >= timedelta(days=days):
        return 0.0
    age = max(since_begin - timedelta(hours=hours), timedelta(0))
    return 0.5 ** (age / (timedelta(days=days) / HALF_LIVES))
