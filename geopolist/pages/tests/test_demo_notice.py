"""A demonstration says on every page that it is one, to readers and at the desk; a real site on none."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory

from accounts.models import User
from articles.tests.make import make_article, make_category, make_person
from geopolist.identity.models import SiteIdentity
from geopolist.pages.models import Page
from geopolist.pages.views import errors

pytestmark = pytest.mark.django_db
READERS = "This is a demonstration: its people and their articles are invented."
DESK = "This site holds the demonstration: what you write here is removed with it."
PAGES = """
/ /strait/ /category/economy/ /author/elif/ /about/ /blog/ /people/ /topics/ /search/?q=strait /corrections/ /offline/
/jobs/ /my-bookmarks/ /accounts/login/ /accounts/password/reset/ /nothing/ /gone/
"""
DESKS = "/admin/ /admin/articles/article/ /admin/articles/article/add/"


@pytest.fixture(params=[True, False], ids=["demonstration", "real site"])
def is_demo(request: pytest.FixtureRequest) -> bool:
    SiteIdentity.objects.create(name="Straits", languages=["tr", "ar"], is_demo=request.param)
    make_article("Strait", categories=[make_category("Economy")], people=[make_person("Elif")])
    make_article("Gone").withdraw()
    Page(title="About").publish()
    return request.param


def test_every_page_of_a_demonstration_says_so_once(client: Client, is_demo: bool) -> None:
    said = {path: client.get(path).text.count(READERS) for path in PAGES.split()}

    assert said == dict.fromkeys(PAGES.split(), int(is_demo))


def test_error_pages_that_may_not_ask_the_database_know_it_from_the_file_of_accounts(
    rf: RequestFactory, settings: Any, tmp_path: Path, django_assert_num_queries: Any
) -> None:
    settings.DATA = tmp_path

    with django_assert_num_queries(0):
        of_a_site = [page(rf.get("/")).text.count(READERS) for page in (errors.bad_request, errors.server_error)]
        (tmp_path / "demo-accounts.txt").touch()
        of_a_demonstration = [
            page(rf.get("/")).text.count(READERS) for page in (errors.bad_request, errors.server_error)
        ]

    assert of_a_site == [0, 0]
    assert of_a_demonstration == [1, 1]


def test_the_desk_says_what_becomes_of_what_is_written_there(client: Client, is_demo: bool) -> None:
    client.force_login(User.objects.create_superuser("chief@example.org"))

    said = {path: client.get(path).text.count(DESK) for path in DESKS.split()}

    assert said == dict.fromkeys(DESKS.split(), int(is_demo))


def test_it_is_said_in_the_language_of_the_page(client: Client) -> None:
    SiteIdentity.objects.create(languages=["tr", "ar"], is_demo=True)

    assert "Bu bir tanıtım sitesidir: kişileri ve yazıları kurmacadır." in client.get("/tr/").text
    assert "هذا موقع للعرض: شخصياته ومقالاتهم من نسج الخيال." in client.get("/ar/").text
