import pytest
from django.test import Client

from articles.models import Article, Category
from articles.tests.make import make_article, make_category
from geopolist.identity.models import SiteIdentity


@pytest.fixture
def energy() -> Category:
    """/category/economy/energy/ in a site that also speaks Turkish."""
    SiteIdentity.objects.create(pk=1, languages=["tr"])
    return make_category("Energy", parent=make_category("Economy"))


@pytest.fixture
def strait() -> Article:
    return make_article("The strait")


def led(client: Client, path: str) -> tuple[int, str]:
    """The answer to `path`, and where it leads."""
    response = client.get(path)
    return response.status_code, response.headers.get("Location", "")
