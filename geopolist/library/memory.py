"""The C library keeps what a big picture needed, once for each thread, in case another one comes. Hand it back."""

import ctypes
from collections.abc import Callable

_trim: Callable[[int], int] | None
try:
    _trim = ctypes.CDLL(None).malloc_trim
except (OSError, AttributeError, TypeError):  # not glibc: other allocators give back by themselves
    _trim = None


def give_back() -> None:
    """Return free memory to the machine. Takes about a millisecond."""
    if _trim is not None:
        _trim(0)
