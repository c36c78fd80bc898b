"""What forbids that a site is served. Other apps register their own reasons under the same tag."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register, run_checks
from django.core.management.base import CommandError
from django.db import Error as DatabaseError
from django.db import connections

# `serve` and `work` make the checks that carry this tag, those for deployment among them, before they begin.
SERVING = "serving"


def refuse_to_serve() -> None:
    """Raises CommandError with every reason not to."""
    reasons = run_checks(tags=[SERVING], include_deployment_checks=True, databases=list(connections))
    if reasons:
        raise CommandError("\n".join(f"{reason.msg} {reason.hint}" for reason in reasons))


@register(SERVING, Tags.database)
def database_knows_every_letter(databases: Sequence[str] | None = None, **options: Any) -> list[CheckMessage]:
    """`migrate` makes this check too. A database that does not answer says so itself, later."""
    encodings = {alias: encoding_of(alias) for alias in databases or ()}
    return [
        Error(
            f"The PostgreSQL database {str(connections[alias].settings_dict['NAME'])!r} keeps its text as {encoding}: "
            "names in Turkish or Arabic are lost or refused there.",
            hint="Make it anew with: createdb --template=template0 --encoding=UTF8.",
            id="worker.E001",
        )
        for alias, encoding in encodings.items()
        if encoding not in ("", "UTF8")
    ]


def encoding_of(alias: str) -> str:
    """What PostgreSQL calls it; empty where there is none to ask."""
    if connections[alias].vendor != "postgresql":
        return ""
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()")
            return str(cursor.fetchone()[0])
    except DatabaseError:
        return ""
