"""What an import brings, and what stays out."""

import pytest

from articles.models import Article, Category, Comment, Person
from geopolist.library.models import Document, Image
from geopolist.pages.models import Page
from geopolist.wordpress.importing.comments import words

from . import exports
from .exports import UPLOADS, attachment, author, category, channel, comment, item, meta, rows, tag, term

pytestmark = pytest.mark.django_db


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
    assert article.text == "Two."
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


def test_a_page_keeps_the_day_on_which_it_was_last_written(run):
    modified = "<wp:post_modified_gmt>2024-05-01 09:00:00</wp:post_modified_gmt>"

    run(channel(item(1, "About", "<p>Who</p>", modified, type="page") + item(2, "Team", "<p>Us</p>", type="page")))

    assert [f"{page.title} {page.changed_at:%Y-%m-%d}" for page in Page.objects.order_by("title")] == [
        "About 2024-05-01",
        "Team 2024-03-01",
    ]


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
    ("approved", "status", "why"),
    [
        ("1", "approved", ""),
        ("approved", "approved", ""),
        ("0", "pending", "old"),
        ("hold", "pending", "old"),
        ("", "pending", "old"),
        ("spam", "spam", ""),
        ("trash", None, None),
        ("post-trashed", None, None),
    ],
)
def test_a_comment_comes_in_the_state_it_was_in(run, approved, status, why):
    output = run(channel(item(1, "One", "Words", comment(1, approved=approved))))

    found = [(one.status, one.why, one.news_at) for one in Comment.objects.all()]
    assert found == ([(status, why, None)] if status else [])
    assert ("comment skipped: in the bin of the old site" in output) is (status is None)
    assert Article.objects.get().comment_count == int(status == "approved")


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
