"""What the desk publishes, schedules and withdraws, and who may."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.checklist import RULES
from articles.models import Article, Strictness
from articles.tests.desk import act, form, sign_in
from articles.tests.make import make_article, make_draft, make_person
from geopolist.pages.models import Page
from geopolist.revisions.models import WorkingCopy
from geopolist.search.models import Document

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("Europe/Istanbul")
EARLY, LATE = datetime(2031, 5, 4, 9, tzinfo=ZONE), datetime(2031, 9, 1, 9, tzinfo=ZONE)
A_DAY = timedelta(days=1)
# Who writes, and publishes nothing.
WRITES = ("articles.change_article", "articles.view_article", "articles.edit_others_article")
MEANWHILE = "Nothing was saved: meanwhile it was approved, scheduled, published or withdrawn"


@pytest.fixture(autouse=True)
def strict_about_nothing() -> None:
    """The checklist has tests of its own."""
    for rule in RULES:
        Strictness.objects.create(rule=rule, severity="off")


def status(article: Article) -> str:
    return Article.objects.get(pk=article.pk).status


def timing(begins: datetime | None, ends: datetime | None) -> dict[str, str]:
    """Beginning and end as they are typed, in the site's zone."""
    typed = {"publish_at": begins, "ends_at": ends}
    return {
        f"{name}_{part}": when.astimezone(ZONE).strftime(pattern)
        for name, when in typed.items()
        if when
        for part, pattern in enumerate(("%Y-%m-%d", "%H:%M:%S"))
    }


def test_the_form_cannot_change_the_state(desk: Client) -> None:
    article = make_draft("Soundings")

    values = form(article, status="published", published_at_0="2026-05-04", published_at_1="12:00:00", version=9)
    desk.post(f"/admin/articles/article/{article.pk}/change/", values)

    assert (status(article), Article.objects.get().published_at) == ("draft", None)


def meanwhile(monkeypatch: pytest.MonkeyPatch, model: type[Any], act: Callable[[Any], object]) -> None:
    """Have another editor act between the question whether somebody may save and the saving."""
    render_body = model.render_body

    def watched(row: Any) -> None:
        monkeypatch.setattr(model, "render_body", render_body)
        render_body(row)
        act(model.objects.get(pk=row.pk))

    monkeypatch.setattr(model, "render_body", watched)


@pytest.mark.parametrize(
    ("verb", "before", "after"),
    [
        ("publish_now", "draft", "published"),
        ("send_to_review", "draft", "review"),
        ("approve", "review", "approved"),
        ("ask_for_changes", "approved", "draft"),
        ("withdraw", "published", "withdrawn"),
    ],
)
def test_actions_are_the_verbs_and_are_written_down(verb: str, before: str, after: str, desk: Client) -> None:
    article = make_article(status=before, published_at=timezone.now() if before == "published" else None)

    said = act(desk, verb, article)

    assert status(article) == after
    assert "1 is changed." in said
    assert LogEntry.objects.filter(object_id=str(article.pk)).count() == 1


def test_what_a_verb_refuses_is_named_and_stops_none_of_the_others(desk: Client) -> None:
    public, draft = make_article("Public"), make_draft("Draft")
    ended = make_draft("Ended", ends_at=timezone.now() - timedelta(days=1))

    said = act(desk, "send_to_review", public, draft)
    told = act(desk, "publish_now", ended)

    assert (status(public), status(draft), status(ended)) == ("published", "review", "draft")
    assert "Public: It is in the state “Published” and cannot go to “In review”." in said
    assert "Ended: It ends before that time: change the end first." in told


def test_a_notice_of_withdrawal_speaks_the_articles_language_and_may_be_written_anew(desk: Client) -> None:
    article = make_article("Soundings")
    act(desk, "withdraw", article)
    standard = Article.objects.get().withdrawal_notice

    desk.post(f"/admin/articles/article/{article.pk}/change/", form(article, withdrawal_notice="An error of fact."))

    assert standard == "This article has been withdrawn by the editors."
    assert "An error of fact." in Client().get("/soundings/").content.decode()


def test_a_notice_of_withdrawal_may_be_taken_away(desk: Client) -> None:
    article = make_article("Soundings")
    article.withdraw("An error of fact.")

    desk.post(f"/admin/articles/article/{article.pk}/change/", form(article, withdrawal_notice=""))

    assert (status(article), Article.objects.get().withdrawal_notice) == ("withdrawn", "")


def test_a_form_that_was_opened_before_a_withdrawal_leaves_its_notice(desk: Client) -> None:
    article = make_article("Soundings")
    fields = desk.get(f"/admin/articles/article/{article.pk}/change/").context["adminform"].form.fields
    article.withdraw("An error of fact.")

    desk.post(f"/admin/articles/article/{article.pk}/change/", form(article, title="Deep soundings"))

    found = Article.objects.get()
    assert "withdrawal_notice" not in fields
    assert (found.title, found.withdrawal_notice) == ("Deep soundings", "An error of fact.")


def test_a_notice_withdraws_nothing_that_was_published_meanwhile(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    article = make_article("Soundings")
    article.withdraw("An error of fact.")
    meanwhile(monkeypatch, Article, lambda row: row.publish())

    desk.post(f"/admin/articles/article/{article.pk}/change/", form(article, withdrawal_notice="Another error."))

    assert (status(article), Article.objects.get().withdrawal_notice) == ("published", "")


def test_who_may_not_publish_is_offered_no_verb_of_publishing_and_cannot_touch_what_is_public(client: Client) -> None:
    writer = sign_in(client, *WRITES)
    draft, public = make_draft("Draft"), make_article("Public")

    for verb in ("publish_now", "withdraw", "approve"):
        act(writer, verb, draft, public)
    answer = writer.post(f"/admin/articles/article/{public.pk}/change/", form(public, title="Mine"))
    own = writer.post(f"/admin/articles/article/{draft.pk}/change/", form(draft, title="Mine"))

    assert (status(draft), status(public)) == ("draft", "published")
    assert (answer.status_code, own.status_code) == (403, 302)
    assert Article.objects.get(pk=public.pk).title == "Public"


@pytest.mark.parametrize("state", ["approved", "scheduled", "withdrawn"])
def test_who_may_not_publish_cannot_touch_what_is_settled_on(state: str, client: Client) -> None:
    article = make_draft("Soundings")
    if state == "approved":
        article.approve()
    else:
        article.publish(at=timezone.now() + timedelta(hours=1))
    if state == "withdrawn":
        article.withdraw()
    writer = sign_in(client, *WRITES)

    answer = writer.post(f"/admin/articles/article/{article.pk}/change/", form(article, title="Mine"))

    assert (answer.status_code, Article.objects.get().title) == (403, "Soundings")


def test_an_article_is_scheduled_in_the_form_in_the_sites_zone(desk: Client) -> None:
    article = make_draft("Soundings")
    when = {"publish_at_0": "2031-05-04", "publish_at_1": "09:30:00"}

    answer = desk.post(f"/admin/articles/article/{article.pk}/change/", form(article, **when))

    found = Article.objects.get()
    assert (answer.status_code, found.status, found.is_published) == (302, "published", False)
    assert found.published_at == datetime(2031, 5, 4, 9, 30, tzinfo=ZONE)


def test_a_time_after_the_end_is_refused_beside_the_field_and_keeps_what_was_typed(desk: Client) -> None:
    article = make_draft("Soundings")
    when = {
        "publish_at_0": "2031-05-04",
        "publish_at_1": "09:30",
        "ends_at_0": "2031-05-04",
        "ends_at_1": "09:00",
    }

    answer = desk.post(f"/admin/articles/article/{article.pk}/change/", form(article, title="Typed", **when))

    text = answer.content.decode()
    assert "It would end before it begins: choose a later time." in text
    assert 'value="Typed"' in text
    assert Article.objects.get().status == "draft"


def test_who_may_not_publish_cannot_schedule_either(client: Client) -> None:
    writer = sign_in(client, *WRITES)
    article = make_draft("Soundings")
    when = {"publish_at_0": "2031-05-04", "publish_at_1": "09:30"}

    page = writer.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    writer.post(f"/admin/articles/article/{article.pk}/change/", form(article, **when))

    assert "publish_at" not in page
    assert Article.objects.get().status == "draft"


@pytest.mark.parametrize(("stored", "wanted"), [(LATE, EARLY), (EARLY, LATE)])
def test_beginning_and_end_move_together_in_one_save(stored: datetime, wanted: datetime, desk: Client) -> None:
    article = make_draft("Soundings", ends_at=stored + A_DAY)
    article.publish(at=stored)

    answer = desk.post(f"/admin/articles/article/{article.pk}/change/", form(article, **timing(wanted, wanted + A_DAY)))

    found = Article.objects.get()
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert (found.status, found.published_at, found.ends_at) == ("published", wanted, wanted + A_DAY)
    assert Document.objects.get().visible_until == wanted + A_DAY


def test_what_is_public_begins_and_ends_earlier_in_one_save(desk: Client) -> None:
    now = timezone.now().replace(microsecond=0)
    article = make_article("Soundings", published_at=now - A_DAY, ends_at=now + 9 * A_DAY)

    desk.post(
        f"/admin/articles/article/{article.pk}/change/", form(article, **timing(now - 3 * A_DAY, now + 2 * A_DAY))
    )

    found = Article.objects.get()
    assert (found.published_at, found.ends_at, found.is_published) == (now - 3 * A_DAY, now + 2 * A_DAY, True)


def test_an_end_taken_away_with_a_new_beginning_is_gone(desk: Client) -> None:
    article = make_draft("Soundings", ends_at=EARLY + A_DAY)
    article.publish(at=EARLY)

    desk.post(f"/admin/articles/article/{article.pk}/change/", form(article, **timing(LATE, None)))

    assert (Article.objects.get().published_at, Article.objects.get().ends_at) == (LATE, None)


def test_a_new_article_is_scheduled_with_its_end_in_one_save(desk: Client) -> None:
    group = "7f1d4a54-2f0b-4b5e-9c40-0d8b6c5a1d11"

    desk.post("/admin/articles/article/add/", form(draft_key=group, **timing(EARLY, EARLY + A_DAY)))

    found = Article.objects.get()
    assert (found.status, found.published_at, found.ends_at) == ("published", EARLY, EARLY + A_DAY)


def test_an_end_before_a_beginning_that_comes_with_it_is_said_once(desk: Client) -> None:
    article = make_draft("Soundings", ends_at=EARLY + A_DAY)
    article.publish(at=EARLY)

    answer = desk.post(f"/admin/articles/article/{article.pk}/change/", form(article, **timing(LATE, LATE - A_DAY)))

    assert answer.context["adminform"].form.errors == {
        "ends_at": ["It would end before it begins: choose a later time."]
    }
    assert (Article.objects.get().published_at, Article.objects.get().ends_at) == (EARLY, EARLY + A_DAY)


def test_who_may_not_publish_smuggles_in_no_time(client: Client) -> None:
    writer = sign_in(client, *WRITES)
    article = make_draft("Soundings", published_at=LATE)

    answer = writer.post(f"/admin/articles/article/{article.pk}/change/", form(article, **timing(EARLY, EARLY + A_DAY)))

    assert list(answer.context["adminform"].form.errors) == ["ends_at"]
    assert (Article.objects.get().published_at, Article.objects.get().ends_at) == (LATE, None)


@pytest.mark.parametrize("verb", ["approve", "publish"])
def test_what_is_settled_on_while_it_is_being_saved_is_not_changed_and_what_was_typed_stays(
    verb: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = sign_in(client, *WRITES)
    article, person = make_draft("Soundings", body="<p>Words.</p>"), make_person("Odette Fall")
    meanwhile(monkeypatch, Article, lambda row: getattr(row, verb)())
    bylines = {"bylines-0-person": person.pk, "bylines-0-role": "Typed"}

    answer = writer.post(
        f"/admin/articles/article/{article.pk}/change/",
        form(article, title="Mine", body="<p>Typed words.</p>", tags="Ports", **bylines),
    )

    found = Article.objects.get()
    assert (answer.status_code, found.title, found.body) == (403, "Soundings", article.body)
    assert (found.tags.count(), found.bylines.count(), LogEntry.objects.count()) == (0, 0, 0)
    assert MEANWHILE in answer.text
    assert 'value="Mine"' in answer.text
    assert "Typed words." in answer.text
    assert 'value="Typed"' in answer.text
    assert 'name="_continue"' in answer.text


def test_what_was_settled_on_while_somebody_was_writing_is_refused_in_the_form_that_was_sent(client: Client) -> None:
    writer = sign_in(client, *WRITES)
    article = make_draft("Soundings")
    article.approve()

    refused = writer.post(f"/admin/articles/article/{article.pk}/change/", form(article, title="Mine"))
    article.ask_for_changes()
    again = writer.post(f"/admin/articles/article/{article.pk}/change/", form(article, title="Mine"))

    assert (refused.status_code, MEANWHILE in refused.text, 'value="Mine"' in refused.text) == (403, True, True)
    assert (again.status_code, Article.objects.get().title) == (302, "Mine")


def test_who_may_change_nothing_is_shown_no_form(client: Client) -> None:
    reader = sign_in(client, "articles.view_article", "articles.edit_others_article")
    article = make_draft("Soundings")

    answer = reader.post(f"/admin/articles/article/{article.pk}/change/", form(article, title="Mine"))

    assert (answer.status_code, "Mine" in answer.text, Article.objects.get().title) == (403, False, "Soundings")


def test_an_edit_of_what_was_published_meanwhile_waits_beside_it(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    article = make_draft("Soundings")
    meanwhile(monkeypatch, Article, lambda row: row.publish())

    desk.post(f"/admin/articles/article/{article.pk}/change/", form(article, title="Deep soundings"))

    assert (status(article), Article.objects.get().title) == ("published", "Soundings")
    assert WorkingCopy.objects.get().data["title"] == "Deep soundings"


def test_a_page_that_is_published_while_it_is_being_saved_is_not_changed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = sign_in(client, "pages.change_page", "pages.view_page")
    page = Page.objects.create(title="About")
    meanwhile(monkeypatch, Page, lambda row: row.publish())

    answer = writer.post(
        f"/admin/pages/page/{page.pk}/change/",
        {"title": "Mine", "body": "<p>We.</p>", "language": "en", "order": 0, "seen": "0.0.0"},
    )

    assert (answer.status_code, MEANWHILE in answer.text, Page.objects.get().title) == (403, True, "About")


def test_what_is_deleted_while_it_is_being_saved_is_said(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    article = make_draft("Soundings")
    meanwhile(monkeypatch, Article, lambda row: row.delete())

    answer = desk.post(f"/admin/articles/article/{article.pk}/change/", form(article), follow=True)

    assert "Perhaps it was deleted?" in answer.text
    assert Article.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_text_is_drawn_before_the_transaction_in_which_nobody_else_could_write(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = make_draft("Soundings")
    drawn_in_transaction = []
    render_body = Article.render_body

    def watched(self: Article) -> None:
        drawn_in_transaction.append(connection.in_atomic_block)
        render_body(self)

    monkeypatch.setattr(Article, "render_body", watched)
    desk.post(f"/admin/articles/article/{article.pk}/change/", form(article, body="<p>Other words.</p>"))

    assert drawn_in_transaction == [False]
    assert "Other words." in Article.objects.get().rendered


def test_pages_have_the_same_verbs(client: Client) -> None:
    names = ("add", "change", "view", "publish")
    desk = sign_in(client, *(f"pages.{name}_page" for name in names))
    desk.post("/admin/pages/page/add/", {"title": "About", "body": "<p>We.</p>", "language": "en", "order": 0})
    page = Page.objects.get()
    states = []

    for verb in ("send_to_review", "approve", "publish_now", "withdraw"):
        desk.post("/admin/pages/page/", {"action": verb, "_selected_action": [page.pk]})
        states.append(Page.objects.get().status)

    assert states == ["review", "approved", "published", "withdrawn"]
    assert Page.objects.get().withdrawal_notice == "This page has been withdrawn by the editors."
