"""The temporary file of an import."""

import tempfile
from pathlib import Path

import pytest

from geopolist.wordpress.stage import Stage


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_only_its_owner_may_look_into_it_and_it_goes_with_the_import(folder):
    with Stage():
        assert [path.stat().st_mode & 0o777 for path in folder.iterdir()] == [0o700]

    assert left_in(folder) == []


def test_what_a_killed_import_left_is_swept_at_the_next_start(folder):
    killed = folder / "wordpress-import-abc"
    killed.mkdir()
    (killed / "claim").touch()
    (killed / "stage.sqlite3").write_text("reader@mail.example")

    with Stage():
        assert not killed.exists()


def test_an_import_at_work_keeps_its_own(folder):
    with Stage():
        before = left_in(folder)
        with Stage():
            assert set(before) < set(left_in(folder))
        assert left_in(folder) == before
