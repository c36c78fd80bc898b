import subprocess
from pathlib import Path

import pytest
from django.conf import settings as project

from geopolist.worker import preparing

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls(monkeypatch, settings, tmp_path):
    """The commands that were called, where there is a demo and nothing was collected yet."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.IS_LIVE = False
    called: list[str] = []
    monkeypatch.setattr(
        preparing, "call_command", lambda name, *words, **options: called.append(" ".join([name, *words]))
    )
    monkeypatch.setattr(preparing, "get_commands", lambda: {"demo": "x", "migrate": "y"})
    return called


def prepare() -> list[str]:
    said: list[str] = []
    preparing.prepare(said.append)
    return said


def test_what_is_up_to_date_is_left_alone(calls):
    assert prepare() == ["Preparing style sheets, scripts and fonts …"]
    assert prepare() == []

    assert calls == ["demo --if-empty", "collectstatic", "demo --if-empty"]


def test_changed_static_file_is_collected_again(calls, settings, tmp_path):
    sources = tmp_path / "sources"
    sources.mkdir()
    settings.STATICFILES_DIRS = [sources]
    prepare()
    calls.clear()

    (sources / "new.css").write_text("p {}")
    prepare()

    assert calls == ["demo --if-empty", "collectstatic"]


def test_waiting_migrations_come_first(calls, monkeypatch):
    monkeypatch.setattr(preparing, "pending_migrations", lambda: True)

    prepare()

    assert calls[0] == "migrate"


def test_tables_of_the_tests_are_complete():
    assert preparing.pending_migrations() is False


def test_real_site_gets_no_demo(calls, settings):
    settings.IS_LIVE = True

    prepare()

    assert calls == ["collectstatic"]


def find_python(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """`.ci/python` where only the programs in `folder` are on PATH."""
    command = ["/bin/sh", str(project.BASE_DIR / ".ci" / "python"), *words]
    return subprocess.run(command, env={"PATH": str(folder)}, capture_output=True, text=True, check=False)  # noqa: S603


def program(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)


def test_python_that_only_pretends_is_passed_over(tmp_path):
    program(tmp_path, "python3.13", "echo 'python3.13: command not found' >&2; exit 127")
    program(tmp_path, "python3.12", 'case "$2" in *print*) echo 3.12.4;; esac')

    found = find_python(tmp_path)

    assert (found.stdout, found.returncode) == ("python3.12\n", 0)


def test_missing_python_is_explained(tmp_path):
    program(tmp_path, "python3.13", "exit 127")
    program(tmp_path, "python3.12", 'case "$2" in *print*) echo 3.12.4;; *venv*) exit 1;; esac')
    program(tmp_path, "python3", 'case "$2" in *print*) echo 3.11.2;; *version*) exit 1;; esac')

    found = find_python(tmp_path)

    assert found.returncode == 1
    assert found.stderr == (
        "Python 3.12 or newer is needed, and none was found:\n"
        "  python3.13: is there but does not run\n"
        "  python3.14: not there\n"
        "  python3.12: is 3.12.4 but cannot make environments (on Debian: apt install python3.12-venv)\n"
        "  python3: is 3.11.2, too old\n"
        "  python: not there\n"
        "Install one, or name it: make BASE=/path/to/python3.13\n"
    )
