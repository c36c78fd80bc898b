"""The beacon: what it counts, and that it tells nobody."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as site_settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from articles.models import Article
from articles.tests.make import make_article, make_category, make_draft
from geopolist.audience import folding
from geopolist.audience.models import Reading
from geopolist.audience.tests.conftest import CHROME
from geopolist.pages.views import beacon

pytestmark = pytest.mark.django_db
HERE = {"Sec-Fetch-Site": "same-origin", "User-Agent": CHROME}


def send(path: str, client: Client | None = None, **headers: str | None) -> int:
    """The status of a beacon as browsers send it; headers that are None are left out."""
    named = {**HERE, **{name.replace("_", "-"): value for name, value in headers.items()}}
    answer = (client or Client(enforce_csrf_checks=True)).post(
        "/api/readings/",
        path,
        content_type="text/plain;charset=UTF-8",
        headers={name: value for name, value in named.items() if value is not None},
    )
    assert (answer.content, len(answer.cookies)) == (b"", 0)
    return answer.status_code


def counted() -> int:
    return Reading.objects.count()


def test_a_reader_is_counted_and_the_page_says_so_after_the_fold(client: Client) -> None:
    article = make_article("Straits")

    assert send("/straits/") == 204
    before = client.get("/straits/").text
    folding.fold()
    after = client.get("/straits/").text

    article.refresh_from_db()
    assert article.views == 1
    assert ("1 View" in before, "1 View" in after) == (False, True)


def test_an_address_is_taken_as_browsers_write_it() -> None:
    make_article("Boğazlar", slug="boğazlar")

    assert send(quote("/boğazlar/")) == 204

    assert counted() == 1


def test_who_still_has_the_page_under_its_former_address_is_counted() -> None:
    article = make_article("Straits")
    article.slug = "narrows"
    article.save()
    article.settle()

    assert send("/straits/") == 204

    assert counted() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"User_Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"User_Agent": None},
        {"Sec_Purpose": "prefetch;prerender"},
        {"Sec_GPC": "1"},
        {"DNT": "1"},
    ],
    ids=str,
)
def test_who_is_not_counted_is_answered_alike(headers: dict[str, str | None]) -> None:
    make_article("Straits")

    assert send("/straits/", **headers) == 204

    assert counted() == 0


@pytest.mark.parametrize("value", ["0", "null", ""])
def test_who_does_not_say_that_they_mind_is_counted(value: str) -> None:
    make_article("Straits")

    send("/straits/", Sec_GPC=value, DNT=value)

    assert counted() == 1


@pytest.mark.parametrize(("is_staff", "number"), [(True, 0), (False, 1)])
def test_the_desk_is_not_counted_and_members_are(is_staff: bool, number: int) -> None:
    make_article("Straits")
    client = Client()
    client.force_login(get_user_model().objects.create_user("who@example.org", "a password", is_staff=is_staff))

    assert send("/straits/", client) == 204

    assert counted() == number


@pytest.mark.parametrize(
    "path",
    ["/draft/", "/scheduled/", "/withdrawn/", "/ended/", "/no-such-page/", "/", "/category/economy/", "/?p=1"],
)
def test_nothing_but_what_is_public_is_counted_and_nobody_learns_of_it(path: str) -> None:
    make_category("Economy")
    make_draft("Draft")
    make_article("Scheduled", published_at=timezone.now() + timedelta(days=1))
    make_article("Withdrawn").withdraw()
    make_article("Ended", ends_at=timezone.now() - timedelta(minutes=1))

    assert send(path) in (204, 400)

    assert counted() == 0


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Sec_Fetch_Site": "none"}, 403),
        # Browsers of before 2023 name only where they come from.
        ({"Sec_Fetch_Site": None, "Origin": "http://testserver"}, 204),
        ({"Sec_Fetch_Site": None, "Origin": "https://testserver"}, 403),
        ({"Sec_Fetch_Site": None, "Origin": "null"}, 403),
        ({"Sec_Fetch_Site": None}, 403),
    ],
    ids=str,
)
def test_only_pages_of_this_site_are_heard(headers: dict[str, str | None], status: int) -> None:
    make_article("Straits")

    assert send("/straits/", **headers) == status

    assert counted() == (status == 204)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("/" + "a" * beacon.LONGEST, 413),
        ("/" + "a" * 500 + "/", 400),
        ("/stra\0its/", 400),
        ("/%00/", 400),
        ("/%ff/", 400),
        ("/../straits/", 400),
        ("", 413),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_address_is_refused(body: str, status: int) -> None:
    make_article("Straits")

    assert send(body) == status

    assert counted() == 0


def test_a_body_that_does_not_say_its_length_is_not_read(rf: Any) -> None:
    request = rf.post("/api/readings/", "/straits/", content_type="text/plain", headers=HERE)
    del request.META["CONTENT_LENGTH"]

    assert beacon.readings(request).status_code == 413


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_it_is_posted(client: Client, method: str) -> None:
    assert getattr(client, method)("/api/readings/", headers=HERE).status_code == 405


def test_a_flood_from_one_address_is_cut_off_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beacon, "LIMIT", 3)
    make_article("Straits")

    statuses = [send("/straits/", User_Agent=f"{CHROME} {number}") for number in range(6)]
    other = Client(REMOTE_ADDR="192.0.2.9")
    send("/straits/", other)

    assert statuses == [204] * 6
    assert counted() == 4


def test_a_beacon_costs_five_questions_and_a_repeated_one_too(django_assert_num_queries: Any) -> None:
    make_article("Straits")
    send("/straits/")

    # The limit, the address, the article, the salt, the reading.
    expected = 4 if site_settings.REDIS_URL else 5
    with django_assert_num_queries(expected):
        send("/straits/", User_Agent=f"{CHROME} Edg/140.0")
    with django_assert_num_queries(expected):
        send("/straits/")


def test_only_the_page_of_an_article_sends_one(client: Client) -> None:
    make_article("Straits", categories=[make_category("Economy")])

    assert [" data-read" in client.get(path).text for path in ("/straits/", "/", "/category/economy/")] == [
        *(True, False, False),
    ]
    assert Article.objects.count() == 1
