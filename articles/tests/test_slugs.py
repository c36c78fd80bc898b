"""Addresses of articles and pages: one space for both, words of the site never taken, old ones lead on for ever."""

import pytest
from django.test import Client

from articles.models import Article
from articles.tests.make import make_article, make_draft
from geopolist.addresses.models import Address
from geopolist.pages.models import Page

pytestmark = pytest.mark.django_db


def make_page(title: str, **changes: object) -> Page:
    page = Page(title=title, **{"body": f"<p>Text of {title}.</p>", **changes})
    page.publish()
    return page


@pytest.mark.parametrize(
    ("title", "address"),
    [
        ("Who Owns the Strait?", "/who-owns-the-strait/"),
        ("Jobs", "/jobs-2/"),
        ("2026", "/2026-2/"),
        ("tr", "/tr-2/"),
        ("Feed", "/feed-2/"),
        ("Comment page 3", "/comment-page-3-2/"),
        ("Admin", "/admin-2/"),
        ("Boğaz’ın iki yakası", "/boğazın-iki-yakası/"),
        ("من يملك المضيق؟", "/من-يملك-المضيق/"),
        ("?!", "/article/"),
        ("../../etc/passwd", "/etc-passwd/"),
    ],
)
def test_a_title_becomes_an_address_that_nothing_else_has(title: str, address: str, client: Client) -> None:
    article = make_article(title)

    response = client.get(article.get_absolute_url())

    assert article.get_absolute_url() == address
    assert response.status_code == 200
    assert response.context["article"] == article


def test_articles_of_one_title_get_numbers_in_the_order_of_publishing() -> None:
    first, second = make_draft("Soundings"), make_draft("Soundings")

    second.publish()
    first.publish()

    assert (second.slug, first.slug) == ("soundings", "soundings-2")


def test_article_and_page_share_one_space(client: Client) -> None:
    page, article, another = make_page("About"), make_article("About"), make_page("About")

    addresses = [each.get_absolute_url() for each in (page, article, another)]

    assert addresses == ["/about/", "/about-2/", "/about-3/"]
    assert "Text of About." in client.get("/about/").content.decode()
    assert "Words about a strait." in client.get("/about-2/").content.decode()


def test_a_typed_slug_is_kept_even_a_long_one() -> None:
    slug = "-".join(["word"] * 30)

    assert make_article("Soundings", slug=slug).slug == slug


def test_a_new_slug_leads_on_from_every_old_one_in_one_hop(client: Client) -> None:
    article = make_article("Soundings")
    for slug in ("deep-soundings", "deeper-soundings"):
        article.slug = slug
        article.save()
        article.settle()

    answers = [client.get(old) for old in ("/soundings/", "/deep-soundings/")]

    assert [(each.status_code, each["Location"]) for each in answers] == [(301, "/deeper-soundings/")] * 2
    assert make_article("Soundings").slug == "soundings-2"


def test_a_new_title_alone_changes_no_address() -> None:
    article = make_article("Soundings")

    article.title = "Deep soundings"
    article.save()
    article.settle()

    assert article.get_absolute_url() == "/soundings/"


def test_former_address_of_what_is_gone_says_gone(client: Client) -> None:
    article = make_article("Soundings")
    article.slug = "deep-soundings"
    article.save()
    article.settle()

    article.withdraw("An error of fact.")
    response = client.get("/soundings/")

    assert response.status_code == 410
    assert "An error of fact." in response.content.decode()


def test_what_is_renamed_while_it_is_gone_says_gone_there_too(client: Client) -> None:
    article = make_article("Soundings")
    article.withdraw("An error of fact.")

    article.slug = "deep-soundings"
    article.save()
    article.settle()
    other = make_article("Deep soundings")

    assert [client.get(path).status_code for path in ("/soundings/", "/deep-soundings/")] == [410, 410]
    assert other.slug == "deep-soundings-2"


def test_pages_nest_and_move_with_what_lies_below(client: Client) -> None:
    about = make_page("About")
    team = make_page("Team", parent=about)
    make_page("Fellows", parent=team)

    about.slug = "who-we-are"
    about.save()

    assert "Text of Fellows." in client.get("/who-we-are/team/fellows/").content.decode()
    for old, new in (("/about/", "/who-we-are/"), ("/about/team/fellows/", "/who-we-are/team/fellows/")):
        response = client.get(old)
        assert (response.status_code, response["Location"]) == (301, new)


def test_last_words_of_the_site_are_no_slug_of_a_nested_page() -> None:
    about = make_page("About")

    assert [make_page(title, parent=about).path for title in ("Feed", "Page")] == ["about/feed-2", "about/page-2"]


def test_a_draft_page_keeps_no_address_from_anybody() -> None:
    draft = Page.objects.create(title="About")
    article = make_article("About")

    draft.publish()

    assert (article.slug, draft.path) == ("about", "about-2")
    assert [Address.objects.of(each).get().key for each in (article, draft)] == ["/about/", "/about-2/"]


def test_a_page_under_a_draft_named_like_a_route_has_an_address(client: Client) -> None:
    draft = Page.objects.create(title="Jobs")
    child = make_page("Rules", parent=draft)

    assert child.get_absolute_url() == "/jobs-2/rules/"
    assert client.get("/jobs-2/rules/").status_code == 200


@pytest.mark.parametrize(
    "asked", ["/soundings", "/Soundings/", "/SOUNDINGS", "/soundings/page/1/", "/soundings/comment-page-2/"]
)
def test_other_spellings_lead_to_the_one_address(asked: str, client: Client) -> None:
    make_article("Soundings")

    response = client.get(asked)

    assert (response.status_code, response["Location"]) == (301, "/soundings/")


def test_a_turkish_title_keeps_its_dotless_letters_in_the_slug() -> None:
    assert Article(title="Isı ve İklim", language="tr").wanted_slug == "ısı-ve-iklim"
    assert Article(title="Islands", language="en").wanted_slug == "islands"
