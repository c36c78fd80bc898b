"""The first steps of a site: asked for, given as options, or refused, and always whole."""

import getpass
import io
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from articles.tests.make import make_article
from geopolist.identity.models import SiteIdentity
from geopolist.pages.demo import accounts

pytestmark = pytest.mark.django_db
PASSWORD = "anchor-basin-beacon-cape"
OPTIONS = ("--name=Straits", "--organisation=The Institute", "--contact-email=desk@example.org")
CHIEF = "--email=Chief@Example.org"
Run = Callable[..., str]


class Keyboard(io.StringIO):
    """Standard input with somebody before it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What somebody types, line by line; passwords too. The questions are put in their place."""
    lines: list[str] = []

    def answer(question: str = "") -> str:
        if not lines:
            raise EOFError
        return lines.pop(0)

    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr(getpass, "getpass", answer)
    monkeypatch.setattr(sys, "stdin", Keyboard())
    return lines


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """What another program writes to standard input."""
    return lambda text: monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("setup", *words, stdout=out, no_color=True)
    return out.getvalue()


def identity() -> tuple[str, str, str, list[str]]:
    site = SiteIdentity.objects.get()
    return site.name, site.organisation, site.contact_email, site.languages


def test_it_asks_for_everything(terminal: list[str]) -> None:
    terminal += ["Straits", "The Institute", "desk@example.org", "Chief@Example.org", PASSWORD, PASSWORD]

    said = run()

    assert said == "Ready. Sign in at /admin/. 0 articles so far.\n"
    assert identity() == ("Straits", "The Institute", "desk@example.org", [])
    chief = User.objects.get()
    assert (chief.email, chief.is_superuser, chief.is_staff, chief.check_password(PASSWORD)) == (
        "chief@example.org",
        True,
        True,
        True,
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_demo", [False, True])
def test_nobody_is_kept_from_writing_while_it_asks(is_demo: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    SiteIdentity.objects.create(name="Before", is_demo=is_demo)
    answers = {"E-mail ": "chief@example.org", "Passwor": PASSWORD, "The sam": PASSWORD}
    asked = []

    def answer(question: str) -> str:
        asked.append((question[:7], connection.in_atomic_block))
        return answers.get(question[:7], "")

    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr(getpass, "getpass", answer)
    monkeypatch.setattr(sys, "stdin", Keyboard())

    run(*["--remove-demo"] * is_demo)

    assert asked == [
        (question, False) for question in ("Name of", "Organis", "Address", "E-mail ", "Passwor", "The sam")
    ]
    assert User.objects.get().check_password(PASSWORD)


def test_what_an_editor_writes_while_it_asks_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    SiteIdentity.objects.create(name="Before", organisation="The Institute")
    User.objects.create_superuser("chief@example.org", PASSWORD)

    def answer(question: str) -> str:
        if not question.startswith("Name"):
            return ""
        SiteIdentity.objects.update(organisation="Another Institute", tagline="Soundings")
        return "Straits"

    monkeypatch.setattr("builtins.input", answer)
    run()

    site = SiteIdentity.objects.get()
    assert (site.name, site.organisation, site.tagline) == ("Straits", "Another Institute", "Soundings")


def test_the_demonstrations_name_is_no_suggestion(monkeypatch: pytest.MonkeyPatch) -> None:
    SiteIdentity.objects.create(name="Demo", organisation="Made up", is_demo=True)
    accounts.make()
    asked = []
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or "")

    with pytest.raises(CommandError, match="Enter a valid email address"):
        run("--remove-demo")

    assert asked == [
        "Name of the publication [Geopolist]: ",
        "Organisation behind it: ",
        "Address for readers to write to: ",
        "E-mail address of the chief editor: ",
    ]
    assert SiteIdentity.objects.get().name == "Demo"


def test_the_chief_can_sign_in(terminal: list[str], client: Any) -> None:
    terminal += [PASSWORD, PASSWORD]
    run(*OPTIONS, CHIEF)

    response = client.post("/accounts/login/", {"login": "chief@example.org", "password": PASSWORD, "next": "/admin/"})

    assert response.headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_options_leave_only_the_password_to_ask_for(piped: Callable[[str], None]) -> None:
    piped(f"{PASSWORD}\n")

    run(*OPTIONS, CHIEF, "--languages=tr, ar", "--password-from-stdin")

    assert identity() == ("Straits", "The Institute", "desk@example.org", ["tr", "ar"])
    assert User.objects.get().check_password(PASSWORD)


def test_a_piped_password_is_never_taken_for_another_answer(piped: Callable[[str], None]) -> None:
    piped(f"{PASSWORD}\n")

    run(CHIEF, "--password-from-stdin")

    assert identity() == ("Geopolist", "", "", [])
    assert User.objects.get().check_password(PASSWORD)


def test_repeating_changes_only_what_is_said_anew(terminal: list[str], piped: Callable[[str], None]) -> None:
    terminal += [PASSWORD, PASSWORD]
    run(*OPTIONS, CHIEF)
    before = User.objects.values().get()

    terminal += ["", "Another Institute", "", "chief@example.org"]
    said = run()
    terminal += ["", "", "", ""]
    without_chief = run()

    assert said.startswith("chief@example.org has an account already; it is left as it is.\n")
    assert without_chief == "Ready. Sign in at /admin/. 0 articles so far.\n"
    assert identity() == ("Straits", "Another Institute", "desk@example.org", [])
    assert User.objects.values().get() == before


def test_an_ordinary_account_is_not_taken_for_a_chief_editors(piped: Callable[[str], None]) -> None:
    User.objects.create_user("chief@example.org", "a password")
    piped(f"{PASSWORD}\n")

    with pytest.raises(
        CommandError, match=r"^chief@example.org has an account already, but not a chief editor's, .*--promote"
    ):
        run(*OPTIONS, CHIEF, "--password-from-stdin")

    assert (SiteIdentity.objects.count(), User.objects.get().is_superuser) == (0, False)


@pytest.mark.parametrize("fields", [{}, {"is_superuser": True, "is_staff": True, "is_active": False}])
def test_an_account_is_made_a_chief_editors_when_asked_for(fields: dict[str, bool]) -> None:
    User.objects.create_user("chief@example.org", PASSWORD, **fields)

    said = run(*OPTIONS, CHIEF, "--promote", "--password-from-stdin")

    assert said == (
        "chief@example.org is a chief editor from now on, with the password it has.\n"
        "Ready. Sign in at /admin/. 0 articles so far.\n"
    )
    chief = User.objects.get()
    assert (chief.is_superuser, chief.is_staff, chief.is_active) == (True, True, True)
    assert chief.check_password(PASSWORD)


def test_where_there_is_a_chief_editor_another_account_is_left_as_it_is() -> None:
    User.objects.create_superuser("other@example.org", PASSWORD)
    User.objects.create_user("chief@example.org", PASSWORD)

    said = run(*OPTIONS, CHIEF, "--password-from-stdin")

    assert said.startswith("chief@example.org has an account already; it is left as it is.\n")
    assert not User.objects.get(email="chief@example.org").is_superuser


def test_a_chief_editor_who_may_not_sign_in_is_none(piped: Callable[[str], None]) -> None:
    User.objects.create_superuser("gone@example.org", PASSWORD, is_active=False)
    piped(f"{PASSWORD}\n")

    with pytest.raises(CommandError, match="the site has no chief editor"):
        run(*OPTIONS, "--email=gone@example.org", "--password-from-stdin")
    run(*OPTIONS, CHIEF, "--password-from-stdin")

    assert User.objects.get(email="chief@example.org").check_password(PASSWORD)


def test_whoever_stops_it_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(question: str) -> str:
        if question.startswith("E-mail"):
            raise KeyboardInterrupt
        return "Straits"

    monkeypatch.setattr("builtins.input", stop)

    with pytest.raises(CommandError, match=r"^Stopped: nothing was changed\.$"):
        run("--contact-email=desk@example.org")

    assert SiteIdentity.objects.count() == 0


def test_before_there_are_tables_it_says_what_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geopolist.worker.preparing.pending_migrations", lambda: True)

    with pytest.raises(CommandError, match=r"^The database is not prepared: run `python manage.py migrate` first"):
        run(*OPTIONS)


@pytest.mark.parametrize(
    ("words", "password", "sentence"),
    [
        ((CHIEF,), "short-one", "too short"),
        ((CHIEF,), "password1234", "too common"),
        (("--email=somebody.else@example.org",), "somebody.else@example.org", "too similar to the e-mail address"),
        ((CHIEF,), "", "too short"),
        (("--email=nobody",), PASSWORD, "Enter a valid email address"),
        ((), PASSWORD, "Enter a valid email address"),
        ((CHIEF, "--languages=xx"), PASSWORD, "languages: The site cannot speak xx: choose from tr, ar"),
        ((CHIEF, "--contact-email=nobody"), PASSWORD, "contact_email: Enter a valid email address"),
        ((CHIEF, f"--name={'x' * 81}"), PASSWORD, "name: Ensure this value has at most 80 characters"),
    ],
)
def test_a_wrong_value_is_refused_and_nothing_is_written(
    piped: Callable[[str], None], words: tuple[str, ...], password: str, sentence: str
) -> None:
    piped(f"{password}\n")

    with pytest.raises(CommandError, match=sentence):
        run(*OPTIONS, *words, "--password-from-stdin")

    assert (SiteIdentity.objects.count(), User.objects.count()) == (0, 0)


def test_two_unlike_passwords_are_refused(terminal: list[str]) -> None:
    terminal += [PASSWORD, PASSWORD + "x"]

    with pytest.raises(CommandError, match="The two are not the same: nothing was changed"):
        run(*OPTIONS, CHIEF)

    assert User.objects.count() == 0


def test_where_nobody_can_type_a_password_it_says_what_to_do(piped: Callable[[str], None]) -> None:
    piped("")

    with pytest.raises(CommandError, match="Nobody is here to type a password: add --password-from-stdin"):
        run(*OPTIONS, CHIEF)


def test_nobody_begins_a_real_site_inside_a_demonstration(piped: Callable[[str], None]) -> None:
    SiteIdentity.objects.create(name="Demo", is_demo=True)
    make_article("Made up")
    piped(f"{PASSWORD}\n")

    with pytest.raises(CommandError, match="This site holds the demonstration: add --remove-demo"):
        run(*OPTIONS, CHIEF, "--password-from-stdin")

    assert SiteIdentity.objects.get().name == "Demo"


def test_the_demonstration_is_removed_first(piped: Callable[[str], None]) -> None:
    SiteIdentity.objects.create(name="Demo", is_demo=True)
    make_article("Made up")
    piped(f"{PASSWORD}\n{PASSWORD}\n")

    first = run(*OPTIONS, CHIEF, "--remove-demo", "--password-from-stdin")
    make_article("Ours")
    again = run(CHIEF, "--remove-demo", "--password-from-stdin")

    assert first.startswith("Removed the demonstration: 1 articles")
    assert first.endswith("Ready. Sign in at /admin/. 0 articles so far.\n")
    assert again.endswith("Ready. Sign in at /admin/. 1 articles so far.\n")
    assert identity()[0] == "Straits"
    assert not SiteIdentity.objects.get().is_demo


def test_a_refusal_keeps_the_demonstration(piped: Callable[[str], None]) -> None:
    SiteIdentity.objects.create(name="Demo", is_demo=True)
    article = make_article("Made up")
    piped("short\n")

    said = io.StringIO()
    with pytest.raises(CommandError, match="too short"):
        call_command("setup", *OPTIONS, CHIEF, "--remove-demo", "--password-from-stdin", stdout=said)

    assert said.getvalue() == ""
    assert type(article).objects.filter(pk=article.pk).exists()
