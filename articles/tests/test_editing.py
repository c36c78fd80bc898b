"""How an article is written: every save is kept, nobody overwrites another unseen, what readers have waits."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts.models import User
from articles.checklist import NotReady
from articles.models import Article, Override, Strictness, WasPublic, WrongState
from articles.tests.make import make_article, make_category, make_draft, make_person
from geopolist.revisions.models import Conflict, PreviewLink, Reason, Revision, Seen, WorkingCopy

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor@example.org", name="An Editor")


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def kept(article: Article) -> list[tuple[str, Any]]:
    """Why each revision was kept, and its title; the first one first."""
    rows = Revision.objects.of(article).order_by("number")
    return [(row.reason, row.data["title"]) for row in rows]


def ready(title: str = "Soundings", **changes: Any) -> Article:
    """A draft that the checklist has nothing against."""
    words = {"standfirst": "What lies below.", "body": f"<p>{'words ' * 60}</p>"}
    return make_draft(title, categories=[make_category()], people=[make_person()], **{**words, **changes})


def test_a_draft_becomes_what_is_saved_and_what_it_was_is_kept(editor: User) -> None:
    article = make_draft("Soundings")

    article.save_edit({"title": "Deep soundings"}, by=editor, seen=Seen.of(article))

    assert fresh(article).title == "Deep soundings"
    assert kept(article) == [("found", "Soundings"), ("saved", "Deep soundings")]
    assert Revision.objects.of(article)[0].author == editor


@pytest.mark.parametrize("hours", [-1, 1])
def test_an_edit_of_what_readers_have_or_will_have_waits_beside_it(editor: User, hours: int) -> None:
    article = make_article("Soundings", published_at=timezone.now() + timedelta(hours=hours))

    article.save_edit({**article.snapshot(), "title": "Deep soundings"}, by=editor, seen=Seen.of(article))

    assert fresh(article).title == "Soundings"
    assert WorkingCopy.objects.of(article).get().data["title"] == "Deep soundings"
    assert kept(article) == [("found", "Soundings"), ("saved", "Deep soundings")]


def test_publishing_changes_keeps_a_revision_of_what_readers_have_got(editor: User) -> None:
    article = make_article("Soundings", categories=[make_category()], people=[make_person()], standfirst="Below.")
    article.save_edit({**article.snapshot(), "title": "Deep soundings"}, by=editor, seen=Seen.of(article))

    fresh(article).publish_changes(by=editor, note="A better title.")

    assert fresh(article).title == "Deep soundings"
    assert kept(article)[-1] == ("published", "Deep soundings")
    assert (Revision.objects.of(article)[0].note, WorkingCopy.objects.count()) == ("A better title.", 0)


def test_who_saves_on_what_another_has_saved_meets_a_conflict_and_overwrites_nothing(editor: User) -> None:
    article = make_draft("Soundings")
    both_saw = Seen.of(article)
    article.save_edit({"title": "Mine"}, by=editor, seen=both_saw)

    with pytest.raises(Conflict):
        fresh(article).save_edit({"title": "Theirs"}, by=None, seen=both_saw)

    assert fresh(article).title == "Mine"
    assert kept(article) == [("found", "Soundings"), ("saved", "Mine")]


def test_an_autosave_on_what_another_has_saved_meets_a_conflict_too(editor: User) -> None:
    article = make_draft("Soundings")
    both_saw = Seen.of(article)
    article.save_edit({"title": "Mine"}, by=editor, seen=both_saw)

    with pytest.raises(Conflict):
        fresh(article).stage({"title": ""}, by=None, seen=both_saw)

    assert WorkingCopy.objects.count() == 0


def test_saving_takes_the_autosaved_copy_away(editor: User) -> None:
    article = make_draft("Soundings")
    article.stage({"title": "Half a tit"}, by=editor, seen=Seen.of(article))

    fresh(article).save_edit({"title": "Half a title"}, by=editor, seen=Seen.of(article))

    assert (fresh(article).title, WorkingCopy.objects.count()) == ("Half a title", 0)


def test_what_is_no_article_is_not_saved_and_the_copy_stays(editor: User) -> None:
    article = make_draft("Soundings")
    article.stage({"title": ""}, by=editor, seen=Seen.of(article))

    with pytest.raises(ValidationError):
        fresh(article).save_edit({"title": ""}, by=editor, seen=Seen.of(article))

    assert (fresh(article).title, WorkingCopy.objects.get().data) == ("Soundings", {"title": ""})


def test_a_restored_revision_is_an_edit_like_any_other(editor: User) -> None:
    article = make_draft("Soundings", people=[make_person("A")])
    article.save_edit({"title": "Worse", "bylines": []}, by=editor, seen=Seen.of(article))

    fresh(article).restore(Revision.objects.of(article).get(number=1), by=editor, seen=Seen.of(article))

    assert (fresh(article).title, fresh(article).byline_text) == ("Soundings", "A")
    assert kept(article) == [("found", "Soundings"), ("saved", "Worse"), ("restored", "Soundings")]
    assert Revision.objects.of(article)[0].note == "1"


def test_what_somebody_publishes_is_kept_and_written_down(editor: User) -> None:
    article = ready()

    article.publish(by=editor)

    assert kept(article) == [("published", "Soundings")]
    entry = LogEntry.objects.get()
    assert (entry.user, entry.get_change_message()) == (editor, "Draft → Published")


def test_nobody_publishes_what_is_not_ready_and_nothing_of_it_is_left(editor: User) -> None:
    article = make_draft("Soundings")

    with pytest.raises(NotReady) as refused:
        article.publish(by=editor)

    assert [each.rule for each in refused.value.findings] == ["standfirst", "section", "byline"]
    assert (fresh(article).status, Revision.objects.count(), LogEntry.objects.count()) == ("draft", 0, 0)


def test_changes_that_are_not_ready_stay_in_their_copy(editor: User) -> None:
    article = make_article("Soundings", categories=[make_category()], people=[make_person()], standfirst="Below.")
    article.save_edit({**article.snapshot(), "standfirst": ""}, by=editor, seen=Seen.of(article))

    with pytest.raises(NotReady):
        fresh(article).publish_changes(by=editor)

    assert (fresh(article).standfirst, WorkingCopy.objects.count()) == ("Below.", 1)


def test_an_import_is_not_held_up() -> None:
    article = make_draft("Soundings")

    article.publish()

    assert fresh(article).status == "published"


def test_an_exception_with_its_reason_lets_one_thing_of_one_article_pass(editor: User) -> None:
    article, other = ready(standfirst=""), ready("Other", standfirst="")
    Override.objects.create(article=article, rule="standfirst", reason="A poem.", author=editor)

    article.publish(by=editor)

    assert fresh(article).status == "published"
    with pytest.raises(NotReady):
        other.publish(by=editor)


def test_the_chief_says_how_strict_a_rule_is(editor: User) -> None:
    Strictness.objects.create(rule="standfirst", severity="warn")
    Strictness.objects.create(rule="short", severity="block")
    article, short = ready(standfirst=""), ready("Short", body="<p>Words.</p>")

    article.publish(by=editor)

    with pytest.raises(NotReady, match=r"The text has 1 word\."):
        short.publish(by=editor)


def test_a_note_stands_until_the_next_one(editor: User) -> None:
    article = make_draft("Soundings")
    article.submit_for_review(by=editor)

    article.ask_for_changes(by=editor, note="Name the strait.")

    assert (fresh(article).status, fresh(article).review_note) == ("draft", "Name the strait.")
    assert LogEntry.objects.first().get_change_message() == "In review → Draft: Name the strait."  # type: ignore[union-attr]


def test_what_readers_never_had_goes_to_the_bin_and_comes_back(editor: User, client: Client) -> None:
    article = make_draft("Soundings")

    article.bin(by=editor)
    since = fresh(article).binned_at
    article.bin(by=editor)

    assert (fresh(article).status, fresh(article).binned_at) == ("bin", since)
    with pytest.raises(WrongState):
        article.publish()
    article.take_from_bin(by=editor)
    assert (fresh(article).status, fresh(article).binned_at) == ("draft", None)


def test_what_was_public_is_not_put_in_the_bin() -> None:
    article = make_article("Soundings")
    article.withdraw("An error of fact.")

    with pytest.raises(WasPublic):
        article.bin()


def test_the_bin_is_emptied_of_what_lay_there_for_thirty_days() -> None:
    old, new = make_draft("Old"), make_draft("New")
    for each in (old, new):
        each.bin()
    Article.objects.filter(pk=old.pk).update(binned_at=timezone.now() - timedelta(days=30, minutes=1))

    Article.objects.empty_bin()
    Article.objects.empty_bin()

    assert list(Article.objects.values_list("title", flat=True)) == ["New"]


def test_with_a_draft_goes_all_that_was_kept_of_it(editor: User) -> None:
    article = make_draft("Soundings")
    article.save_edit({"title": "Deep soundings"}, by=editor, seen=Seen.of(article))
    PreviewLink.objects.make(article, by=editor)

    fresh(article).delete()

    assert (Revision.objects.count(), PreviewLink.objects.count()) == (0, 0)


def test_a_reason_is_known() -> None:
    assert set(Reason.values) == {"found", "saved", "published", "restored"}
