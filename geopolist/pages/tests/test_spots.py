"""Advertisements: labelled, where and when they should be, and nowhere else."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from lxml import html

from articles.models import Article
from articles.tests.make import make_article, make_site
from geopolist.identity.models import SiteIdentity, prepare_chrome
from geopolist.library.models import Use
from geopolist.library.tasks import tell_users
from geopolist.library.tests.make import make_image, picture
from geopolist.pages.models import Spot

pytestmark = pytest.mark.django_db
PLACES = ["masthead", "text", "side"]
LONG = "".join(f"<p>Paragraph {number} of a long text.</p>" for number in range(1, 9))


@pytest.fixture(autouse=True)
def _site() -> None:
    make_site(languages=["tr", "ar"])


def make_spot(place: str = "masthead", **changes: Any) -> Spot:
    values = {"sponsor": "Golden Horn Yard", "text": "Hulls, since 1455.", "url": "https://yard.example/", **changes}
    spot = Spot(place=place, **values)
    spot.full_clean()
    spot.save()
    return spot


def spots(client: Client, path: str) -> list[Any]:
    page = html.fromstring(client.get(path).content)
    return list(page.xpath("//div[starts-with(@aria-labelledby, 'spot-')]"))


def sponsors(client: Client, path: str) -> list[str]:
    return [each.findtext(".//a") for each in spots(client, path)]


def places(client: Client, path: str) -> list[str]:
    return [each.get("aria-labelledby").removeprefix("spot-").removesuffix("-title") for each in spots(client, path)]


def test_an_advertisement_says_so_who_pays_and_where_it_leads(client: Client) -> None:
    make_spot(sponsor="Yard <b>&</b> Sons", text='Hulls "since" <script>1455</script>')

    [spot] = spots(client, "/")

    [label] = spot.xpath(f"//*[@id='{spot.get('aria-labelledby')}']")
    assert label.text == "Advertisement"
    [link] = spot.findall(".//a")
    assert (link.get("href"), link.get("rel"), link.get("target")) == (
        "https://yard.example/",
        "sponsored noopener",
        None,
    )
    assert (link.text, link.tail.strip()) == ("Yard <b>&</b> Sons", 'Hulls "since" <script>1455</script>')


def test_one_that_leads_nowhere_has_no_link(client: Client) -> None:
    make_spot(url="")

    [spot] = spots(client, "/")

    assert (spot.findtext(".//b"), spot.findall(".//a")) == ("Golden Horn Yard", [])


def test_each_place_has_its_own_and_a_long_article_all(client: Client) -> None:
    make_article("Long", body=LONG)
    make_article("Short", body="<p>Words.</p>")
    for place in PLACES:
        make_spot(place)

    assert places(client, "/long/") == ["masthead", "text", "side"]
    assert places(client, "/short/") == ["masthead", "side"]
    assert {path: places(client, path) for path in ("/", "/blog/", "/search/", "/nowhere/", "/accounts/login/")} == {
        "/": ["masthead"],
        "/blog/": ["masthead"],
        "/search/": ["masthead"],
        "/nowhere/": [],
        "/accounts/login/": [],
    }


def test_the_one_in_the_text_stands_after_its_paragraph(client: Client) -> None:
    make_article("Long", body=LONG)
    make_spot("text", paragraph=3)

    [spot] = spots(client, "/long/")

    assert spot.getparent().get("class").startswith("prose")
    assert (spot.getprevious().text, spot.getnext().text) == (
        "Paragraph 3 of a long text.",
        "Paragraph 4 of a long text.",
    )


@pytest.mark.parametrize("changes", [{"sponsor": "A bank"}, {"without_spots": True}])
def test_what_is_paid_for_or_spared_by_its_editor_has_none(changes: dict[str, Any], client: Client) -> None:
    make_article("Long", body=LONG, **changes)
    for place in PLACES:
        make_spot(place)

    assert spots(client, "/long/") == []


def test_a_live_blog_read_from_its_beginning_has_none_in_its_text(client: Client) -> None:
    make_article("Long", body=LONG, format=Article.Format.LIVE)
    make_spot("text")

    text = client.get("/long/?order=oldest").text

    assert [text.count(f"Paragraph {number} of") for number in range(1, 9)] == [1] * 8
    assert "Golden Horn Yard" not in text


def test_it_stands_on_pages_of_its_language_alone_and_speaks_it(client: Client) -> None:
    make_spot()
    make_spot(sponsor="Tersane", language="tr", url="/blog/")

    [turkish] = spots(client, "/tr/")

    assert sponsors(client, "/") == ["Golden Horn Yard"]
    assert sponsors(client, "/ar/") == []
    assert (turkish.findtext("p"), turkish.findtext(".//a"), turkish.find(".//a").get("href")) == (
        "Reklam",
        "Tersane",
        "/tr/blog/",
    )


def test_the_newest_that_runs_stands_and_the_clock_changes_them(client: Client) -> None:
    now = timezone.now()
    make_spot(sponsor="Always", begins_at=now - timedelta(days=9))
    make_spot(sponsor="Tomorrow", begins_at=now + timedelta(days=1), ends_at=now + timedelta(days=2))
    make_spot(sponsor="Resting", is_active=False)
    make_spot(sponsor="Over", begins_at=now - timedelta(days=2), ends_at=now - timedelta(days=1))

    seen = []
    for days in (0, 1.5, 2.5):
        with time_machine.travel(now + timedelta(days=days), tick=False):
            seen += sponsors(client, "/")

    assert seen == ["Always", "Tomorrow", "Always"]


def test_it_goes_with_its_row_one_by_one_or_together(client: Client) -> None:
    first, second = make_spot(sponsor="First", picture=make_image(alt="A hull")), make_spot(sponsor="Second")

    second.delete()
    after_one = sponsors(client, "/")
    Spot.objects.all().delete()

    assert (after_one, sponsors(client, "/")) == (["First"], [])
    assert not Use.objects.filter(object_id=first.pk, kind="image").exists()


def test_its_picture_has_its_words_and_its_space_and_follows_the_library(client: Client) -> None:
    image = make_image(picture((1600, 400)), alt="A hull on the slip")
    make_spot(picture=image, text="")

    [spot] = spots(client, "/")
    [shown] = spot.iter("img")
    assert (shown.get("alt"), shown.get("width"), shown.get("height")) == ("A hull on the slip", "1600", "400")

    image.alt = "A hull afloat"
    image.save()
    tell_users.call("image", image.public_id)

    assert [each.get("alt") for each in spots(client, "/")[0].iter("img")] == ["A hull afloat"]


def test_what_is_printed_of_it_is_written_only_where_it_has_changed() -> None:
    make_spot(picture=make_image(alt="A hull"))

    site = SiteIdentity.objects.get()

    assert prepare_chrome(site.enabled_languages) == site.prepared


def test_it_costs_no_query_and_leaves_no_cookie(client: Client, django_assert_num_queries: Any) -> None:
    make_article("Long", body=LONG)
    with django_assert_num_queries(4):
        client.get("/long/")
    for place in PLACES * 3:
        make_spot(place, picture=make_image(alt="A hull"))

    with django_assert_num_queries(4):
        response = client.get("/long/")

    assert (len(spots(client, "/long/")), response.cookies) == (3, {})


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"url": "javascript:alert(1)"}, "begins with https://"),
        ({"url": "http://yard.example/"}, "begins with https://"),
        ({"url": "//yard.example/"}, "begins with https://"),
        ({"url": "https://yard.example/\n"}, "begins with https://"),
        ({"url": "/nothing/"}, "There is nothing at /nothing/"),
        ({"text": ""}, "Give words, a picture, or both"),
        ({"sponsor": ""}, "cannot be blank"),
        ({"paragraph": 0}, "greater than or equal to 1"),
        ({"language": "xx"}, "not a valid choice"),
        ({"ends_at": timezone.now() - timedelta(days=1)}, "would end before it begins"),
    ],
)
def test_what_readers_could_not_use_is_refused_with_a_sentence(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        make_spot(**changes)


def test_a_picture_alone_needs_words_for_those_who_do_not_see_it() -> None:
    with pytest.raises(ValidationError, match="Alone it needs an alternative text"):
        make_spot(text="", picture=make_image(alt=""))


def test_the_database_keeps_its_times_in_order() -> None:
    now = timezone.now()

    with pytest.raises(IntegrityError), transaction.atomic():
        Spot.objects.create(place="side", sponsor="Yard", begins_at=now, ends_at=now)
