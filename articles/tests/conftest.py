from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import Any

import pytest
from django.test import Client

from articles.tests.desk import sign_in
from geopolist.lib import surrogate

type Committed = Callable[[], AbstractContextManager[Any]]


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Committed:
    """`with committed():` runs what waits for the commit, which the transaction around a test never makes."""
    return partial(django_capture_on_commit_callbacks, execute=True)


@pytest.fixture
def desk(client: Client) -> Client:
    """An editor who may do everything to articles."""
    return sign_in(
        client,
        *(
            f"articles.{verb}_{model}"
            for verb in ("add", "change", "delete", "view")
            for model in ("article", "comment")
        ),
        "articles.publish_article",
        "articles.edit_others_article",
        *(
            f"articles.{verb}_{model}"
            for verb in ("change", "delete", "view")
            for model in ("category", "tag", "person")
        ),
    )


@pytest.fixture
def purged(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The surrogate keys of every change, as they come."""
    heard: list[set[str]] = []
    monkeypatch.setattr(surrogate, "_listeners", [heard.append])
    return heard
