"""The second run, the dry run, and several files."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Category, Comment, Person, Tag
from geopolist.addresses.models import Address
from geopolist.guard import locks
from geopolist.identity.models import SiteIdentity
from geopolist.pages.models import Page
from geopolist.wordpress.importing.people import NAMED_ONLY
from geopolist.wordpress.models import Imported

from .exports import author, category, channel, comment, item, meta, rows, tag, term

pytestmark = pytest.mark.django_db


EXPORT = channel(
    author("elif", "Elif Aydın")
    + category("regions", old_id=5)
    + tag("gas", old_id=7)
    + item(
        1, "One", "First words", term("category", "regions"), term("post_tag", "gas"), comment(1) + comment(2, parent=1)
    )
    + item(2, "About", "Us", type="page")
    + item(3, "Draft", "Later", status="draft", creator="nobody")
)


def test_second_run_writes_nothing_and_says_so(run):
    run(EXPORT)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        output = run(EXPORT)

    writes = [one["sql"] for one in queries if one["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert [sql for sql in writes if "guard_lock" not in sql] == []
    assert "Nothing was written" in output


def test_two_imports_at_once_are_refused_with_a_sentence(run):
    with locks.hold("wordpress import", 60), pytest.raises(CommandError, match="Another import is at work") as refused:
        run(EXPORT)

    assert refused.value.returncode == 1
    assert not Article.objects.exists()
    with locks.hold("wordpress import", 60):
        run(EXPORT, dry_run=True)


def test_second_report_names_who_is_only_named_on_items(run):
    run(EXPORT)

    assert f"1  {NAMED_ONLY} unchanged: was here" in run(EXPORT)


def test_who_was_removed_since_is_not_made_again_by_an_item_that_stays(run):
    run(EXPORT)
    Article.objects.get(title="Draft").bylines.all().delete()
    Person.objects.filter(slug="nobody").delete()

    run(EXPORT)

    assert not Person.objects.filter(slug="nobody").exists()


def test_changed_export_changes_what_nobody_has_touched(run):
    run(EXPORT)
    before = {
        model: model.objects.count() for model in (Article, Page, Person, Category, Tag, Comment, Address, Imported)
    }

    output = run(EXPORT.replace("First words", "Better words"))

    assert Article.objects.get(slug="one").text == "Better words"
    assert {model: model.objects.count() for model in before} == before
    assert "Done: 1 records" in output


def test_what_an_editor_touched_is_a_conflict_and_stays(run):
    run(EXPORT)
    article = Article.objects.get(slug="one")
    article.title = "Edited here"
    article.save()
    article.settle()

    output = run(EXPORT.replace("First words", "Better words"))

    article.refresh_from_db()
    assert (article.title, article.text) == ("Edited here", "First words")
    assert "conflict; changed in the export and here" in output


def test_what_went_with_the_demonstration_can_be_imported_again(run):
    SiteIdentity.objects.create(name="Demo", is_demo=True)
    first = run(EXPORT)
    call_command("demo", "--remove", "--yes", stdout=io.StringIO())

    assert run(EXPORT) == first
    assert Article.objects.filter(slug="one").exists()


@pytest.mark.parametrize("text", ["Later", "Even later"])
def test_what_an_editor_removed_does_not_come_back_and_is_not_said_to_be_here(run, text):
    run(EXPORT)
    Article.objects.get(title="Draft").delete()
    Tag.objects.get(slug="gas").delete()
    Comment.objects.get(parent=None).delete()

    output = run(EXPORT.replace("Later", text))

    assert not Article.objects.filter(title="Draft").exists()
    assert {line.strip() for line in output.splitlines() if "removed here since" in line} == {
        "1  post skipped: removed here since",
        "1  tag skipped: removed here since",
        "1  comment skipped: removed here since",
    }


def test_what_editors_decided_in_the_queue_stays_and_nothing_comes_twice(run):
    export = channel(item(1, "One", "Words", "".join(comment(n, approved="0") for n in (1, 2, 3)) + comment(4)))
    run(export)
    approved, spam, binned, shown = Comment.objects.order_by("created_at")
    approved.approve()
    spam.mark_spam()
    binned.bin()

    run(export)
    output = run(export.replace("A thought.", "Another thought."))

    assert [(one.status, one.text) for one in Comment.objects.order_by("created_at")] == [
        ("approved", "A thought."), ("spam", "A thought."), ("bin", "A thought."), ("approved", "Another thought."),
    ]  # fmt: skip
    assert "3  comment conflict: changed in the export and here" in output
    assert Article.objects.get().comment_count == 2
    assert shown.status == "approved"


def test_dry_run_writes_nothing_and_tells_the_same(run, tmp_path):
    with CaptureQueriesContext(connection) as queries:
        dry = run(EXPORT, dry_run=True)
    done = run(EXPORT)

    writes = [one["sql"] for one in queries if one["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert writes == []
    tables = [text.replace("would import", "imported").rpartition("\nD")[0] for text in (dry, done)]
    assert tables[0].split() == tables[1].split()


def test_files_of_one_site_are_read_together(run):
    run(
        channel(item(1, "One", '<a href="https://old.example/two/">two</a>')),
        channel(item(2, "Two", "x", slug="two")),
    )

    assert 'href="/two/"' in Article.objects.get(slug="one").body


def test_counts_of_the_old_site_are_where_ours_begin(run):
    run(channel(author("elif", "Elif Aydın") + item(1, "One", "First words", meta("post_views_count", "1,200"))))
    article = Article.objects.get()
    Article.objects.add_views({article.pk: 3})

    run(channel(author("elif", "Elif Aydın") + item(1, "One", "Other words", meta("post_views_count", "1,400"))))

    article.refresh_from_db()
    assert (article.text, article.views) == ("Other words", 1203)


def test_what_was_merged_here_does_not_come_back_with_the_next_export(run):
    """Known by its number, with other words in the export, or only by its name: it is the one that stays."""
    run(EXPORT)
    regions, world = Category.objects.get(slug="regions"), Category.objects.create(name="World")
    gas, energy = Tag.objects.get(slug="gas"), Tag.objects.create(name="Energy")
    nobody, somebody = Person.objects.get(slug="nobody"), Person.objects.create(name="Somebody")
    world.absorb(regions)
    energy.absorb(gas)
    somebody.absorb(nobody)

    filed = item(4, "Four", "More", term("category", "regions"), term("post_tag", "gas"), creator="nobody")
    run(EXPORT)
    run(
        channel(
            author("elif", "Elif Aydın") + category("regions", "The regions", old_id=5) + tag("gas", old_id=9) + filed
        )
    )

    assert rows(Category) == ["World"]
    assert rows(Tag) == ["Energy"]
    assert rows(Person) == ["Elif Aydın", "Somebody"]
    article = Article.objects.get(title="Four")
    assert list(article.categories.all()) == [world]
    assert list(article.tags.all()) == [energy]
    assert [byline.person for byline in article.bylines.all()] == [somebody]
    assert Address.objects.get(key="?cat=5").target == world
