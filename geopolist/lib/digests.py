"""Short stand-ins for values, to tell whether something has changed."""

import hashlib
import json
from typing import Any


def digest_of(value: Any) -> str:
    """64 hexadecimal digits: the same for the same value, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()
