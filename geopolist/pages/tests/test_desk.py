"""The desk's front page and its search: each for who may see it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from articles.tests.desk import sign_in
from articles.tests.make import make_article, make_category, make_comment, make_draft, make_person
from geopolist.audience.models import DAY, Tally
from geopolist.library.tests.make import make_image
from geopolist.pages import desk
from geopolist.revisions.models import Seen

pytestmark = pytest.mark.django_db


def chief() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("chief@example.org", name="A Chief"))
    return client


def told(client: Client) -> dict[str, list[str]]:
    """{title of a part: what it lists}."""
    user = User.objects.get(pk=client.session["_auth_user_id"])
    return {str(part.title): [line.text for line in part.lines] for part in desk.parts(user)}


def test_who_decides_sees_what_waits_the_longest_first_and_what_is_late() -> None:
    for days, title in ((1, "Fresh"), (4, "Late")):
        article = make_draft(title)
        article.submit_for_review()
        Article.objects.filter(pk=article.pk).update(status_at=timezone.now() - timedelta(days=days))

    page = chief().get("/admin/").text

    assert page.index("Late</a>") < page.index("Fresh</a>")
    assert page.count('class="is-late"') == 1
    assert "for 4\xa0days" in page


def test_who_writes_sees_what_came_back_to_them_and_nothing_of_others(client: Client) -> None:
    writer = sign_in(client, "articles.view_article", "articles.change_article")
    mine = make_draft("Mine", people=[make_person(user=User.objects.get())])
    for article in (mine, make_draft("Theirs")):
        article.submit_for_review()
        article.ask_for_changes(note="Name the strait.")
    make_article("Their plan", published_at=timezone.now() + timedelta(days=1))

    page = writer.get("/admin/").text

    assert told(writer)["Back with you, changes asked for"] == ["Mine"]
    assert ("Name the strait." in page, "Their" in page) == (True, False)


def test_what_is_scheduled_comes_in_order_and_edits_say_whose_they_are() -> None:
    client = chief()
    for hours, title in ((2, "Second"), (1, "First")):
        make_article(title, published_at=timezone.now() + timedelta(hours=hours))
    public = make_article("Public")
    public.save_edit({**public.snapshot(), "title": "Other"}, by=User.objects.get(), seen=Seen.of(public))

    assert told(client)["Scheduled next"] == ["First", "Second"]
    assert told(client)["With unpublished edits"] == ["Public"]
    assert "<span>A Chief</span>" in client.get("/admin/").text


def test_pictures_that_lack_something_are_counted_and_lead_to_their_list() -> None:
    make_image(alt="", credit="")

    page = chief().get("/admin/").text

    assert '<a href="/admin/library/image/?lacks=alt">1 without alternative text</a>' in page


def test_readings_are_drawn_a_bar_a_day_and_the_most_read_named() -> None:
    client, article = chief(), make_article("Soundings")
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    kind = ContentType.objects.get_for_model(Article)
    for days, readings in ((0, 5), (10, 20), (40, 99)):
        begins = today - timedelta(days=days)
        Tally.objects.create(content_type=kind, object_id=article.pk, hours=DAY, begins=begins, readings=readings)

    drawn = desk.chart(User.objects.get())
    page = client.get("/admin/").text

    assert drawn is not None
    assert (drawn.total, len(drawn.bars), drawn.bars[-1].label.endswith(": 5 readings")) == (25, 30, True)
    assert [bar.height for bar in drawn.bars if bar.height] == [116.0, 29.0]
    assert {days: [line.note for line in lines] for days, lines in drawn.most.items()} == {7: ["5"], 30: ["25"]}
    assert 'aria-label="25 readings in 30 days"' in page


def test_a_moderator_sees_how_many_comments_wait_and_the_latest() -> None:
    article = make_article("Soundings")
    for text in ("First words.", "Second words."):
        make_comment(article, text, status="pending")

    page = chief().get("/admin/").text

    assert ">2 held comments</a>" in page
    assert page.index("Second words.") < page.index("First words.")


def test_nobody_without_rights_is_told_anything(client: Client) -> None:
    make_article("Soundings", published_at=timezone.now() + timedelta(days=1))
    page = sign_in(client).get("/admin/").text

    assert ("Soundings" in page, "Read in the last 30 days" in page) == (False, False)


def test_the_front_page_asks_as_often_with_three_rows_as_with_one() -> None:
    client, asked = chief(), []
    for rows in (1, 2):
        for number in range(rows):
            make_article(f"Coming {number}", published_at=timezone.now() + timedelta(days=1))
            make_draft(f"Waiting {number}").submit_for_review()
        client.get("/admin/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/")
        asked.append(len(captured))

    assert asked[0] == asked[1]


def test_one_search_finds_every_kind_that_somebody_may_see() -> None:
    make_article("The strait of spice")
    make_category("Strait law")
    make_person("Ida Strait")

    page = chief().get("/admin/search/", {"q": " strait "})

    found = {kind.title: [text for text, _url in kind.rows] for kind in page.context["kinds"]}
    assert {**found, "Addresses": []} == {
        "Addresses": [],
        "Articles": ["The strait of spice"],
        "Categories": ["Strait law"],
        "People": ["Ida Strait"],
    }


def test_the_search_shows_nobody_what_they_may_not_see(client: Client) -> None:
    make_article("The strait of spice")
    make_person("Ida Strait")
    writer = sign_in(client, "articles.view_article", "articles.view_person")

    page = writer.get("/admin/search/", {"q": "strait"}).text

    assert ("Ida Strait" in page, "of spice" in page) == (True, False)


def test_what_is_typed_is_shown_as_it_is_and_breaks_nothing() -> None:
    page = chief().get("/admin/search/", {"q": "<script>alert(1)</script>" + "x" * 200})

    assert page.status_code == 200
    assert "<script>alert(1)" not in page.text
    assert "Nothing at the desk has" in page.text
