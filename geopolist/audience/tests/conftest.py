from collections.abc import Callable
from typing import Any

import pytest

from articles.models import Article
from geopolist.audience import counting

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"

type Read = Callable[..., None]


@pytest.fixture
def read() -> Read:
    """`read(article)` by one reader, or by another: `read(article, address="192.0.2.2")`."""

    def count(article: Article, **changes: Any) -> None:
        counting.count(Article, article.pk, **{"address": "192.0.2.1", "agent": CHROME, **changes})

    return count
