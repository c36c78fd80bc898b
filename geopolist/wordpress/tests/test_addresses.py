"""Old addresses, links between texts, and names of authors, after an import."""

import pytest

from articles.models import Article, Person
from geopolist.addresses.models import Address
from geopolist.library.models import Document, Image

from .exports import UPLOADS, attachment, author, category, channel, item, meta, rows, term

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("link", ["https://old.example/{}/", "https://old.example/2024/03/{}/"])
def test_an_old_slug_takes_nothing_from_the_item_that_has_it_now(run, client, link):
    output = run(
        channel(
            item(
                1,
                "First",
                "Words",
                meta("_wp_old_slug", "reused"),
                meta("_wp_old_slug", "own"),
                link=link.format("first"),
            )
            + item(2, "Second", "Words", slug="reused", link=link.format("reused"))
            + item(3, "Third", "Words", meta("_wp_old_slug", "coming"), link=link.format("third"))
            + item(4, "Fourth", "Words", slug="coming", status="future", date_gmt="2999-01-01 00:00:00", link="?p=4")
        )
    )

    assert Article.objects.get(title="Second").get_absolute_url() == "/reused/"
    assert Article.objects.get(title="Fourth").get_absolute_url() == "/coming/"
    old = link.format("reused").removeprefix("https://old.example")
    assert (old == "/reused/") or client.get(old).headers["Location"] == "/reused/"
    assert client.get(link.format("own").removeprefix("https://old.example")).headers["Location"] == "/first/"
    assert f"post 1 “First”: imported; its old address {old} is another's today" in output


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
