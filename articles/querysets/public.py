"""The one definition of public."""

from datetime import datetime

from django.db.models import Q


def public_at(now: datetime, prefix: str = "") -> Q:
    """Published, begun, not ended. `prefix` leads to the article from another table."""
    begun = Q(**{f"{prefix}status": "published", f"{prefix}published_at__lte": now})
    return begun & (Q(**{f"{prefix}ends_at": None}) | Q(**{f"{prefix}ends_at__gt": now}))
