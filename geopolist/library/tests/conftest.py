from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.storage import storages

from geopolist.library import registry
from geopolist.library.models import Document, Image
from geopolist.library.tests import make
from geopolist.library.tests.browsing import sign_in


@pytest.fixture(autouse=True)
def shelves(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Empty shelves: `media` and `private` in this folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    fields = (Image._meta.get_field("original"), Document._meta.get_field("file"))
    for storage in [storages["private"], *(field.storage for field in fields)]:
        monkeypatch.setitem(vars(storage), "location", str(tmp_path / "private"))
        monkeypatch.setitem(vars(storage), "base_location", str(tmp_path / "private"))
    return tmp_path


class Desk:
    """Stands in for an app that uses the library: groups are its objects."""

    def __init__(self) -> None:
        self.public: set[int] = set()
        self.told: list[list[int]] = []

    def is_public(self, ids: list[int]) -> set[int]:
        return self.public & set(ids)

    def make(self, *, public: bool = True) -> Group:
        group = Group.objects.create(name=f"Object {Group.objects.count()}")
        if public:
            self.public.add(group.pk)
        return group


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(registry, "_users", {})
    stand_in = Desk()
    registry.register_user(Group, is_public=stand_in.is_public, changed=stand_in.told.append)
    return stand_in


@pytest.fixture
def open_page(tab: Any, live_server: Any) -> Callable[[str], Any]:
    """Opens a page of the desk as its chief; gives the tab."""
    sign_in(tab.context, live_server)

    def opened(path: str) -> Any:
        tab.goto(live_server.url + path)
        return tab

    return opened


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Two pictures, and a drawing that is not taken."""
    contents = {
        "red.png": make.picture((90, 60), colour="red"),
        "teal.png": make.picture((90, 60), colour="teal"),
        "logo.svg": b"<svg/>",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return [str(tmp_path / name) for name in contents]
