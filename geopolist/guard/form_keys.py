"""A form acts once, however often it is sent.

    form shown:  key = form_keys.issue("comment")
    form sent:   with transaction.atomic():
                     if form_keys.spend(key, "comment"):
                         comment = …
                         form_keys.remember(key, comment_address)
                 return redirect(form_keys.outcome(key))

The key carries its own signed time: showing a form writes nothing. Spending it writes one unique row, in the same
transaction as the effect, so both happen or neither, and a second sender waits and is then told what came of the first.
"""

import hashlib
import secrets

from django.core import signing
from django.db import connection

from geopolist.guard.clock import now
from geopolist.guard.models import SpentKey

OLDEST = 24 * 3600

_SPEND = "INSERT INTO guard_spentkey (key, outcome, spent_at) VALUES (%s, '', %s) ON CONFLICT (key) DO NOTHING"


class BadKey(Exception):
    """The key is none of ours, or not of this time. `reason` is "forged", "too soon" or "too old"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def issue(purpose: str = "form") -> str:
    """A new key for one showing of a form."""
    return _signer(purpose).sign(secrets.token_urlsafe(16))


def spend(key: str, purpose: str = "form", *, youngest: int = 0, oldest: int = OLDEST) -> bool:
    """True exactly once for a key; False for one spent before.

    Raises BadKey if it was not issued for this purpose, less than `youngest` seconds ago (no person is that quick), or
    more than `oldest`, at most a day: then its row may be gone.
    """
    _check(key, purpose, youngest, min(oldest, OLDEST))
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, [_digest(key), now()])
        return cursor.rowcount == 1


def remember(key: str, outcome: str) -> None:
    """Note what a spent key led to, such as the address of a receipt, for whoever sends the form again."""
    SpentKey.objects.filter(key=_digest(key)).update(outcome=outcome)


def outcome(key: str) -> str:
    """What was remembered for the key; empty if nothing."""
    return SpentKey.objects.filter(key=_digest(key)).values_list("outcome", flat=True).first() or ""


def _check(key: str, purpose: str, youngest: int, oldest: int) -> None:
    signer = _signer(purpose)
    try:
        signer.unsign(key, max_age=oldest)
    except signing.SignatureExpired:
        raise BadKey("too old") from None
    except signing.BadSignature:
        raise BadKey("forged") from None
    if youngest and _is_younger(signer, key, youngest):
        raise BadKey("too soon")


def _is_younger(signer: signing.TimestampSigner, key: str, seconds: int) -> bool:
    try:
        signer.unsign(key, max_age=seconds)
    except signing.SignatureExpired:
        return False
    return True


def _signer(purpose: str) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"geopolist.guard.form.{purpose}")


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
