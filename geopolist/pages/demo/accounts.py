"""People who may try the desk of a demonstration. Their password is made on the spot and kept beside the data."""

import secrets
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import transaction

DOMAIN = "demo.geopolist.example"
WORDS = [
    "anchor",
    "basin",
    "beacon",
    "cape",
    "channel",
    "delta",
    "fathom",
    "gulf",
    "harbour",
    "island",
    "lagoon",
    "meridian",
    "narrows",
    "reef",
    "sound",
    "strait",
]
# address -> (name, is superuser, permissions)
PEOPLE = {
    f"chief@{DOMAIN}": ("Demo chief editor", True, ()),
    f"editor@{DOMAIN}": ("Demo editor", False, ("articles", "library", "pages")),
    f"member@{DOMAIN}": ("Demo member", False, None),
}


def file() -> Path:
    return settings.DATA / "demo-accounts.txt"


def make() -> str:
    """Create the accounts and write them down; returns what was written."""
    password = "-".join(secrets.choice(WORDS) for _ in range(5))
    for email, (name, is_chief, apps) in PEOPLE.items():
        user = get_user_model().objects.create_user(
            email, password, name=name, is_staff=apps is not None, is_superuser=is_chief
        )
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        if apps:
            user.user_permissions.set(Permission.objects.filter(content_type__app_label__in=apps))
    lines = ["Demonstration accounts (sign in at /accounts/login/, the desk is at /admin/):"]
    lines += [f"  {email}  {name}" for email, (name, _chief, _apps) in PEOPLE.items()]
    lines += [f"  password of all: {password}", ""]
    text = "\n".join(lines)
    file().touch(mode=0o600)
    file().write_text(text)
    return text


def remove() -> int:
    """Rows now, the file with their password once that is certain."""
    transaction.on_commit(lambda: file().unlink(missing_ok=True))
    return get_user_model().objects.filter(email__endswith=f"@{DOMAIN}").delete()[0]
