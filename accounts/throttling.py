"""How often somebody may try."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from geopolist.guard import limits


@dataclass(frozen=True)
class Throttle:
    """So many `tries` in so many `seconds` for each key; a count that cannot be kept refuses (when Redis is down)."""

    scope: str
    tries: int
    seconds: int

    def count(self, key: str) -> None:
        """One more. Raises ValidationError, for the form that is being checked, when it is one too many."""
        verdict = limits.hit(self.scope, key, limit=self.tries, seconds=self.seconds, when_down="closed")
        if not verdict.allowed:
            minutes = max(1, -(-verdict.retry_after // 60))
            message = ngettext(
                "Too many tries. Wait a minute and try again.",
                "Too many tries. Wait %(minutes)d minutes and try again.",
                minutes,
            )
            raise ValidationError(message % {"minutes": minutes}, code="too_many_tries")
