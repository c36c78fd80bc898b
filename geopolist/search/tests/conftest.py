from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group

from geopolist.search import finding, index


@pytest.fixture
def group_pages() -> Iterator[dict[int, Group]]:
    """Objects of a kind of its own, so that nothing but the index decides."""
    groups: dict[int, Group] = {}
    finding.register("group", lambda keys: {key: groups[key] for key in keys if key in groups})
    yield groups
    del finding._fetchers["group"]


def put(groups: dict[int, Group], name: str, **texts: Any) -> Group:
    group = Group.objects.create(name=name)
    groups[group.pk] = group
    index.store(group, **{"kind": "group", "language": "en", "title": name, **texts})
    return group


def titles(query: str, **options: Any) -> list[str]:
    return [hit.document.title for hit in finding.find(query, **options).hits(0, 100)]
