"""The demonstration is for one machine: its accounts share a password that stands in a file."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.db import Error as DatabaseError

from geopolist.identity.models import SiteIdentity
from geopolist.worker.checks import SERVING


@register(SERVING, deploy=True)
def no_demonstration_is_live(app_configs: Any, **options: Any) -> list[CheckMessage]:
    try:
        is_exposed = SiteIdentity.objects.current().is_exposed_demo
    except DatabaseError:
        # Not there, or without tables yet: so nothing is in it.
        return []
    if not is_exposed:
        return []
    return [
        Error(
            "SITE_URL is https, and this site holds the demonstration.",
            hint="Remove it: python manage.py demo --remove, or python manage.py setup --remove-demo.",
            id="pages.E001",
        )
    ]
