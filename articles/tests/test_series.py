"""Articles in an order."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from articles.tests.make import make_article, make_draft, make_series
from articles.views import lists
from geopolist.library.models import Use
from geopolist.library.tests.make import make_image

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def test_parts_stand_in_their_order_and_equals_by_date(client: Client) -> None:
    series = make_series("Chokepoints", intro="<p>Five straits.<script>x</script></p>")
    make_article("Third", series=series, series_position=2, published_at=NOON)
    make_article("Second", series=series, series_position=2, published_at=NOON - timedelta(days=1))
    make_article("First", series=series, series_position=1, published_at=NOON)
    make_draft("Unseen", series=series, series_position=3)

    response = client.get("/series/chokepoints/")
    text = response.content.decode()

    assert [each.title for each in response.context["page"].items] == ["First", "Second", "Third"]
    assert re.findall(r'class="visually-hidden">(Part) </span>(\d)</span>', text) == [("Part", n) for n in "123"]
    assert '<a class="button" href="/first/">Begin with part 1</a>' in text
    assert '<meta name="description" content="Five straits.">' in text
    assert "<h1>Chokepoints</h1>" in text
    assert "<p>Five straits.</p>" in text
    assert "3 parts" in text


def test_parts_are_numbered_through_all_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PARTS", 2)
    series = make_series("Chokepoints")
    for number in (1, 2, 3):
        make_article(f"Part {number}", series=series, series_position=number)

    text = client.get("/series/chokepoints/?page=2").content.decode()

    assert "Part </span>3</span>" in text
    assert '<ol class="rows rows--roomy rows--numbered" start="3" data-list>' in text
    assert "Begin with part 1" not in text
    assert client.get("/series/chokepoints/?page=3").status_code == 404


def test_a_series_without_parts_says_so_and_leads_on(client: Client) -> None:
    make_series("Chokepoints")

    text = client.get("/series/chokepoints/").content.decode()

    assert "No part has appeared yet" in text
    assert '<a class="button button--line" href="/blog/">All articles</a>' in text
    assert '<meta name="robots" content="noindex">' in text


def test_a_part_says_which_of_how_many_readers_can_see(client: Client) -> None:
    series = make_series("Chokepoints")
    make_article("First", series=series, series_position=1)
    make_draft("Unseen", series=series, series_position=2)
    make_article("Second", series=series, series_position=3)

    response = client.get("/second/")

    assert response.context["series"]["position"] == 2
    assert "Part 2 of 2" in response.content.decode()
    assert '<a href="/first/">First</a>' in response.content.decode()


def test_parts_far_apart_know_each_other_and_neighbours_are_the_nearest(client: Client) -> None:
    series = make_series("Chokepoints")
    parts = [
        make_article(
            f"Part {number}", series=series, series_position=number, published_at=NOON + timedelta(days=number)
        )
        for number in (1, 5, 9)
    ]
    beside = [make_article(f"On day {day}", published_at=NOON + timedelta(days=day)) for day in (3, 4, 6, 7)]

    context = client.get("/part-5/").context

    assert (context["series"]["articles"], context["series"]["position"]) == (parts, 2)
    assert (context["previous"], context["next"]) == (beside[1], beside[2])


def test_an_article_without_a_series_has_no_box(client: Client) -> None:
    make_article("Alone")

    assert "In the series" not in client.get("/alone/").content.decode()


def test_a_renamed_series_leads_on_and_its_cover_is_in_use(client: Client) -> None:
    image = make_image()
    series = make_series("Chokepoints", cover=image)

    series.slug = "straits"
    series.save()

    assert client.get("/series/chokepoints/")["Location"] == "/series/straits/"
    assert Use.objects.filter(target=image.public_id).count() == 1
    assert image.picture("card").src in client.get("/series/straits/").content.decode()


def test_a_deleted_series_leaves_its_articles(client: Client) -> None:
    series = make_series("Chokepoints")
    make_article("First", series=series)

    series.delete()

    assert client.get("/first/").status_code == 200
    assert client.get("/series/chokepoints/").status_code == 410
