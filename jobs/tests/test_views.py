"""The board's addresses, which work before there is a board."""

import pytest
from django.test import Client

from articles.tests.make import make_site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "heading", "text"),
    [
        ("/jobs/", "Jobs", "No openings are listed at the moment."),
        ("/post-a-job/", "Post a job", "an editor reads each listing before it appears."),
        ("/job-dashboard/", "Job dashboard", "To change or withdraw a listing, write to us"),
    ],
)
def test_each_page_says_what_to_do_today_and_where_to_write(path: str, heading: str, text: str, client: Client) -> None:
    make_site(contact_email="jobs@example.org")

    page = client.get(path).content.decode()

    assert f"<h1>{heading}</h1>" in page
    assert text in page
    assert 'href="mailto:jobs@example.org"' in page
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{path}">' in page


def test_without_an_address_there_is_no_empty_link(client: Client) -> None:
    assert "mailto:" not in client.get("/jobs/").content.decode()


def test_a_page_speaks_the_language_that_the_link_asks_for(client: Client) -> None:
    make_site(languages=["tr"])

    assert '<html lang="tr"' in client.get("/jobs/?lang=tr").content.decode()


@pytest.mark.parametrize("path", ["/jobs/", "/post-a-job/", "/job-dashboard/"])
def test_nothing_can_be_sent_there(path: str, client: Client) -> None:
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", ["/job/analyst/", "/company/harbour/"])
def test_listings_of_later_are_404_today(path: str, client: Client) -> None:
    assert client.get(path).status_code == 404


def test_the_dashboard_is_kept_nowhere(client: Client) -> None:
    assert "no-store" in client.get("/job-dashboard/")["Cache-Control"]
