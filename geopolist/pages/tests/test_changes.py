"""`changed_at` of a page is when readers got its text: the sitemap's date. Nothing else moves it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from geopolist.library.tests.make import make_image
from geopolist.pages.models import Page
from geopolist.pages.views import pages_changed

pytestmark = pytest.mark.django_db

DAY_ONE = datetime(2026, 5, 4, 12, tzinfo=UTC)
A_DAY = timedelta(days=1)
DAY_TWO, DAY_THREE = DAY_ONE + A_DAY, DAY_ONE + 2 * A_DAY


@pytest.fixture
def page() -> Page:
    with time_machine.travel(DAY_ONE, tick=False):
        parent = Page(title="About", body="<p>We.</p>")
        parent.publish()
        page = Page(title="Team", body="<p>Words.</p>", parent=parent)
        page.publish()
    return page


def on_day_two(page: Page, act: Callable[[Page], object]) -> datetime:
    with time_machine.travel(DAY_TWO, tick=False):
        act(Page.objects.get(pk=page.pk))
    return Page.objects.get(pk=page.pk).changed_at


def save(**changes: object) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        for name, value in changes.items():
            setattr(page, name, value)
        page.save()
        page.settle()

    return act


def renamed_parent(page: Page) -> None:
    parent = Page.objects.get(title="About")
    parent.slug = "who-we-are"
    parent.save()


def stale_save(page: Page) -> None:
    read_before = Page.objects.get(pk=page.pk)
    save(standfirst="Below.")(page)
    with time_machine.travel(DAY_THREE, tick=False):
        read_before.save(update_fields=["order"])
        Page.objects.get(pk=page.pk).settle()


@pytest.mark.parametrize(
    "act",
    [
        save(title="The team"),
        save(standfirst="Who is here."),
        save(body="<p>Other words.</p>"),
        lambda page: save(cover=make_image())(page),
        stale_save,
    ],
)
def test_another_text_moves_it(act: Callable, page: Page) -> None:
    assert on_day_two(page, act) == DAY_TWO


@pytest.mark.parametrize(
    "act",
    [
        save(),
        save(title="  Team "),
        save(order=4, noindex=True, seo_description="For machines."),
        save(slug="people"),
        save(parent=None),
        save(ends_at=DAY_ONE + 9 * A_DAY),
        renamed_parent,
        lambda page: Page.objects.update(order=7),
        lambda page: Page.objects.update(title="Another"),
        lambda page: pages_changed([page.pk]),
        lambda page: page.publish(),
        lambda page: (page.withdraw("An error."), page.publish()),
        lambda page: (page.settle(), page.settle()),
        lambda page: Client().get(page.get_absolute_url()),
    ],
)
def test_nothing_else_moves_it(act: Callable, page: Page) -> None:
    assert on_day_two(page, act) == DAY_ONE


def test_a_page_is_new_to_readers_when_it_appears() -> None:
    with time_machine.travel(DAY_ONE, tick=False):
        page = Page.objects.create(title="About", body="<p>We.</p>")

    assert on_day_two(page, lambda page: page.publish()) == DAY_TWO


def test_a_page_published_as_of_an_earlier_day_was_written_no_earlier(page: Page) -> None:
    with time_machine.travel(DAY_TWO, tick=False):
        dated_back = Page(title="History", body="<p>Then.</p>")
        dated_back.publish(at=DAY_ONE)

    assert Page.objects.get(title="History").changed_at == DAY_TWO


def test_a_scheduled_page_changes_when_it_appears_wherever_that_is_moved_to() -> None:
    with time_machine.travel(DAY_ONE, tick=False):
        page = Page(title="About", body="<p>We.</p>")
        page.publish(at=DAY_ONE + 9 * A_DAY)
        scheduled = Page.objects.get().changed_at
        page.publish(at=DAY_THREE)
    earlier = Page.objects.get().changed_at
    rewritten = on_day_two(page, save(title="About us"))

    assert (scheduled, earlier, rewritten) == (DAY_ONE + 9 * A_DAY, DAY_THREE, DAY_THREE)


def test_a_scheduled_page_published_at_once_changes_at_once() -> None:
    with time_machine.travel(DAY_ONE, tick=False):
        page = Page(title="About", body="<p>We.</p>")
        page.publish(at=DAY_ONE + 9 * A_DAY)

    assert on_day_two(page, lambda page: page.publish()) == DAY_TWO


def test_a_page_shown_again_from_a_later_day_is_new_that_day(page: Page) -> None:
    page.withdraw("An error.")

    assert on_day_two(page, lambda page: page.publish(at=DAY_THREE)) == DAY_THREE


def test_the_sitemap_says_so(page: Page, client: Client) -> None:
    on_day_two(page, save(title="The team"))

    text = client.get("/sitemap.xml").text

    assert "/about/</loc><lastmod>2026-05-04" in text.replace("\n", "")
    assert "/about/team/</loc><lastmod>2026-05-05" in text.replace("\n", "")
