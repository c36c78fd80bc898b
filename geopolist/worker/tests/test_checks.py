"""What is not served, and what it says."""

import pytest
from django.core.checks import Error, register, registry
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from geopolist.worker import checks, serving
from geopolist.worker.checks import SERVING, database_knows_every_letter
from geopolist.worker.working import SiteWorker

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(monkeypatch):
    """What was begun: instead of listening, preparing and working it is written down."""
    done = []
    monkeypatch.setattr(serving, "listen", lambda port: done.append("listen"))
    monkeypatch.setattr("geopolist.worker.management.commands.serve.prepare", lambda say: done.append("prepare"))
    monkeypatch.setattr("geopolist.worker.management.commands.serve.let_go_of_databases", lambda: None)
    monkeypatch.setattr("geopolist.worker.management.commands.serve.Command._serve", lambda *_: done.append("serve"))
    monkeypatch.setattr(serving, "web", lambda listener: None)
    monkeypatch.setattr(SiteWorker, "work", lambda worker: done.append("work"))
    return done


@pytest.fixture
def reason(monkeypatch):
    """A reason that some app has against serving, on a real site."""
    monkeypatch.setattr(registry.registry, "deployment_checks", set(registry.registry.deployment_checks))
    register(lambda app_configs, **options: [Error("It is unfit.", hint="Mend it.")], SERVING, deploy=True)


@pytest.mark.parametrize("words", [["serve"], ["serve", "--prepare"], ["work"]])
def test_an_unfit_site_is_refused_before_anything_is_done(begun, reason, words):
    with pytest.raises(CommandError, match=r"^It is unfit\. Mend it\.$"):
        call_command(*words)

    assert set(begun) <= {"listen"}


@pytest.mark.parametrize(("words", "done"), [(["serve"], ["listen", "serve"]), (["work"], ["work"])])
def test_a_fit_site_is_served(begun, words, done):
    call_command(*words)

    assert begun == done


@pytest.mark.parametrize(
    ("encoding", "is_refused"), [("UTF8", False), ("", False), ("SQL_ASCII", True), ("LATIN1", True)]
)
def test_a_database_without_every_letter_is_refused(monkeypatch, encoding, is_refused):
    monkeypatch.setattr(checks, "encoding_of", lambda alias: encoding)
    name = str(connection.settings_dict["NAME"])
    sentence = (
        f"The PostgreSQL database {name!r} keeps its text as {encoding}: "
        "names in Turkish or Arabic are lost or refused there."
    )

    found = database_knows_every_letter(databases=["default"])

    assert [(each.id, each.msg) for each in found] == [("worker.E001", sentence)] * is_refused


def test_the_databases_check_is_made_before_tables_are():
    assert database_knows_every_letter in registry.registry.get_checks()
    assert {"database", SERVING} <= set(database_knows_every_letter.tags)


@pytest.mark.postgresql
def test_a_database_is_asked_for_its_encoding():
    assert checks.encoding_of("default") == "UTF8"


@pytest.mark.postgresql
def test_a_database_that_does_not_answer_is_no_reason(monkeypatch):
    def fail():
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", fail)

    assert database_knows_every_letter(databases=["default"]) == []


@pytest.mark.sqlite
def test_sqlite_knows_every_letter():
    assert database_knows_every_letter(databases=["default"]) == []
