"""Milliseconds since 1970."""

import time


def now() -> int:
    return int(time.time() * 1000)
