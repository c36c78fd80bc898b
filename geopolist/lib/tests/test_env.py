"""Values from the environment: right ones become settings, wrong ones a sentence that says what to do."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from geopolist.lib import env
from geopolist.lib.env import Environment


def test_text_is_trimmed_and_an_empty_one_is_unset() -> None:
    here = Environment({"A": "  word ", "B": "  "})

    assert [here.text("A"), here.text("B", "other"), here.text("C", "other"), here.text("C")] == [
        "word",
        "other",
        "other",
        "",
    ]


@pytest.mark.parametrize(("value", "number"), [("5", 5), (" 7 ", 7), ("", 3), ("0", 0), ("10", 10)])
def test_a_number_is_read(value: str, number: int) -> None:
    assert Environment({"N": value}).number("N", 3, high=10) == number


@pytest.mark.parametrize("value", ["x", "1.5", "-1", "11", "--5", "٣", "1e1", "9" * 5000, "0x1"])
def test_what_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^N is '.*': set it to a whole number from 0 to 10\.$"):
        Environment({"N": value}).number("N", 3, high=10)


@pytest.mark.parametrize(("value", "flag"), [("1", True), ("true", True), ("TRUE", True), ("0", False), ("", False)])
def test_a_flag_is_read(value: str, flag: bool) -> None:
    assert Environment({"F": value}).flag("F") is flag


@pytest.mark.parametrize("value", ["yes", "on", "2", "falsch"])
def test_what_is_no_flag_is_refused(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"^F is '{value}': set it to 1 or 0.$"):
        Environment({"F": value}).flag("F")


def test_words_are_parted_by_commas() -> None:
    assert Environment({"W": " a, b ,,c "}).words("W") == ["a", "b", "c"]


def test_a_folder_is_made(tmp_path: Path) -> None:
    folder = Environment({"D": str(tmp_path / "a" / "b")}).folder("D", tmp_path)

    assert (folder, folder.is_dir()) == (tmp_path / "a" / "b", True)


def test_a_folder_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    for name in ("file", "file/below"):
        with pytest.raises(ImproperlyConfigured, match="set it to a folder that this user may write to"):
            Environment({"D": str(tmp_path / name)}).folder("D", tmp_path)


# --- Hosts, zone, sender


def test_hosts_are_read() -> None:
    given = "www.example.org, .Example.net,xn--grs-tna.example,10.0.0.1,[2001:db8::1],localhost"

    assert Environment({"H": given}).hosts("H") == [
        "www.example.org",
        ".example.net",
        "xn--grs-tna.example",
        "10.0.0.1",
        "[2001:db8::1]",
        "localhost",
    ]
    assert Environment({}).hosts("H") == []


@pytest.mark.parametrize(
    "host",
    ["a b", "https://a.example", "a.example/", "a.example:8000", "*", "*.example", "görüş.example", "-a", "2001::1"],
)
def test_what_is_no_host_is_refused(host: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"set it to hosts parted by commas, such as www\.") as refusal:
        Environment({"H": f"good.example,{host}"}).hosts("H")

    assert str(refusal.value).startswith(f"H has {host!r}: ")


@pytest.mark.parametrize("zone", ["UTC", "Europe/Istanbul", "America/Argentina/Buenos_Aires"])
def test_a_zone_is_read(zone: str) -> None:
    assert (Environment({"Z": zone}).zone("Z", "UTC"), Environment({}).zone("Z", zone)) == (zone, zone)


@pytest.mark.parametrize("zone", ["Mars", "Europe", "../etc/passwd", "/etc/passwd", "UTC+3x", "zone.tab", "İstanbul"])
def test_what_is_no_zone_is_refused(zone: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"set it to a zone of the tz database, such as ") as refusal:
        Environment({"Z": zone}).zone("Z", "UTC")

    assert str(refusal.value).startswith(f"Z is {zone!r}: ")


@pytest.mark.parametrize(
    "sender",
    ["desk@example.org", "The Desk <desk@example.org>", '"Views, Ltd" <desk@example.org>', "Görüş <a@b.example>"],
)
def test_a_sender_is_read(sender: str) -> None:
    assert Environment({"M": sender}).sender("M", "other") == sender


def test_without_a_sender_it_is_ours() -> None:
    assert Environment({"M": " "}).sender("M", "noreply@127.0.0.1") == "noreply@127.0.0.1"


@pytest.mark.parametrize(
    "sender",
    ["nonsense", "desk@", "a@b.example, c@d.example", "Views, Ltd <a@b.example>", "Desk a@b.example", "x\n@b.example"],
)
def test_what_is_no_sender_is_refused(sender: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"set it to an e-mail address, such as ") as refusal:
        Environment({"M": sender}).sender("M", "other")

    assert str(refusal.value).startswith(f"M is {sender!r}: ")


@pytest.mark.parametrize(
    ("text", "reason"), [("/proc", "No such file or directory"), ("~nobody-of-this-name/x", "home directory")]
)
def test_a_folder_that_is_there_but_takes_no_file_is_refused(text: str, reason: str, tmp_path: Path) -> None:
    """/proc takes no file from anybody, root included; the other belongs to nobody."""
    with pytest.raises(ImproperlyConfigured, match=f"^D is '{text}': set it to a folder .*{reason}"):
        Environment({"D": text}).folder("D", tmp_path)


def test_a_folder_is_left_as_it_was(tmp_path: Path) -> None:
    Environment({"D": str(tmp_path)}).folder("D", tmp_path)

    assert list(tmp_path.iterdir()) == []


# --- SECRET_KEY

KEY = "a-key-of-sixty-characters-that-nobody-else-has-0123456789-abc"


def test_a_key_that_is_given_is_taken_and_none_is_kept(tmp_path: Path) -> None:
    assert env.secret_key(KEY, tmp_path / "key", is_live=True) == KEY
    assert env.secret_key("short", tmp_path / "key", is_live=False) == "short"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("key", "words"), [("", "shorter than 50"), ("x" * 49, "shorter than 50"), ("x" * 50, "10")])
def test_a_real_site_needs_a_key_that_nobody_guesses(key: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match=f"^SECRET_KEY .*{words}.*: a site on https needs"):
        env.secret_key(key, tmp_path / "key", is_live=True)


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first, second = (env.secret_key("", tmp_path / "key", is_live=False) for _time in range(2))

    assert (first, len(first) >= 50) == (second, True)
    assert [(file.name, file.stat().st_mode & 0o777) for file in tmp_path.iterdir()] == [("key", 0o600)]


def test_the_key_of_whoever_was_first_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key").write_text(KEY)
    monkeypatch.setattr(Path, "exists", lambda path: False)  # as for two that ask before either has made one

    assert env.secret_key("", tmp_path / "key", is_live=False) == KEY


@pytest.mark.parametrize("text", ["", "\n", "x" * 64])
def test_a_kept_key_that_is_none_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(text)

    with pytest.raises(ImproperlyConfigured, match=f"^'{file}' holds no key: remove the file, and a new one is made"):
        env.secret_key("", file, is_live=False)


def test_a_key_that_cannot_be_read_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^The site's own key cannot be read or made: .*Is a directory"):
        env.secret_key("", tmp_path, is_live=False)


# --- SITE_URL


@pytest.mark.parametrize(
    ("address", "scheme", "host", "port"),
    [
        ("https://www.example.org", "https", "www.example.org", None),
        ("https://www.example.org/", "https", "www.example.org", None),
        ("https://WWW.Example.org:8443", "https", "www.example.org", 8443),
        ("https://xn--grs-tna.example", "https", "xn--grs-tna.example", None),
        ("http://127.0.0.1:8000", "http", "127.0.0.1", 8000),
        ("http://localhost", "http", "localhost", None),
        ("http://[::1]:8000", "http", "::1", 8000),
    ],
)
def test_the_sites_address_is_read(address: str, scheme: str, host: str, port: int | None) -> None:
    parts = env.site(address)

    assert (parts.scheme, parts.hostname, parts.port) == (scheme, host, port)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("www.example.org", "set it to an address such as"),
        ("ftp://example.org", "set it to an address such as"),
        ("https://", "set it to an address such as"),
        ("https:///path", "set it to an address such as"),
        ("https://example.org:port", "set it to an address such as"),
        ("https://example.org:0", "set it to an address such as"),
        ("https://example.org:99999", "set it to an address such as"),
        ("https://[::1", "set it to an address such as"),
        ("https://exa mple.org", "set it to an address such as"),
        ("https://görüş.example", r"in their ASCII form \(xn--…\)"),
        ("https://example.org/blog", "give the scheme and host only"),
        ("https://example.org?x=1", "give the scheme and host only"),
        ("https://example.org#x", "give the scheme and host only"),
        ("https://user:pw@example.org", "give the scheme and host only"),
        ("https://@example.org", "give the scheme and host only"),
        ("http://example.org", "plain http is for this machine only"),
        ("http://127.0.0.1.example.org", "plain http is for this machine only"),
    ],
)
def test_an_address_that_cannot_be_the_sites_is_refused(address: str, reason: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=reason) as refusal:
        env.site(address)

    assert str(refusal.value).startswith(f"SITE_URL is {address!r}: ")


# --- DATABASE_URL


def test_without_an_address_the_database_is_a_file_tuned_for_a_real_site(tmp_path: Path) -> None:
    database = env.database("", tmp_path / "db.sqlite3")

    assert (database["ENGINE"], database["NAME"]) == ("django.db.backends.sqlite3", tmp_path / "db.sqlite3")
    assert (database["OPTIONS"]["timeout"], database["OPTIONS"]["transaction_mode"]) == (20, "IMMEDIATE")


def test_the_databases_file_is_its_owners_alone_and_keeps_what_it_holds(tmp_path: Path) -> None:
    file = tmp_path / "db.sqlite3"
    env.database("", file)
    mode = file.stat().st_mode & 0o777
    file.write_text("rows")

    env.database("", file)

    assert (mode, file.read_text()) == (0o600, "rows")


def test_a_databases_file_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"cannot be written \(Is a directory\): give it to this user"):
        env.database("", tmp_path)


@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.parametrize(("name", "value"), [("foreign_keys", 1), ("busy_timeout", 20_000), ("synchronous", 1)])
def test_sqlite_is_set_as_asked(name: str, value: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        assert cursor.execute(f"PRAGMA {name}").fetchone() == (value,)


OWN_OPTIONS = ("pool", "server_side_binding", "prepare_threshold")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("postgresql://me:pw@db.example:5433/news", ("news", "me", "pw", "db.example", "5433", {})),
        ("postgres://db/news", ("news", "", "", "db", "", {})),
        ("postgresql:///news", ("news", "", "", "", "", {})),
        ("postgresql:///news?host=/run/pg", ("news", "", "", "", "", {"host": "/run/pg"})),
        ("postgresql://me@%2FUsers%2FMe%2Fpg/news", ("news", "me", "", "/Users/Me/pg", "", {})),
        (
            "postgresql://me:p%40s%2Fs%23@db/news?sslmode=require",
            ("news", "me", "p@s/s#", "db", "", {"sslmode": "require"}),
        ),
        ("postgresql://[::1]:5432/news", ("news", "", "", "::1", "5432", {})),
    ],
)
def test_the_databases_address_is_read(address: str, expected: tuple[Any, ...]) -> None:
    database = env.database(address, Path("unused"))

    options = {name: value for name, value in database["OPTIONS"].items() if name not in OWN_OPTIONS}
    assert (*(database[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")), options) == expected
    assert (database["ENGINE"], database["CONN_MAX_AGE"]) == ("django.db.backends.postgresql", 0)
    assert database["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 8, "timeout": 3}


@pytest.mark.parametrize(
    ("query", "prepared"),
    [("", (True, 5)), ("?prepared=on", (True, 5)), ("?prepared=off&sslmode=require", (False, None))],
)
def test_the_database_prepares_what_it_is_asked_often_unless_a_pooler_cannot(query: str, prepared: object) -> None:
    options = env.database(f"postgresql://db/news{query}", Path("unused"))["OPTIONS"]

    assert (options["server_side_binding"], options["prepare_threshold"]) == prepared
    assert "prepared" not in options


@pytest.mark.parametrize(
    "address",
    [
        "mysql://me:secret@db/news",
        "sqlite:///file",
        "postgresql://me:secret@db",
        "postgresql://me:secret@db/",
        "postgresql://me:secret@db:port/news",
        "postgresql://me:sec#ret@db/news",
        "postgresql://[::1/news",
        "news",
    ],
)
def test_a_databases_address_that_cannot_be_read_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(
        ImproperlyConfigured, match=r"^DATABASE_URL cannot be read: leave it empty for SQLite"
    ) as refusal:
        env.database(address, Path("unused"))

    assert "sec" not in str(refusal.value)


# --- MAIL_URL and REDIS_URL


def test_without_an_address_mail_stays_in_a_folder() -> None:
    assert env.mailer("", Path("/data/mail"))["OPTIONS"] == {"folder": Path("/data/mail")}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp://me:p%40s@mail.example:2525", ("mail.example", 2525, "me", "p@s", False, True)),
        ("smtp://mail.example", ("mail.example", 587, "", "", False, True)),
        ("smtps://me:pw@mail.example", ("mail.example", 465, "me", "pw", True, False)),
        ("smtp://127.0.0.1:25", ("127.0.0.1", 25, "", "", False, False)),
        ("smtp://me:pw@127.0.0.1:25", ("127.0.0.1", 25, "me", "pw", False, True)),
    ],
)
def test_the_mail_servers_address_is_read(address: str, expected: tuple[Any, ...]) -> None:
    """Encrypted always, but for a server on this machine that asks for no password."""
    options = env.mailer(address, Path("unused"))["OPTIONS"]

    assert tuple(options[name] for name in ("host", "port", "username", "password", "use_ssl", "use_tls")) == expected


@pytest.mark.parametrize(
    "address",
    ["mail.example", "http://me:secret@mail.example", "smtp://", "smtp://me:sec#ret@mail", "smtp://mail:port"],
)
def test_a_mail_servers_address_that_cannot_be_read_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^MAIL_URL cannot be read: set smtp://") as refusal:
        env.mailer(address, Path("unused"))

    assert "sec" not in str(refusal.value)


@pytest.mark.parametrize(
    "address", ["", "redis://127.0.0.1:6379/0", "rediss://:pw@cache.example", "unix:///run/redis.sock"]
)
def test_a_redis_is_read(address: str) -> None:
    assert env.redis(address) == address


@pytest.mark.parametrize("address", ["127.0.0.1:6379", "http://cache.example", "redis://", "redis://cache:port"])
def test_a_redis_that_cannot_be_read_is_refused(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^REDIS_URL cannot be read"):
        env.redis(address)


# --- PAGE_CDN


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", None),
        ("fastly://t0k-En_@SU1Z0isxPaozGVKXdv0eY", ("fastly", "t0k-En_", ("SU1Z0isxPaozGVKXdv0eY",))),
        (
            "cloudflare://t0k@023e105f4ecef8ad9ca31a8372d0c353",
            ("cloudflare", "t0k", ("023e105f4ecef8ad9ca31a8372d0c353",)),
        ),
        ("varnish://10.0.0.5:6081,cache.example", ("varnish", "", ("10.0.0.5:6081", "cache.example"))),
    ],
)
def test_the_address_of_a_cdn_is_read(address: str, expected: tuple[Any, ...] | None) -> None:
    assert env.cdn(address) == expected


@pytest.mark.parametrize(
    "address",
    [
        "fastly",
        "fastly://service",
        "fastly://secret@service/x",
        "cloudflare://sec ret@zone",
        "varnish://",
        "varnish://secret@host",
        "varnish://host:port",
        "https://cache.example",
    ],
)
def test_a_cdn_that_cannot_be_read_is_refused_without_its_token(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^PAGE_CDN cannot be read: leave it empty") as refusal:
        env.cdn(address)

    assert "sec" not in str(refusal.value)
