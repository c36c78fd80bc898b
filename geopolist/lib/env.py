"""Settings from the environment: each reader refuses a wrong value with a sentence that says what to do."""

import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from email.utils import parseaddr
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

LOOPBACK = ("127.0.0.1", "localhost", "::1")
# What a secret key has at least: characters, and different ones among them.
LONG, VARIED = 50, 10
NUMBER = re.compile(r"-?[0-9]{1,15}")
HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:.]*:[0-9a-f:.]*")
# What Django compares a request's host with: no port, brackets around an IPv6 address, a dot before a whole domain.
ALLOWED_HOST = re.compile(r"\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]")
# Of an address of a CDN: who we are there, and where. A Varnish knows us by our own address.
CDN = re.compile(
    r"(?:(?P<kind>fastly|cloudflare)://(?P<token>[A-Za-z0-9._~-]+)@(?P<place>[A-Za-z0-9]+)"
    r"|varnish://(?P<places>[a-z0-9.-]+(?::[0-9]{1,5})?(?:,[a-z0-9.-]+(?::[0-9]{1,5})?)*))"
)


class Environment:
    """Typed access to environment variables. An empty value counts as unset."""

    def __init__(self, variables: Mapping[str, str] = os.environ) -> None:
        self.variables = variables

    def text(self, name: str, default: str = "") -> str:
        return self.variables.get(name, "").strip() or default

    def number(self, name: str, default: int, *, low: int = 0, high: int = 2**31) -> int:
        value = self.text(name, str(default))
        if not NUMBER.fullmatch(value) or not low <= int(value) <= high:
            raise ImproperlyConfigured(f"{name} is {value!r}: set it to a whole number from {low} to {high}.")
        return int(value)

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.text(name, "1" if default else "0").lower()
        if value not in ("0", "1", "true", "false"):
            raise ImproperlyConfigured(f"{name} is {value!r}: set it to 1 or 0.")
        return value in ("1", "true")

    def choice(self, name: str, default: str, among: tuple[str, ...]) -> str:
        value = self.text(name, default)
        if value not in among:
            raise ImproperlyConfigured(f"{name} is {value!r}: choose one of {', '.join(among)}, or unset it.")
        return value

    def words(self, name: str, default: str = "") -> list[str]:
        return [word for word in (part.strip() for part in self.text(name, default).split(",")) if word]

    def hosts(self, name: str) -> list[str]:
        """Names of hosts in lower case, `.example.org` for a domain with all below it."""
        hosts = [word.lower() for word in self.words(name)]
        for host in hosts:
            if not ALLOWED_HOST.fullmatch(host):
                raise ImproperlyConfigured(
                    f"{name} has {host!r}: set it to hosts parted by commas, such as www.example.org, .example.net, "
                    "without https:// and port, letters of other scripts in their ASCII form (xn--…)."
                )
        return hosts

    def zone(self, name: str, default: str) -> str:
        """A zone's name in the tz database."""
        value = self.text(name, default)
        try:
            return ZoneInfo(value).key
        except (KeyError, ValueError, OSError) as error:  # unknown; a path or no zone's file; a folder such as Europe
            raise ImproperlyConfigured(
                f"{name} is {value!r}: set it to a zone of the tz database, such as Europe/Istanbul or UTC."
            ) from error

    def sender(self, name: str, default: str) -> str:
        """An e-mail address, alone or as `Name <address>`. Ours by default is not looked at: a host may have no dot."""
        value = self.text(name)
        if value and not is_sender(value):
            raise ImproperlyConfigured(
                f"{name} is {value!r}: set it to an e-mail address, such as desk@example.org or "
                "The Desk <desk@example.org>, a name that holds a comma in quotation marks."
            )
        return value or default

    def folder(self, name: str, default: Path) -> Path:
        """The folder, made where it is missing, and written to once: only that tells whether it can be."""
        text = self.text(name, str(default))
        try:
            path = Path(text).expanduser().resolve()
            path.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path, prefix="probe-") as probe:
                probe.write(b"ok")
        except (OSError, RuntimeError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            raise ImproperlyConfigured(
                f"{name} is {text!r}: set it to a folder that this user may write to ({reason})."
            ) from error
        return path


def secret_key(given: str, kept: Path, *, is_live: bool) -> str:
    """What the environment gives; on this machine else the key in `kept`, which is made once."""
    if is_live and len(given) < LONG:
        raise ImproperlyConfigured(
            f"SECRET_KEY is missing or shorter than {LONG} characters: a site on https needs its own."
        )
    if is_live and len(set(given)) < VARIED:
        raise ImproperlyConfigured(
            f"SECRET_KEY has fewer than {VARIED} different characters: a site on https needs one made at random."
        )
    return given or kept_key(kept)


def kept_key(file: Path) -> str:
    """The key in `file`, where it is made first if it is missing. Of two that make one at once, one is kept."""
    try:
        if not file.exists():
            # Whole or not at all: who was stopped in between would leave an empty file, and that is no key.
            with tempfile.NamedTemporaryFile("w", dir=file.parent, prefix=file.name) as made:
                made.write(secrets.token_urlsafe(64))
                made.flush()
                with suppress(FileExistsError):
                    file.hardlink_to(made.name)
        key = file.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"The site's own key cannot be read or made: {error}.") from error
    if len(key) < LONG or len(set(key)) < VARIED:
        raise ImproperlyConfigured(
            f"{str(file)!r} holds no key: remove the file, and a new one is made. Everybody will have to sign in again."
        )
    return key


def site(address: str) -> SplitResult:
    """The site's own address, checked: https anywhere, or http on this machine only. No path, query or user."""
    parts = split(address)
    if parts is None or parts.scheme not in ("http", "https") or not HOST.fullmatch(parts.hostname or ""):
        raise ImproperlyConfigured(
            f"SITE_URL is {address!r}: set it to an address such as https://www.example.org, "
            "letters of other scripts in their ASCII form (xn--…)."
        )
    if parts.path not in ("", "/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise ImproperlyConfigured(f"SITE_URL is {address!r}: give the scheme and host only, nothing after them.")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise ImproperlyConfigured(
            f"SITE_URL is {address!r}: plain http is for this machine only (127.0.0.1). Use https for any other host."
        )
    return parts


def is_sender(text: str) -> bool:
    """Whether mail may come from `text`: an e-mail address, alone or in <> behind a name."""
    try:
        validate_email(parseaddr(text)[1])
    except ValidationError:
        return False
    return text.isprintable()


def split(address: str) -> SplitResult | None:
    """The parts of an address; None where it has none, or a port that is no port."""
    try:
        parts = urlsplit(address)
        return parts if parts.port is None or parts.port > 0 else None
    except ValueError:
        return None


def database(address: str, default_file: Path) -> dict[str, Any]:
    """Django's DATABASES entry: SQLite in `default_file`, or PostgreSQL from `postgresql://user:password@host:port/name`.

    `host` may be a percent-encoded socket folder. Query parameters become libpq options (`sslmode=require`), but for
    `prepared=off`: a pooler that gives each transaction another connection may know no prepared statements.
    """
    if not address:
        return sqlite(default_file)
    parts = split(address)
    # Never the value itself: it holds a password.
    if parts is None or parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/") or parts.fragment:
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read: leave it empty for SQLite, or set postgresql://user:password@host:5432/name "
            "with percent signs for what has a meaning in addresses (# is %23, @ is %40, / is %2F)."
        )
    options = dict(parse_qsl(parts.query))
    is_prepared = options.pop("prepared", "on") != "off"
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        # A pool keeps connections itself, so Django must not.
        "CONN_MAX_AGE": 0,
        "OPTIONS": {
            # More connections than threads ask for: who waits for one waits for a database that is gone.
            "pool": {"min_size": 1, "max_size": 8, "timeout": 3},
            # What a connection has asked five times is planned no more: planning costs more than most answers.
            "server_side_binding": is_prepared,
            "prepare_threshold": 5 if is_prepared else None,
            **options,
        },
        # Whatever the server makes by itself, which may know no letters but ASCII's.
        "TEST": {"CHARSET": "UTF8", "TEMPLATE": "template0"},
    }


def sqlite(file: Path) -> dict[str, Any]:
    """SQLite for a real site: readers beside one writer (WAL), and a writer that waits instead of failing.

    The file is made here, for its owner alone: SQLite would let everybody on the machine read it.
    """
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise ImproperlyConfigured(
            f"The database {str(file)!r} cannot be written ({error.strerror}): give it to this user."
        ) from error
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        # For good: opening it anew for each request costs as much as two questions.
        "CONN_MAX_AGE": None,
        # A file, not memory: tests with several processes share it.
        "TEST": {"NAME": file.with_name("test.sqlite3")},
        "OPTIONS": {
            "timeout": 20,
            # A transaction that reads first and writes later fails under WAL when another wrote in between.
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                "PRAGMA cache_size=-20000; PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY;"
            ),
        },
    }


def mailer(address: str, mail_folder: Path) -> dict[str, Any]:
    """How mail leaves: `smtp://user:password@host:587` (STARTTLS), `smtps://…:465`, or files in `mail_folder`."""
    if not address:
        return {"BACKEND": "geopolist.mail.backend.FolderBackend", "OPTIONS": {"folder": mail_folder}}
    parts = split(address)
    if parts is None or parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.fragment or parts.query:
        raise ImproperlyConfigured(
            "MAIL_URL cannot be read: set smtp://user:password@host:587 or smtps://user:password@host:465 "
            "with percent signs for what has a meaning in addresses (# is %23, @ is %40, / is %2F)."
        )
    plain = parts.hostname in LOOPBACK and not parts.username
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or (465 if parts.scheme == "smtps" else 587),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp" and not plain,
            "timeout": 20,
        },
    }


def redis(address: str) -> str:
    """The address of a Redis, checked; empty for none."""
    parts = split(address)
    if address and (
        parts is None or parts.scheme not in ("redis", "rediss", "unix") or not (parts.netloc or parts.path)
    ):
        raise ImproperlyConfigured(
            "REDIS_URL cannot be read: leave it empty for none, or set redis://host:6379/0 (rediss:// with TLS)."
        )
    return address


class Cdn(NamedTuple):
    """What stands in front of the site: `fastly`, `cloudflare` or `varnish`; its services, zones or machines."""

    kind: str
    token: str
    places: tuple[str, ...]


def cdn(address: str) -> Cdn | None:
    """`fastly://TOKEN@SERVICE`, `cloudflare://TOKEN@ZONE` or `varnish://host:port,host:port`; None for none."""
    if not address:
        return None
    parts = CDN.fullmatch(address)
    # Never the value itself: it holds a token.
    if parts is None:
        raise ImproperlyConfigured(
            "PAGE_CDN cannot be read: leave it empty for none, or set fastly://TOKEN@SERVICE-ID, "
            "cloudflare://TOKEN@ZONE-ID or varnish://host:port, several machines parted by commas."
        )
    if parts["places"]:
        return Cdn("varnish", "", tuple(parts["places"].split(",")))
    return Cdn(parts["kind"], parts["token"], (parts["place"],))
