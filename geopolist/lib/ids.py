"""Names that cannot be guessed or counted."""

import secrets

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


def public_id() -> str:
    """Twelve characters of a-z2-7 (60 bits) for an object that the public may name but not count."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))


def secret_key() -> str:
    """Twenty-six characters of a-z2-7 (130 bits): for folders whose content must not be found by guessing."""
    return "".join(secrets.choice(ALPHABET) for _ in range(26))
