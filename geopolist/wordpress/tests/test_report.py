"""What is refused, what fails alone, and what the report says."""

import json

import pytest
from django.core.management import CommandError

from articles.models import Article, Comment
from geopolist.wordpress.models import Imported

from .exports import attachment, author, category, channel, comment, item, meta, rows, tag

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("broken", ["</channel>", "<!DOCTYPE x>"])
def test_refused_file_leaves_nothing_behind(run, broken, tmp_path):
    good = channel(item(1, "One", "x"))
    bad = channel(item(2, "Two", "x") + broken)

    with pytest.raises(CommandError, match=r"export1\.xml") as refused:
        run(good, bad, report=tmp_path / "report")

    assert refused.value.returncode == 1
    assert "line " in str(refused.value)
    assert rows(Article) == []
    assert rows(Imported) == []
    assert not (tmp_path / "report").exists()


def test_files_of_two_sites_are_refused(run):
    with pytest.raises(CommandError, match="another site"):
        run(channel(item(1, "One", "x")), channel(item(2, "Two", "x")).replace("old.example", "other.example"))


def test_record_that_cannot_be_kept_fails_alone(run, monkeypatch):
    save = Article.save

    def breaking(self, *args, **kwargs):
        if self.title == "Two":
            raise ValueError("no room")
        save(self, *args, **kwargs)

    monkeypatch.setattr(Article, "save", breaking)

    with pytest.raises(CommandError) as finished:
        run(channel(item(1, "One", "x") + item(2, "Two", "x", comment(1)) + item(3, "Three", "x")))

    assert finished.value.returncode == 2
    assert rows(Article) == ["One", "Three"]
    assert rows(Comment) == []


def test_post_whose_comments_cannot_be_kept_is_left_out_whole(run, monkeypatch):
    recount = type(Comment.objects.all()).recount

    def breaking(self, articles):
        if Article.objects.filter(pk__in=articles, title="Two").exists():
            raise ValueError("no room")
        recount(self, articles)

    monkeypatch.setattr(type(Comment.objects.all()), "recount", breaking)
    texts = [item(1, "One", "x", comment(1)), item(2, "Two", "x", comment(2), creator="new"), item(3, "Three", "x")]

    with pytest.raises(CommandError):
        run(channel("".join(texts) + item(4, "Four", "x", creator="new")))

    assert rows(Article) == ["Four", "One", "Three"]
    assert Article.objects.get(title="Four").byline_text == "new"
    assert Comment.objects.count() == Imported.objects.filter(kind="comment").count() == 1


def test_report_accounts_for_everything_and_names_no_reader(run, tmp_path):
    text = channel(
        author("elif", "Elif")
        + category("a")
        + tag("b")
        + "<wp:term><wp:term_taxonomy>topic</wp:term_taxonomy><wp:term_slug>c</wp:term_slug></wp:term>"
        + item(
            1, "=cmd()", "[gallery] [x_y] <!-- wp:acme/z /-->", comment(1), comment(2, approved="trash"), meta("k", "v")
        )
        + item(2, "Menu", "", type="nav_menu_item")
        + item(3, "Strange", "", comment(3), type="strange")
        + item(4, "Page", "", comment(4), type="page")
        + attachment(5, "x.jpg")
    )
    output = run(text, report=tmp_path / "report")

    report = json.loads((tmp_path / "report" / "report.json").read_text())
    totals = {}
    for row in report["totals"]:
        totals[row["kind"]] = totals.get(row["kind"], 0) + row["count"]
    assert totals == {
        "attachment": 1, "author": 1, "category": 1, "comment": 4, "nav_menu_item": 1, "page": 1, "post": 1,
        "strange": 1, "tag": 1, "term": 1,
    }  # fmt: skip
    assert len(report["entries"]) == sum(totals.values())
    assert {"what": "shortcode", "name": "x_y", "became": "removed", "count": 1} in report["texts"]
    assert {"key": "k", "use": "not imported", "count": 1} in report["fields"]
    assert "do not add up" not in output
    everything = output + "".join(path.read_text() for path in (tmp_path / "report").iterdir())
    assert "@mail.example" not in everything
    assert "203.0.113" not in everything


def test_wrong_options_are_refused_with_a_sentence(run, tmp_path):
    with pytest.raises(CommandError, match="no time zone"):
        run(channel(""), timezone="Mars/Base")
    with pytest.raises(CommandError, match="no folder"):
        run(channel(""), uploads=tmp_path / "nowhere")
