"""People who may try the desk of a demonstration. Their password is made on the spot and kept beside the data."""

import secrets
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction

from accounts.models import User
from accounts.roles import groups

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
# address -> (name, role)
PEOPLE = {
    f"chief@{DOMAIN}": ("Demo chief editor", "chief editor"),
    f"editor@{DOMAIN}": ("Demo editor", "editor"),
    f"author@{DOMAIN}": ("Demo author", "author"),
    f"contributor@{DOMAIN}": ("Demo contributor", "contributor"),
    f"moderator@{DOMAIN}": ("Demo moderator", "moderator"),
    f"member@{DOMAIN}": ("Demo member", ""),
}


def file() -> Path:
    return settings.DATA / "demo-accounts.txt"


def make() -> str:
    """Create the accounts and write them down; returns what was written."""
    password = "-".join(secrets.choice(WORDS) for _ in range(5))
    for email, (name, role) in PEOPLE.items():
        user = User.objects.create_user(email, password, name=name)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        user.take_roles(groups().filter(name=role), of=[])
    lines = ["Demonstration accounts (sign in at /accounts/login/, the desk is at /admin/):"]
    lines += [f"  {email}  {name}" for email, (name, _role) in PEOPLE.items()]
    lines += [f"  password of all: {password}", ""]
    text = "\n".join(lines)
    file().touch(mode=0o600)
    file().write_text(text)
    return text


def remove() -> int:
    """Rows now, the file with their password once that is certain."""
    transaction.on_commit(lambda: file().unlink(missing_ok=True))
    return User.objects.filter(email__endswith=f"@{DOMAIN}").delete()[0]
