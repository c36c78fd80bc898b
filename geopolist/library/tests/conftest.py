from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.storage import storages

from geopolist.library import registry
from geopolist.library.models import Document, Image


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
