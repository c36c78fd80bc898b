"""Rows that no longer say anything are removed."""

from geopolist.guard.clock import now
from geopolist.guard.form_keys import OLDEST
from geopolist.guard.models import Counter, Lock, SpentKey
from geopolist.worker.schedule import every

# A form sent in its last second may still be on its way.
MARGIN = 3600


@every(name="guard: forget ended counters and locks", hours=1)
def forget() -> None:
    instant = now()
    Counter.objects.filter(ends_at__lte=instant).delete()
    Lock.objects.filter(ends_at__lte=instant).delete()
    SpentKey.objects.filter(spent_at__lte=instant - (OLDEST + MARGIN) * 1000).delete()
