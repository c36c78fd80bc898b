"""Who signs in, in which role, and who did what."""

from . import factors, groups, log, sessions, users

__all__ = ["factors", "groups", "log", "sessions", "users"]
