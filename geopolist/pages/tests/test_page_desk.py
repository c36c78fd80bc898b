"""Pages at the desk: nobody's text is lost, and readers have what was published."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from articles.tests.desk import sign_in
from geopolist.pages.models import Page
from geopolist.pages.tasks import empty_bin
from geopolist.revisions.models import Revision, Seen, WorkingCopy

pytestmark = pytest.mark.django_db
KEY = "0b0f6f3e-8f6e-4d0c-8d7a-6a1b0c9b3c11"


@pytest.fixture
def desk(client: Client) -> Client:
    return sign_in(client, *(f"pages.{verb}_page" for verb in ("view", "add", "change", "delete", "publish")))


@pytest.fixture
def colleague() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("colleague@example.org", name="A Colleague"))
    return client


def make_page(title: str = "About", **changes: Any) -> Page:
    page = Page.objects.create(title=title, **changes)
    page.settle()
    return page


def live_page(title: str = "About", **changes: Any) -> Page:
    page = make_page(title, body="<p>We.</p>", **changes)
    page.publish()
    return page


def at(page: Page, name: str = "change") -> str:
    return f"/admin/pages/page/{page.pk}/{name}/"


def form(page: Page | None = None, **changes: Any) -> dict[str, Any]:
    """What the desk's form sends."""
    values = {"title": "About", "body": "<p>We.</p>", "language": "en", "order": 0, "slug": page.slug if page else ""}
    return values | {"seen": str(Seen.of(page)) if page else "", **changes}


def test_an_edit_of_what_readers_have_waits_until_it_is_published(desk: Client) -> None:
    page = live_page()

    desk.post(at(page), form(page, body="<p>We, anew.</p>"))
    before = Client().get("/about/").text
    page.refresh_from_db()
    desk.post(at(page), form(page, body="<p>We, anew.</p>", _do="publish_changes"))

    assert ("We, anew." in before, "We, anew." in Client().get("/about/").text) == (False, True)
    assert WorkingCopy.objects.count() == 0


def test_a_draft_is_saved_at_once_and_each_save_is_kept(desk: Client) -> None:
    page = make_page()

    desk.post(at(page), form(page, standfirst="Who we are."))

    assert Page.objects.get().standfirst == "Who we are."
    assert [row.data["standfirst"] for row in Revision.objects.of(page)] == ["Who we are.", ""]


def test_a_save_on_what_a_colleague_has_saved_shows_both_texts(desk: Client, colleague: Client) -> None:
    page = make_page()
    mine = form(page, standfirst="Mine.")
    colleague.post(at(page), form(page, standfirst="Theirs."))

    refused = desk.post(at(page), mine)
    saved = desk.post(at(page), {**mine, "seen": refused.context["adminform"].form["seen"].value()})

    assert (refused.status_code, saved.status_code, Page.objects.get().standfirst) == (409, 302, "Mine.")
    assert "<ins>Theirs.</ins>" in refused.text
    assert "Mine.</textarea>" in refused.text


def test_what_is_typed_into_a_new_form_becomes_one_page_however_often_it_is_sent(desk: Client) -> None:
    values = form(draft_key=KEY)

    kept = [desk.post("/admin/pages/page/begin/", values).status_code for _time in range(2)]
    again = desk.post("/admin/pages/page/add/", values)

    assert (kept, again.status_code, Page.objects.count()) == ([200, 200], 302, 1)
    assert Page.objects.get().created_by == User.objects.get()


def test_a_new_form_that_says_something_else_than_the_draft_it_became_shows_both(desk: Client) -> None:
    desk.post("/admin/pages/page/begin/", form(draft_key=KEY, standfirst="Before."))

    refused = desk.post("/admin/pages/page/add/", form(draft_key=KEY, standfirst="After."))

    assert refused.status_code == 409
    assert "<ins>Before.</ins>" in refused.text
    assert f'action="/admin/pages/page/{Page.objects.get().pk}/change/"' in refused.text
    assert "After.</textarea>" in refused.text


def test_the_preview_shows_what_is_kept_and_no_machine_is_to_keep_it(desk: Client) -> None:
    page = live_page()
    desk.post(at(page, "autosave"), form(page, body="<p>We, perhaps.</p>"))

    preview = desk.get(at(page, "preview"))

    assert "We, perhaps." in preview.text
    assert 'content="noindex, nofollow, noarchive"' in preview.text
    assert preview["Cache-Control"].startswith("private, no-store")
    assert preview["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert desk.get(f"{at(page, 'preview')}?as=card").status_code == 404


def test_a_preview_of_what_is_half_written_is_one_all_the_same(desk: Client) -> None:
    page = make_page()
    desk.post(at(page, "autosave"), form(page, title="", parent="nonsense", body="<div>" * 70))

    assert desk.get(at(page, "preview")).status_code == 200


def test_what_a_page_was_can_be_read_compared_and_restored(desk: Client) -> None:
    page = make_page(body="<p>Once.</p>")
    desk.post(at(page), form(page, body="<p>Now.</p>"))

    shown, then = desk.get(f"{at(page, 'revisions')}?number=2"), desk.get(at(page, "revisions") + "1/")
    desk.post(at(page, "revisions") + "1/restore/", {"seen": str(Seen.of(page))})

    assert "<del>Once.</del> <ins>Now.</ins>" in shown.text
    assert ("Once." in then.text, "Revision 1 of" in then.text) == (True, True)
    assert Page.objects.get().text == "Once."


def test_a_page_moves_with_its_address_when_its_changes_are_published(desk: Client) -> None:
    above, page = live_page("House"), live_page()

    desk.post(at(page), form(page, parent=above.pk))
    waiting = Page.objects.get(pk=page.pk).path
    desk.post(at(page), form(page, parent=above.pk, _do="publish_changes"))

    assert (waiting, Page.objects.get(pk=page.pk).path) == ("about", "house/about")
    assert Client().get("/about/").headers["Location"] == "/house/about/"


def test_a_page_under_itself_is_refused_and_stands_as_it_was_typed(desk: Client) -> None:
    page = make_page()

    answer = desk.post(at(page), form(page, parent=page.pk, standfirst="Kept."))

    assert "Nothing can lie under itself" in answer.text
    assert "Kept.</textarea>" in answer.text


def test_a_copy_has_an_address_of_its_own(desk: Client) -> None:
    page = live_page()

    desk.post(at(page, "duplicate"))

    copy = Page.objects.latest("pk")
    assert (copy.title, copy.path, copy.status, copy.text) == ("Copy of About", "copy-of-about", "draft", "We.")


def test_a_page_in_the_bin_leaves_the_list_and_is_deleted_after_thirty_days(desk: Client) -> None:
    page = make_page()
    desk.post(at(page), form(page, _do="bin"))
    listed = desk.get("/admin/pages/page/").text
    asked = desk.get("/admin/pages/page/?state=bin").text

    empty_bin()
    early = Page.objects.count()
    Page.objects.update(binned_at=timezone.now() - timedelta(days=30))
    empty_bin()

    assert (f"/page/{page.pk}/" in listed, f"/page/{page.pk}/" in asked) == (False, True)
    assert (early, Page.objects.count(), Revision.objects.count()) == (1, 0, 0)


def test_the_list_says_whose_edits_wait(desk: Client) -> None:
    page = live_page()
    desk.post(at(page), form(page, standfirst="Anew."))

    assert "Live, unpublished edits by desk@example.org" in desk.get("/admin/pages/page/").text
    assert desk.get("/admin/pages/page/?state=edited").text.count('class="field-title"') == 1


def test_who_may_not_publish_writes_drafts_and_touches_nothing_that_readers_have(client: Client) -> None:
    writer = sign_in(client, "pages.view_page", "pages.change_page")
    draft, live = make_page("Draft"), live_page()

    offered = writer.get(at(draft)).text
    kept = writer.post(at(draft, "autosave"), form(draft, title="Draft", standfirst="Mine.")).status_code
    refused = [writer.post(at(live, name), form(live)).status_code for name in ("autosave", "presence", "change")]

    assert ('value="submit"' in offered, 'value="publish"' in offered) == (True, False)
    assert (kept, refused) == (200, [403, 403, 403])
