"""A site starts with right settings or not at all, and then says what to do. Each case is a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEY = "a-key-of-sixty-characters-that-nobody-else-has-0123456789-abc"
LIVE = {"SITE_URL": "https://www.example.org", "SECRET_KEY": KEY, "MAIL_URL": "smtp://me:pw@mail.example.org:587"}
WORKSHOP = {"SITE_URL": "http://127.0.0.1:8000"}
ASKED = """
import json
from django.conf import settings
names = %r
print(json.dumps({name: getattr(settings, name) for name in names}, default=str))
"""


def run(folder: Path, variables: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    """Python with these words in an environment of `variables` alone."""
    environment = {
        "PATH": os.environ["PATH"],
        "DATA": str(folder / "data"),
        "DJANGO_SETTINGS_MODULE": "geopolist.settings",
        "PYTHONDONTWRITEBYTECODE": "1",
        **variables,
    }
    return subprocess.run(  # noqa: S603 - our own words, no shell
        [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def settings_of(folder: Path, variables: dict[str, str], *names: str) -> dict[str, Any]:
    answer = run(folder, variables, "-c", ASKED % (names,))
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


# --- Refused


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        (
            {"SITE_URL": "http://www.example.org"},
            "SITE_URL is 'http://www.example.org': plain http is for this machine only (127.0.0.1). "
            "Use https for any other host.",
        ),
        (
            {"SITE_URL": "www.example.org"},
            "SITE_URL is 'www.example.org': set it to an address such as https://www.example.org, "
            "letters of other scripts in their ASCII form (xn--…).",
        ),
        (
            {**LIVE, "SECRET_KEY": ""},
            "SECRET_KEY is missing or shorter than 50 characters: a site on https needs its own.",
        ),
        (
            {**LIVE, "SECRET_KEY": "short"},
            "SECRET_KEY is missing or shorter than 50 characters: a site on https needs its own.",
        ),
        (
            {**LIVE, "SECRET_KEY": "x" * 50},
            "SECRET_KEY has fewer than 10 different characters: a site on https needs one made at random.",
        ),
        (
            {**LIVE, "DEBUG": "1"},
            "DEBUG=1 shows the site's inside to strangers: unset it, or use a SITE_URL on this machine.",
        ),
        (
            {**LIVE, "MAIL_URL": ""},
            "MAIL_URL is missing: a site on https sends mail. Set smtp://user:password@host:587.",
        ),
        (
            {**LIVE, "MAIL_URL": "mail.example.org"},
            "MAIL_URL cannot be read: set smtp://user:password@host:587 or smtps://user:password@host:465 "
            "with percent signs for what has a meaning in addresses (# is %23, @ is %40, / is %2F).",
        ),
        (
            {"DATABASE_URL": "mysql://me:pw@db/news"},
            "DATABASE_URL cannot be read: leave it empty for SQLite, or set postgresql://user:password@host:5432/name "
            "with percent signs for what has a meaning in addresses (# is %23, @ is %40, / is %2F).",
        ),
        (
            {"DATA": "/proc"},
            "DATA is '/proc': set it to a folder that this user may write to (No such file or directory).",
        ),
        ({"PORT": "http"}, "PORT is 'http': set it to a whole number from 1 to 65535."),
        ({"PORT": "0"}, "PORT is '0': set it to a whole number from 1 to 65535."),
        ({"DEBUG": "yes"}, "DEBUG is 'yes': set it to 1 or 0."),
        ({"TRUSTED_PROXIES": "many"}, "TRUSTED_PROXIES is 'many': set it to a whole number from 0 to 5."),
        (
            {"REDIS_URL": "foo"},
            "REDIS_URL cannot be read: leave it empty for none, or set redis://host:6379/0 (rediss:// with TLS).",
        ),
        (
            {"PAGE_STORE": "redis"},
            "REDIS_URL is missing: PAGE_STORE=redis keeps pages there. Set redis://host:6379/0.",
        ),
        (
            {"TIME_ZONE": "Mars"},
            "TIME_ZONE is 'Mars': set it to a zone of the tz database, such as Europe/Istanbul or UTC.",
        ),
        (
            {"MAIL_FROM": "nonsense"},
            "MAIL_FROM is 'nonsense': set it to an e-mail address, such as desk@example.org or "
            "The Desk <desk@example.org>, a name that holds a comma in quotation marks.",
        ),
        (
            {"ALLOWED_HOSTS": "a b"},
            "ALLOWED_HOSTS has 'a b': set it to hosts parted by commas, such as www.example.org, .example.net, "
            "without https:// and port, letters of other scripts in their ASCII form (xn--…).",
        ),
        (
            {"ALLOWED_HOSTS": "www.example.net,https://www.example.com"},
            "ALLOWED_HOSTS has 'https://www.example.com': set it to hosts parted by commas, such as www.example.org, "
            ".example.net, without https:// and port, letters of other scripts in their ASCII form (xn--…).",
        ),
    ],
)
def test_a_wrong_value_is_refused_with_a_sentence(tmp_path: Path, variables: dict[str, str], sentence: str) -> None:
    answer = run(tmp_path, variables, "manage.py", "check")

    assert (answer.returncode, answer.stdout, answer.stderr) == (1, "", f"{sentence}\n")


@pytest.mark.parametrize("command", ["serve", "migrate", "no-such-command"])
def test_a_wrong_value_is_refused_by_every_command_alike(tmp_path: Path, command: str) -> None:
    answer = run(tmp_path, {"PORT": "abc"}, "manage.py", command)

    assert (answer.returncode, answer.stderr) == (1, "PORT is 'abc': set it to a whole number from 1 to 65535.\n")


def test_whoever_asks_sees_whence_a_refusal_comes(tmp_path: Path) -> None:
    answer = run(tmp_path, {"PORT": "abc"}, "manage.py", "check", "--traceback")

    assert answer.stderr.startswith("Traceback")


# --- A real site


def test_a_site_on_https_passes_every_check_for_deployment(tmp_path: Path) -> None:
    answer = run(tmp_path, LIVE, "manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert (answer.returncode, answer.stdout) == (0, "System check identified no issues (0 silenced).\n"), answer.stderr


def test_a_site_on_https_is_secure_in_everything(tmp_path: Path) -> None:
    expected = {
        "IS_LIVE": True,
        "DEBUG": False,
        "SESSION_COOKIE_NAME": "__Host-session",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_DOMAIN": None,
        "CSRF_COOKIE_DOMAIN": None,
        "SESSION_COOKIE_PATH": "/",
        "CSRF_COOKIE_PATH": "/",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 63_072_000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_HSTS_PRELOAD": True,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "TRUSTED_PROXIES": 1,
        "ALLOWED_HOSTS": ["www.example.org"],
        "CSRF_TRUSTED_ORIGINS": ["https://www.example.org"],
        "SECRET_KEY": KEY,
        "DEFAULT_FROM_EMAIL": "noreply@www.example.org",
    }

    assert settings_of(tmp_path, LIVE, *expected) == expected


def asked(folder: Path, *questions: tuple[str, bool, str]) -> list[list[Any]]:
    """What a real site answers to (path, is secure, host): status, where it leads, and what it tells browsers."""
    code = f"""
import django, json
django.setup()
from django.test import Client
answers = [Client().get(path, secure=secure, headers={{"host": host}}) for path, secure, host in {questions}]
told = ("Location", "Strict-Transport-Security")
print(json.dumps([[each.status_code, *map(each.headers.get, told)] for each in answers]))
"""
    answer = run(folder, LIVE, "-c", code)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_a_site_on_https_answers_there_alone_and_says_so(tmp_path: Path) -> None:
    host = "www.example.org"

    answers = asked(tmp_path, ("/healthz", True, host), ("/healthz", False, host), ("/blog/", False, host))

    assert answers == [
        [200, None, "max-age=63072000; includeSubDomains; preload"],
        [200, None, None],
        [301, "https://www.example.org/blog/", None],
    ]


def test_probes_of_a_site_on_https_may_ask_by_any_name(tmp_path: Path) -> None:
    answers = asked(tmp_path, *((path, False, "10.0.0.7:8000") for path in ("/healthz", "/readyz")))

    assert [status for status, *_told in answers] == [200, 503]


# --- A workshop


def test_a_site_on_this_machine_is_plain(tmp_path: Path) -> None:
    expected = {
        "IS_LIVE": False,
        "SESSION_COOKIE_NAME": "session",
        "CSRF_COOKIE_NAME": "csrf",
        "SESSION_COOKIE_SECURE": False,
        "CSRF_COOKIE_SECURE": False,
        "SESSION_COOKIE_HTTPONLY": True,
        "SECURE_SSL_REDIRECT": False,
        "SECURE_HSTS_SECONDS": 0,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": False,
        "SECURE_PROXY_SSL_HEADER": None,
        "TRUSTED_PROXIES": 0,
        "ALLOWED_HOSTS": ["127.0.0.1", "127.0.0.1", "localhost", "[::1]"],
    }

    assert settings_of(tmp_path, WORKSHOP, *expected) == expected


def test_a_site_on_this_machine_makes_its_own_key_once(tmp_path: Path) -> None:
    first, second = (settings_of(tmp_path, WORKSHOP, "SECRET_KEY")["SECRET_KEY"] for _ in range(2))

    file = tmp_path / "data" / "secret-key"
    assert first == second == file.read_text()
    assert len(first) >= 50
    assert [path.stat().st_mode & 0o777 for path in (file, file.with_name("db.sqlite3"))] == [0o600, 0o600]


def test_everything_is_kept_in_the_data_folder(tmp_path: Path) -> None:
    kept = settings_of(tmp_path, WORKSHOP, "DATA", "MEDIA_ROOT", "PRIVATE_ROOT", "STATIC_ROOT", "MAIL_FOLDER")
    database = settings_of(tmp_path, WORKSHOP, "DATABASES")["DATABASES"]["default"]

    folder = (tmp_path / "data").resolve()
    assert list(kept.values()) == [str(folder / name) for name in ("", "media", "private", "static", "mail")]
    assert database["NAME"] == str(folder / "db.sqlite3")


def test_the_site_follows_its_port(tmp_path: Path) -> None:
    assert settings_of(tmp_path, {"PORT": "8111"}, "SITE_URL") == {"SITE_URL": "http://127.0.0.1:8111"}
