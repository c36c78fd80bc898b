"""Topics: one row for all spellings, addresses in any script."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from articles.models import Article, Tag
from articles.tests.conftest import Committed
from articles.tests.make import make_article, make_site, make_tag
from articles.views.lists import TOP_TOPICS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Black Sea", "black sea"),
        ("Black Sea", "  BLACK   SEA "),
        ("İstanbul", "istanbul"),
        ("IŞIK", "ışık"),
        ("Straße", "STRASSE"),
        ("ＡＢＣ", "abc"),
    ],
)
def test_two_spellings_are_one_topic_named_as_first_written(first: str, second: str) -> None:
    one, two = make_article(tags=[first]), make_article(tags=[second])

    assert [tag.name for tag in Tag.objects.all()] == [first]
    assert list(one.tags.all()) == list(two.tags.all())


def test_several_spellings_in_one_article_are_one_tag() -> None:
    article = make_article(tags=["Black Sea", "black sea", "Ports"])

    assert sorted(article.tags.names()) == ["Black Sea", "Ports"]


def test_tags_stay_when_typed_again_in_another_spelling() -> None:
    article = make_article(tags=["Black Sea"])
    before = article.taggings.get().pk

    article.tags.set(["BLACK SEA"])

    assert article.taggings.get().pk == before


def test_the_desk_refuses_a_second_spelling_in_words_and_the_database_refuses_it_too() -> None:
    make_tag("Black Sea")

    with pytest.raises(ValidationError) as error:
        Tag(name="black sea", slug="other").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_tag("black sea")

    assert error.value.message_dict == {"name": ["The topic “Black Sea” is here already: use that one."]}


def test_a_topic_may_change_its_own_case() -> None:
    tag = make_tag("black sea")

    tag.name = "Black Sea"
    tag.full_clean()
    tag.save()

    assert Tag.objects.named("BLACK SEA") == tag


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Boğazlar", "/tag/boğazlar/"),
        ("البحر الأسود", "/tag/البحر-الأسود/"),
        ("C++", "/tag/c/"),
        ("???", "/tag/tag/"),
        ("Feed", "/tag/feed-2/"),
    ],
)
def test_addresses_are_in_the_script_of_the_name(name: str, address: str, client: Client) -> None:
    tag = make_tag(name)
    make_article("Soundings", tags=[name])

    response = client.get(tag.get_absolute_url())

    assert tag.get_absolute_url() == address
    assert [each.title for each in response.context["page"].items] == ["Soundings"]


def test_names_that_fold_to_one_address_get_numbers() -> None:
    assert [make_tag(name).slug for name in ("C", "C++", "C#")] == ["c", "c-2", "c-3"]


def test_too_long_a_name_is_cut_to_the_column() -> None:
    assert len(make_tag("x" * 300).name) == 100


def test_a_rename_refreshes_articles_and_the_old_address_leads_on(client: Client, committed: Committed) -> None:
    article = make_article(tags=["Black Sea"])
    tag = Tag.objects.get()

    tag.name, tag.slug = "Euxine", "euxine"
    with committed():
        tag.save()

    assert Article.objects.get(pk=article.pk).furniture["tags"] == [{"name": "Euxine", "url": "/tag/euxine/"}]
    assert client.get("/tag/black-sea/")["Location"] == "/tag/euxine/"


def test_a_deleted_topic_disappears_from_its_articles(client: Client, committed: Committed) -> None:
    article = make_article(tags=["Black Sea", "Ports"])

    with committed():
        Tag.objects.named("black sea").delete()  # type: ignore[union-attr]

    assert [tag["name"] for tag in Article.objects.get(pk=article.pk).furniture["tags"]] == ["Ports"]
    assert client.get("/tag/black-sea/").status_code == 410


def test_topics_page_lists_what_public_articles_carry(client: Client) -> None:
    make_article(tags=["Ports", "Black Sea"])
    make_tag("Unused")

    response = client.get("/topics/")

    assert [tag.name for tag in response.context["tags"]] == ["Black Sea", "Ports"]
    assert '<a href="/tag/black-sea/">Black Sea</a>' in response.content.decode()
    assert (response.context["top"], response.context["groups"]) == ([], [])


def test_topics_say_how_often_they_are_written_about(client: Client) -> None:
    make_article(tags=["Ports", "Black Sea"])
    make_article(tags=["Ports"])
    make_article(tags=["Ports"], language="tr")
    make_article(tags=["Ports", "Future"], published_at=timezone.now() + timedelta(days=1))

    counts = [(tag.name, tag.article_count) for tag in client.get("/topics/").context["tags"]]

    assert counts == [("Black Sea", 1), ("Ports", 2)]
    assert '<span class="visually-hidden">2 articles</span>' in client.get("/topics/").content.decode()


def test_many_topics_stand_under_letters_and_the_most_used_in_a_band(client: Client) -> None:
    names = [*(f"{letter} topic" for letter in "abcdefghijklmnopqrstuvwxyz"), "Çay", "İzmir", "Ünye", "42", "“Quoted”"]
    make_article(tags=names)
    make_article(tags=["z topic", "Çay"])
    make_article(tags=["z topic"])

    context = client.get("/topics/").context

    letters = {group["letter"]: [tag.name for tag in group["items"]] for group in context["groups"]}
    assert [tag.name for tag in context["top"]][:3] == ["z topic", "Çay", "42"]
    assert len(context["top"]) == TOP_TOPICS
    assert list(letters) == ["#", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    assert (letters["#"], letters["C"], letters["I"], letters["Q"]) == (
        ["42"], ["c topic", "Çay"], ["i topic", "İzmir"], ["q topic", "“Quoted”"],
    )  # fmt: skip


def test_topics_stand_in_the_language_of_the_page(client: Client) -> None:
    make_site()
    make_article(tags=["Ports"])
    make_article(tags=["Limanlar"], language="tr")

    assert [tag.name for tag in client.get("/topics/?lang=tr").context["tags"]] == ["Limanlar"]


def test_no_topics_leads_on(client: Client) -> None:
    text = client.get("/topics/").content.decode()

    assert "No topics yet" in text
    assert '<a class="button button--line" href="/blog/">All articles</a>' in text
    assert '<meta name="robots" content="noindex">' in text


def test_a_topic_lies_under_all_topics_in_its_language(client: Client) -> None:
    make_site()
    make_tag("Ports")
    make_article(tags=["Ports"])
    make_article(tags=["Ports"], language="tr")

    crumbs = [client.get(path).context["crumbs"] for path in ("/tag/ports/", "/tr/tag/ports/")]

    assert crumbs == [[{"name": "Topics", "url": "/topics/"}], [{"name": "Konular", "url": "/topics/?lang=tr"}]]


def test_a_topic_without_articles_says_so_and_is_not_for_search_engines(client: Client) -> None:
    make_tag("Ports")

    text = client.get("/tag/ports/").content.decode()

    assert "Nothing on this topic yet" in text
    assert '<meta name="robots" content="noindex">' in text
