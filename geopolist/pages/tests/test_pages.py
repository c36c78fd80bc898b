"""Static pages: their state, their tree, what they show."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from articles.models import WasPublic
from articles.tests.make import make_site
from geopolist.addresses.models import Address
from geopolist.identity.models import MenuItem, SiteIdentity
from geopolist.library.models import Use
from geopolist.library.tests.make import make_image
from geopolist.pages.models import MAX_DEPTH, Page
from geopolist.pages.views import pages_changed
from geopolist.search.models import Document

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def make_page(title: str, at: datetime | None = None, **changes: object) -> Page:
    page = Page(title=title, **{"body": f"<p>Text of {title}.</p>", **changes})
    page.publish(at=at)
    return page


def test_a_page_shows_title_text_crumbs_children_and_cover(client: Client) -> None:
    image = make_image(alt="A harbour")
    about = make_page("About", standfirst="Who we are.", cover=image)
    make_page("Team", parent=about, order=2)
    make_page("Board", parent=about, order=1)
    Page.objects.create(title="Unseen", parent=about)

    parent, child = client.get("/about/"), client.get("/about/team/")
    text = parent.content.decode()

    assert "<h1>About</h1>" in text
    assert "Who we are." in text
    assert "<p>Text of About.</p>" in text
    assert 'alt="A harbour"' in text
    assert [each.title for each in parent.context["children"]] == ["Board", "Team"]
    assert child.context["crumbs"] == [{"name": "About", "url": "/about/"}]
    assert '<link rel="canonical" href="http://127.0.0.1:8000/about/team/">' in child.content.decode()


def test_a_draft_is_unknown_a_withdrawn_page_gone_and_a_scheduled_one_appears_to_the_minute(client: Client) -> None:
    with time_machine.travel(NOON, tick=False):
        draft = Page.objects.create(title="About", published_at=NOON)
        unknown = client.get("/about/").status_code
        draft.publish(at=NOON + timedelta(minutes=1))
        before = client.get("/about/").status_code
    with time_machine.travel(NOON + timedelta(minutes=1), tick=False):
        then = client.get("/about/").status_code
        draft.withdraw()
        gone = client.get("/about/").status_code

    assert (unknown, before, then, gone) == (404, 404, 200, 410)


def test_publishing_again_keeps_the_first_date() -> None:
    page = make_page("About", at=NOON)

    page.withdraw()
    page.publish()

    assert Page.objects.get().published_at == NOON


def test_a_page_cannot_lie_under_itself_nor_too_deep() -> None:
    line = [make_page("Level 1")]
    for number in range(2, MAX_DEPTH + 1):
        line.append(make_page(f"Level {number}", parent=line[-1]))
    line[0].parent = line[-1]

    with pytest.raises(ValidationError):
        line[0].save()
    with pytest.raises(ValidationError):
        make_page("Too deep", parent=line[-1])

    assert Page.objects.get(pk=line[0].pk).parent is None


def test_menus_follow_what_a_page_becomes() -> None:
    make_site()
    page = Page.objects.create(title="About")
    MenuItem.objects.create(menu="footer", label="About us", target=page)

    def addresses() -> list[str]:
        return [item["url"] for item in SiteIdentity.objects.current().prepared["menus"]["footer"]]

    before = addresses()
    page.publish()
    during = addresses()
    page.slug = "who-we-are"
    page.save()
    renamed = addresses()
    page.withdraw()

    assert (before, during, renamed, addresses()) == ([], ["/about/"], ["/who-we-are/"], [])


def test_search_and_uses_follow_too() -> None:
    image = make_image()
    page = make_page("About", cover=image)
    before = (Document.objects.count(), Use.objects.count())

    page.withdraw()
    withdrawn = Document.objects.count()
    page.publish()

    assert (before, withdrawn) == ((1, 1), 0)
    assert (Document.objects.count(), Use.objects.count()) == (1, 1)


def test_what_readers_had_is_withdrawn_with_its_notice_and_cannot_be_deleted(client: Client) -> None:
    page = make_page("About")

    page.withdraw("Moved to the annual report.")
    response = client.get("/about/")
    with pytest.raises(WasPublic):
        page.delete()

    assert response.status_code == 410
    assert "Moved to the annual report." in response.content.decode()
    assert make_page("About").path == "about-2"


def test_a_page_that_nobody_had_leaves_nothing_behind(client: Client) -> None:
    page = make_page("About", at=timezone.now() + timedelta(days=1), cover=make_image())

    page.delete()

    assert (Document.objects.count(), Use.objects.count()) == (0, 0)
    assert not Address.objects.filter(key="/about/").exists()
    assert client.get("/about/").status_code == 404


def test_a_page_ends_by_the_clock(client: Client) -> None:
    page = make_page("About", ends_at=timezone.now() + timedelta(hours=1))

    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        answers = [client.get("/about/").status_code, page.is_gone, Page.objects.public().count()]

    assert answers == [410, True, 0]


def test_a_picture_redrawn_while_an_editor_saves_loses_no_words() -> None:
    image = make_image()
    page = make_page("About", body=f'<figure data-image="{image.public_id}"></figure><p>Old words.</p>')
    Page.objects.filter(pk=page.pk).update(body=page.body.replace("Old", "New"))

    pages_changed([page.pk])

    assert "New words." in Page.objects.get().rendered
    assert "New words." in Document.objects.get().body


def test_corrections_say_where_to_write(client: Client) -> None:
    make_site(contact_email="desk@example.org")

    text = client.get("/corrections/").content.decode()

    assert "No corrections have been published." in text
    assert 'href="mailto:desk@example.org"' in text


def test_a_page_renamed_by_who_read_it_before_it_was_published_lives_at_its_new_address(client: Client) -> None:
    Page.objects.create(title="About")
    read_before = Page.objects.get()
    Page.objects.get().publish()

    read_before.slug = "who-we-are"
    read_before.save()
    read_before.settle()

    assert client.get("/who-we-are/").status_code == 200
    assert client.get("/about/")["Location"] == "/who-we-are/"
