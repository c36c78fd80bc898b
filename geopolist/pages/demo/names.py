"""Names of the demonstration's objects, made from what they are: elsewhere chance makes them."""

import uuid
from base64 import b32encode
from hashlib import blake2b

# A real site's come from chance: these are known to whoever reads this, and only a site on this machine has them.
PUBLIC, SECRET = 12, 26


def public_id(kind: str, name: str) -> str:
    return letters(f"{kind} {name}", PUBLIC)


def secret_key(kind: str, name: str) -> str:
    return letters(f"key of {kind} {name}", SECRET)


def group(name: str) -> uuid.UUID:
    """The group of translations that an article begins."""
    return uuid.uuid5(uuid.NAMESPACE_URL, name)


def letters(seed: str, count: int) -> str:
    """As many of a-z2-7, the same for the same seed."""
    return b32encode(blake2b(seed.encode(), digest_size=20).digest()).decode().lower()[:count]
