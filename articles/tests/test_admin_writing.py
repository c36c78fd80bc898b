"""The article's form while somebody writes: autosave, conflicts, preview, history, links for outsiders."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from accounts.models import User
from articles.models import Article, Override, Tag
from articles.tests.desk import form, sign_in
from articles.tests.make import make_article, make_category, make_draft, make_person, make_site
from geopolist.revisions.models import PreviewLink, Revision, Seen, WorkingCopy

pytestmark = pytest.mark.django_db
KEY = "7f1d4a54-2f0b-4b5e-9c40-0d8b6c5a1d11"
READY = {"standfirst": "What lies below.", "body": f"<p>{'words ' * 60}</p>"}


def at(article: Article, name: str = "change") -> str:
    return f"/admin/articles/article/{article.pk}/{name}/"


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def colleague() -> Client:
    """A second editor with a browser of their own."""
    client = Client()
    client.force_login(User.objects.create_superuser("colleague@example.org", name="A Colleague"))
    return client


def filled(client: Client, article: Article) -> dict[str, Any]:
    """What the form would send if nothing were touched."""
    shown = client.get(at(article)).context["adminform"].form
    values = {name: shown[name].value() for name in shown.fields}
    return {name: value for name, value in values.items() if value is not None and value is not False}


# --- Autosave


def test_what_is_typed_into_a_new_form_becomes_one_draft(desk: Client) -> None:
    values = form(title="", draft_key=KEY, seen="")

    first = desk.post("/admin/articles/article/begin/", values)
    again = desk.post("/admin/articles/article/begin/", {**values, "title": "Soundings"})

    article = Article.objects.get()
    assert (first.status_code, again.status_code, again.json()["pk"]) == (200, 200, article.pk)
    assert (article.title, article.status, article.created_by) == ("Untitled", "draft", User.objects.get())
    assert WorkingCopy.objects.get().data["title"] == "Soundings"


def test_what_is_no_article_yet_is_kept_as_it_was_typed_and_comes_back_in_the_form(desk: Client) -> None:
    article = make_draft("Soundings")
    values = form(article, title="", ends_at_0="31 June", ends_at_1="noon", tags="Ports, New")

    answer = desk.post(at(article, "autosave"), values)
    text = desk.get(at(article)).text

    assert answer.status_code == 200
    assert fresh(article).title == "Soundings"
    assert 'value="31 June"' in text
    assert 'value="noon"' in text
    assert "New, Ports" in text or "Ports, New" in text
    assert "The form shows the text that desk@example.org wrote last" in text
    assert Tag.objects.count() == 0


def test_an_autosave_that_changes_nothing_keeps_nothing(desk: Client) -> None:
    article = make_draft("Soundings", people=[make_person()], tags=["Ports"], categories=[make_category()])

    answer = desk.post(at(article, "autosave"), filled_for_post(desk, article))

    assert (answer.status_code, WorkingCopy.objects.count(), answer.json()["seen"]) == (200, 0, str(Seen.of(article)))


def filled_for_post(client: Client, article: Article) -> dict[str, Any]:
    lines = {f"bylines-{n}-person": line.person_id for n, line in enumerate(article.bylines.all())}
    kept = {f"bylines-{n}-affiliation": line.affiliation for n, line in enumerate(article.bylines.all())}
    return {**filled(client, article), **lines, **kept, "categories": [each.pk for each in article.categories.all()]}


def test_the_checklist_answers_what_was_kept(desk: Client) -> None:
    article = make_draft("Soundings")

    said = desk.post(at(article, "autosave"), form(article, standfirst="Below.")).json()["checklist"]

    assert ("no standfirst" in said, "no byline" in said) == (False, True)


def test_an_autosave_on_what_a_colleague_has_saved_is_a_conflict_and_leaves_theirs(desk: Client) -> None:
    article = make_draft("Soundings")
    mine = form(article, title="Mine")
    colleague().post(at(article), form(article, title="Theirs"))

    answer = desk.post(at(article, "autosave"), mine)

    assert answer.status_code == 409
    assert answer.json()["message"] == "A Colleague has saved this since you opened it."
    assert (fresh(article).title, WorkingCopy.objects.count()) == ("Theirs", 0)


def test_a_save_on_what_a_colleague_has_saved_shows_both_texts_and_the_next_save_goes_on_top(desk: Client) -> None:
    article = make_draft("Soundings")
    mine = form(article, title="Mine", standfirst="My words.")
    colleague().post(at(article), form(article, title="Theirs"))

    refused = desk.post(at(article), mine)
    again = {**mine, "seen": refused.context["adminform"].form["seen"].value()}
    saved = desk.post(at(article), again)

    assert refused.status_code == 409
    assert "A Colleague has saved this while you wrote." in refused.text
    assert 'value="Mine"' in refused.text
    assert "<ins>Theirs</ins>" in refused.text
    assert (saved.status_code, fresh(article).title) == (302, "Mine")
    assert [row.data["title"] for row in Revision.objects.of(article)] == ["Mine", "Theirs", "Soundings"]


def test_two_who_change_different_paragraphs_get_both(desk: Client) -> None:
    article = make_draft("Soundings", body="<p>One.</p><p>Two.</p>")
    mine = form(article, body=article.body.replace("One", "Mine"))
    colleague().post(at(article), form(article, body=article.body.replace("Two", "Theirs")))

    refused = desk.post(at(article), mine)
    shown = refused.context["adminform"].form["body"].value()

    assert refused.status_code == 409
    assert ("Mine." in shown, "Theirs." in shown, "One." in shown, "Two." in shown) == (True, True, False, False)
    assert "has what was changed elsewhere in theirs already" in refused.text
    assert "changed by both of you" not in refused.text


def test_a_paragraph_that_two_have_changed_stands_there_twice(desk: Client) -> None:
    article = make_draft("Soundings", body="<p>One.</p>")
    mine = form(article, body=article.body.replace("One", "Mine"))
    colleague().post(at(article), form(article, body=article.body.replace("One", "Theirs")))

    refused = desk.post(at(article), mine)

    shown = refused.context["adminform"].form["body"].value()
    assert shown.index("Mine.") < shown.index("Theirs.")
    assert "One paragraph was changed by both of you" in refused.text


def test_a_body_that_cannot_be_read_stays_as_it_was_sent(desk: Client) -> None:
    article = make_draft("Soundings", body="<p>One.</p>")
    too_deep = "<div>" * 70 + "Mine."
    mine = form(article, body=too_deep)
    colleague().post(at(article), form(article, body="<p>Theirs.</p>"))

    refused = desk.post(at(article), mine)

    assert refused.context["adminform"].form["body"].value() == too_deep


def test_what_a_colleague_chose_can_be_taken_over(desk: Client) -> None:
    article, seas = make_draft("Soundings"), make_category("Seas")
    mine = form(article, standfirst="Mine.")
    colleague().post(at(article), form(article, primary_category=seas.pk, categories=[seas.pk]))

    theirs = desk.post(at(article), mine).context["theirs"]

    values = {field.name: (field.value, field.changed) for field in theirs.fields}
    assert values["primary_category"] == ({"key": seas.pk, "text": "Seas"}, "<del></del> <ins>Seas</ins>")
    assert values["categories"] == (None, "<del></del> <ins>Seas</ins>")


def test_a_hundred_saves_in_conflict_lose_nobodys_text(desk: Client) -> None:
    article, other = make_draft("Soundings"), colleague()
    seen = [str(Seen.of(article))] * 2
    clients, written = [desk, other], set()

    for number in range(100):
        who = number % 2
        title = f"Text {number}"
        answer = clients[who].post(at(article), form(article, title=title, seen=seen[who]))
        if answer.status_code == 409:
            assert f'value="{title}"' in answer.text
            answer = clients[who].post(
                at(article), form(article, title=title, seen=answer.context["adminform"].form["seen"].value())
            )
        assert answer.status_code == 302
        written.add(title)
        if number % 3:
            seen[who] = str(Seen.of(article))

    assert written <= {row.data["title"] for row in Revision.objects.of(article)}


def test_who_has_it_open_is_told(desk: Client) -> None:
    article = make_draft("Soundings")
    colleague().get(at(article))

    shown = desk.get(at(article))
    told = desk.post(at(article, "presence")).json()

    assert "A Colleague has it open" in shown.text
    assert told == {"others": ["A Colleague has it open"]}


def test_words_are_compared_within_their_paragraphs(desk: Client) -> None:
    article = make_draft("Soundings", body="<p>One more.</p><p>Second.</p>")
    desk.post(at(article), form(article, body="<p>One more.</p><p>Third.</p>"))

    shown = desk.get(f"{at(article, 'revisions')}?number=2").text

    assert "<del>Second.</del> <ins>Third.</ins>" in shown


# --- Who may


def test_the_key_of_somebody_elses_article_opens_it_to_nobody(client: Client) -> None:
    writer = sign_in(client, *(f"articles.{verb}_article" for verb in ("view", "add", "change")))
    theirs = make_draft("Theirs", standfirst="Their secret.")

    answer = writer.post("/admin/articles/article/add/", form(draft_key=str(theirs.translation_group)))

    assert (answer.status_code, "Their secret." in answer.text) == (403, False)
    assert fresh(theirs).title == "Theirs"


def test_who_wrote_what_is_public_may_look_at_it(client: Client) -> None:
    writer = sign_in(client, "articles.view_article", "articles.change_article")
    article = make_article("Soundings", people=[make_person("A Writer", user=User.objects.get())])

    shown = writer.get(at(article))

    assert shown.status_code == 200
    assert "A Writer" in shown.text
    assert 'name="_save"' not in shown.text


@pytest.mark.parametrize("name", ["autosave", "presence", "override", "links"])
def test_who_may_not_change_it_keeps_nothing(name: str, client: Client) -> None:
    article = make_draft("Soundings")
    reader = sign_in(client, "articles.view_article", "articles.edit_others_article")

    answer = reader.post(at(article, name), form(article, title="Mine", reason="x", rule="byline"))

    assert answer.status_code == 403
    assert (WorkingCopy.objects.count(), Override.objects.count(), PreviewLink.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("path", ["change/", "preview/", "revisions/", "revisions/1/", "history/"])
def test_who_may_edit_only_their_own_sees_nothing_of_others(path: str, client: Client) -> None:
    article = make_draft("Soundings")
    article.keep_found()
    contributor = sign_in(client, "articles.view_article", "articles.change_article", "articles.add_article")

    answer = contributor.get(f"/admin/articles/article/{article.pk}/{path}")

    assert (answer.status_code, "Soundings" in answer.text) == (403, False)
    assert "Soundings" not in contributor.get("/admin/articles/article/").text


def test_what_bears_their_byline_is_their_own(client: Client) -> None:
    contributor = sign_in(client, "articles.view_article", "articles.change_article")
    article = make_draft("Soundings", people=[make_person(user=User.objects.get())])

    saved = contributor.post(at(article), form(article, title="Deep soundings", **byline(article)))

    assert (saved.status_code, fresh(article).title) == (302, "Deep soundings")
    assert "Deep soundings" in contributor.get("/admin/articles/article/").text


def byline(article: Article) -> dict[str, Any]:
    return {"bylines-0-person": article.bylines.get().person_id}


@pytest.mark.parametrize(("allows", "state"), [(True, "published"), (False, "draft")])
def test_authors_publish_their_own_where_the_section_allows_it(allows: bool, state: str, client: Client) -> None:
    author = sign_in(client, "articles.view_article", "articles.change_article", "articles.publish_own_article")
    section = make_category(authors_publish=allows)
    article = make_draft("Soundings", people=[make_person(user=User.objects.get())], categories=[section], **READY)

    author.post(at(article), form(article, primary_category=section.pk, _do="publish", **byline(article), **READY))

    assert fresh(article).status == state


# --- Verbs in the form


def test_what_is_not_ready_is_saved_and_not_published(desk: Client) -> None:
    article = make_draft("Soundings")

    answer = desk.post(at(article), form(article, title="Deep soundings", _do="publish"), follow=True)

    assert (fresh(article).title, fresh(article).status) == ("Deep soundings", "draft")
    assert "It is saved, and nothing else was done. It has no standfirst" in answer.text


def test_a_thing_may_be_let_pass_with_a_reason_that_is_kept(desk: Client) -> None:
    article = make_draft("Soundings", people=[make_person()], categories=[make_category()], body=READY["body"])

    empty = desk.post(at(article, "override"), {"rule": "standfirst", "reason": " "}, follow=True)
    unknown = desk.post(at(article, "override"), {"rule": "nothing", "reason": "Because."}, follow=True)
    desk.post(at(article, "override"), {"rule": "standfirst", "subject": "", "reason": "A poem."})
    article.publish(by=User.objects.get())

    assert "Say in a sentence why it may stand as it is." in empty.text
    assert "Say in a sentence why it may stand as it is." in unknown.text
    assert Override.objects.get().reason == "A poem."
    assert "Let pass: a standfirst – A poem." in {entry.get_change_message() for entry in LogEntry.objects.all()}


def test_changes_are_asked_for_with_a_note_that_the_writer_reads(desk: Client) -> None:
    article = make_draft("Soundings")
    article.submit_for_review()

    desk.post(at(article), form(article, _do="ask", _note_ask="Name the strait."))

    assert fresh(article).status == "draft"
    assert "Name the strait." in desk.get(at(article)).text


def test_a_withdrawal_tells_readers_what_the_editor_wrote(desk: Client) -> None:
    article = make_article("Soundings")

    desk.post(at(article), form(article, _do="withdraw", _note_withdraw="An error of fact."))

    gone = Client().get("/soundings/")
    assert (gone.status_code, "An error of fact." in gone.text) == (410, True)


def test_a_draft_goes_to_the_bin_and_out_of_the_list(desk: Client) -> None:
    article = make_draft("Soundings")

    desk.post(at(article), form(article, _do="bin"))
    usual, bin_ = (desk.get(f"/admin/articles/article/{query}").text for query in ("", "?state=bin"))
    desk.post(at(article), form(article, _do="take"))

    assert (at(article) in usual, at(article) in bin_) == (False, True)
    assert fresh(article).status == "draft"


def test_the_list_says_where_each_stands_and_whose_edits_wait(desk: Client, django_assert_num_queries: Any) -> None:
    article = make_article("Soundings")
    desk.post(at(article), form(article, title="Deep soundings"))

    assert "Live, unpublished edits by desk@example.org" in desk.get("/admin/articles/article/").text
    assert desk.get("/admin/articles/article/?state=edited").text.count("/change/?") == 1


# --- Preview


@pytest.mark.parametrize("look", ["page", "card", "share"])
def test_the_preview_shows_the_text_that_was_only_autosaved(look: str, desk: Client) -> None:
    article = make_draft("Soundings", people=[make_person("Odette Fall")])
    desk.post(at(article, "autosave"), form(article, title="Deep soundings", standfirst="Below.", **byline(article)))

    shown = desk.get(at(article, "preview"), {"as": look})

    assert (shown.status_code, "Deep soundings" in shown.text) == (200, True)
    assert shown["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in shown["Cache-Control"]
    assert fresh(article).title == "Soundings"


def test_the_preview_of_half_an_edit_shows_what_can_be_shown(desk: Client) -> None:
    article = make_draft("Soundings", body="<p>Kept.</p>")
    copy = {"primary_category_id": 99, "bylines": [{"person": 99}, 5], "tags": [99, "New"], "ends_at": "x", "kind": 3}
    article.stage(copy, by=None, seen=Seen.of(article))

    shown = desk.get(at(article, "preview"))

    assert (shown.status_code, "Kept." in shown.text, ">New<" in shown.text) == (200, True, True)
    assert desk.get(at(article, "preview"), {"as": "poem"}).status_code == 404


def test_a_preview_is_not_counted_as_a_reading(desk: Client) -> None:
    assert "data-read>" not in desk.get(at(make_draft("Soundings"), "preview")).text


# --- History


def test_the_history_tells_what_each_save_changed_and_restores_it(desk: Client) -> None:
    article = make_draft("Soundings", standfirst="Old words stand here.")
    desk.post(at(article), form(article, standfirst="New words stand here."))

    page = desk.get(at(article, "revisions"), {"number": 2})
    read = desk.get(at(article, "revisions/1"))
    desk.post(at(article, "revisions/1/restore"), {"seen": page.context["seen"]})

    assert "<del>Old</del> <ins>New</ins> words stand here." in page.text
    assert "Old words stand here." in read.text
    assert fresh(article).standfirst == "Old words stand here."
    assert [row.reason for row in Revision.objects.of(article)] == ["restored", "saved", "found"]


def test_a_restoration_on_what_was_saved_meanwhile_is_refused(desk: Client) -> None:
    article = make_draft("Soundings")
    desk.post(at(article), form(article, title="Second"))
    seen = str(Seen.of(article))
    desk.post(at(article), form(article, title="Third"))

    answer = desk.post(at(article, "revisions/1/restore"), {"seen": seen}, follow=True)

    assert "Somebody has saved it meanwhile" in answer.text
    assert fresh(article).title == "Third"


def test_a_long_history_is_read_in_pages(desk: Client) -> None:
    article = make_draft("Soundings")
    for _time in range(103):
        Revision.objects.keep(article, {}, "saved", by=None)  # type: ignore[arg-type]

    first = desk.get(at(article, "revisions"))
    second = desk.get(at(article, "revisions"), {"before": first.context["older"]})

    assert [len(page.context["revisions"]) for page in (first, second)] == [100, 3]
    assert second.context["older"] is None


# --- Links for outsiders


def made_link(desk: Client, article: Article) -> str:
    """The path that a new link leads to."""
    desk.post(at(article, "links"), {"label": "The lawyer", "days": "7"})
    address = desk.get(at(article)).context["new_link"]
    assert desk.get(at(article)).context["new_link"] is None
    return str(address).removeprefix("http://127.0.0.1:8000")


def test_a_link_shows_the_text_as_it_stands_to_who_has_no_account(desk: Client) -> None:
    make_site()
    article = make_draft("Soundings")
    path = made_link(desk, article)
    desk.post(at(article, "autosave"), form(article, title="Deep soundings"))

    shown = Client().get(path)

    assert (shown.status_code, "Deep soundings" in shown.text) == (200, True)
    assert shown["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert "no-store" in shown["Cache-Control"]
    assert shown["Referrer-Policy"] == "same-origin"
    assert not shown.cookies
    assert PreviewLink.objects.get().openings.count() == 1


def test_a_link_that_was_revoked_or_is_no_link_leads_nowhere(desk: Client) -> None:
    article = make_draft("Soundings")
    path = made_link(desk, article)
    link = PreviewLink.objects.get()

    desk.post(at(article, f"links/{link.pk}/revoke"))

    assert [Client().get(each).status_code for each in (path, "/preview/x/", path[:-2] + "/")] == [404, 404, 404]
    assert link.openings.count() == 0


def test_a_link_of_another_article_is_revoked_only_there(desk: Client) -> None:
    article, other = make_draft("Soundings"), make_draft("Other")
    made_link(desk, article)

    answer = desk.post(at(other, f"links/{PreviewLink.objects.get().pk}/revoke"))

    assert (answer.status_code, PreviewLink.objects.get().is_valid) == (404, True)


def test_what_a_link_shows_is_in_no_list_feed_or_search(desk: Client) -> None:
    make_site()
    made_link(desk, make_draft("Soundings"))

    pages = ["/", "/blog/", "/feed/", "/sitemap.xml", "/search/?q=soundings"]

    assert [path for path in pages if "oundings</" in Client().get(path).text] == []


# --- The form


def test_the_slug_follows_the_title_until_readers_have_it(desk: Client) -> None:
    article = make_draft("Soundings")

    desk.post(at(article), form(article, title="Deep soundings"))
    followed = fresh(article).slug
    desk.post(at(article), form(fresh(article), title="Soundings", slug="my-own"))
    desk.post(at(article), form(fresh(article), title="Other"))

    assert (followed, fresh(article).slug) == ("deep-soundings", "other")


def test_a_translation_is_told_by_the_address_of_the_other(desk: Client) -> None:
    make_site()
    english, turkish = make_article("Soundings"), make_draft("İskandil", language="tr")

    wrong = desk.post(at(turkish), form(turkish, language="tr", translation_of="/nothing/"))
    desk.post(at(turkish), form(turkish, language="tr", translation_of="https://example.org/soundings/"))
    shown = desk.get(at(turkish)).context["adminform"].form["translation_of"].value()

    assert "There is no article at this address" in wrong.text
    assert fresh(turkish).translation_group == english.translation_group
    assert shown == "/soundings/"


def test_two_of_one_language_cannot_be_translations_of_each_other(desk: Client) -> None:
    make_article("Soundings")
    other = make_draft("Other")

    answer = desk.post(at(other), form(other, title="Typed", translation_of="/soundings/"))

    assert (answer.status_code, 'value="Typed"' in answer.text) == (422, True)
    assert fresh(other).title == "Other"


def test_bylines_stand_in_the_order_of_their_rows_and_nobody_twice(desk: Client) -> None:
    article, one, other = make_draft("Soundings"), make_person("A"), make_person("B")
    rows = {"bylines-3-person": other.pk, "bylines-3-role": "Editor", "bylines-10-person": one.pk}

    saved = desk.post(at(article), form(article, **rows))
    refused = desk.post(at(article), form(fresh(article), **rows, **{"bylines-11-person": one.pk}))

    assert (saved.status_code, fresh(article).byline_text) == (302, "B and A")
    assert article.bylines.get(person=other).role == "Editor"
    assert "Somebody stands here twice" in refused.text
