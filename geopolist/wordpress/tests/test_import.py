"""Whole imports into the database: what comes, what stays out, what a second run does."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as Pillow

from articles.models import Article, Category, Comment, Person, Tag
from geopolist.addresses.models import Address
from geopolist.library.models import Document, Image
from geopolist.pages.models import Page
from geopolist.wordpress.importing.comments import words
from geopolist.wordpress.models import Imported

from . import exports
from .exports import author, category, channel, comment, item, meta, tag, term

pytestmark = pytest.mark.django_db
UPLOADS = "https://old.example/wp-content/uploads/2024/03"


@pytest.fixture
def run(tmp_path: Path, settings):
    """Import a text, or several, with options of the command; its output."""
    settings.MEDIA_ROOT = tmp_path / "media"

    def imported(*texts: str, **options) -> str:
        paths = []
        for number, text in enumerate(texts):
            paths.append(tmp_path / f"export{number}.xml")
            paths[-1].write_text(text)
        out = io.StringIO()
        call_command("import_wordpress", *paths, stdout=out, stderr=io.StringIO(), **options)
        return out.getvalue()

    return imported


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    folder = tmp_path / "uploads" / "2024" / "03"
    folder.mkdir(parents=True)
    Pillow.new("RGB", (1200, 800), "navy").save(folder / "harbour.jpg")
    (folder / "report.pdf").write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    (folder / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    return folder.parent.parent


def attachment(old_id: int, name: str, **changes: str) -> str:
    alt = meta("_wp_attachment_image_alt", changes.pop("alt", ""))
    attached = meta("_wp_attached_file", f"2024/03/{name}")
    return item(
        old_id, name, "", attached, alt, type="attachment", status="inherit", url=f"{UPLOADS}/{name}", **changes
    )


def rows(model) -> list[str]:
    return sorted(str(row) for row in model.objects.all())


# --- What comes


def test_post_comes_with_all_that_belongs_to_it(run):
    run(
        channel(
            author("elif", "Elif Aydın", old_id=3)
            + category("regions", "Regions", old_id=5)
            + category("europe", "Europe &amp; Asia", parent="regions", old_id=6)
            + tag("gas", "Gas", old_id=7)
            + item(
                12,
                "Pipes &amp; <em>power</em>",
                "One.<!--more-->\n\nTwo.",
                term("category", "europe"),
                term("post_tag", "gas"),
                term("post_format", "post-format-video"),
                meta("_yoast_wpseo_title", "%%title%% %%sep%%"),
                meta("_yoast_wpseo_metadesc", "How pipes matter."),
                meta("post_views_count", "1,200"),
                slug="pipes",
                sticky="1",
            )
        )
    )

    [article] = Article.objects.all()
    assert (article.title, article.slug, article.status) == ("Pipes & power", "pipes", "published")
    assert article.published_at.isoformat() == "2024-03-01T09:00:00+00:00"
    assert (article.standfirst, article.format, article.is_pinned, article.views) == ("One.", "video", True, 1200)
    assert (article.seo_title, article.seo_description) == ("", "How pipes matter.")
    assert article.text.split() == ["One.", "Two."]
    assert article.imported_source == "One.<!--more-->\n\nTwo."
    assert article.byline_text == "Elif Aydın"
    assert [one.path for one in article.categories.all()] == ["regions/europe"]
    assert article.primary_category.name == "Europe & Asia"
    assert [one.name for one in article.tags.all()] == ["Gas"]
    assert Person.objects.get().user is None


STATES = [
    ("publish", {}, "published", True),
    ("publish", {"password": "open sesame"}, "draft", False),
    ("private", {}, "draft", False),
    ("draft", {"date_gmt": "0000-00-00 00:00:00"}, "draft", False),
    ("pending", {}, "review", False),
    ("future", {"date_gmt": "2090-01-01 00:00:00"}, "published", False),
    ("future", {"date_gmt": "2020-01-01 00:00:00"}, "draft", False),
    ("hasnocategories", {}, "draft", False),
]


@pytest.mark.parametrize(("status", "changes", "state", "is_public"), STATES)
def test_only_what_was_public_is_public(run, client, status, changes, state, is_public):
    run(channel(item(1, "Secret plan", "The words.", slug="plan", status=status, **changes)))

    article = Article.objects.get()
    assert (article.status, article.is_published) == (state, is_public)
    assert client.get("/plan/").status_code == (200 if is_public else 404)
    assert list(Article.objects.public()) == ([article] if is_public else [])


@pytest.mark.parametrize("status", ["trash", "auto-draft", "inherit"])
def test_bin_and_revisions_stay_out(run, status):
    output = run(channel(item(1, "Old", "Words", exports.comment(1), status=status)))

    assert rows(Article) == []
    assert rows(Comment) == []
    assert "post skipped" in output


def test_pages_keep_their_place_below_each_other(run, client):
    run(
        channel(
            item(2, "Team", "<p>Us</p>", type="page", parent="1", link="https://old.example/about/team/")
            + item(1, "About", "<p>Who</p>", type="page")
            + item(3, "Notes", "x", type="page", parent="2", status="draft")
        )
    )

    assert [(page.path, page.status) for page in Page.objects.order_by("path")] == [
        ("about", "published"),
        ("about/team", "published"),
        ("about/team/notes", "draft"),
    ]
    assert client.get("/about/team/").status_code == 200
    assert client.get("/?page_id=2").headers["Location"] == "/about/team/"


def test_category_loop_is_cut_and_told(run):
    output = run(channel(category("a", parent="b") + category("b", parent="a") + category("c", parent="c")))

    assert sorted(Category.objects.values_list("path", flat=True)) == ["b", "b/a", "c"]
    assert output.count("lies under itself") == 2


def test_threads_are_kept_and_what_is_not_for_readers_stays_out(run):
    thread = (
        comment(5, "Child of the bin", parent=4)
        + comment(2, "Reply", parent=1)
        + comment(1, 'First <a href="https://a.example/">here</a>')
        + comment(3, "Held", approved="0", parent=2)
        + comment(4, "Gone", approved="trash", parent=1)
        + comment(6, "Ping", kind="pingback")
        + comment(7, "Note", kind="note")
        + comment(8, "From another post", parent=999)
        + comment(9, "Loop a", parent=10)
        + comment(10, "Loop b", parent=9)
    )
    run(channel(item(1, "One", "Words", thread)))

    found = {one.text: one for one in Comment.objects.all()}
    assert set(found) == {
        "First here (https://a.example/)", "Reply", "Held", "Child of the bin", "From another post", "Loop a", "Loop b",
    }  # fmt: skip
    first = found["First here (https://a.example/)"]
    assert (found["Reply"].parent, found["Held"].parent, found["Child of the bin"].parent) == (
        first,
        found["Reply"],
        first,
    )
    assert found["From another post"].parent is None
    assert {found["Loop a"].parent, found["Loop b"].parent} == {None, found["Loop b"]} - {None} | {None}
    assert (found["Held"].status, first.status, first.email) == ("pending", "approved", "reader1@mail.example")
    assert Article.objects.get().comment_count == 6


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<p>One</p>\n<p>Two<br/>three</p>", "One\n\nTwo\nthree"),
        ("<ul>\n\t<li>a</li>\n\t<li>b</li>\n</ul>c", "- a\n- b\n\nc"),
        ('<a href="javascript:x">go</a> <b>5 &lt; 6</b> & 7', "go 5 < 6 & 7"),
        ('<a href="https://a.example/">https://a.example/</a>', "https://a.example/"),
        ("<script>x</script><dt>t</dt><dd>d</dd>", "x\nt\n\nd"),
    ],
)
def test_comments_become_plain_text(written, expected):
    assert words(written) == expected


def test_pictures_documents_and_covers_come_from_the_folder(run, uploads):
    text = (
        f'<img class="wp-image-20" src="{UPLOADS}/harbour-300x200.jpg" alt="Ships">\n\n'
        f'See <a href="{UPLOADS}/report.pdf">the report</a>\n\n[gallery ids="20,22"]'
    )
    output = run(
        channel(
            item(1, "One", text, meta("_thumbnail_id", "20"))
            + attachment(20, "harbour.jpg", alt="The harbour", excerpt="At dawn")
            + attachment(21, "report.pdf")
            + attachment(22, "drawing.svg")
            + attachment(23, "../../../etc/passwd")
        ),
        uploads=uploads,
    )

    [image], [document] = Image.objects.all(), Document.objects.all()
    assert (image.alt, image.caption, image.width) == ("The harbour", "At dawn", 1200)
    article = Article.objects.get()
    assert article.cover == image
    assert f'data-image="{image.public_id}"' in article.body
    assert f'href="{document.get_absolute_url()}"' in article.body
    assert "attachment skipped: the library does not take it" in output
    assert "attachment skipped: its file is not in --uploads" in output


def test_missing_files_are_told_and_come_with_a_later_run(run, uploads):
    text = channel(
        item(1, "One", f'<img class="wp-image-20" src="{UPLOADS}/harbour.jpg">', meta("_thumbnail_id", "20"))
        + attachment(20, "harbour.jpg")
    )
    first = run(text)
    article = Article.objects.get()
    assert article.cover is None
    assert f'data-src="{UPLOADS}/harbour.jpg"' in article.body
    assert "its featured picture is not at hand" in first

    run(text, uploads=uploads)

    article.refresh_from_db()
    assert article.cover == Image.objects.get()
    assert f'data-image="{article.cover.public_id}"' in article.body


# --- Addresses


def test_old_addresses_lead_to_the_new_ones_in_one_hop(run, client):
    run(
        channel(
            author("elif", "Elif Aydın", old_id=3)
            + category("regions", old_id=5)
            + item(
                12,
                "Pipes",
                "Words",
                term("category", "regions"),
                meta("_wp_old_slug", "tubes"),
                slug="pipes",
                link="https://old.example/2024/03/pipes/",
            )
        )
    )

    for old in ("/2024/03/pipes/", "/2024/03/tubes/", "/?p=12"):
        response = client.get(old)
        assert (response.status_code, response.headers["Location"]) == (301, "/pipes/")
    assert client.get("/?cat=5").headers["Location"] == "/category/regions/"
    assert client.get("/?author=3").headers["Location"] == "/author/elif/"
    assert client.get("/author/elif/").status_code == 200


@pytest.mark.parametrize(("status", "code"), [("publish", 301), ("draft", 404)])
def test_old_uploads_lead_to_the_file_while_something_public_shows_it(run, client, uploads, status, code):
    text = f'<img class="wp-image-20" src="{UPLOADS}/harbour.jpg">\n\n<a href="{UPLOADS}/report.pdf">r</a>'
    page = {"link": "https://old.example/one/harbour/"}
    run(
        channel(
            item(1, "One", text, status=status) + attachment(20, "harbour.jpg", **page) + attachment(21, "report.pdf")
        ),
        uploads=uploads,
    )

    image, document = Image.objects.get(), Document.objects.get()
    targets = {
        "/wp-content/uploads/2024/03/harbour.jpg": image.picture("whole").src,
        "/one/harbour/": image.picture("whole").src,
        "/?attachment_id=20": image.picture("whole").src,
        "/wp-content/uploads/2024/03/report.pdf": document.get_absolute_url(),
    }
    for old, new in targets.items():
        response = client.get(old)
        assert (response.status_code, response.headers.get("Location")) == (code, new if code == 301 else None), old


def test_drafts_leave_no_address(run):
    run(channel(item(1, "Plan", "x", status="private", slug="plan")))

    assert not Address.objects.filter(key__in=["/plan/", "?p=1"]).exists()


def test_links_between_imported_texts_follow(run):
    run(
        channel(
            item(1, "One", '<a href="https://www.old.example/2024/two/?utm=1#part">two</a> <a href="/?p=3">three</a>')
            + item(2, "Two", "x", slug="admin", link="https://old.example/2024/two/")
            + item(3, "Three", "x", type="page", slug="three")
            + item(4, "Four", '<a href="https://old.example/secret/">s</a>')
            + item(5, "Secret", "x", status="private", slug="secret")
        )
    )

    one, four = Article.objects.get(title="One"), Article.objects.get(title="Four")
    assert 'href="/admin-2/#part"' in one.body
    assert 'href="/three/"' in one.body
    assert 'href="https://old.example/secret/"' in four.body


def test_equal_slugs_and_ids_are_all_kept(run):
    output = run(
        channel(
            item(1, "Same", "a", slug="same", link="https://old.example/a/")
            + item(2, "Same", "b", slug="same", link="https://old.example/b/")
            + item(1, "Same", "c", slug="same", link="https://old.example/c/")
        )
    )

    assert sorted(Article.objects.values_list("slug", flat=True)) == ["same", "same-2", "same-3"]
    assert "the address same is taken: it lives at /same-2/" in output


@pytest.mark.parametrize(
    ("slug", "title", "expected"),
    [
        ("%d8%a2%d8%b2%d8%a7%d8%af", "x", "آزاد"),
        ("..%2f..%2fetc", "x", "etc"),
        ("", "Only a title", "only-a-title"),
        ("", "…", "post-7"),
        ("jobs", "x", "jobs-2"),
        ("2024", "x", "2024-2"),
    ],
)
def test_slugs_of_every_kind_make_an_address(run, slug, title, expected):
    run(channel(item(7, title, "Words", slug=slug, link="https://old.example/?p=7")))

    assert Article.objects.get().slug == expected


# --- People


def test_authors_are_found_by_login_slug_case_or_name(run):
    items = [
        item(n, f"Post {n}", "x", creator=name) for n, name in enumerate(["elif", ">Elif", "ELIF", "Elif Aydın"], 1)
    ]
    run(channel(author("elif", "Elif Aydın") + author("idle", "Idle", old_id=2) + "".join(items)))

    assert rows(Person) == ["Elif Aydın"]
    assert {article.byline_text for article in Article.objects.all()} == {"Elif Aydın"}


def test_mail_addresses_of_authors_appear_nowhere(run):
    run(
        channel(
            author("harry@old.example", "", email="harry@old.example")
            + item(1, "One", "x", creator="harry@old.example")
        )
    )

    person = Person.objects.get()
    assert (person.name, person.slug) == ("harry", "harry")


def test_default_author_takes_what_nobody_signed(run):
    run(channel(item(1, "One", "x", creator="") + item(2, "Two", "x", creator="")), default_author="The Editors")

    assert rows(Person) == ["The Editors"]


# --- Again


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
    assert writes == []
    assert "Nothing was written" in output


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


def test_what_an_editor_removed_does_not_come_back(run):
    run(EXPORT)
    Article.objects.get(title="Draft").delete()

    run(EXPORT.replace("Later", "Even later"))

    assert not Article.objects.filter(title="Draft").exists()


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


# --- Refusing and reporting


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
        run(EXPORT, timezone="Mars/Base")
    with pytest.raises(CommandError, match="no folder"):
        run(EXPORT, uploads=tmp_path / "nowhere")
